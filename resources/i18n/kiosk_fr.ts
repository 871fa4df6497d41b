<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en_GB">
<context>
    <name>BottomBar</name>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>I need help</source>
        <translation>J’ai besoin d’aide</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Contraste</translation>
    </message>
    <message>
        <source>Large text</source>
        <translation>Gros texte</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>Plus bas</translation>
    </message>
</context>
<context>
    <name>BusyPage</name>
    <message>
        <source>One moment, please</source>
        <translation>Un instant, merci</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>We are calling reception</source>
        <translation>Nous appelons l’accueil</translation>
    </message>
    <message>
        <source>Reception has been called</source>
        <translation>L’accueil est prévenu</translation>
    </message>
    <message>
        <source>Somebody is on the way</source>
        <translation>Quelqu’un arrive</translation>
    </message>
    <message>
        <source>Reception cannot be called from here just now</source>
        <translation>La borne ne peut pas appeler l’accueil</translation>
    </message>
    <message>
        <source>Please go to reception yourself, or speak to a member of staff.</source>
        <translation>Allez à l’accueil ou parlez à un agent.</translation>
    </message>
    <message>
        <source>Please stay here: somebody will come to you.</source>
        <translation>Restez ici&#xa0;: quelqu’un vient vous voir.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Welcome</source>
        <translation>Bonjour</translation>
    </message>
    <message>
        <source>Last ticket without appointment: {time}</source>
        <translation>Dernier ticket sans rendez-vous&#xa0;: {time}</translation>
    </message>
    <message>
        <source>I have an appointment</source>
        <translation>J’ai un rendez-vous</translation>
    </message>
    <message>
        <source>I have no appointment</source>
        <translation>Je n’ai pas de rendez-vous</translation>
    </message>
    <message>
        <source>I am collecting a document</source>
        <translation>Je viens retirer un document</translation>
    </message>
    <message>
        <source>Your data: see the poster</source>
        <translation>Vos données&#xa0;: voir l’affiche</translation>
    </message>
    <message>
        <source>Closed. Opens at {time}.</source>
        <translation>Fermé. Ouverture à {time}.</translation>
    </message>
    <message>
        <source>Closed.</source>
        <translation>Fermé.</translation>
    </message>
    <message>
        <source>Open until {time}</source>
        <translation>Ouvert jusqu’à {time}</translation>
    </message>
</context>
<context>
    <name>KeypadPage</name>
    <message>
        <source>Erase</source>
        <translation>Effacer</translation>
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
        <translation>Choisissez votre langue</translation>
    </message>
</context>
<context>
    <name>NoPaperPage</name>
    <message>
        <source>Call someone</source>
        <translation>Appeler quelqu’un</translation>
    </message>
    <message>
        <source>Your number is registered:</source>
        <translation>Votre numéro est bien enregistré&#xa0;:</translation>
    </message>
    <message>
        <source>Reception has been told.</source>
        <translation>L’accueil est prévenu.</translation>
    </message>
    <message>
        <source>Please tell reception too.</source>
        <translation>Dites-le aussi à l’accueil.</translation>
    </message>
    <message>
        <source>1. Write this number down, or take a picture of the screen.</source>
        <translation>1. Notez ce numéro, ou photographiez l’écran.</translation>
    </message>
    <message>
        <source>2. No telephone? Ask reception for a card with your number.</source>
        <translation>2. Sans téléphone&#xa0;? Demandez à l’accueil un carton avec votre numéro.</translation>
    </message>
    <message>
        <source>3. Sit down (waiting room: {room}) and watch the screen.</source>
        <translation>3. Asseyez-vous (salle d’attente&#xa0;: {room}) et regardez l’écran.</translation>
    </message>
    <message>
        <source>3. Sit down and watch the screen.</source>
        <translation>3. Asseyez-vous et regardez l’écran.</translation>
    </message>
    <message>
        <source>I have noted my number</source>
        <translation>J’ai noté mon numéro</translation>
    </message>
    <message>
        <source>I have noted my number ({n} s)</source>
        <translation>J’ai noté mon numéro ({n} s)</translation>
    </message>
    <message>
        <source>No paper left: note your number</source>
        <translation>Plus de papier&#xa0;: notez votre numéro</translation>
    </message>
    <message>
        <source>The printer is open: note your number</source>
        <translation>L’imprimante est ouverte&#xa0;: notez votre numéro</translation>
    </message>
    <message>
        <source>This kiosk does not print: note your number</source>
        <translation>Cette borne n’imprime pas&#xa0;: notez votre numéro</translation>
    </message>
    <message>
        <source>The printer does not answer: note your number</source>
        <translation>L’imprimante ne répond pas&#xa0;: notez votre numéro</translation>
    </message>
    <message>
        <source>No ticket can be printed: note your number</source>
        <translation>Impossible d’imprimer : notez votre numéro</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Please go to reception: they will help you.</source>
        <translation>Allez à l’accueil&#xa0;: on va vous aider.</translation>
    </message>
    <message>
        <source>Please come back another day, or go to reception.</source>
        <translation>Revenez un autre jour, ou allez à l’accueil.</translation>
    </message>
    <message>
        <source>This service is closed</source>
        <translation>Ce service est fermé</translation>
    </message>
    <message>
        <source>You are too early</source>
        <translation>Vous êtes trop en avance</translation>
    </message>
    <message>
        <source>We do not know this code</source>
        <translation>Nous ne connaissons pas ce code</translation>
    </message>
    <message>
        <source>Show the code of your appointment, or go to reception.</source>
        <translation>Montrez le code de votre rendez-vous, ou allez à l’accueil.</translation>
    </message>
    <message>
        <source>This kiosk cannot give a ticket just now</source>
        <translation>Cette borne ne peut pas donner de ticket</translation>
    </message>
    <message>
        <source>Please come back later today.</source>
        <translation>Revenez plus tard dans la journée.</translation>
    </message>
    <message>
        <source>Please come back at {time}.</source>
        <translation>Revenez à {time}.</translation>
    </message>
    <message>
        <source>The time of your appointment is over</source>
        <translation>L’heure de votre rendez-vous est passée</translation>
    </message>
    <message>
        <source>Your appointment is on another day</source>
        <translation>Votre rendez-vous est un autre jour</translation>
    </message>
    <message>
        <source>Your appointment is at another place</source>
        <translation>Votre rendez-vous est dans un autre lieu</translation>
    </message>
    <message>
        <source>Your appointment is not at this place</source>
        <translation>Votre rendez-vous n’est pas ici</translation>
    </message>
    <message>
        <source>This appointment was cancelled</source>
        <translation>Ce rendez-vous a été annulé</translation>
    </message>
    <message>
        <source>You have checked in already. Your number:</source>
        <translation>Votre arrivée est déjà enregistrée. Votre numéro&#xa0;:</translation>
    </message>
    <message>
        <source>Your place is kept. You can print your ticket again.</source>
        <translation>Votre place est gardée. Vous pouvez réimprimer votre ticket.</translation>
    </message>
    <message>
        <source>We cannot find this appointment</source>
        <translation>Nous ne trouvons pas ce rendez-vous</translation>
    </message>
    <message>
        <source>We could not read this code</source>
        <translation>Nous n’avons pas pu lire ce code</translation>
    </message>
    <message>
        <source>Hold it still in the light, or enter your appointment number.</source>
        <translation>Tenez-le immobile à la lumière, ou tapez le numéro de votre rendez-vous.</translation>
    </message>
    <message>
        <source>Reception will find your appointment</source>
        <translation>L’accueil va trouver votre rendez-vous</translation>
    </message>
    <message>
        <source>Please go to reception with an identity document.</source>
        <translation>Allez à l’accueil avec une pièce d’identité.</translation>
    </message>
    <message>
        <source>It opens at {time}.</source>
        <translation>Il ouvre à {time}.</translation>
    </message>
    <message>
        <source>It opens another day at {time}.</source>
        <translation>Il ouvre un autre jour à {time}.</translation>
    </message>
    <message>
        <source>This service is suspended for now</source>
        <translation>Ce service est suspendu pour le moment</translation>
    </message>
    <message>
        <source>No tickets are given just now</source>
        <translation>Aucun ticket n’est donné pour l’instant</translation>
    </message>
    <message>
        <source>Please wait a moment, or go to reception.</source>
        <translation>Patientez un instant, ou allez à l’accueil.</translation>
    </message>
    <message>
        <source>Too many people are waiting already</source>
        <translation>Trop de personnes attendent déjà</translation>
    </message>
    <message>
        <source>There are no more tickets for this service today</source>
        <translation>Il n’y a plus de tickets aujourd’hui pour ce service</translation>
    </message>
    <message>
        <source>We cannot check your appointment just now</source>
        <translation>Nous ne pouvons pas vérifier votre rendez-vous</translation>
    </message>
    <message>
        <source>Please go to reception: your appointment still holds.</source>
        <translation>Allez à l’accueil&#xa0;: votre rendez-vous reste valable.</translation>
    </message>
    <message>
        <source>Please go to reception</source>
        <translation>Allez à l’accueil</translation>
    </message>
    <message>
        <source>They will find your appointment and help you.</source>
        <translation>On va trouver votre rendez-vous et vous aider.</translation>
    </message>
</context>
<context>
    <name>NoticePage</name>
    <message>
        <source>Print my ticket again</source>
        <translation>Réimprimer mon ticket</translation>
    </message>
    <message>
        <source>Call someone</source>
        <translation>Appeler quelqu’un</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Do you need more time?</source>
        <translation>Voulez-vous plus de temps&#xa0;?</translation>
    </message>
    <message>
        <source>Yes, more time</source>
        <translation>Oui, plus de temps</translation>
    </message>
    <message>
        <source>No, I have finished</source>
        <translation>Non, j’ai terminé</translation>
    </message>
    <message>
        <source>This screen starts again in {n} seconds.</source>
        <translation>L’écran recommence dans {n} secondes.</translation>
    </message>
</context>
<context>
    <name>ReferencePage</name>
    <message>
        <source>Show your QR code</source>
        <translation>Montrez votre code QR</translation>
    </message>
    <message>
        <source>under the screen, in the light</source>
        <translation>sous l’écran, à l’endroit éclairé</translation>
    </message>
    <message>
        <source>or enter your appointment number</source>
        <translation>ou tapez le numéro de votre rendez-vous</translation>
    </message>
    <message>
        <source>I do not have this number</source>
        <translation>Je n’ai pas ce numéro</translation>
    </message>
    <message>
        <source>Your appointment number</source>
        <translation>Numéro de votre rendez-vous</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>What are you here for?</source>
        <translation>Pour quelle démarche venez-vous&#xa0;?</translation>
    </message>
    <message>
        <source>Priority access</source>
        <translation>Accès prioritaire</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Page précédente</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Page suivante</translation>
    </message>
    <message>
        <source>By appointment only: {services}</source>
        <translation>Sur rendez-vous seulement&#xa0;: {services}</translation>
    </message>
    <message>
        <source>CLOSED until {time}</source>
        <translation>FERMÉ jusqu’à {time}</translation>
    </message>
    <message>
        <source>CLOSED · another day at {time}</source>
        <translation>FERMÉ · un autre jour à {time}</translation>
    </message>
    <message>
        <source>CLOSED</source>
        <translation>FERMÉ</translation>
    </message>
    <message>
        <source>wait {a} to {b} min</source>
        <translation>attente {a} à {b} min</translation>
    </message>
</context>
<context>
    <name>Shade</name>
    <message>
        <source>One moment, please</source>
        <translation>Un instant, merci</translation>
    </message>
</context>
<context>
    <name>Slip</name>
    <message>
        <source>Your number</source>
        <translation>Votre numéro</translation>
    </message>
    <message>
        <source>{date}, arrived at {time}</source>
        <translation>{date}, arrivée à {time}</translation>
    </message>
    <message>
        <source>Appointment at {time}</source>
        <translation>Rendez-vous de {time}</translation>
    </message>
    <message>
        <source>Arrived late for {time}: you will be seen all the same</source>
        <translation>En retard pour {time}&#xa0;: nous vous recevrons quand même</translation>
    </message>
    <message>
        <source>Waiting room: {room}</source>
        <translation>Salle d’attente&#xa0;: {room}</translation>
    </message>
    <message>
        <source>Wait: between {a} and {b} minutes</source>
        <translation>Attente&#xa0;: entre {a} et {b} minutes</translation>
    </message>
    <message>
        <source>Priority access: tell reception</source>
        <translation>Accès prioritaire&#xa0;: dites-le à l’accueil</translation>
    </message>
    <message>
        <source>Sit down and watch the screen: your number will be shown and announced.</source>
        <translation>Asseyez-vous et regardez l’écran&#xa0;: votre numéro sera affiché et annoncé.</translation>
    </message>
    <message>
        <source>Have ready</source>
        <translation>À préparer</translation>
    </message>
    <message>
        <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: this code, or reception.</source>
        <translation>Ce numéro sert à organiser votre accueil. Il est gardé 30 jours au plus, sans votre nom. Vos droits&#xa0;: ce code ou l’accueil.</translation>
    </message>
    <message>
        <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: ask reception.</source>
        <translation>Ce numéro sert à organiser votre accueil. Il est gardé 30 jours au plus, sans votre nom. Vos droits&#xa0;: demandez à l’accueil.</translation>
    </message>
    <message>
        <source>Second copy</source>
        <translation>Deuxième exemplaire</translation>
    </message>
</context>
<context>
    <name>StartingPage</name>
    <message>
        <source>This kiosk is not ready yet</source>
        <translation>Cette borne n’est pas encore prête</translation>
    </message>
    <message>
        <source>Staff: pair this kiosk (--pair; --server if it is not found).</source>
        <translation>Pour les agents&#xa0;: associez cette borne (--pair&#xa0;; --server si le serveur n’est pas trouvé).</translation>
    </message>
    <message>
        <source>Staff: this kiosk was removed from the site. Pair it again.</source>
        <translation>Pour les agents&#xa0;: cette borne a été retirée du poste. Associez-la de nouveau.</translation>
    </message>
    <message>
        <source>Staff: another server answers here. Call the administrator.</source>
        <translation>Pour les agents&#xa0;: un autre serveur répond ici. Appelez l’administrateur.</translation>
    </message>
    <message>
        <source>Staff: an old server answers here. Call the administrator.</source>
        <translation>Pour les agents&#xa0;: un ancien serveur répond ici. Appelez l’administrateur.</translation>
    </message>
    <message>
        <source>It is waiting for the server. Please go to reception.</source>
        <translation>Elle attend le serveur. Allez à l’accueil.</translation>
    </message>
</context>
<context>
    <name>StateLine</name>
    <message>
        <source>Another server answers: tell reception.</source>
        <translation>Autre serveur&#xa0;: prévenez l’accueil.</translation>
    </message>
    <message>
        <source>An old server answers: tell reception.</source>
        <translation>Ancien serveur&#xa0;: prévenez l’accueil.</translation>
    </message>
    <message>
        <source>Connection lost: tickets still hold.</source>
        <translation>Réseau coupé&#xa0;: tickets valables.</translation>
    </message>
    <message>
        <source>No paper: number on the screen.</source>
        <translation>Pas de papier&#xa0;: numéro à l’écran.</translation>
    </message>
</context>
<context>
    <name>TicketPage</name>
    <message>
        <source>Print again</source>
        <translation>Réimprimer</translation>
    </message>
    <message>
        <source>Priority or help?</source>
        <translation>Priorité ou aide&#xa0;?</translation>
    </message>
    <message>
        <source>You were given this number before:</source>
        <translation>Votre numéro, déjà donné&#xa0;:</translation>
    </message>
    <message>
        <source>Done. Your number:</source>
        <translation>C’est fait. Votre numéro&#xa0;:</translation>
    </message>
    <message>
        <source>Have ready: {documents}</source>
        <translation>À préparer&#xa0;: {documents}</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Finish ({n} s)</source>
        <translation>Terminer ({n} s)</translation>
    </message>
    <message>
        <source>Appointment at {time}</source>
        <translation>Rendez-vous de {time}</translation>
    </message>
    <message>
        <source>You are late: we will see you all the same, as soon as we can.</source>
        <translation>Vous êtes en retard&#xa0;: nous vous recevrons quand même, dès que possible.</translation>
    </message>
    <message>
        <source>You are early: you will be called around that time.</source>
        <translation>Vous êtes en avance&#xa0;: nous vous appellerons vers cette heure.</translation>
    </message>
    <message>
        <source>You are on time.</source>
        <translation>Vous êtes à l’heure.</translation>
    </message>
    <message>
        <source>Watch the screen: your number will be shown and announced.</source>
        <translation>Regardez l’écran&#xa0;: votre numéro sera affiché et annoncé.</translation>
    </message>
    <message>
        <source>Please sit down.</source>
        <translation>Asseyez-vous.</translation>
    </message>
    <message>
        <source>Waiting room: {room}.</source>
        <translation>Salle d’attente&#xa0;: {room}.</translation>
    </message>
    <message>
        <source>Wait: between {a} and {b} minutes</source>
        <translation>Attente&#xa0;: entre {a} et {b} minutes</translation>
    </message>
    <message>
        <source>Your data: we keep this number for at most 30 days, without your name. Details: the poster, or reception.</source>
        <translation>Vos données&#xa0;: nous gardons ce numéro 30 jours au plus, sans votre nom. Détails&#xa0;: affiche ou accueil.</translation>
    </message>
    <message>
        <source>Nobody is ahead of you</source>
        <translation>Personne avant vous</translation>
    </message>
    <message>
        <source>One person is ahead of you</source>
        <translation>Une personne avant vous</translation>
    </message>
    <message>
        <source>{n} people ahead of you</source>
        <translation>{n} personnes avant vous</translation>
    </message>
    <message>
        <source>Your ticket comes out of the other printer: ask at reception</source>
        <translation>Votre ticket sort de l’autre imprimante&#xa0;: demandez à l’accueil</translation>
    </message>
    <message>
        <source>Take your ticket</source>
        <translation>Prenez votre ticket</translation>
    </message>
    <message>
        <source>Your ticket is being printed</source>
        <translation>Votre ticket s’imprime</translation>
    </message>
</context>
<context>
    <name>TimePage</name>
    <message>
        <source>At what time is your appointment?</source>
        <translation>À quelle heure est votre rendez-vous&#xa0;?</translation>
    </message>
    <message>
        <source>Hour and minutes, for example 10:20</source>
        <translation>Heure et minutes, par exemple 10:20</translation>
    </message>
    <message>
        <source>Time of your appointment</source>
        <translation>Heure de votre rendez-vous</translation>
    </message>
</context>
</TS>
