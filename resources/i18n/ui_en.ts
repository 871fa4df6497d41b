<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_GB">
<context>
    <name>Crash</name>
    <message>
        <source>One moment, please</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This screen is starting again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Erase the last character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>123</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ABC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>This station is no longer enrolled. Enrol it again with a pairing code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your session has ended. Sign in again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The site server cannot write at the moment. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User name or password is not right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is not the one that the pairing code came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This pairing code is wrong, used or too old. Ask for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairing is locked after wrong tries. Wait 15 minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We cannot find this appointment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is too early. Come back at {come_back_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is too late for this appointment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This appointment is on another day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This appointment is at another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This appointment was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This arrival is already recorded: {number}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This appointment is not held here in person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please go to reception.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This code is not one of ours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This service is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no more tickets for today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This service is by appointment only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is waiting for this counter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This counter is busy: finish the visit first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This counter is closed. Open it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This counter is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another agent has this counter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The site server does not answer. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The site server does not answer. This is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many tries. Wait a little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a pairing code. Copy the whole line that the server printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pairing code lacks the server&apos;s fingerprint. Copy the whole line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s address is not right. It looks like https://host:8460.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s address must begin with https://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This station&apos;s file station.json cannot be read. Remove it and enrol again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This station cannot write its folder. Free some space or choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This service is not offered here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no more ticket numbers. Please go to reception.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last day lies before the first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose at most three years.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sheet does not exist in this language. Choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This appointment is there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another server answers in place of this site&apos;s. Nothing was sent to it. Call your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An old server of this site answers: another one has taken over. Call your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another counter has already called this person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Things have moved on in the meantime: the visit is now “{state}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is too soon to mark this person absent. Confirm to do it all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please confirm this action.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person was called three times already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is too late to undo this call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another agent made this call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not time for this yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reason is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person was absent twice. Give a new ticket at reception.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This visit still goes on elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This visit is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This visit has no such person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This service asks for no such document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pre-application number has 10 characters, letters A to Z and digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This agent is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is both administrator and auditor. Choose one of the two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the last administrator. Make another one before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User name or code is wrong, or the code was used or is too old.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many people have this password. Choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password holds your user name or the name of this place. Choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is not right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PIN is too easy to guess. Avoid runs and repeated digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is not right. After the third time you sign in with your password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have no PIN at this station. Use your password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user name is taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No server of this site was found on this network. Give its address (--server).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file devices.json of this kiosk cannot be used. Choose printer and reader again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too easy to guess. Take 12 characters with capitals, small letters, digits and signs, or a phrase of seven different words. A run such as abc, 321 or aaa counts as two characters, and what is repeated counts once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody changed the settings in the meantime. Read them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This session is locked. Unlock it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is frozen: nobody is called now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ordinary services are suspended while the crisis lasts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no more tickets today: too many people wait already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are too many messages on the screens. Clear them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This time is already over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The closing time must be today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody is still called or served, at counter {counters}. Finish first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide first what becomes of those who still wait: {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This day has not begun yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This service does not open again, so that nobody can be carried over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This counter has no such equipment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You do not sit at this counter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This alert is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This visit was on hold {holds} times already. Finish or transfer it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another agent serves this visit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reception or a lead may change this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a service, a counter or an agent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The site does not offer this language.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A group needs two visits at least.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A group has {most} persons at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One person at least must stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This visit goes on in a group. Split the group first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This visit is urgent already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person is still here: end visit {number} first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second lead must confirm this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or password is wrong, or this person is no lead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card {number} was entered before, with another hour: look at the number again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another kiosk gave this number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This number belongs to other services.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer has no paper left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer&apos;s paper is running low.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer&apos;s cover is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code reader does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A language cannot be spoken on this display.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This display has no loudspeaker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server took this for another action. Do it once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refuses what was entered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The booking server writes to {people} people of this. Confirm that first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The booking server holds something else meanwhile. Look at it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This day is over. Check the date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This day is too far ahead. Check the date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some rows of the file cannot be read, so it cannot replace a whole day. Mend them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such version of the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file comes from a newer version of the program. Update this site first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some settings are not right, so nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose today, or a day of the next {days} days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This name has letters that cannot be printed here. Print a line for it, and write it by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only reception, or the agent of this visit, may ask for this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This visit was on another day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refuses this ({code}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is damaged and cannot be read. Export it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of file cannot be read. Save it as CSV, ICS or XLS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The headings of this table lack: {missing}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is larger than 10 MiB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file has more than {limit} rows. Split it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This table has more than {limit} columns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table has no column of this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was chosen for the file is not understood ({field}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day cannot be read. Write it like 24/11/2026.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time cannot be read. Write it like 09:30.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The length of the appointment cannot be read, or exceeds eight hours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No service here is called “{label}”. Choose one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reference may hold 16 digits and letters A to Z at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The status of this row is not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How this appointment takes place is not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kind of this visit is not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the file is complete is not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A cell of this row is too long: {column}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than {limit} people are booked together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows with the same number contradict each other; see row {first}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This row stands in the file twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This event comes again and again. Enter each appointment by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This event lasts all day and has no time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This time zone is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This site has no such way to sign in. Use your password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The directory with which you sign in does not answer. Try again, or use your password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sign-in took too long or is over already. Open the browser again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sign-in is under way. Wait a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The directory did not confirm who you are. Open the browser again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody at this site is known by this sign-in. Give your administrator this: {subject}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sign-in belongs to another account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your account at this site is closed. Ask your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account of a tool was ended. Make another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This site has no booking server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings do not say how to sign in at the booking server. Call your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The booking server does not answer. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The booking server refuses this site. A lead or an administrator must sign in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The booking server does not do this for this person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person&apos;s appointment did not come from the booking server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The booking server does not take this code. Open the browser again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The booking server does not know this site&apos;s application. Call your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateChip</name>
    <message>
        <source>Expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No-show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepHeader</name>
    <message>
        <source>Step {number} of {of}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhyOrder</name>
    <message>
        <source>{number}: appointment at {starts_at}, rank {rank}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: appointment at {starts_at}; before then, people whose time has come go first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: appointment at {starts_at}, here at {checked_in_at}, rank {rank}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: appointment at {starts_at}, here much later, at {checked_in_at}, rank {rank}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: appointment at {starts_at}, with priority, rank {rank}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: ticket at {checked_in_at} without an appointment, rank {checked_in_at} + {allowance_min} min = {rank}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: ticket at {checked_in_at} without an appointment, rank {rank}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: ticket at {checked_in_at} without an appointment, with priority, rank {rank}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: declared urgent by a lead, rank {rank}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: was called before and keeps that place, rank {rank}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: was absent and came back, rank {rank}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: is back from a hold, rank {rank}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number}: rank {rank}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This counter began and takes them back first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At this counter {offset_min} min later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The earlier rank goes first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ranks are the same: the earlier ticket goes first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{second} arrived after the rank time of {first}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time of {second} had not come yet at {at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} had been on hold at this counter, which takes its own back first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People with priority go first here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several people with priority had been called in a row: it was the turn of the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A lead had declared {first} urgent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An agent called {first} out of turn, with a written reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counter {counter} does not serve what {second} came for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{second} is expected at another counter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{second} was on hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{second} did not answer the call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} had been called before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{second} was not here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{second} was not waiting any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule does not explain it. Tell a lead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both could be served at counter {counter} at {at}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
