<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt" sourcelanguage="en_GB">
    <context>
        <name>BottomBar</name>
        <message>
            <source>Back</source>
            <translation>Voltar</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Língua</translation>
        </message>
        <message>
            <source>I need help</source>
            <translation>Preciso de ajuda</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Ajuda</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>Contraste</translation>
        </message>
        <message>
            <source>Large text</source>
            <translation>Texto grande</translation>
        </message>
        <message>
            <source>Lower</source>
            <translation>Mais abaixo</translation>
        </message>
    </context>
    <context>
        <name>BusyPage</name>
        <message>
            <source>One moment, please</source>
            <translation>Um momento, por favor</translation>
        </message>
    </context>
    <context>
        <name>HelpPage</name>
        <message>
            <source>We are calling reception</source>
            <translation>Estamos a avisar a receção</translation>
        </message>
        <message>
            <source>Reception has been called</source>
            <translation>A receção foi avisada</translation>
        </message>
        <message>
            <source>Somebody is on the way</source>
            <translation>Alguém vem a caminho</translation>
        </message>
        <message>
            <source>Reception cannot be called from here just now</source>
            <translation>Não é possível avisar a receção daqui</translation>
        </message>
        <message>
            <source>Please go to reception yourself, or speak to a member of staff.</source>
            <translation>Dirija-se à receção ou fale com um funcionário.</translation>
        </message>
        <message>
            <source>Please stay here: somebody will come to you.</source>
            <translation>Fique aqui: alguém virá ter consigo.</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Continuar</translation>
        </message>
    </context>
    <context>
        <name>HomePage</name>
        <message>
            <source>Welcome</source>
            <translation>Boas-vindas</translation>
        </message>
        <message>
            <source>Last ticket without appointment: {time}</source>
            <translation>Última senha sem marcação: {time}</translation>
        </message>
        <message>
            <source>I have an appointment</source>
            <translation>Tenho uma marcação</translation>
        </message>
        <message>
            <source>I have no appointment</source>
            <translation>Não tenho marcação</translation>
        </message>
        <message>
            <source>I am collecting a document</source>
            <translation>Venho levantar um documento</translation>
        </message>
        <message>
            <source>Your data: see the poster</source>
            <translation>Os seus dados: ver o cartaz</translation>
        </message>
        <message>
            <source>Closed. Opens at {time}.</source>
            <translation>Encerrado. Abre às {time}.</translation>
        </message>
        <message>
            <source>Closed.</source>
            <translation>Encerrado.</translation>
        </message>
        <message>
            <source>Open until {time}</source>
            <translation>Aberto até às {time}</translation>
        </message>
    </context>
    <context>
        <name>KeypadPage</name>
        <message>
            <source>Erase</source>
            <translation>Apagar</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
    </context>
    <context>
        <name>LanguagePage</name>
        <message>
            <source>Choose your language</source>
            <translation>Escolha o seu idioma</translation>
        </message>
    </context>
    <context>
        <name>NoPaperPage</name>
        <message>
            <source>Call someone</source>
            <translation>Chamar alguém</translation>
        </message>
        <message>
            <source>Your number is registered:</source>
            <translation>O seu número está registado:</translation>
        </message>
        <message>
            <source>Reception has been told.</source>
            <translation>A receção foi avisada.</translation>
        </message>
        <message>
            <source>Please tell reception too.</source>
            <translation>Avise também a receção.</translation>
        </message>
        <message>
            <source>1. Write this number down, or take a picture of the screen.</source>
            <translation>1. Anote este número ou fotografe o ecrã.</translation>
        </message>
        <message>
            <source>2. No telephone? Ask reception for a card with your number.</source>
            <translation>2. Sem telefone? Peça na receção um cartão com o seu número.</translation>
        </message>
        <message>
            <source>3. Sit down (waiting room: {room}) and watch the screen.</source>
            <translation>3. Sente-se (sala de espera: {room}) e olhe para o ecrã.</translation>
        </message>
        <message>
            <source>3. Sit down and watch the screen.</source>
            <translation>3. Sente-se e olhe para o ecrã.</translation>
        </message>
        <message>
            <source>I have noted my number</source>
            <translation>Anotei o meu número</translation>
        </message>
        <message>
            <source>I have noted my number ({n} s)</source>
            <translation>Anotei o meu número ({n} s)</translation>
        </message>
        <message>
            <source>No paper left: note your number</source>
            <translation>Sem papel: anote o seu número</translation>
        </message>
        <message>
            <source>The printer is open: note your number</source>
            <translation>A impressora está aberta: anote o seu número</translation>
        </message>
        <message>
            <source>This kiosk does not print: note your number</source>
            <translation>Este quiosque não imprime: anote o seu número</translation>
        </message>
        <message>
            <source>The printer does not answer: note your number</source>
            <translation>A impressora não responde: anote o seu número</translation>
        </message>
        <message>
            <source>No ticket can be printed: note your number</source>
            <translation>Não é possível imprimir: anote o seu número</translation>
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>Please go to reception: they will help you.</source>
            <translation>Dirija-se à receção: vão ajudar.</translation>
        </message>
        <message>
            <source>Please come back another day, or go to reception.</source>
            <translation>Volte noutro dia ou dirija-se à receção.</translation>
        </message>
        <message>
            <source>This service is closed</source>
            <translation>Este serviço está encerrado</translation>
        </message>
        <message>
            <source>You are too early</source>
            <translation>Chegou demasiado cedo</translation>
        </message>
        <message>
            <source>We do not know this code</source>
            <translation>Não conhecemos este código</translation>
        </message>
        <message>
            <source>Show the code of your appointment, or go to reception.</source>
            <translation>Mostre o código da marcação ou dirija-se à receção.</translation>
        </message>
        <message>
            <source>This kiosk cannot give a ticket just now</source>
            <translation>Este quiosque não pode dar senhas agora</translation>
        </message>
        <message>
            <source>Please come back later today.</source>
            <translation>Volte mais tarde hoje.</translation>
        </message>
        <message>
            <source>Please come back at {time}.</source>
            <translation>Volte às {time}.</translation>
        </message>
        <message>
            <source>The time of your appointment is over</source>
            <translation>A hora da sua marcação já passou</translation>
        </message>
        <message>
            <source>Your appointment is on another day</source>
            <translation>A sua marcação é noutro dia</translation>
        </message>
        <message>
            <source>Your appointment is at another place</source>
            <translation>A sua marcação é noutro local</translation>
        </message>
        <message>
            <source>Your appointment is not at this place</source>
            <translation>A sua marcação não é aqui</translation>
        </message>
        <message>
            <source>This appointment was cancelled</source>
            <translation>Esta marcação foi anulada</translation>
        </message>
        <message>
            <source>You have checked in already. Your number:</source>
            <translation>A sua chegada já está registada. O seu número:</translation>
        </message>
        <message>
            <source>Your place is kept. You can print your ticket again.</source>
            <translation>O seu lugar está guardado. Pode imprimir de novo a senha.</translation>
        </message>
        <message>
            <source>We cannot find this appointment</source>
            <translation>Não encontramos esta marcação</translation>
        </message>
        <message>
            <source>We could not read this code</source>
            <translation>Não conseguimos ler este código</translation>
        </message>
        <message>
            <source>Hold it still in the light, or enter your appointment number.</source>
            <translation>Segure-o quieto à luz ou introduza o número da marcação.</translation>
        </message>
        <message>
            <source>Reception will find your appointment</source>
            <translation>A receção vai encontrar a sua marcação</translation>
        </message>
        <message>
            <source>Please go to reception with an identity document.</source>
            <translation>Dirija-se à receção com um documento de identidade.</translation>
        </message>
        <message>
            <source>It opens at {time}.</source>
            <translation>Abre às {time}.</translation>
        </message>
        <message>
            <source>It opens another day at {time}.</source>
            <translation>Abre noutro dia às {time}.</translation>
        </message>
        <message>
            <source>This service is suspended for now</source>
            <translation>Este serviço está suspenso por agora</translation>
        </message>
        <message>
            <source>No tickets are given just now</source>
            <translation>De momento não são dadas senhas</translation>
        </message>
        <message>
            <source>Please wait a moment, or go to reception.</source>
            <translation>Aguarde um momento ou dirija-se à receção.</translation>
        </message>
        <message>
            <source>Too many people are waiting already</source>
            <translation>Já há demasiadas pessoas à espera</translation>
        </message>
        <message>
            <source>There are no more tickets for this service today</source>
            <translation>Hoje já não há senhas para este serviço</translation>
        </message>
        <message>
            <source>We cannot check your appointment just now</source>
            <translation>Não podemos verificar a sua marcação agora</translation>
        </message>
        <message>
            <source>Please go to reception: your appointment still holds.</source>
            <translation>Dirija-se à receção: a sua marcação continua válida.</translation>
        </message>
        <message>
            <source>Please go to reception</source>
            <translation>Dirija-se à receção</translation>
        </message>
        <message>
            <source>They will find your appointment and help you.</source>
            <translation>Vão encontrar a sua marcação e ajudar.</translation>
        </message>
    </context>
    <context>
        <name>NoticePage</name>
        <message>
            <source>Print my ticket again</source>
            <translation>Imprimir de novo a minha senha</translation>
        </message>
        <message>
            <source>Call someone</source>
            <translation>Chamar alguém</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>Terminar</translation>
        </message>
    </context>
    <context>
        <name>Question</name>
        <message>
            <source>Do you need more time?</source>
            <translation>Precisa de mais tempo?</translation>
        </message>
        <message>
            <source>Yes, more time</source>
            <translation>Sim, mais tempo</translation>
        </message>
        <message>
            <source>No, I have finished</source>
            <translation>Não, terminei</translation>
        </message>
        <message>
            <source>This screen starts again in {n} seconds.</source>
            <translation>O ecrã recomeça em {n} segundos.</translation>
        </message>
    </context>
    <context>
        <name>ReferencePage</name>
        <message>
            <source>Show your QR code</source>
            <translation>Mostre o seu código QR</translation>
        </message>
        <message>
            <source>under the screen, in the light</source>
            <translation>por baixo do ecrã, à luz</translation>
        </message>
        <message>
            <source>or enter your appointment number</source>
            <translation>ou introduza o número da marcação</translation>
        </message>
        <message>
            <source>I do not have this number</source>
            <translation>Não tenho este número</translation>
        </message>
        <message>
            <source>Your appointment number</source>
            <translation>Número da sua marcação</translation>
        </message>
    </context>
    <context>
        <name>ServicesPage</name>
        <message>
            <source>What are you here for?</source>
            <translation>Que serviço pretende?</translation>
        </message>
        <message>
            <source>Priority access</source>
            <translation>Atendimento prioritário</translation>
        </message>
        <message>
            <source>Previous page</source>
            <translation>Página anterior</translation>
        </message>
        <message>
            <source>Next page</source>
            <translation>Página seguinte</translation>
        </message>
        <message>
            <source>By appointment only: {services}</source>
            <translation>Só com marcação: {services}</translation>
        </message>
        <message>
            <source>CLOSED until {time}</source>
            <translation>ENCERRADO até às {time}</translation>
        </message>
        <message>
            <source>CLOSED · another day at {time}</source>
            <translation>ENCERRADO · outro dia às {time}</translation>
        </message>
        <message>
            <source>CLOSED</source>
            <translation>ENCERRADO</translation>
        </message>
        <message>
            <source>wait {a} to {b} min</source>
            <translation>espera de {a} a {b} min</translation>
        </message>
    </context>
    <context>
        <name>Shade</name>
        <message>
            <source>One moment, please</source>
            <translation>Um momento, por favor</translation>
        </message>
    </context>
    <context>
        <name>Slip</name>
        <message>
            <source>Your number</source>
            <translation>O seu número</translation>
        </message>
        <message>
            <source>{date}, arrived at {time}</source>
            <translation>{date}, chegada às {time}</translation>
        </message>
        <message>
            <source>Appointment at {time}</source>
            <translation>Marcação das {time}</translation>
        </message>
        <message>
            <source>Arrived late for {time}: you will be seen all the same</source>
            <translation>Atraso para as {time}: será atendido na mesma</translation>
        </message>
        <message>
            <source>Waiting room: {room}</source>
            <translation>Sala de espera: {room}</translation>
        </message>
        <message>
            <source>Priority access: tell reception</source>
            <translation>Atendimento prioritário: avise a receção</translation>
        </message>
        <message>
            <source>Sit down and watch the screen: your number will be shown and announced.</source>
            <translation>Sente-se e olhe para o ecrã: o seu número será mostrado e anunciado.</translation>
        </message>
        <message>
            <source>Have ready</source>
            <translation>Tenha à mão</translation>
        </message>
        <message>
            <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: this code, or reception.</source>
            <translation>Este número serve para organizar a sua visita. É guardado no máximo 30 dias, sem o seu nome. Os seus direitos: este código ou a receção.</translation>
        </message>
        <message>
            <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: ask reception.</source>
            <translation>Este número serve para organizar a sua visita. É guardado no máximo 30 dias, sem o seu nome. Os seus direitos: pergunte na receção.</translation>
        </message>
        <message>
            <source>Second copy</source>
            <translation>Segunda via</translation>
        </message>
        <message>
            <source>Wait: between {a} and {b} minutes</source>
            <translation>Espera: entre {a} e {b} minutos</translation>
        </message>
    </context>
    <context>
        <name>StartingPage</name>
        <message>
            <source>This kiosk is not ready yet</source>
            <translation>Este quiosque ainda não está pronto</translation>
        </message>
        <message>
            <source>Staff: pair this kiosk (--pair; --server if it is not found).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Staff: this kiosk was removed from the site. Pair it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Staff: another server answers here. Call the administrator.</source>
            <translation>Para os funcionários: responde aqui outro servidor. Chame o administrador.</translation>
        </message>
        <message>
            <source>Staff: an old server answers here. Call the administrator.</source>
            <translation>Para os funcionários: responde aqui um servidor antigo. Chame o administrador.</translation>
        </message>
        <message>
            <source>It is waiting for the server. Please go to reception.</source>
            <translation>Espera pelo servidor. Dirija-se à receção.</translation>
        </message>
    </context>
    <context>
        <name>StateLine</name>
        <message>
            <source>Another server answers: tell reception.</source>
            <translation>Outro servidor: avise a receção.</translation>
        </message>
        <message>
            <source>An old server answers: tell reception.</source>
            <translation>Servidor antigo: avise a receção.</translation>
        </message>
        <message>
            <source>Connection lost: tickets still hold.</source>
            <translation>Sem ligação: as senhas valem.</translation>
        </message>
        <message>
            <source>No paper: number on the screen.</source>
            <translation>Sem papel: número no ecrã.</translation>
        </message>
    </context>
    <context>
        <name>TicketPage</name>
        <message>
            <source>Print again</source>
            <translation>Imprimir de novo</translation>
        </message>
        <message>
            <source>Priority or help?</source>
            <translation>Prioridade ou ajuda?</translation>
        </message>
        <message>
            <source>You were given this number before:</source>
            <translation>O seu número, já atribuído:</translation>
        </message>
        <message>
            <source>Done. Your number:</source>
            <translation>Feito. O seu número:</translation>
        </message>
        <message>
            <source>Have ready: {documents}</source>
            <translation>Tenha à mão: {documents}</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>Terminar</translation>
        </message>
        <message>
            <source>Finish ({n} s)</source>
            <translation>Terminar ({n} s)</translation>
        </message>
        <message>
            <source>Appointment at {time}</source>
            <translation>Marcação das {time}</translation>
        </message>
        <message>
            <source>You are late: we will see you all the same, as soon as we can.</source>
            <translation>Chegou depois da hora: será atendido na mesma, logo que possível.</translation>
        </message>
        <message>
            <source>You are early: you will be called around that time.</source>
            <translation>Chegou antes da hora: chamamos por volta dessa hora.</translation>
        </message>
        <message>
            <source>You are on time.</source>
            <translation>Chegou a horas.</translation>
        </message>
        <message>
            <source>Watch the screen: your number will be shown and announced.</source>
            <translation>Olhe para o ecrã: o seu número será mostrado e anunciado.</translation>
        </message>
        <message>
            <source>Please sit down.</source>
            <translation>Sente-se, por favor.</translation>
        </message>
        <message>
            <source>Waiting room: {room}.</source>
            <translation>Sala de espera: {room}.</translation>
        </message>
        <message>
            <source>Wait: between {a} and {b} minutes</source>
            <translation>Espera: entre {a} e {b} minutos</translation>
        </message>
        <message>
            <source>Your data: we keep this number for at most 30 days, without your name. Details: the poster, or reception.</source>
            <translation>Os seus dados: guardamos este número no máximo 30 dias, sem o seu nome. Detalhes: cartaz ou receção.</translation>
        </message>
        <message>
            <source>Nobody is ahead of you</source>
            <translation>Ninguém à sua frente</translation>
        </message>
        <message>
            <source>One person is ahead of you</source>
            <translation>Uma pessoa à sua frente</translation>
        </message>
        <message>
            <source>{n} people ahead of you</source>
            <translation>{n} pessoas à sua frente</translation>
        </message>
        <message>
            <source>Take your ticket</source>
            <translation>Retire a sua senha</translation>
        </message>
        <message>
            <source>Your ticket is being printed</source>
            <translation>A sua senha está a ser impressa</translation>
        </message>
        <message>
            <source>Your ticket comes out of the other printer: ask at reception</source>
            <translation>A sua senha sai na outra impressora: pergunte na receção</translation>
        </message>
    </context>
    <context>
        <name>TimePage</name>
        <message>
            <source>At what time is your appointment?</source>
            <translation>A que horas é a sua marcação?</translation>
        </message>
        <message>
            <source>Hour and minutes, for example 10:20</source>
            <translation>Hora e minutos, por exemplo 10:20</translation>
        </message>
        <message>
            <source>Time of your appointment</source>
            <translation>Hora da sua marcação</translation>
        </message>
    </context>
</TS>
