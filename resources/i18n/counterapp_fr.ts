<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en_GB">
<context>
    <name>AbsentDialog</name>
    <message>
        <source>Mark {number} absent already?</source>
        <translation>Noter {number} absent dès maintenant ?</translation>
    </message>
    <message>
        <source>Mark absent</source>
        <translation>Noter absent</translation>
    </message>
    <message>
        <source>This person was called only a short while ago, and not often.</source>
        <translation>Cette personne a été appelée il y a peu de temps, et peu de fois.</translation>
    </message>
</context>
<context>
    <name>ActionPane</name>
    <message>
        <source>Actions</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>{number} was absent</source>
        <translation>{number} était absent</translation>
    </message>
    <message>
        <source>{number} is finished</source>
        <translation>{number} est terminé</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>Revenu</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Rouvrir</translation>
    </message>
    <message>
        <source>Open counter</source>
        <translation>Ouvrir le guichet</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Rappeler</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transférer</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>Absent</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Undo call</source>
        <translation>Annuler l’appel</translation>
    </message>
    <message>
        <source>Call this one</source>
        <translation>Appeler celui-ci</translation>
    </message>
    <message>
        <source>Resume this one</source>
        <translation>Reprendre celui-ci</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Close counter</source>
        <translation>Fermer le guichet</translation>
    </message>
</context>
<context>
    <name>AppointmentModel</name>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Démarche</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Référence</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>by telephone</source>
        <translation>par téléphone</translation>
    </message>
    <message>
        <source>by video</source>
        <translation>en visioconférence</translation>
    </message>
    <message>
        <source>at home</source>
        <translation>à domicile</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>attendu</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>arrivé</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>cancelled by the visitor</source>
        <translation>annulé par l’usager</translation>
    </message>
    <message>
        <source>cancelled by the office</source>
        <translation>annulé par le service</translation>
    </message>
</context>
<context>
    <name>Arrival</name>
    <message>
        <source>early</source>
        <translation>en avance</translation>
    </message>
    <message>
        <source>late</source>
        <translation>en retard</translation>
    </message>
</context>
<context>
    <name>ArrivalsPane</name>
    <message>
        <source>Appointments</source>
        <translation>Rendez-vous</translation>
    </message>
    <message>
        <source>Reference, QR code, or the beginning of a name</source>
        <translation>Référence, code QR ou début du nom</translation>
    </message>
    <message>
        <source>Search today&apos;s appointments</source>
        <translation>Rechercher dans les rendez-vous du jour</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>Enregistrer l’arrivée</translation>
    </message>
    <message>
        <source>Expected {expected} · Arrived {arrived} · Waiting {waiting} · Absent {absent}</source>
        <translation>Attendus {expected} · Arrivés {arrived} · En attente {waiting} · Absents {absent}</translation>
    </message>
    <message>
        <source>Today&apos;s appointments</source>
        <translation>Rendez-vous du jour</translation>
    </message>
    <message>
        <source>Given by hand</source>
        <translation>Donné à la main</translation>
    </message>
    <message>
        <source>Language of the person</source>
        <translation>Langue de la personne</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioritaire</translation>
    </message>
    <message>
        <source>Number of persons</source>
        <translation>Nombre de personnes</translation>
    </message>
    <message>
        <source>Persons: {count}</source>
        <translation>Personnes : {count}</translation>
    </message>
    <message>
        <source>Early for {booked}.</source>
        <translation>En avance pour {booked}.</translation>
    </message>
    <message>
        <source>On time for {booked}.</source>
        <translation>À l’heure pour {booked}.</translation>
    </message>
    <message>
        <source>Late for {booked}: taken all the same.</source>
        <translation>En retard pour {booked} : reçu quand même.</translation>
    </message>
    <message>
        <source>Wait: {low} to {high} min.</source>
        <translation>Attente : {low} à {high} min.</translation>
    </message>
    <message>
        <source>People before: {ahead}.</source>
        <translation>Personnes avant : {ahead}.</translation>
    </message>
</context>
<context>
    <name>Away</name>
    <message>
        <source>The server does not answer. This screen comes back by itself; nothing is lost.</source>
        <translation>Le serveur ne répond pas. Cet écran revient de lui-même ; rien n’est perdu.</translation>
    </message>
    <message>
        <source>The server does not answer. “{command}” is kept and will be sent when it is back.</source>
        <translation>Le serveur ne répond pas. « {command} » est gardé et sera envoyé dès son retour.</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Open counter</source>
        <translation>Ouvrir le guichet</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Close counter</source>
        <translation>Fermer le guichet</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Call this one</source>
        <translation>Appeler celui-ci</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Rappeler</translation>
    </message>
    <message>
        <source>Undo call</source>
        <translation>Annuler l’appel</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>Absent</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transférer</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>Revenu</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Rouvrir</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>Enregistrer l’arrivée</translation>
    </message>
    <message>
        <source>Walk-in ticket</source>
        <translation>Ticket sans rendez-vous</translation>
    </message>
    <message>
        <source>Given by hand</source>
        <translation>Donné à la main</translation>
    </message>
    <message>
        <source>I am going</source>
        <translation>J’y vais</translation>
    </message>
</context>
<context>
    <name>CounterApp</name>
    <message>
        <source>Guichet</source>
        <translation>Guichet</translation>
    </message>
</context>
<context>
    <name>CounterState</name>
    <message>
        <source>Open</source>
        <translation>Ouvert</translation>
    </message>
    <message>
        <source>On break</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Fermé</translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>Queue</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Visite</translation>
    </message>
    <message>
        <source>Why do you stop calling?</source>
        <translation>Pourquoi arrêtez-vous d’appeler ?</translation>
    </message>
    <message>
        <source>Why is {number} called out of turn?</source>
        <translation>Pourquoi appeler {number} hors tour ?</translation>
    </message>
</context>
<context>
    <name>FinishDialog</name>
    <message>
        <source>Finish {number}</source>
        <translation>Terminer {number}</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Person {number}</source>
        <translation>Personne {number}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>Flag</name>
    <message>
        <source>cancelled at the booking server</source>
        <translation>annulé sur le serveur de rendez-vous</translation>
    </message>
    <message>
        <source>moved at the booking server</source>
        <translation>déplacé sur le serveur de rendez-vous</translation>
    </message>
    <message>
        <source>other people at the booking server</source>
        <translation>autres personnes sur le serveur de rendez-vous</translation>
    </message>
    <message>
        <source>other service at the booking server</source>
        <translation>autre service sur le serveur de rendez-vous</translation>
    </message>
    <message>
        <source>no longer at the booking server</source>
        <translation>n’est plus sur le serveur de rendez-vous</translation>
    </message>
    <message>
        <source>a second appointment today for the same service</source>
        <translation>un second rendez-vous aujourd’hui pour le même service</translation>
    </message>
    <message>
        <source>appointment used twice</source>
        <translation>rendez-vous utilisé deux fois</translation>
    </message>
    <message>
        <source>number given twice: called by another one</source>
        <translation>numéro donné deux fois : appelé sous un autre</translation>
    </message>
</context>
<context>
    <name>HallPane</name>
    <message>
        <source>Hall</source>
        <translation>Hall</translation>
    </message>
    <message>
        <source>Without appointment</source>
        <translation>Sans rendez-vous</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Matériel</translation>
    </message>
    <message>
        <source>{name}: works</source>
        <translation>{name} : fonctionne</translation>
    </message>
    <message>
        <source>No kiosk and no display is enrolled.</source>
        <translation>Aucune borne ni aucun écran n’est enrôlé.</translation>
    </message>
    <message>
        <source>{time} {station}: help asked for</source>
        <translation>{time} {station} : aide demandée</translation>
    </message>
    <message>
        <source>I am going</source>
        <translation>J’y vais</translation>
    </message>
    <message>
        <source>Given by hand</source>
        <translation>Donné à la main</translation>
    </message>
    <message>
        <source>{number}: ticket perhaps not printed</source>
        <translation>{number} : ticket peut-être pas imprimé</translation>
    </message>
    <message>
        <source>{number}: no paper ticket</source>
        <translation>{number} sans ticket</translation>
    </message>
    <message>
        <source>{label} – closed</source>
        <translation>{label} – fermé</translation>
    </message>
    <message>
        <source>{label} – closed until {time}</source>
        <translation>{label} – fermé jusqu’à {time}</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Counter {number}</source>
        <translation>Guichet {number}</translation>
    </message>
    <message>
        <source>Network OK</source>
        <translation>Réseau OK</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>Réseau coupé</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>Guichet</translation>
    </message>
    <message>
        <source>Reception</source>
        <translation>Accueil</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Help: list of keys</source>
        <translation>Aide : liste des touches</translation>
    </message>
    <message>
        <source>My session</source>
        <translation>Ma session</translation>
    </message>
    <message>
        <source>Time at the site</source>
        <translation>Heure du poste</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>InvitationDialog</name>
    <message>
        <source>First password</source>
        <translation>Premier mot de passe</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Code of the invitation</source>
        <translation>Code de l’invitation</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Nouveau mot de passe</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>Nouveau mot de passe, encore</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>This list</source>
        <translation>Cette liste</translation>
    </message>
    <message>
        <source>Call the next person</source>
        <translation>Appeler la personne suivante</translation>
    </message>
    <message>
        <source>Call the chosen person out of turn</source>
        <translation>Appeler hors tour la personne choisie</translation>
    </message>
    <message>
        <source>Call again</source>
        <translation>Appeler de nouveau</translation>
    </message>
    <message>
        <source>Why this order?</source>
        <translation>Pourquoi cet ordre ?</translation>
    </message>
    <message>
        <source>Start: the person is here</source>
        <translation>Commencer : la personne est là</translation>
    </message>
    <message>
        <source>Take up the chosen visit on hold</source>
        <translation>Reprendre la visite suspendue choisie</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Volet suivant</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transférer</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>Absent</translation>
    </message>
    <message>
        <source>Bring back the last visit</source>
        <translation>Faire revenir la dernière visite</translation>
    </message>
    <message>
        <source>Open the counter, or take a break</source>
        <translation>Ouvrir le guichet, ou faire une pause</translation>
    </message>
    <message>
        <source>Close the counter</source>
        <translation>Fermer le guichet</translation>
    </message>
    <message>
        <source>Undo the call</source>
        <translation>Annuler l’appel</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Messages of the day</source>
        <translation>Messages du jour</translation>
    </message>
    <message>
        <source>Desk or reception</source>
        <translation>Guichet ou accueil</translation>
    </message>
</context>
<context>
    <name>LinksDialog</name>
    <message>
        <source>Another appointment</source>
        <translation>Autre rendez-vous</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>Pour qui</translation>
    </message>
    <message>
        <source>Person {number}</source>
        <translation>Personne {number}</translation>
    </message>
    <message>
        <source>Choose a time in the browser</source>
        <translation>Choisir un horaire dans le navigateur</translation>
    </message>
    <message>
        <source>Let the person choose by phone</source>
        <translation>Laisser la personne choisir sur son téléphone</translation>
    </message>
    <message>
        <source>Code for the person&apos;s phone</source>
        <translation>Code pour le téléphone de la personne</translation>
    </message>
    <message>
        <source>The booking server is asked…</source>
        <translation>Le serveur de rendez-vous est interrogé…</translation>
    </message>
    <message>
        <source>Let this person alone scan it: whoever does so books in their name.</source>
        <translation>À faire scanner par cette personne seulement : qui le scanne réserve en son nom.</translation>
    </message>
    <message>
        <source>No browser opens on this computer.</source>
        <translation>Aucun navigateur ne s’ouvre sur cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Somebody else signed in. This workplace opens to {username} alone.</source>
        <translation>Une autre personne s’est connectée. Ce poste de travail ne s’ouvre que pour {username}.</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Verrouillé</translation>
    </message>
    <message>
        <source>{username} will be back</source>
        <translation>{username} va revenir</translation>
    </message>
    <message>
        <source>PIN or password</source>
        <translation>Code PIN ou mot de passe</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Se déconnecter</translation>
    </message>
</context>
<context>
    <name>MeMenu</name>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contraste élevé</translation>
    </message>
    <message>
        <source>Text {percent} %</source>
        <translation>Texte {percent} %</translation>
    </message>
    <message>
        <source>PIN of this workstation…</source>
        <translation>Code PIN de ce poste…</translation>
    </message>
    <message>
        <source>Change password…</source>
        <translation>Changer de mot de passe…</translation>
    </message>
    <message>
        <source>Sign in at the booking server…</source>
        <translation>Se connecter au serveur de rendez-vous…</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Verrouiller</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Se déconnecter</translation>
    </message>
</context>
<context>
    <name>Need</name>
    <message>
        <source>walks slowly</source>
        <translation>marche lentement</translation>
    </message>
    <message>
        <source>fetch in person</source>
        <translation>aller chercher en personne</translation>
    </message>
    <message>
        <source>interpreter</source>
        <translation>interprète</translation>
    </message>
    <message>
        <source>quiet place</source>
        <translation>endroit calme</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>{number} goes on to {service}</source>
        <translation>{number} continue vers {service}</translation>
    </message>
    <message>
        <source>Counter {counter} is open</source>
        <translation>Le guichet {counter} est ouvert</translation>
    </message>
    <message>
        <source>Counter {counter} is on break</source>
        <translation>Le guichet {counter} est en pause</translation>
    </message>
    <message>
        <source>Counter {counter} is closed</source>
        <translation>Le guichet {counter} est fermé</translation>
    </message>
    <message>
        <source>{number} called to counter {counter}</source>
        <translation>{number} appelé au guichet {counter}</translation>
    </message>
    <message>
        <source>{number} called again, {calls} times in all</source>
        <translation>{number} rappelé, {calls} appels en tout</translation>
    </message>
    <message>
        <source>The call of {number} is taken back</source>
        <translation>L’appel de {number} est annulé</translation>
    </message>
    <message>
        <source>{number} is being served</source>
        <translation>{number} est reçu</translation>
    </message>
    <message>
        <source>{number} is absent</source>
        <translation>{number} est absent</translation>
    </message>
    <message>
        <source>{number} is on hold</source>
        <translation>{number} est suspendu</translation>
    </message>
    <message>
        <source>{number} is taken up again</source>
        <translation>{number} est repris</translation>
    </message>
    <message>
        <source>{number} is transferred</source>
        <translation>{number} est transféré</translation>
    </message>
    <message>
        <source>{number} is finished</source>
        <translation>{number} est terminé</translation>
    </message>
    <message>
        <source>{number} is back and waits</source>
        <translation>{number} est revenu et attend</translation>
    </message>
    <message>
        <source>{number} waits again</source>
        <translation>{number} attend de nouveau</translation>
    </message>
    <message>
        <source>“{command}” was not sent: the server was away too long. Try again.</source>
        <translation>« {command} » n’a pas été envoyé : le serveur a été absent trop longtemps. Recommencez.</translation>
    </message>
    <message>
        <source>{username} signed in</source>
        <translation>{username} est connecté</translation>
    </message>
    <message>
        <source>The PIN of this workstation is set</source>
        <translation>Le code PIN de ce poste est défini</translation>
    </message>
    <message>
        <source>The password is changed; a PIN set before opens nothing any more</source>
        <translation>Le mot de passe est changé ; un code PIN défini avant n’ouvre plus rien</translation>
    </message>
    <message>
        <source>The site is signed in at the booking server as {account}</source>
        <translation>Le poste est connecté au serveur de rendez-vous en tant que {account}</translation>
    </message>
    <message>
        <source>Signed out here; the server did not hear it and ends the session by itself</source>
        <translation>Déconnecté ici ; le serveur ne l’a pas su et fermera la session de lui-même</translation>
    </message>
    <message>
        <source>The server does not answer</source>
        <translation>Le serveur ne répond pas</translation>
    </message>
    <message>
        <source>The server answers again</source>
        <translation>Le serveur répond de nouveau</translation>
    </message>
    <message>
        <source>{number}: arrival recorded</source>
        <translation>{number} : arrivée enregistrée</translation>
    </message>
    <message>
        <source>{number}: ticket issued</source>
        <translation>{number} : ticket délivré</translation>
    </message>
    <message>
        <source>{number} given by hand</source>
        <translation>{number} donné à la main</translation>
    </message>
    <message>
        <source>{station}: someone asks for help</source>
        <translation>{station} : quelqu’un demande de l’aide</translation>
    </message>
    <message>
        <source>{station}: help is on the way</source>
        <translation>{station} : quelqu’un y va</translation>
    </message>
    <message>
        <source>{station}: no paper left</source>
        <translation>{station} : plus de papier</translation>
    </message>
    <message>
        <source>{station}: paper is low</source>
        <translation>{station} : papier bas</translation>
    </message>
    <message>
        <source>{station}: paper is back</source>
        <translation>{station} : le papier est remis</translation>
    </message>
    <message>
        <source>{station}: the printer does not answer</source>
        <translation>{station} : l’imprimante ne répond pas</translation>
    </message>
    <message>
        <source>{station}: the printer works again</source>
        <translation>{station} : l’imprimante remarche</translation>
    </message>
    <message>
        <source>{station}: the code reader does not answer</source>
        <translation>{station} : le lecteur de codes ne répond pas</translation>
    </message>
    <message>
        <source>The code reader of this workplace does not answer</source>
        <translation>Le lecteur de codes de ce poste de travail ne répond pas</translation>
    </message>
    <message>
        <source>The code reader answers again</source>
        <translation>Le lecteur de codes répond de nouveau</translation>
    </message>
    <message>
        <source>{station}: calls are not heard, only shown</source>
        <translation>{station} : les appels sont affichés, mais pas annoncés à voix haute</translation>
    </message>
    <message>
        <source>{station}: calls are heard again</source>
        <translation>{station} : les appels sont de nouveau annoncés à voix haute</translation>
    </message>
    <message>
        <source>{station}: visitors hold tickets that the server refused</source>
        <translation>{station} : des visiteurs ont un ticket que le serveur a refusé</translation>
    </message>
    <message>
        <source>Appointments as of {time}: what was booked or cancelled since is not known here</source>
        <translation>Rendez-vous à jour de {time} : ce qui a été pris ou annulé depuis n’est pas connu ici</translation>
    </message>
    <message>
        <source>Many of today&apos;s appointments are suddenly missing at the booking server: they stay here until that is sure</source>
        <translation>Beaucoup de rendez-vous d’aujourd’hui manquent soudain sur le serveur de rendez-vous : ils restent ici tant que ce n’est pas sûr</translation>
    </message>
    <message>
        <source>Today&apos;s appointments were never read from the booking server</source>
        <translation>Les rendez-vous d’aujourd’hui n’ont jamais été lus sur le serveur de rendez-vous</translation>
    </message>
    <message>
        <source>No file with today&apos;s appointments was brought yet</source>
        <translation>Aucun fichier avec les rendez-vous du jour n&apos;a encore été importé</translation>
    </message>
    <message>
        <source>The page of this appointment is not known here yet</source>
        <translation>La page de ce rendez-vous n&apos;est pas encore connue ici</translation>
    </message>
    <message>
        <source>Appointments are up to date again</source>
        <translation>Les rendez-vous sont de nouveau à jour</translation>
    </message>
    <message>
        <source>{station} is not heard</source>
        <translation>{station} ne donne plus de nouvelles</translation>
    </message>
    <message>
        <source>{station} is heard again</source>
        <translation>{station} est de retour</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Done</source>
        <translation>Fait</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Incomplet</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusé</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>Non noté</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Change password</source>
        <translation>Changer de mot de passe</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>Votre mot de passe</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Nouveau mot de passe</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>Nouveau mot de passe, encore</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>PIN of this workstation</source>
        <translation>Code PIN de ce poste</translation>
    </message>
    <message>
        <source>Six digits that unlock this workstation, and no other.</source>
        <translation>Six chiffres qui déverrouillent ce poste, et aucun autre.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>Code PIN</translation>
    </message>
    <message>
        <source>PIN again</source>
        <translation>Code PIN, encore</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>Votre mot de passe</translation>
    </message>
</context>
<context>
    <name>ProviderButton</name>
    <message>
        <source>Sign in with {provider}</source>
        <translation>Se connecter avec {provider}</translation>
    </message>
</context>
<context>
    <name>ProviderDialog</name>
    <message>
        <source>Sign in with {provider}</source>
        <translation>Se connecter avec {provider}</translation>
    </message>
    <message>
        <source>Sign the site in at the booking server</source>
        <translation>Connecter le poste au serveur de rendez-vous</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>The browser opens…</source>
        <translation>Le navigateur s’ouvre…</translation>
    </message>
    <message>
        <source>Open the browser again</source>
        <translation>Rouvrir le navigateur</translation>
    </message>
    <message>
        <source>Address or code from the browser</source>
        <translation>Adresse ou code affiché par le navigateur</translation>
    </message>
    <message>
        <source>Sign in in the browser. It then shows a code.</source>
        <translation>Connectez-vous dans le navigateur. Il affiche ensuite un code.</translation>
    </message>
    <message>
        <source>Copy the code, or the whole address, and paste it here.</source>
        <translation>Copiez le code, ou l’adresse entière, et collez-le ici.</translation>
    </message>
    <message>
        <source>Sign in in the browser. This window then goes on by itself.</source>
        <translation>Connectez-vous dans le navigateur. Cette fenêtre continue ensuite d’elle-même.</translation>
    </message>
    <message>
        <source>If it does not: copy the address that the browser shows, paste it here.</source>
        <translation>Sinon, copiez l’adresse affichée par le navigateur et collez-la ici.</translation>
    </message>
    <message>
        <source>This is not what the browser shows at the end. Open it again, sign in, and copy the whole address.</source>
        <translation>Ce n’est pas ce que le navigateur affiche à la fin. Rouvrez-le, connectez-vous et copiez l’adresse entière.</translation>
    </message>
    <message>
        <source>No browser opens on this computer.</source>
        <translation>Aucun navigateur ne s’ouvre sur cet ordinateur.</translation>
    </message>
    <message>
        <source>You may close this page.</source>
        <translation>Vous pouvez fermer cette page.</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Att.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Signes</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Démarche</translation>
    </message>
    <message>
        <source>Place in the calling order</source>
        <translation>Rang dans l’ordre d’appel</translation>
    </message>
    <message>
        <source>Booked time</source>
        <translation>Heure du rendez-vous</translation>
    </message>
    <message>
        <source>Priority, and tickets without paper</source>
        <translation>Priorité, et numéros sans ticket papier</translation>
    </message>
    <message>
        <source>priority</source>
        <translation>prioritaire</translation>
    </message>
    <message>
        <source>no paper ticket</source>
        <translation>sans ticket papier</translation>
    </message>
    <message>
        <source>at counter {counter}</source>
        <translation>au guichet {counter}</translation>
    </message>
</context>
<context>
    <name>QueuePane</name>
    <message>
        <source>Queue</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Search a ticket or a service</source>
        <translation>Rechercher un ticket ou une démarche</translation>
    </message>
    <message>
        <source>Search the queue</source>
        <translation>Rechercher dans la file</translation>
    </message>
    <message>
        <source>Why this order?</source>
        <translation>Pourquoi cet ordre ?</translation>
    </message>
    <message>
        <source>Queue {waiting} · for me {mine}</source>
        <translation>File {waiting} · pour moi {mine}</translation>
    </message>
    <message>
        <source>People waiting, in calling order</source>
        <translation>Personnes en attente, dans l’ordre d’appel</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Moi</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>RDV</translation>
    </message>
    <message>
        <source>Walk-ins</source>
        <translation>Sans RDV</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>Break</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Meal</source>
        <translation>Repas</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>Réunion</translation>
    </message>
    <message>
        <source>Work on files</source>
        <translation>Travail sur dossiers</translation>
    </message>
    <message>
        <source>Equipment out of order</source>
        <translation>Matériel en panne</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Urgence</translation>
    </message>
    <message>
        <source>Short question</source>
        <translation>Question courte</translation>
    </message>
    <message>
        <source>Same family</source>
        <translation>Même famille</translation>
    </message>
    <message>
        <source>Frail person</source>
        <translation>Personne fragile</translation>
    </message>
    <message>
        <source>Mistake in the order</source>
        <translation>Erreur dans l’ordre</translation>
    </message>
    <message>
        <source>Other reason</source>
        <translation>Autre motif</translation>
    </message>
</context>
<context>
    <name>ReceptionPage</name>
    <message>
        <source>Appointments</source>
        <translation>Rendez-vous</translation>
    </message>
    <message>
        <source>Hall</source>
        <translation>Hall</translation>
    </message>
</context>
<context>
    <name>Scan</name>
    <message>
        <source>This code is not one of ours. Nothing was done.</source>
        <translation>Ce code n’est pas l’un des nôtres. Rien n’a été fait.</translation>
    </message>
    <message>
        <source>The reader could not read this. Try again, or type the reference or the name.</source>
        <translation>Le lecteur n’a pas pu lire cela. Réessayez, ou saisissez la référence ou le nom.</translation>
    </message>
    <message>
        <source>Only a part of the document was read. Try again, or type the name.</source>
        <translation>Seule une partie du document a été lue. Réessayez, ou saisissez le nom.</translation>
    </message>
    <message>
        <source>A line of the document was not read right. Try again, or type the name.</source>
        <translation>Une ligne du document a été mal lue. Réessayez, ou saisissez le nom.</translation>
    </message>
    <message>
        <source>The document holds no name to search for. Type the name.</source>
        <translation>Le document ne porte aucun nom à rechercher. Saisissez le nom.</translation>
    </message>
</context>
<context>
    <name>SecretDialog</name>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Fill in every line.</source>
        <translation>Remplissez chaque ligne.</translation>
    </message>
    <message>
        <source>The two lines differ. Type it again.</source>
        <translation>Les deux lignes diffèrent. Saisissez de nouveau.</translation>
    </message>
    <message>
        <source>A PIN has six digits.</source>
        <translation>Un code PIN a six chiffres.</translation>
    </message>
    <message>
        <source>At least 12 characters with capitals, small letters, digits and signs, 14 without signs, or a phrase of seven words.</source>
        <translation>Au moins 12 caractères avec majuscules, minuscules, chiffres et signes, 14 sans signes, ou une phrase de sept mots.</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Guichet</source>
        <translation>Guichet</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Messages of the day</source>
        <translation>Messages du jour</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>{name} (in use)</source>
        <translation>{name} (occupé)</translation>
    </message>
    <message>
        <source>Give your user name, your password and a workplace.</source>
        <translation>Donnez votre identifiant, votre mot de passe et un poste de travail.</translation>
    </message>
    <message>
        <source>Your session has ended. Sign in again: what you typed is still there.</source>
        <translation>Votre session est terminée. Reconnectez-vous : ce que vous avez tapé est toujours là.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Looking for the server…</source>
        <translation>Recherche du serveur…</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>Workplace</source>
        <translation>Poste de travail</translation>
    </message>
    <message>
        <source>I have an invitation…</source>
        <translation>J’ai une invitation…</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>This workstation is not enrolled</source>
        <translation>Ce poste de travail n’est pas enrôlé</translation>
    </message>
    <message>
        <source>Start it once with a pairing string: guichet-counter --pair STRING. Where the server is not found by itself, add --server URL.</source>
        <translation>Lancez-le une fois avec un code d’enrôlement : guichet-counter --pair CODE. Si le serveur n’est pas trouvé, ajoutez --server URL.</translation>
    </message>
</context>
<context>
    <name>TransferDialog</name>
    <message>
        <source>Transfer {number}</source>
        <translation>Transférer {number}</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transférer</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Démarche</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Guichet</translation>
    </message>
    <message>
        <source>Keep seniority</source>
        <translation>Garder l’ancienneté</translation>
    </message>
    <message>
        <source>Any counter</source>
        <translation>N’importe quel guichet</translation>
    </message>
</context>
<context>
    <name>VisitPane</name>
    <message>
        <source>{time} · called {calls} times</source>
        <translation>{time} · appelé {calls} fois</translation>
    </message>
    <message>
        <source>Current visit</source>
        <translation>Visite en cours</translation>
    </message>
    <message>
        <source>No visit in progress.</source>
        <translation>Pas de visite en cours.</translation>
    </message>
    <message>
        <source>Time in this state</source>
        <translation>Temps dans cet état</translation>
    </message>
    <message>
        <source>Time against the typical length</source>
        <translation>Temps par rapport à la durée habituelle</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Useful facts only, 200 characters</source>
        <translation>Faits utiles seulement, 200 caractères</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Pièces</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Étapes</translation>
    </message>
    <message>
        <source>Open at the booking server</source>
        <translation>Ouvrir sur le serveur de rendez-vous</translation>
    </message>
    <message>
        <source>Another appointment…</source>
        <translation>Autre rendez-vous…</translation>
    </message>
    <message>
        <source>Appointment {booked} · arrived {arrived}</source>
        <translation>RDV {booked} · arrivé {arrived}</translation>
    </message>
    <message>
        <source>Without appointment · arrived {arrived}</source>
        <translation>Sans rendez-vous · arrivé {arrived}</translation>
    </message>
    <message>
        <source>Language: {name}</source>
        <translation>Langue : {name}</translation>
    </message>
    <message>
        <source>Persons: {count}</source>
        <translation>Personnes : {count}</translation>
    </message>
    <message>
        <source>Companions: {count}</source>
        <translation>Accompagnants : {count}</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioritaire</translation>
    </message>
    <message>
        <source>▲ Look at this: {what}</source>
        <translation>▲ À vérifier : {what}</translation>
    </message>
    <message>
        <source>Name hidden</source>
        <translation>Nom masqué</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Masquer</translation>
    </message>
    <message>
        <source>Show the name</source>
        <translation>Afficher le nom</translation>
    </message>
    <message>
        <source>Hide the name</source>
        <translation>Masquer le nom</translation>
    </message>
</context>
<context>
    <name>Wait</name>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
</context>
</TS>
