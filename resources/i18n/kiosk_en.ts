<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_GB">
<context>
    <name>BottomBar</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I need help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BusyPage</name>
    <message>
        <source>One moment, please</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>We are calling reception</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reception has been called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody is on the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reception cannot be called from here just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please go to reception yourself, or speak to a member of staff.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please stay here: somebody will come to you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Welcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last ticket without appointment: {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have an appointment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have no appointment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I am collecting a document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data: see the poster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed. Opens at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open until {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeypadPage</name>
    <message>
        <source>Erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LanguagePage</name>
    <message>
        <source>Choose your language</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoPaperPage</name>
    <message>
        <source>Call someone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your number is registered:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reception has been told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please tell reception too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1. Write this number down, or take a picture of the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2. No telephone? Ask reception for a card with your number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3. Sit down (waiting room: {room}) and watch the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3. Sit down and watch the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have noted my number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have noted my number ({n} s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No paper left: note your number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer is open: note your number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kiosk does not print: note your number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer does not answer: note your number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No ticket can be printed: note your number</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Please go to reception: they will help you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please come back another day, or go to reception.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This service is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are too early</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We do not know this code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the code of your appointment, or go to reception.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kiosk cannot give a ticket just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please come back later today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please come back at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time of your appointment is over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your appointment is on another day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your appointment is at another place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your appointment is not at this place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This appointment was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have checked in already. Your number:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your place is kept. You can print your ticket again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We cannot find this appointment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We could not read this code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold it still in the light, or enter your appointment number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reception will find your appointment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please go to reception with an identity document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It opens at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It opens another day at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This service is suspended for now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tickets are given just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please wait a moment, or go to reception.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many people are waiting already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no more tickets for this service today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We cannot check your appointment just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please go to reception: your appointment still holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please go to reception</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They will find your appointment and help you.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticePage</name>
    <message>
        <source>Print my ticket again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call someone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Do you need more time?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes, more time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No, I have finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This screen starts again in {n} seconds.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReferencePage</name>
    <message>
        <source>Show your QR code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under the screen, in the light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or enter your appointment number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I do not have this number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your appointment number</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>What are you here for?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By appointment only: {services}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLOSED until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLOSED · another day at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLOSED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wait {a} to {b} min</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shade</name>
    <message>
        <source>One moment, please</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Slip</name>
    <message>
        <source>Your number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{date}, arrived at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appointment at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrived late for {time}: you will be seen all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting room: {room}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait: between {a} and {b} minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority access: tell reception</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sit down and watch the screen: your number will be shown and announced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: this code, or reception.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: ask reception.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartingPage</name>
    <message>
        <source>This kiosk is not ready yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staff: pair this kiosk (--pair; --server if it is not found).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staff: this kiosk was removed from the site. Pair it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staff: another server answers here. Call the administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staff: an old server answers here. Call the administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is waiting for the server. Please go to reception.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateLine</name>
    <message>
        <source>Another server answers: tell reception.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An old server answers: tell reception.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection lost: tickets still hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No paper: number on the screen.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TicketPage</name>
    <message>
        <source>Print again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority or help?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You were given this number before:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done. Your number:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have ready: {documents}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish ({n} s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appointment at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are late: we will see you all the same, as soon as we can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are early: you will be called around that time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are on time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch the screen: your number will be shown and announced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please sit down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting room: {room}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait: between {a} and {b} minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data: we keep this number for at most 30 days, without your name. Details: the poster, or reception.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is ahead of you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One person is ahead of you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} people ahead of you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your ticket comes out of the other printer: ask at reception</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take your ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your ticket is being printed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimePage</name>
    <message>
        <source>At what time is your appointment?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hour and minutes, for example 10:20</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of your appointment</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
