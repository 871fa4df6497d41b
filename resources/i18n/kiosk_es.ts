<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en_GB">
    <context>
        <name>BottomBar</name>
        <message>
            <source>Back</source>
            <translation>Atrás</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>I need help</source>
            <translation>Necesito ayuda</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Ayuda</translation>
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
            <translation>Más abajo</translation>
        </message>
    </context>
    <context>
        <name>BusyPage</name>
        <message>
            <source>One moment, please</source>
            <translation>Un momento, por favor</translation>
        </message>
    </context>
    <context>
        <name>HelpPage</name>
        <message>
            <source>We are calling reception</source>
            <translation>Avisamos a la recepción</translation>
        </message>
        <message>
            <source>Reception has been called</source>
            <translation>La recepción está avisada</translation>
        </message>
        <message>
            <source>Somebody is on the way</source>
            <translation>Alguien viene</translation>
        </message>
        <message>
            <source>Reception cannot be called from here just now</source>
            <translation>No se puede avisar a la recepción desde aquí</translation>
        </message>
        <message>
            <source>Please go to reception yourself, or speak to a member of staff.</source>
            <translation>Diríjase a recepción o hable con un empleado.</translation>
        </message>
        <message>
            <source>Please stay here: somebody will come to you.</source>
            <translation>Quédese aquí: alguien vendrá.</translation>
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
            <translation>Bienvenidos</translation>
        </message>
        <message>
            <source>Last ticket without appointment: {time}</source>
            <translation>Último tique sin cita: {time}</translation>
        </message>
        <message>
            <source>I have an appointment</source>
            <translation>Tengo cita</translation>
        </message>
        <message>
            <source>I have no appointment</source>
            <translation>No tengo cita</translation>
        </message>
        <message>
            <source>I am collecting a document</source>
            <translation>Vengo a recoger un documento</translation>
        </message>
        <message>
            <source>Your data: see the poster</source>
            <translation>Sus datos: vea el cartel</translation>
        </message>
        <message>
            <source>Closed. Opens at {time}.</source>
            <translation>Cerrado. Abre a las {time}.</translation>
        </message>
        <message>
            <source>Closed.</source>
            <translation>Cerrado.</translation>
        </message>
        <message>
            <source>Open until {time}</source>
            <translation>Abierto hasta las {time}</translation>
        </message>
    </context>
    <context>
        <name>KeypadPage</name>
        <message>
            <source>Erase</source>
            <translation>Borrar</translation>
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
            <translation>Elija su idioma</translation>
        </message>
    </context>
    <context>
        <name>NoPaperPage</name>
        <message>
            <source>Call someone</source>
            <translation>Llamar a alguien</translation>
        </message>
        <message>
            <source>Your number is registered:</source>
            <translation>Su número está registrado:</translation>
        </message>
        <message>
            <source>Reception has been told.</source>
            <translation>La recepción está avisada.</translation>
        </message>
        <message>
            <source>Please tell reception too.</source>
            <translation>Avise también en recepción.</translation>
        </message>
        <message>
            <source>1. Write this number down, or take a picture of the screen.</source>
            <translation>1. Anote este número o fotografíe la pantalla.</translation>
        </message>
        <message>
            <source>2. No telephone? Ask reception for a card with your number.</source>
            <translation>2. ¿Sin teléfono? Pida en recepción una tarjeta con su número.</translation>
        </message>
        <message>
            <source>3. Sit down (waiting room: {room}) and watch the screen.</source>
            <translation>3. Siéntese (sala de espera: {room}) y mire la pantalla.</translation>
        </message>
        <message>
            <source>3. Sit down and watch the screen.</source>
            <translation>3. Siéntese y mire la pantalla.</translation>
        </message>
        <message>
            <source>I have noted my number</source>
            <translation>He anotado mi número</translation>
        </message>
        <message>
            <source>I have noted my number ({n} s)</source>
            <translation>He anotado mi número ({n} s)</translation>
        </message>
        <message>
            <source>No paper left: note your number</source>
            <translation>Sin papel: anote su número</translation>
        </message>
        <message>
            <source>The printer is open: note your number</source>
            <translation>La impresora está abierta: anote su número</translation>
        </message>
        <message>
            <source>This kiosk does not print: note your number</source>
            <translation>Este quiosco no imprime: anote su número</translation>
        </message>
        <message>
            <source>The printer does not answer: note your number</source>
            <translation>La impresora no responde: anote su número</translation>
        </message>
        <message>
            <source>No ticket can be printed: note your number</source>
            <translation>No se puede imprimir: anote su número</translation>
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>Please go to reception: they will help you.</source>
            <translation>Diríjase a recepción: le ayudarán.</translation>
        </message>
        <message>
            <source>Please come back another day, or go to reception.</source>
            <translation>Vuelva otro día o diríjase a recepción.</translation>
        </message>
        <message>
            <source>This service is closed</source>
            <translation>Este servicio está cerrado</translation>
        </message>
        <message>
            <source>You are too early</source>
            <translation>Llega demasiado pronto</translation>
        </message>
        <message>
            <source>We do not know this code</source>
            <translation>No conocemos este código</translation>
        </message>
        <message>
            <source>Show the code of your appointment, or go to reception.</source>
            <translation>Muestre el código de su cita o diríjase a recepción.</translation>
        </message>
        <message>
            <source>This kiosk cannot give a ticket just now</source>
            <translation>Este quiosco no puede dar tiques ahora</translation>
        </message>
        <message>
            <source>Please come back later today.</source>
            <translation>Vuelva más tarde hoy.</translation>
        </message>
        <message>
            <source>Please come back at {time}.</source>
            <translation>Vuelva a las {time}.</translation>
        </message>
        <message>
            <source>The time of your appointment is over</source>
            <translation>La hora de su cita ha pasado</translation>
        </message>
        <message>
            <source>Your appointment is on another day</source>
            <translation>Su cita es otro día</translation>
        </message>
        <message>
            <source>Your appointment is at another place</source>
            <translation>Su cita es en otro lugar</translation>
        </message>
        <message>
            <source>Your appointment is not at this place</source>
            <translation>Su cita no es aquí</translation>
        </message>
        <message>
            <source>This appointment was cancelled</source>
            <translation>Esta cita fue anulada</translation>
        </message>
        <message>
            <source>You have checked in already. Your number:</source>
            <translation>Su llegada ya está registrada. Su número:</translation>
        </message>
        <message>
            <source>Your place is kept. You can print your ticket again.</source>
            <translation>Su turno se mantiene. Puede imprimir de nuevo su tique.</translation>
        </message>
        <message>
            <source>We cannot find this appointment</source>
            <translation>No encontramos esta cita</translation>
        </message>
        <message>
            <source>We could not read this code</source>
            <translation>No pudimos leer este código</translation>
        </message>
        <message>
            <source>Hold it still in the light, or enter your appointment number.</source>
            <translation>Manténgalo quieto a la luz o escriba el número de su cita.</translation>
        </message>
        <message>
            <source>Reception will find your appointment</source>
            <translation>La recepción encontrará su cita</translation>
        </message>
        <message>
            <source>Please go to reception with an identity document.</source>
            <translation>Diríjase a recepción con un documento de identidad.</translation>
        </message>
        <message>
            <source>It opens at {time}.</source>
            <translation>Abre a las {time}.</translation>
        </message>
        <message>
            <source>It opens another day at {time}.</source>
            <translation>Abre otro día a las {time}.</translation>
        </message>
        <message>
            <source>This service is suspended for now</source>
            <translation>Este servicio está suspendido por ahora</translation>
        </message>
        <message>
            <source>No tickets are given just now</source>
            <translation>Ahora mismo no se dan tiques</translation>
        </message>
        <message>
            <source>Please wait a moment, or go to reception.</source>
            <translation>Espere un momento o diríjase a recepción.</translation>
        </message>
        <message>
            <source>Too many people are waiting already</source>
            <translation>Ya hay demasiadas personas esperando</translation>
        </message>
        <message>
            <source>There are no more tickets for this service today</source>
            <translation>Hoy no quedan tiques para este servicio</translation>
        </message>
        <message>
            <source>We cannot check your appointment just now</source>
            <translation>No podemos comprobar su cita ahora</translation>
        </message>
        <message>
            <source>Please go to reception: your appointment still holds.</source>
            <translation>Diríjase a recepción: su cita sigue siendo válida.</translation>
        </message>
        <message>
            <source>Please go to reception</source>
            <translation>Diríjase a recepción</translation>
        </message>
        <message>
            <source>They will find your appointment and help you.</source>
            <translation>Encontrarán su cita y le ayudarán.</translation>
        </message>
    </context>
    <context>
        <name>NoticePage</name>
        <message>
            <source>Print my ticket again</source>
            <translation>Imprimir de nuevo mi tique</translation>
        </message>
        <message>
            <source>Call someone</source>
            <translation>Llamar a alguien</translation>
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
            <translation>¿Necesita más tiempo?</translation>
        </message>
        <message>
            <source>Yes, more time</source>
            <translation>Sí, más tiempo</translation>
        </message>
        <message>
            <source>No, I have finished</source>
            <translation>No, he terminado</translation>
        </message>
        <message>
            <source>This screen starts again in {n} seconds.</source>
            <translation>La pantalla vuelve al inicio en {n} segundos.</translation>
        </message>
    </context>
    <context>
        <name>ReferencePage</name>
        <message>
            <source>Show your QR code</source>
            <translation>Muestre su código QR</translation>
        </message>
        <message>
            <source>under the screen, in the light</source>
            <translation>bajo la pantalla, a la luz</translation>
        </message>
        <message>
            <source>or enter your appointment number</source>
            <translation>o escriba el número de su cita</translation>
        </message>
        <message>
            <source>I do not have this number</source>
            <translation>No tengo este número</translation>
        </message>
        <message>
            <source>Your appointment number</source>
            <translation>Número de su cita</translation>
        </message>
    </context>
    <context>
        <name>ServicesPage</name>
        <message>
            <source>What are you here for?</source>
            <translation>¿Para qué trámite viene?</translation>
        </message>
        <message>
            <source>Priority access</source>
            <translation>Acceso prioritario</translation>
        </message>
        <message>
            <source>Previous page</source>
            <translation>Página anterior</translation>
        </message>
        <message>
            <source>Next page</source>
            <translation>Página siguiente</translation>
        </message>
        <message>
            <source>By appointment only: {services}</source>
            <translation>Solo con cita: {services}</translation>
        </message>
        <message>
            <source>CLOSED until {time}</source>
            <translation>CERRADO hasta las {time}</translation>
        </message>
        <message>
            <source>CLOSED · another day at {time}</source>
            <translation>CERRADO · otro día a las {time}</translation>
        </message>
        <message>
            <source>CLOSED</source>
            <translation>CERRADO</translation>
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
            <translation>Un momento, por favor</translation>
        </message>
    </context>
    <context>
        <name>Slip</name>
        <message>
            <source>Your number</source>
            <translation>Su número</translation>
        </message>
        <message>
            <source>{date}, arrived at {time}</source>
            <translation>{date}, llegada a las {time}</translation>
        </message>
        <message>
            <source>Appointment at {time}</source>
            <translation>Cita de las {time}</translation>
        </message>
        <message>
            <source>Arrived late for {time}: you will be seen all the same</source>
            <translation>Con retraso para las {time}: le atenderemos de todos modos</translation>
        </message>
        <message>
            <source>Waiting room: {room}</source>
            <translation>Sala de espera: {room}</translation>
        </message>
        <message>
            <source>Priority access: tell reception</source>
            <translation>Acceso prioritario: avise en recepción</translation>
        </message>
        <message>
            <source>Sit down and watch the screen: your number will be shown and announced.</source>
            <translation>Tome asiento y mire la pantalla: su número se mostrará y se anunciará.</translation>
        </message>
        <message>
            <source>Have ready</source>
            <translation>Tenga preparado</translation>
        </message>
        <message>
            <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: this code, or reception.</source>
            <translation>Este número sirve para organizar su visita. Se guarda 30 días como máximo, sin su nombre. Sus derechos: este código o recepción.</translation>
        </message>
        <message>
            <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: ask reception.</source>
            <translation>Este número sirve para organizar su visita. Se guarda 30 días como máximo, sin su nombre. Sus derechos: pregunte en recepción.</translation>
        </message>
        <message>
            <source>Second copy</source>
            <translation>Segunda copia</translation>
        </message>
        <message>
            <source>Wait: between {a} and {b} minutes</source>
            <translation>Espera: entre {a} y {b} minutos</translation>
        </message>
    </context>
    <context>
        <name>StartingPage</name>
        <message>
            <source>This kiosk is not ready yet</source>
            <translation>Este quiosco aún no está listo</translation>
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
            <translation>Personal: aquí responde otro servidor. Llame al administrador.</translation>
        </message>
        <message>
            <source>Staff: an old server answers here. Call the administrator.</source>
            <translation>Personal: aquí responde un servidor antiguo. Llame al administrador.</translation>
        </message>
        <message>
            <source>It is waiting for the server. Please go to reception.</source>
            <translation>Espera al servidor. Diríjase a recepción.</translation>
        </message>
    </context>
    <context>
        <name>StateLine</name>
        <message>
            <source>Another server answers: tell reception.</source>
            <translation>Otro servidor: avise en recepción.</translation>
        </message>
        <message>
            <source>An old server answers: tell reception.</source>
            <translation>Servidor antiguo: avise en recepción.</translation>
        </message>
        <message>
            <source>Connection lost: tickets still hold.</source>
            <translation>Sin conexión: los tiques valen.</translation>
        </message>
        <message>
            <source>No paper: number on the screen.</source>
            <translation>Sin papel: número en pantalla.</translation>
        </message>
    </context>
    <context>
        <name>TicketPage</name>
        <message>
            <source>Print again</source>
            <translation>Imprimir de nuevo</translation>
        </message>
        <message>
            <source>Priority or help?</source>
            <translation>¿Prioridad o ayuda?</translation>
        </message>
        <message>
            <source>You were given this number before:</source>
            <translation>Su número, ya asignado:</translation>
        </message>
        <message>
            <source>Done. Your number:</source>
            <translation>Hecho. Su número:</translation>
        </message>
        <message>
            <source>Have ready: {documents}</source>
            <translation>Tenga preparado: {documents}</translation>
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
            <translation>Cita de las {time}</translation>
        </message>
        <message>
            <source>You are late: we will see you all the same, as soon as we can.</source>
            <translation>Llega con retraso: le atenderemos de todos modos, en cuanto sea posible.</translation>
        </message>
        <message>
            <source>You are early: you will be called around that time.</source>
            <translation>Llega antes de la hora: le llamaremos hacia esa hora.</translation>
        </message>
        <message>
            <source>You are on time.</source>
            <translation>Llega puntual.</translation>
        </message>
        <message>
            <source>Watch the screen: your number will be shown and announced.</source>
            <translation>Mire la pantalla: su número se mostrará y se anunciará.</translation>
        </message>
        <message>
            <source>Please sit down.</source>
            <translation>Tome asiento.</translation>
        </message>
        <message>
            <source>Waiting room: {room}.</source>
            <translation>Sala de espera: {room}.</translation>
        </message>
        <message>
            <source>Wait: between {a} and {b} minutes</source>
            <translation>Espera: entre {a} y {b} minutos</translation>
        </message>
        <message>
            <source>Your data: we keep this number for at most 30 days, without your name. Details: the poster, or reception.</source>
            <translation>Sus datos: guardamos este número 30 días como máximo, sin su nombre. Detalles: cartel o recepción.</translation>
        </message>
        <message>
            <source>Nobody is ahead of you</source>
            <translation>Nadie delante de usted</translation>
        </message>
        <message>
            <source>One person is ahead of you</source>
            <translation>Una persona delante de usted</translation>
        </message>
        <message>
            <source>{n} people ahead of you</source>
            <translation>{n} personas delante de usted</translation>
        </message>
        <message>
            <source>Take your ticket</source>
            <translation>Recoja su tique</translation>
        </message>
        <message>
            <source>Your ticket is being printed</source>
            <translation>Su tique se está imprimiendo</translation>
        </message>
        <message>
            <source>Your ticket comes out of the other printer: ask at reception</source>
            <translation>Su tique sale de la otra impresora: pregunte en recepción</translation>
        </message>
    </context>
    <context>
        <name>TimePage</name>
        <message>
            <source>At what time is your appointment?</source>
            <translation>¿A qué hora es su cita?</translation>
        </message>
        <message>
            <source>Hour and minutes, for example 10:20</source>
            <translation>Hora y minutos, por ejemplo 10:20</translation>
        </message>
        <message>
            <source>Time of your appointment</source>
            <translation>Hora de su cita</translation>
        </message>
    </context>
</TS>
