<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_GB">
<context>
    <name>AbsentDialog</name>
    <message>
        <source>Mark {number} absent already?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person was called only a short while ago, and not often.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActionPane</name>
    <message>
        <source>Actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} was absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} is finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Came back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open counter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close counter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AppointmentModel</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by telephone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled by the visitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled by the office</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Arrival</name>
    <message>
        <source>early</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>late</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArrivalsPane</name>
    <message>
        <source>Appointments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference, QR code, or the beginning of a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search today&apos;s appointments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected {expected} · Arrived {arrived} · Waiting {waiting} · Absent {absent}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today&apos;s appointments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of persons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Persons: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Early for {booked}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On time for {booked}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Late for {booked}: taken all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait: {low} to {high} min.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People before: {ahead}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Away</name>
    <message>
        <source>The server does not answer. This screen comes back by itself; nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not answer. “{command}” is kept and will be sent when it is back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Open counter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close counter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Came back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walk-in ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I am going</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CounterApp</name>
    <message>
        <source>Guichet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CounterState</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On break</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why do you stop calling?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why is {number} called out of turn?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FinishDialog</name>
    <message>
        <source>Finish {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Flag</name>
    <message>
        <source>cancelled at the booking server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moved at the booking server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other people at the booking server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other service at the booking server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no longer at the booking server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a second appointment today for the same service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>appointment used twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number given twice: called by another one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HallPane</name>
    <message>
        <source>Hall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without appointment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No kiosk and no display is enrolled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} {station}: help asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I am going</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: ticket perhaps not printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: no paper ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label} – closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label} – closed until {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Counter {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reception</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help: list of keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time at the site</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InvitationDialog</name>
    <message>
        <source>First password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code of the invitation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New password again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>This list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call the next person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call the chosen person out of turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why this order?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start: the person is here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take up the chosen visit on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back the last visit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the counter, or take a break</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the counter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages of the day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desk or reception</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinksDialog</name>
    <message>
        <source>Another appointment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For whom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a time in the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the person choose by phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code for the person&apos;s phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The booking server is asked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let this person alone scan it: whoever does so books in their name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No browser opens on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Somebody else signed in. This workplace opens to {username} alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{username} will be back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN or password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MeMenu</name>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text {percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN of this workstation…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change password…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in at the booking server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Need</name>
    <message>
        <source>walks slowly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fetch in person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interpreter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quiet place</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>{number} goes on to {service}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counter {counter} is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counter {counter} is on break</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counter {counter} is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} called to counter {counter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} called again, {calls} times in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call of {number} is taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} is being served</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} is absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} is on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} is taken up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} is transferred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} is finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} is back and waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} waits again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{command}” was not sent: the server was away too long. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{username} signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN of this workstation is set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is changed; a PIN set before opens nothing any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The site is signed in at the booking server as {account}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed out here; the server did not hear it and ends the session by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server answers again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: arrival recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: ticket issued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} given by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station}: someone asks for help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station}: help is on the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station}: no paper left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station}: paper is low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station}: paper is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station}: the printer does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station}: the printer works again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station}: the code reader does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code reader of this workplace does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code reader answers again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station}: calls are not heard, only shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station}: calls are heard again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station}: visitors hold tickets that the server refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appointments as of {time}: what was booked or cancelled since is not known here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many of today&apos;s appointments are suddenly missing at the booking server: they stay here until that is sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today&apos;s appointments were never read from the booking server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file with today&apos;s appointments was brought yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page of this appointment is not known here yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appointments are up to date again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station} is not heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station} is heard again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Change password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New password again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>PIN of this workstation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Six digits that unlock this workstation, and no other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your password</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProviderButton</name>
    <message>
        <source>Sign in with {provider}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProviderDialog</name>
    <message>
        <source>Sign in with {provider}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign the site in at the booking server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The browser opens…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the browser again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address or code from the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in in the browser. It then shows a code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the code, or the whole address, and paste it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in in the browser. This window then goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it does not: copy the address that the browser shows, paste it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not what the browser shows at the end. Open it again, sign in, and copy the whole address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No browser opens on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may close this page.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>#</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place in the calling order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Booked time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority, and tickets without paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no paper ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at counter {counter}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueuePane</name>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search a ticket or a service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why this order?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue {waiting} · for me {mine}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People waiting, in calling order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Booked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walk-ins</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>Break</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work on files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equipment out of order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frail person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mistake in the order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other reason</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReceptionPage</name>
    <message>
        <source>Appointments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hall</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Scan</name>
    <message>
        <source>This code is not one of ours. Nothing was done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reader could not read this. Try again, or type the reference or the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a part of the document was read. Try again, or type the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line of the document was not read right. Try again, or type the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document holds no name to search for. Type the name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SecretDialog</name>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in every line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two lines differ. Type it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A PIN has six digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least 12 characters with capitals, small letters, digits and signs, 14 without signs, or a phrase of seven words.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Guichet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages of the day</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>{name} (in use)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give your user name, your password and a workplace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your session has ended. Sign in again: what you typed is still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workplace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have an invitation…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>This workstation is not enrolled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it once with a pairing string: guichet-counter --pair STRING. Where the server is not found by itself, add --server URL.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransferDialog</name>
    <message>
        <source>Transfer {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep seniority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any counter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VisitPane</name>
    <message>
        <source>{time} · called {calls} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Current visit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No visit in progress.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time in this state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time against the typical length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Useful facts only, 200 characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open at the booking server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another appointment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appointment {booked} · arrived {arrived}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without appointment · arrived {arrived}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Persons: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Companions: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ Look at this: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Wait</name>
    <message>
        <source>{minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
