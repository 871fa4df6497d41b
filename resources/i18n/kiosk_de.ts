<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en_GB">
    <context>
        <name>BottomBar</name>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>I need help</source>
            <translation>Ich brauche Hilfe</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>Kontrast</translation>
        </message>
        <message>
            <source>Large text</source>
            <translation>Große Schrift</translation>
        </message>
        <message>
            <source>Lower</source>
            <translation>Tiefer</translation>
        </message>
    </context>
    <context>
        <name>BusyPage</name>
        <message>
            <source>One moment, please</source>
            <translation>Einen Moment bitte</translation>
        </message>
    </context>
    <context>
        <name>HelpPage</name>
        <message>
            <source>We are calling reception</source>
            <translation>Wir rufen den Empfang</translation>
        </message>
        <message>
            <source>Reception has been called</source>
            <translation>Der Empfang weiß Bescheid</translation>
        </message>
        <message>
            <source>Somebody is on the way</source>
            <translation>Es kommt jemand</translation>
        </message>
        <message>
            <source>Reception cannot be called from here just now</source>
            <translation>Der Empfang ist von hier nicht erreichbar</translation>
        </message>
        <message>
            <source>Please go to reception yourself, or speak to a member of staff.</source>
            <translation>Bitte gehen Sie zum Empfang oder sprechen Sie jemanden an.</translation>
        </message>
        <message>
            <source>Please stay here: somebody will come to you.</source>
            <translation>Bitte bleiben Sie hier: Es kommt jemand.</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Weiter</translation>
        </message>
    </context>
    <context>
        <name>HomePage</name>
        <message>
            <source>Welcome</source>
            <translation>Willkommen</translation>
        </message>
        <message>
            <source>Last ticket without appointment: {time}</source>
            <translation>Letztes Ticket ohne Termin: {time}</translation>
        </message>
        <message>
            <source>I have an appointment</source>
            <translation>Ich habe einen Termin</translation>
        </message>
        <message>
            <source>I have no appointment</source>
            <translation>Ich habe keinen Termin</translation>
        </message>
        <message>
            <source>I am collecting a document</source>
            <translation>Ich hole ein Dokument ab</translation>
        </message>
        <message>
            <source>Your data: see the poster</source>
            <translation>Ihre Daten: siehe Aushang</translation>
        </message>
        <message>
            <source>Closed. Opens at {time}.</source>
            <translation>Geschlossen. Öffnet um {time}.</translation>
        </message>
        <message>
            <source>Closed.</source>
            <translation>Geschlossen.</translation>
        </message>
        <message>
            <source>Open until {time}</source>
            <translation>Geöffnet bis {time}</translation>
        </message>
    </context>
    <context>
        <name>KeypadPage</name>
        <message>
            <source>Erase</source>
            <translation>Löschen</translation>
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
            <translation>Wählen Sie Ihre Sprache</translation>
        </message>
    </context>
    <context>
        <name>NoPaperPage</name>
        <message>
            <source>Call someone</source>
            <translation>Jemanden rufen</translation>
        </message>
        <message>
            <source>Your number is registered:</source>
            <translation>Ihre Nummer ist gespeichert:</translation>
        </message>
        <message>
            <source>Reception has been told.</source>
            <translation>Der Empfang weiß Bescheid.</translation>
        </message>
        <message>
            <source>Please tell reception too.</source>
            <translation>Bitte sagen Sie es auch am Empfang.</translation>
        </message>
        <message>
            <source>1. Write this number down, or take a picture of the screen.</source>
            <translation>1. Nummer notieren oder Bildschirm fotografieren.</translation>
        </message>
        <message>
            <source>2. No telephone? Ask reception for a card with your number.</source>
            <translation>2. Kein Telefon? Am Empfang gibt es eine Karte mit Ihrer Nummer.</translation>
        </message>
        <message>
            <source>3. Sit down (waiting room: {room}) and watch the screen.</source>
            <translation>3. Setzen Sie sich (Wartebereich: {room}) und achten Sie auf den Bildschirm.</translation>
        </message>
        <message>
            <source>3. Sit down and watch the screen.</source>
            <translation>3. Setzen Sie sich und achten Sie auf den Bildschirm.</translation>
        </message>
        <message>
            <source>I have noted my number</source>
            <translation>Nummer notiert</translation>
        </message>
        <message>
            <source>I have noted my number ({n} s)</source>
            <translation>Nummer notiert ({n} s)</translation>
        </message>
        <message>
            <source>No paper left: note your number</source>
            <translation>Kein Papier: Nummer notieren</translation>
        </message>
        <message>
            <source>The printer is open: note your number</source>
            <translation>Der Drucker ist offen: Nummer notieren</translation>
        </message>
        <message>
            <source>This kiosk does not print: note your number</source>
            <translation>Dieses Gerät druckt nicht: Nummer notieren</translation>
        </message>
        <message>
            <source>The printer does not answer: note your number</source>
            <translation>Der Drucker antwortet nicht: Nummer notieren</translation>
        </message>
        <message>
            <source>No ticket can be printed: note your number</source>
            <translation>Kein Druck möglich: Nummer notieren</translation>
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>Please go to reception: they will help you.</source>
            <translation>Bitte zum Empfang: Dort hilft man Ihnen.</translation>
        </message>
        <message>
            <source>Please come back another day, or go to reception.</source>
            <translation>Kommen Sie an einem anderen Tag oder gehen Sie zum Empfang.</translation>
        </message>
        <message>
            <source>This service is closed</source>
            <translation>Dieser Dienst ist geschlossen</translation>
        </message>
        <message>
            <source>You are too early</source>
            <translation>Sie sind zu früh</translation>
        </message>
        <message>
            <source>We do not know this code</source>
            <translation>Wir kennen diesen Code nicht</translation>
        </message>
        <message>
            <source>Show the code of your appointment, or go to reception.</source>
            <translation>Zeigen Sie den Code Ihres Termins oder gehen Sie zum Empfang.</translation>
        </message>
        <message>
            <source>This kiosk cannot give a ticket just now</source>
            <translation>Dieses Gerät kann gerade kein Ticket geben</translation>
        </message>
        <message>
            <source>Please come back later today.</source>
            <translation>Bitte kommen Sie heute später wieder.</translation>
        </message>
        <message>
            <source>Please come back at {time}.</source>
            <translation>Bitte kommen Sie um {time} wieder.</translation>
        </message>
        <message>
            <source>The time of your appointment is over</source>
            <translation>Die Zeit Ihres Termins ist vorbei</translation>
        </message>
        <message>
            <source>Your appointment is on another day</source>
            <translation>Ihr Termin ist an einem anderen Tag</translation>
        </message>
        <message>
            <source>Your appointment is at another place</source>
            <translation>Ihr Termin ist an einem anderen Ort</translation>
        </message>
        <message>
            <source>Your appointment is not at this place</source>
            <translation>Ihr Termin ist nicht hier</translation>
        </message>
        <message>
            <source>This appointment was cancelled</source>
            <translation>Dieser Termin wurde abgesagt</translation>
        </message>
        <message>
            <source>You have checked in already. Your number:</source>
            <translation>Sie sind schon angemeldet. Ihre Nummer:</translation>
        </message>
        <message>
            <source>Your place is kept. You can print your ticket again.</source>
            <translation>Ihr Platz bleibt. Sie können Ihr Ticket noch einmal drucken.</translation>
        </message>
        <message>
            <source>We cannot find this appointment</source>
            <translation>Termin nicht gefunden</translation>
        </message>
        <message>
            <source>We could not read this code</source>
            <translation>Wir konnten diesen Code nicht lesen</translation>
        </message>
        <message>
            <source>Hold it still in the light, or enter your appointment number.</source>
            <translation>Halten Sie ihn ruhig ins Licht oder geben Sie die Terminnummer ein.</translation>
        </message>
        <message>
            <source>Reception will find your appointment</source>
            <translation>Der Empfang findet Ihren Termin</translation>
        </message>
        <message>
            <source>Please go to reception with an identity document.</source>
            <translation>Bitte mit einem Ausweis zum Empfang.</translation>
        </message>
        <message>
            <source>It opens at {time}.</source>
            <translation>Er öffnet um {time}.</translation>
        </message>
        <message>
            <source>It opens another day at {time}.</source>
            <translation>Er öffnet an einem anderen Tag um {time}.</translation>
        </message>
        <message>
            <source>This service is suspended for now</source>
            <translation>Dieser Dienst ist vorübergehend ausgesetzt</translation>
        </message>
        <message>
            <source>No tickets are given just now</source>
            <translation>Im Moment werden keine Tickets ausgegeben</translation>
        </message>
        <message>
            <source>Please wait a moment, or go to reception.</source>
            <translation>Bitte warten Sie einen Moment oder gehen Sie zum Empfang.</translation>
        </message>
        <message>
            <source>Too many people are waiting already</source>
            <translation>Es warten schon zu viele Menschen</translation>
        </message>
        <message>
            <source>There are no more tickets for this service today</source>
            <translation>Heute gibt es keine Tickets mehr für diesen Dienst</translation>
        </message>
        <message>
            <source>We cannot check your appointment just now</source>
            <translation>Wir können Ihren Termin gerade nicht prüfen</translation>
        </message>
        <message>
            <source>Please go to reception: your appointment still holds.</source>
            <translation>Bitte zum Empfang: Ihr Termin gilt weiter.</translation>
        </message>
        <message>
            <source>Please go to reception</source>
            <translation>Bitte zum Empfang</translation>
        </message>
        <message>
            <source>They will find your appointment and help you.</source>
            <translation>Dort findet man Ihren Termin und hilft Ihnen.</translation>
        </message>
    </context>
    <context>
        <name>NoticePage</name>
        <message>
            <source>Print my ticket again</source>
            <translation>Ticket noch einmal drucken</translation>
        </message>
        <message>
            <source>Call someone</source>
            <translation>Jemanden rufen</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>Beenden</translation>
        </message>
    </context>
    <context>
        <name>Question</name>
        <message>
            <source>Do you need more time?</source>
            <translation>Brauchen Sie mehr Zeit?</translation>
        </message>
        <message>
            <source>Yes, more time</source>
            <translation>Ja, mehr Zeit</translation>
        </message>
        <message>
            <source>No, I have finished</source>
            <translation>Nein, ich bin fertig</translation>
        </message>
        <message>
            <source>This screen starts again in {n} seconds.</source>
            <translation>Dieser Bildschirm beginnt in {n} Sekunden neu.</translation>
        </message>
    </context>
    <context>
        <name>ReferencePage</name>
        <message>
            <source>Show your QR code</source>
            <translation>Zeigen Sie Ihren QR-Code</translation>
        </message>
        <message>
            <source>under the screen, in the light</source>
            <translation>unter dem Bildschirm, ins Licht</translation>
        </message>
        <message>
            <source>or enter your appointment number</source>
            <translation>oder geben Sie Ihre Terminnummer ein</translation>
        </message>
        <message>
            <source>I do not have this number</source>
            <translation>Ich habe diese Nummer nicht</translation>
        </message>
        <message>
            <source>Your appointment number</source>
            <translation>Ihre Terminnummer</translation>
        </message>
    </context>
    <context>
        <name>ServicesPage</name>
        <message>
            <source>What are you here for?</source>
            <translation>Weshalb sind Sie hier?</translation>
        </message>
        <message>
            <source>Priority access</source>
            <translation>Bevorzugter Zugang</translation>
        </message>
        <message>
            <source>Previous page</source>
            <translation>Vorige Seite</translation>
        </message>
        <message>
            <source>Next page</source>
            <translation>Nächste Seite</translation>
        </message>
        <message>
            <source>By appointment only: {services}</source>
            <translation>Nur mit Termin: {services}</translation>
        </message>
        <message>
            <source>CLOSED until {time}</source>
            <translation>GESCHLOSSEN bis {time}</translation>
        </message>
        <message>
            <source>CLOSED · another day at {time}</source>
            <translation>GESCHLOSSEN · anderer Tag, {time}</translation>
        </message>
        <message>
            <source>CLOSED</source>
            <translation>GESCHLOSSEN</translation>
        </message>
        <message>
            <source>wait {a} to {b} min</source>
            <translation>Wartezeit {a} bis {b} min</translation>
        </message>
    </context>
    <context>
        <name>Shade</name>
        <message>
            <source>One moment, please</source>
            <translation>Einen Moment bitte</translation>
        </message>
    </context>
    <context>
        <name>Slip</name>
        <message>
            <source>Your number</source>
            <translation>Ihre Nummer</translation>
        </message>
        <message>
            <source>{date}, arrived at {time}</source>
            <translation>{date}, angekommen um {time}</translation>
        </message>
        <message>
            <source>Appointment at {time}</source>
            <translation>Termin um {time}</translation>
        </message>
        <message>
            <source>Arrived late for {time}: you will be seen all the same</source>
            <translation>Zu spät für {time}: Wir empfangen Sie trotzdem</translation>
        </message>
        <message>
            <source>Waiting room: {room}</source>
            <translation>Wartebereich: {room}</translation>
        </message>
        <message>
            <source>Priority access: tell reception</source>
            <translation>Bevorzugter Zugang: am Empfang melden</translation>
        </message>
        <message>
            <source>Sit down and watch the screen: your number will be shown and announced.</source>
            <translation>Setzen Sie sich und achten Sie auf den Bildschirm: Ihre Nummer wird gezeigt und angesagt.</translation>
        </message>
        <message>
            <source>Have ready</source>
            <translation>Bitte bereithalten</translation>
        </message>
        <message>
            <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: this code, or reception.</source>
            <translation>Diese Nummer dient der Organisation Ihres Besuchs. Sie wird höchstens 30 Tage ohne Ihren Namen aufbewahrt. Ihre Rechte: dieser Code oder der Empfang.</translation>
        </message>
        <message>
            <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: ask reception.</source>
            <translation>Diese Nummer dient der Organisation Ihres Besuchs. Sie wird höchstens 30 Tage ohne Ihren Namen aufbewahrt. Ihre Rechte: am Empfang.</translation>
        </message>
        <message>
            <source>Second copy</source>
            <translation>Zweite Ausfertigung</translation>
        </message>
        <message>
            <source>Wait: between {a} and {b} minutes</source>
            <translation>Wartezeit: {a} bis {b} Minuten</translation>
        </message>
    </context>
    <context>
        <name>StartingPage</name>
        <message>
            <source>This kiosk is not ready yet</source>
            <translation>Dieses Gerät ist noch nicht bereit</translation>
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
            <translation>Personal: Hier antwortet ein anderer Server. Administrator anrufen.</translation>
        </message>
        <message>
            <source>Staff: an old server answers here. Call the administrator.</source>
            <translation>Personal: Hier antwortet ein alter Server. Administrator anrufen.</translation>
        </message>
        <message>
            <source>It is waiting for the server. Please go to reception.</source>
            <translation>Es wartet auf den Server. Bitte zum Empfang.</translation>
        </message>
    </context>
    <context>
        <name>StateLine</name>
        <message>
            <source>Another server answers: tell reception.</source>
            <translation>Fremder Server: Bitte zum Empfang.</translation>
        </message>
        <message>
            <source>An old server answers: tell reception.</source>
            <translation>Alter Server: Bitte zum Empfang.</translation>
        </message>
        <message>
            <source>Connection lost: tickets still hold.</source>
            <translation>Keine Verbindung: Tickets gelten.</translation>
        </message>
        <message>
            <source>No paper: number on the screen.</source>
            <translation>Kein Papier: Nummer am Bildschirm.</translation>
        </message>
    </context>
    <context>
        <name>TicketPage</name>
        <message>
            <source>Print again</source>
            <translation>Noch einmal drucken</translation>
        </message>
        <message>
            <source>Priority or help?</source>
            <translation>Vorrang oder Hilfe?</translation>
        </message>
        <message>
            <source>You were given this number before:</source>
            <translation>Ihre Nummer von vorhin:</translation>
        </message>
        <message>
            <source>Done. Your number:</source>
            <translation>Fertig. Ihre Nummer:</translation>
        </message>
        <message>
            <source>Have ready: {documents}</source>
            <translation>Bitte bereithalten: {documents}</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Finish ({n} s)</source>
            <translation>Beenden ({n} s)</translation>
        </message>
        <message>
            <source>Appointment at {time}</source>
            <translation>Termin um {time}</translation>
        </message>
        <message>
            <source>You are late: we will see you all the same, as soon as we can.</source>
            <translation>Sie sind zu spät: Wir empfangen Sie trotzdem, so bald wie möglich.</translation>
        </message>
        <message>
            <source>You are early: you will be called around that time.</source>
            <translation>Sie sind früh: Wir rufen Sie etwa zu dieser Zeit auf.</translation>
        </message>
        <message>
            <source>You are on time.</source>
            <translation>Sie sind pünktlich.</translation>
        </message>
        <message>
            <source>Watch the screen: your number will be shown and announced.</source>
            <translation>Achten Sie auf den Bildschirm: Ihre Nummer wird gezeigt und angesagt.</translation>
        </message>
        <message>
            <source>Please sit down.</source>
            <translation>Bitte setzen Sie sich.</translation>
        </message>
        <message>
            <source>Waiting room: {room}.</source>
            <translation>Wartebereich: {room}.</translation>
        </message>
        <message>
            <source>Wait: between {a} and {b} minutes</source>
            <translation>Wartezeit: {a} bis {b} Minuten</translation>
        </message>
        <message>
            <source>Your data: we keep this number for at most 30 days, without your name. Details: the poster, or reception.</source>
            <translation>Ihre Daten: Wir bewahren diese Nummer höchstens 30 Tage ohne Ihren Namen auf. Mehr: Aushang oder Empfang.</translation>
        </message>
        <message>
            <source>Nobody is ahead of you</source>
            <translation>Niemand vor Ihnen</translation>
        </message>
        <message>
            <source>One person is ahead of you</source>
            <translation>Eine Person vor Ihnen</translation>
        </message>
        <message>
            <source>{n} people ahead of you</source>
            <translation>{n} Personen vor Ihnen</translation>
        </message>
        <message>
            <source>Take your ticket</source>
            <translation>Bitte nehmen Sie Ihr Ticket</translation>
        </message>
        <message>
            <source>Your ticket is being printed</source>
            <translation>Ihr Ticket wird gedruckt</translation>
        </message>
        <message>
            <source>Your ticket comes out of the other printer: ask at reception</source>
            <translation>Ihr Zettel kommt aus dem anderen Drucker: fragen Sie am Empfang</translation>
        </message>
    </context>
    <context>
        <name>TimePage</name>
        <message>
            <source>At what time is your appointment?</source>
            <translation>Um wie viel Uhr ist Ihr Termin?</translation>
        </message>
        <message>
            <source>Hour and minutes, for example 10:20</source>
            <translation>Stunde und Minuten, zum Beispiel 10:20</translation>
        </message>
        <message>
            <source>Time of your appointment</source>
            <translation>Uhrzeit Ihres Termins</translation>
        </message>
    </context>
</TS>
