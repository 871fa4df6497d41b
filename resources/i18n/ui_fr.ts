<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en_GB">
<context>
    <name>Crash</name>
    <message>
        <source>One moment, please</source>
        <translation>Un instant, s’il vous plaît</translation>
    </message>
    <message>
        <source>This screen is starting again.</source>
        <translation>Cet écran redémarre.</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Erase the last character</source>
        <translation>Effacer le dernier caractère</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>123</source>
        <translation>123</translation>
    </message>
    <message>
        <source>ABC</source>
        <translation>ABC</translation>
    </message>
    <message>
        <source>Other keys</source>
        <translation>Autres touches</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>This station is no longer enrolled. Enrol it again with a pairing code.</source>
        <translation>Ce poste de travail n’est plus enregistré. Enregistrez-le de nouveau avec un code d’appairage.</translation>
    </message>
    <message>
        <source>Your session has ended. Sign in again.</source>
        <translation>Votre session est terminée. Reconnectez-vous.</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>Votre rôle ne permet pas cette action.</translation>
    </message>
    <message>
        <source>The site server cannot write at the moment. Try again.</source>
        <translation>Le serveur du site ne peut pas écrire pour le moment. Réessayez.</translation>
    </message>
    <message>
        <source>User name or password is not right.</source>
        <translation>L’identifiant ou le mot de passe n’est pas bon.</translation>
    </message>
    <message>
        <source>The server is not the one that the pairing code came from.</source>
        <translation>Ce serveur n’est pas celui dont vient le code d’appairage.</translation>
    </message>
    <message>
        <source>This pairing code is wrong, used or too old. Ask for a new one.</source>
        <translation>Ce code d’appairage est faux, déjà utilisé ou périmé. Demandez-en un autre.</translation>
    </message>
    <message>
        <source>Pairing is locked after wrong tries. Wait 15 minutes.</source>
        <translation>L’appairage est bloqué après des essais faux. Attendez 15 minutes.</translation>
    </message>
    <message>
        <source>We cannot find this appointment.</source>
        <translation>Nous ne trouvons pas ce rendez-vous.</translation>
    </message>
    <message>
        <source>It is too early. Come back at {come_back_at}.</source>
        <translation>Il est trop tôt. Revenez à {come_back_at}.</translation>
    </message>
    <message>
        <source>It is too late for this appointment.</source>
        <translation>Il est trop tard pour ce rendez-vous.</translation>
    </message>
    <message>
        <source>This appointment is on another day.</source>
        <translation>Ce rendez-vous est un autre jour.</translation>
    </message>
    <message>
        <source>This appointment is at another place.</source>
        <translation>Ce rendez-vous est dans un autre lieu.</translation>
    </message>
    <message>
        <source>This appointment was cancelled.</source>
        <translation>Ce rendez-vous a été annulé.</translation>
    </message>
    <message>
        <source>This arrival is already recorded: {number}.</source>
        <translation>Cette arrivée est déjà enregistrée : {number}.</translation>
    </message>
    <message>
        <source>This appointment is not held here in person.</source>
        <translation>Ce rendez-vous n’a pas lieu ici sur place.</translation>
    </message>
    <message>
        <source>Please go to reception.</source>
        <translation>Allez à l’accueil.</translation>
    </message>
    <message>
        <source>This code is not one of ours.</source>
        <translation>Ce code n’est pas l’un des nôtres.</translation>
    </message>
    <message>
        <source>This service is closed.</source>
        <translation>Ce service est fermé.</translation>
    </message>
    <message>
        <source>There are no more tickets for today.</source>
        <translation>Il n’y a plus de tickets pour aujourd’hui.</translation>
    </message>
    <message>
        <source>This service is by appointment only.</source>
        <translation>Cette démarche se fait sur rendez-vous seulement.</translation>
    </message>
    <message>
        <source>Nobody is waiting for this counter.</source>
        <translation>Personne n’attend pour ce guichet.</translation>
    </message>
    <message>
        <source>This counter is busy: finish the visit first.</source>
        <translation>Ce guichet est occupé : terminez d&apos;abord la visite.</translation>
    </message>
    <message>
        <source>This counter is closed. Open it first.</source>
        <translation>Ce guichet est fermé. Ouvrez-le d’abord.</translation>
    </message>
    <message>
        <source>This counter is not known.</source>
        <translation>Ce guichet est inconnu.</translation>
    </message>
    <message>
        <source>Another agent has this counter.</source>
        <translation>Un autre agent tient ce guichet.</translation>
    </message>
    <message>
        <source>The site server does not answer. Try again in a moment.</source>
        <translation>Le serveur du site ne répond pas. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>The site server does not answer. This is tried again by itself.</source>
        <translation>Le serveur du site ne répond pas. Un nouvel essai se fait tout seul.</translation>
    </message>
    <message>
        <source>Too many tries. Wait a little.</source>
        <translation>Trop d’essais. Attendez un peu.</translation>
    </message>
    <message>
        <source>This is not a pairing code. Copy the whole line that the server printed.</source>
        <translation>Ce n’est pas un code d’appairage. Copiez toute la ligne donnée par le serveur.</translation>
    </message>
    <message>
        <source>The pairing code lacks the server&apos;s fingerprint. Copy the whole line.</source>
        <translation>Il manque au code d’appairage l’empreinte du serveur. Copiez toute la ligne.</translation>
    </message>
    <message>
        <source>The server&apos;s address is not right. It looks like https://host:8460.</source>
        <translation>L’adresse du serveur n’est pas bonne. Elle a la forme https://hôte:8460.</translation>
    </message>
    <message>
        <source>The server&apos;s address must begin with https://.</source>
        <translation>L’adresse du serveur doit commencer par https://.</translation>
    </message>
    <message>
        <source>This station&apos;s file station.json cannot be read. Remove it and enrol again.</source>
        <translation>Le fichier station.json de ce poste est illisible. Retirez-le et enregistrez le poste de nouveau.</translation>
    </message>
    <message>
        <source>This station cannot write its folder. Free some space or choose another.</source>
        <translation>Ce poste ne peut pas écrire dans son dossier. Libérez de la place ou choisissez-en un autre.</translation>
    </message>
    <message>
        <source>This service is not offered here.</source>
        <translation>Cette démarche n’est pas proposée ici.</translation>
    </message>
    <message>
        <source>There are no more ticket numbers. Please go to reception.</source>
        <translation>Il n’y a plus de numéros. Allez à l’accueil.</translation>
    </message>
    <message>
        <source>The last day lies before the first.</source>
        <translation>Le dernier jour est avant le premier.</translation>
    </message>
    <message>
        <source>Choose at most three years.</source>
        <translation>Choisissez trois ans au plus.</translation>
    </message>
    <message>
        <source>This sheet does not exist in this language. Choose another.</source>
        <translation>Cette fiche n’existe pas dans cette langue. Choisissez-en une autre.</translation>
    </message>
    <message>
        <source>This appointment is there already.</source>
        <translation>Ce rendez-vous existe déjà.</translation>
    </message>
    <message>
        <source>Another server answers in place of this site&apos;s. Nothing was sent to it. Call your administrator.</source>
        <translation>Un autre serveur répond à la place de celui de ce site. Rien ne lui a été envoyé. Appelez votre administrateur.</translation>
    </message>
    <message>
        <source>An old server of this site answers: another one has taken over. Call your administrator.</source>
        <translation>Un ancien serveur de ce site répond : un autre a pris le relais. Appelez votre administrateur.</translation>
    </message>
    <message>
        <source>Another counter has already called this person.</source>
        <translation>Un autre guichet a déjà appelé cette personne.</translation>
    </message>
    <message>
        <source>Things have moved on in the meantime: the visit is now “{state}”.</source>
        <translation>La situation a changé entre-temps : la visite est maintenant « {state} ».</translation>
    </message>
    <message>
        <source>It is too soon to mark this person absent. Confirm to do it all the same.</source>
        <translation>Il est trop tôt pour marquer cette personne absente. Confirmez pour le faire quand même.</translation>
    </message>
    <message>
        <source>Please confirm this action.</source>
        <translation>Confirmez cette action.</translation>
    </message>
    <message>
        <source>This person was called three times already.</source>
        <translation>Cette personne a déjà été appelée trois fois.</translation>
    </message>
    <message>
        <source>It is too late to undo this call.</source>
        <translation>Il est trop tard pour annuler cet appel.</translation>
    </message>
    <message>
        <source>Another agent made this call.</source>
        <translation>Un autre agent a fait cet appel.</translation>
    </message>
    <message>
        <source>It is not time for this yet.</source>
        <translation>Ce n’est pas encore l’heure.</translation>
    </message>
    <message>
        <source>A reason is needed.</source>
        <translation>Un motif est nécessaire.</translation>
    </message>
    <message>
        <source>This person was absent twice. Give a new ticket at reception.</source>
        <translation>Cette personne a été absente deux fois. Donnez un nouveau ticket à l’accueil.</translation>
    </message>
    <message>
        <source>This visit still goes on elsewhere.</source>
        <translation>Cette visite continue ailleurs.</translation>
    </message>
    <message>
        <source>This visit is not known.</source>
        <translation>Cette visite est inconnue.</translation>
    </message>
    <message>
        <source>This visit has no such person.</source>
        <translation>Cette visite n’a pas cette personne.</translation>
    </message>
    <message>
        <source>This service asks for no such document.</source>
        <translation>Cette démarche ne demande pas cette pièce.</translation>
    </message>
    <message>
        <source>A pre-application number has 10 characters, letters A to Z and digits.</source>
        <translation>Un numéro de pré-demande a 10 caractères, lettres de A à Z et chiffres.</translation>
    </message>
    <message>
        <source>This agent is not known.</source>
        <translation>Cet agent est inconnu.</translation>
    </message>
    <message>
        <source>Nobody is both administrator and auditor. Choose one of the two.</source>
        <translation>Nul n’est à la fois administrateur et auditeur. Choisissez l’un des deux.</translation>
    </message>
    <message>
        <source>This is the last administrator. Make another one before.</source>
        <translation>C’est le dernier administrateur. Nommez-en d’abord un autre.</translation>
    </message>
    <message>
        <source>User name or code is wrong, or the code was used or is too old.</source>
        <translation>L’identifiant ou le code est faux, ou le code a déjà servi ou a expiré.</translation>
    </message>
    <message>
        <source>Many people have this password. Choose another.</source>
        <translation>Beaucoup de gens ont ce mot de passe. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>The password holds your user name or the name of this place. Choose another.</source>
        <translation>Le mot de passe contient votre identifiant ou le nom du lieu. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>The password is not right.</source>
        <translation>Le mot de passe n’est pas le bon.</translation>
    </message>
    <message>
        <source>This PIN is too easy to guess. Avoid runs and repeated digits.</source>
        <translation>Ce code PIN est trop facile à deviner. Évitez les suites et les chiffres répétés.</translation>
    </message>
    <message>
        <source>The PIN is not right. After the third time you sign in with your password.</source>
        <translation>Le code PIN n’est pas le bon. Après la troisième erreur, connectez-vous avec votre mot de passe.</translation>
    </message>
    <message>
        <source>You have no PIN at this station. Use your password.</source>
        <translation>Vous n’avez pas de code PIN à ce poste. Utilisez votre mot de passe.</translation>
    </message>
    <message>
        <source>This user name is taken.</source>
        <translation>Cet identifiant est déjà pris.</translation>
    </message>
    <message>
        <source>No server of this site was found on this network. Give its address (--server).</source>
        <translation>Aucun serveur de ce site n’a été trouvé sur ce réseau. Indiquez son adresse (--server).</translation>
    </message>
    <message>
        <source>The file devices.json of this kiosk cannot be used. Choose printer and reader again.</source>
        <translation>Le fichier devices.json de cette borne est inutilisable. Choisissez à nouveau imprimante et lecteur.</translation>
    </message>
    <message>
        <source>Too easy to guess. Take 12 characters with capitals, small letters, digits and signs, or a phrase of seven different words. A run such as abc, 321 or aaa counts as two characters, and what is repeated counts once.</source>
        <translation>Trop facile à deviner. Prenez 12 caractères avec majuscules, minuscules, chiffres et signes, ou une phrase de sept mots différents. Une suite comme abc, 321 ou aaa compte pour deux caractères, et ce qui se répète ne compte qu’une fois.</translation>
    </message>
    <message>
        <source>Somebody changed the settings in the meantime. Read them again.</source>
        <translation>Quelqu’un a changé le paramétrage entre-temps. Relisez-le.</translation>
    </message>
    <message>
        <source>This session is locked. Unlock it first.</source>
        <translation>Cette session est verrouillée. Déverrouillez-la d’abord.</translation>
    </message>
    <message>
        <source>The queue is frozen: nobody is called now.</source>
        <translation>La file est gelée : personne n’est appelé pour l’instant.</translation>
    </message>
    <message>
        <source>Ordinary services are suspended while the crisis lasts.</source>
        <translation>Les démarches ordinaires sont suspendues pendant la crise.</translation>
    </message>
    <message>
        <source>There are no more tickets today: too many people wait already.</source>
        <translation>Plus de tickets aujourd’hui : trop de personnes attendent déjà.</translation>
    </message>
    <message>
        <source>There are too many messages on the screens. Clear them first.</source>
        <translation>Trop de messages sont affichés. Effacez-les d’abord.</translation>
    </message>
    <message>
        <source>This time is already over.</source>
        <translation>Cette heure est déjà passée.</translation>
    </message>
    <message>
        <source>The closing time must be today.</source>
        <translation>L’heure de fermeture doit être aujourd’hui.</translation>
    </message>
    <message>
        <source>Somebody is still called or served, at counter {counters}. Finish first.</source>
        <translation>Une personne est encore appelée ou reçue, au guichet {counters}. Terminez d’abord.</translation>
    </message>
    <message>
        <source>Decide first what becomes of those who still wait: {count}.</source>
        <translation>Décidez d’abord du sort de ceux qui attendent encore : {count}.</translation>
    </message>
    <message>
        <source>This day has not begun yet.</source>
        <translation>Ce jour n’a pas encore commencé.</translation>
    </message>
    <message>
        <source>This service does not open again, so that nobody can be carried over.</source>
        <translation>Ce service ne rouvre pas : personne ne peut être reporté.</translation>
    </message>
    <message>
        <source>This counter has no such equipment.</source>
        <translation>Ce guichet n’a pas cet équipement.</translation>
    </message>
    <message>
        <source>You do not sit at this counter.</source>
        <translation>Vous n’êtes pas à ce guichet.</translation>
    </message>
    <message>
        <source>This alert is not known.</source>
        <translation>Cette alerte est inconnue.</translation>
    </message>
    <message>
        <source>This visit was on hold {holds} times already. Finish or transfer it.</source>
        <translation>Cette visite a déjà été mise en suspens {holds} fois. Terminez-la ou transférez-la.</translation>
    </message>
    <message>
        <source>Another agent serves this visit.</source>
        <translation>Cette visite est reçue par un autre agent.</translation>
    </message>
    <message>
        <source>Reception or a lead may change this.</source>
        <translation>Seuls l&apos;accueil ou un responsable peuvent modifier cela.</translation>
    </message>
    <message>
        <source>Choose a service, a counter or an agent.</source>
        <translation>Choisissez une démarche, un guichet ou un agent.</translation>
    </message>
    <message>
        <source>The site does not offer this language.</source>
        <translation>Le poste ne propose pas cette langue.</translation>
    </message>
    <message>
        <source>A group needs two visits at least.</source>
        <translation>Un groupe compte au moins deux visites.</translation>
    </message>
    <message>
        <source>A group has {most} persons at most.</source>
        <translation>Un groupe compte au plus {most} personnes.</translation>
    </message>
    <message>
        <source>One person at least must stay.</source>
        <translation>Une personne au moins doit rester.</translation>
    </message>
    <message>
        <source>This visit goes on in a group. Split the group first.</source>
        <translation>Cette visite continue dans un groupe. Séparez d&apos;abord le groupe.</translation>
    </message>
    <message>
        <source>This visit is urgent already.</source>
        <translation>Cette visite est déjà urgente.</translation>
    </message>
    <message>
        <source>This person is still here: end visit {number} first.</source>
        <translation>Cette personne est encore là : terminez d&apos;abord la visite {number}.</translation>
    </message>
    <message>
        <source>A second lead must confirm this.</source>
        <translation>Un second responsable doit le confirmer.</translation>
    </message>
    <message>
        <source>Name or password is wrong, or this person is no lead.</source>
        <translation>Nom ou mot de passe erroné, ou cette personne n&apos;est pas responsable.</translation>
    </message>
    <message>
        <source>Card {number} was entered before, with another hour: look at the number again.</source>
        <translation>La carte {number} a déjà été saisie, avec une autre heure&#xa0;: vérifiez le numéro.</translation>
    </message>
    <message>
        <source>Another kiosk gave this number.</source>
        <translation>Ce numéro a été donné par une autre borne.</translation>
    </message>
    <message>
        <source>This number belongs to other services.</source>
        <translation>Ce numéro appartient à d&apos;autres démarches.</translation>
    </message>
    <message>
        <source>The printer has no paper left.</source>
        <translation>L’imprimante n’a plus de papier.</translation>
    </message>
    <message>
        <source>The printer&apos;s paper is running low.</source>
        <translation>Il reste peu de papier dans l’imprimante.</translation>
    </message>
    <message>
        <source>The printer&apos;s cover is open.</source>
        <translation>Le capot de l’imprimante est ouvert.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>L’imprimante ne répond pas.</translation>
    </message>
    <message>
        <source>The code reader does not answer.</source>
        <translation>Le lecteur de codes ne répond pas.</translation>
    </message>
    <message>
        <source>A language cannot be spoken on this display.</source>
        <translation>Une langue ne peut pas être parlée sur cet écran.</translation>
    </message>
    <message>
        <source>This display has no loudspeaker.</source>
        <translation>Cet écran n’a pas de haut-parleur.</translation>
    </message>
    <message>
        <source>The server took this for another action. Do it once more.</source>
        <translation>Le serveur a pris cela pour une autre action. Refaites-la.</translation>
    </message>
    <message>
        <source>The server refuses what was entered.</source>
        <translation>Le serveur refuse ce qui a été saisi.</translation>
    </message>
    <message>
        <source>The booking server writes to {people} people of this. Confirm that first.</source>
        <translation>Le serveur de rendez-vous en écrira à {people} personnes. Confirmez-le d’abord.</translation>
    </message>
    <message>
        <source>The booking server holds something else meanwhile. Look at it again.</source>
        <translation>Le serveur de rendez-vous indique autre chose depuis. Regardez de nouveau.</translation>
    </message>
    <message>
        <source>This day is over. Check the date.</source>
        <translation>Cette journée est passée. Vérifiez la date.</translation>
    </message>
    <message>
        <source>This day is too far ahead. Check the date.</source>
        <translation>Cette journée est trop lointaine. Vérifiez la date.</translation>
    </message>
    <message>
        <source>Some rows of the file cannot be read, so it cannot replace a whole day. Mend them first.</source>
        <translation>Certaines lignes du fichier sont illisibles : il ne peut pas remplacer une journée entière. Corrigez-les d’abord.</translation>
    </message>
    <message>
        <source>There is no such version of the settings.</source>
        <translation>Cette version des réglages n’existe pas.</translation>
    </message>
    <message>
        <source>This file comes from a newer version of the program. Update this site first.</source>
        <translation>Ce fichier vient d’une version plus récente du programme. Mettez d’abord ce poste à jour.</translation>
    </message>
    <message>
        <source>Some settings are not right, so nothing was changed.</source>
        <translation>Certains réglages sont incorrects ; rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Choose today, or a day of the next {days} days.</source>
        <translation>Choisissez aujourd’hui ou l’un des {days} jours qui suivent.</translation>
    </message>
    <message>
        <source>This name has letters that cannot be printed here. Print a line for it, and write it by hand.</source>
        <translation>Ce nom contient des lettres que l’on ne peut pas imprimer ici. Imprimez une ligne vide et écrivez-le à la main.</translation>
    </message>
    <message>
        <source>Only reception, or the agent of this visit, may ask for this.</source>
        <translation>Seuls l’accueil ou l’agent de cette visite peuvent le demander.</translation>
    </message>
    <message>
        <source>This visit was on another day.</source>
        <translation>Cette visite a eu lieu un autre jour.</translation>
    </message>
    <message>
        <source>The server refuses this ({code}).</source>
        <translation>Le serveur refuse cette action ({code}).</translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <translation>Ce fichier est vide.</translation>
    </message>
    <message>
        <source>This file is damaged and cannot be read. Export it again.</source>
        <translation>Ce fichier est abîmé et illisible. Exportez-le de nouveau.</translation>
    </message>
    <message>
        <source>This kind of file cannot be read. Save it as CSV, ICS or XLS.</source>
        <translation>Ce type de fichier ne peut pas être lu. Enregistrez-le en CSV, ICS ou XLS.</translation>
    </message>
    <message>
        <source>The headings of this table lack: {missing}.</source>
        <translation>Il manque aux en-têtes de ce tableau : {missing}.</translation>
    </message>
    <message>
        <source>This file is larger than 10 MiB.</source>
        <translation>Ce fichier dépasse 10 Mio.</translation>
    </message>
    <message>
        <source>This file has more than {limit} rows. Split it.</source>
        <translation>Ce fichier a plus de {limit} lignes. Partagez-le.</translation>
    </message>
    <message>
        <source>This table has more than {limit} columns.</source>
        <translation>Ce tableau a plus de {limit} colonnes.</translation>
    </message>
    <message>
        <source>The table has no column of this name.</source>
        <translation>Le tableau n’a pas de colonne de ce nom.</translation>
    </message>
    <message>
        <source>What was chosen for the file is not understood ({field}).</source>
        <translation>Ce qui a été choisi pour le fichier n’est pas compris ({field}).</translation>
    </message>
    <message>
        <source>The day is missing.</source>
        <translation>La date manque.</translation>
    </message>
    <message>
        <source>The day cannot be read. Write it like 24/11/2026.</source>
        <translation>La date est illisible. Écrivez-la ainsi : 24/11/2026.</translation>
    </message>
    <message>
        <source>The time is missing.</source>
        <translation>L’heure manque.</translation>
    </message>
    <message>
        <source>The time cannot be read. Write it like 09:30.</source>
        <translation>L’heure est illisible. Écrivez-la ainsi : 09:30.</translation>
    </message>
    <message>
        <source>The length of the appointment cannot be read, or exceeds eight hours.</source>
        <translation>La durée du rendez-vous est illisible ou dépasse huit heures.</translation>
    </message>
    <message>
        <source>The service is missing.</source>
        <translation>La démarche manque.</translation>
    </message>
    <message>
        <source>No service here is called “{label}”. Choose one.</source>
        <translation>Aucune démarche ne s’appelle ici « {label} ». Choisissez-en une.</translation>
    </message>
    <message>
        <source>The reference may hold 16 digits and letters A to Z at most.</source>
        <translation>La référence compte au plus 16 chiffres et lettres de A à Z.</translation>
    </message>
    <message>
        <source>The status of this row is not understood.</source>
        <translation>Le statut de cette ligne n’est pas compris.</translation>
    </message>
    <message>
        <source>How this appointment takes place is not understood.</source>
        <translation>Le mode de ce rendez-vous n’est pas compris.</translation>
    </message>
    <message>
        <source>The kind of this visit is not understood.</source>
        <translation>Le type de cette visite n’est pas compris.</translation>
    </message>
    <message>
        <source>Whether the file is complete is not understood.</source>
        <translation>On ne comprend pas si le dossier est complet.</translation>
    </message>
    <message>
        <source>A cell of this row is too long: {column}.</source>
        <translation>Une cellule de cette ligne est trop longue : {column}.</translation>
    </message>
    <message>
        <source>More than {limit} people are booked together.</source>
        <translation>Plus de {limit} personnes ont le même rendez-vous.</translation>
    </message>
    <message>
        <source>Rows with the same number contradict each other; see row {first}.</source>
        <translation>Des lignes de même numéro se contredisent ; voir la ligne {first}.</translation>
    </message>
    <message>
        <source>This row stands in the file twice.</source>
        <translation>Cette ligne figure deux fois dans le fichier.</translation>
    </message>
    <message>
        <source>This event comes again and again. Enter each appointment by itself.</source>
        <translation>Cet événement se répète. Saisissez chaque rendez-vous séparément.</translation>
    </message>
    <message>
        <source>This event lasts all day and has no time.</source>
        <translation>Cet événement dure toute la journée et n’a pas d’heure.</translation>
    </message>
    <message>
        <source>This time zone is not known.</source>
        <translation>Ce fuseau horaire n’est pas connu.</translation>
    </message>
    <message>
        <source>This site has no such way to sign in. Use your password.</source>
        <translation>Ce poste ne propose pas cette façon de se connecter. Utilisez votre mot de passe.</translation>
    </message>
    <message>
        <source>The directory with which you sign in does not answer. Try again, or use your password.</source>
        <translation>L’annuaire avec lequel vous vous connectez ne répond pas. Réessayez, ou utilisez votre mot de passe.</translation>
    </message>
    <message>
        <source>This sign-in took too long or is over already. Open the browser again.</source>
        <translation>Cette connexion a trop duré ou est déjà terminée. Rouvrez le navigateur.</translation>
    </message>
    <message>
        <source>This sign-in is under way. Wait a moment.</source>
        <translation>Cette connexion est en cours. Patientez un instant.</translation>
    </message>
    <message>
        <source>The directory did not confirm who you are. Open the browser again.</source>
        <translation>L’annuaire n’a pas confirmé votre identité. Rouvrez le navigateur.</translation>
    </message>
    <message>
        <source>Nobody at this site is known by this sign-in. Give your administrator this: {subject}</source>
        <translation>Personne n’est connu ici sous cette identité. Donnez ceci à votre administrateur : {subject}</translation>
    </message>
    <message>
        <source>This sign-in belongs to another account.</source>
        <translation>Cette identité appartient à un autre compte.</translation>
    </message>
    <message>
        <source>Your account at this site is closed. Ask your administrator.</source>
        <translation>Votre compte est fermé ici. Adressez-vous à votre administrateur.</translation>
    </message>
    <message>
        <source>This account of a tool was ended. Make another one.</source>
        <translation>Ce compte d’outil a pris fin. Créez-en un autre.</translation>
    </message>
    <message>
        <source>This account is not known.</source>
        <translation>Ce compte n’est pas connu.</translation>
    </message>
    <message>
        <source>This site has no booking server.</source>
        <translation>Ce poste n’a pas de serveur de rendez-vous.</translation>
    </message>
    <message>
        <source>The settings do not say how to sign in at the booking server. Call your administrator.</source>
        <translation>Les réglages ne disent pas comment se connecter au serveur de rendez-vous. Appelez votre administrateur.</translation>
    </message>
    <message>
        <source>The booking server does not answer. Try again in a moment.</source>
        <translation>Le serveur de rendez-vous ne répond pas. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>The booking server refuses this site. A lead or an administrator must sign in.</source>
        <translation>Le serveur de rendez-vous refuse ce poste. Un responsable ou un administrateur doit se connecter.</translation>
    </message>
    <message>
        <source>The booking server does not do this for this person.</source>
        <translation>Le serveur de rendez-vous ne le fait pas pour cette personne.</translation>
    </message>
    <message>
        <source>This person&apos;s appointment did not come from the booking server.</source>
        <translation>Le rendez-vous de cette personne ne vient pas du serveur de rendez-vous.</translation>
    </message>
    <message>
        <source>The booking server does not take this code. Open the browser again.</source>
        <translation>Le serveur de rendez-vous n’accepte pas ce code. Ouvrez à nouveau le navigateur.</translation>
    </message>
    <message>
        <source>The booking server does not know this site&apos;s application. Call your administrator.</source>
        <translation>Le serveur de rendez-vous ne connaît pas l’application de ce poste. Appelez votre administrateur.</translation>
    </message>
</context>
<context>
    <name>StateChip</name>
    <message>
        <source>Expected</source>
        <translation>Attendu</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>Appelé</translation>
    </message>
    <message>
        <source>In service</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>En suspens</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>Transféré</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>No-show</source>
        <translation>Absent</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Parti</translation>
    </message>
    <message>
        <source>Sent away</source>
        <translation>Renvoyé</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
</context>
<context>
    <name>StepHeader</name>
    <message>
        <source>Step {number} of {of}</source>
        <translation>Étape {number} sur {of}</translation>
    </message>
</context>
<context>
    <name>WhyOrder</name>
    <message>
        <source>{number}: appointment at {starts_at}, rank {rank}.</source>
        <translation>{number} : rendez-vous à {starts_at}, rang {rank}.</translation>
    </message>
    <message>
        <source>{number}: appointment at {starts_at}; before then, people whose time has come go first.</source>
        <translation>{number} : rendez-vous à {starts_at} ; avant cette heure, les personnes dont l’heure est venue passent d’abord.</translation>
    </message>
    <message>
        <source>{number}: appointment at {starts_at}, here at {checked_in_at}, rank {rank}.</source>
        <translation>{number} : rendez-vous à {starts_at}, présence notée à {checked_in_at}, rang {rank}.</translation>
    </message>
    <message>
        <source>{number}: appointment at {starts_at}, here much later, at {checked_in_at}, rank {rank}.</source>
        <translation>{number} : rendez-vous à {starts_at}, présence notée bien plus tard, à {checked_in_at}, rang {rank}.</translation>
    </message>
    <message>
        <source>{number}: appointment at {starts_at}, with priority, rank {rank}.</source>
        <translation>{number} : rendez-vous à {starts_at}, avec priorité, rang {rank}.</translation>
    </message>
    <message>
        <source>{number}: ticket at {checked_in_at} without an appointment, rank {checked_in_at} + {allowance_min} min = {rank}.</source>
        <translation>{number} : ticket à {checked_in_at} sans rendez-vous, rang {checked_in_at} + {allowance_min} min = {rank}.</translation>
    </message>
    <message>
        <source>{number}: ticket at {checked_in_at} without an appointment, rank {rank}.</source>
        <translation>{number} : ticket à {checked_in_at} sans rendez-vous, rang {rank}.</translation>
    </message>
    <message>
        <source>{number}: ticket at {checked_in_at} without an appointment, with priority, rank {rank}.</source>
        <translation>{number} : ticket à {checked_in_at} sans rendez-vous, avec priorité, rang {rank}.</translation>
    </message>
    <message>
        <source>{number}: declared urgent by a lead, rank {rank}.</source>
        <translation>{number} : urgence déclarée par un responsable, rang {rank}.</translation>
    </message>
    <message>
        <source>{number}: was called before and keeps that place, rank {rank}.</source>
        <translation>{number} : déjà appelé, garde son ancienneté, rang {rank}.</translation>
    </message>
    <message>
        <source>{number}: was absent and came back, rank {rank}.</source>
        <translation>{number} : absent à l’appel puis de retour, rang {rank}.</translation>
    </message>
    <message>
        <source>{number}: is back from a hold, rank {rank}.</source>
        <translation>{number} : de retour après une mise en attente, rang {rank}.</translation>
    </message>
    <message>
        <source>{number}: rank {rank}.</source>
        <translation>{number} : rang {rank}.</translation>
    </message>
    <message>
        <source>This counter began and takes them back first.</source>
        <translation>Ce guichet a commencé le dossier et le reprend d’abord.</translation>
    </message>
    <message>
        <source>At this counter {offset_min} min later.</source>
        <translation>À ce guichet, {offset_min} min de plus.</translation>
    </message>
    <message>
        <source>The earlier rank goes first.</source>
        <translation>Le rang qui vient en premier passe d’abord.</translation>
    </message>
    <message>
        <source>The ranks are the same: the earlier ticket goes first.</source>
        <translation>Les rangs sont égaux : le ticket le plus ancien passe d’abord.</translation>
    </message>
    <message>
        <source>{second} arrived after the rank time of {first}.</source>
        <translation>{second} est arrivé après l’heure de rang de {first}.</translation>
    </message>
    <message>
        <source>The time of {second} had not come yet at {at}.</source>
        <translation>À {at}, l’heure de {second} n’était pas encore venue.</translation>
    </message>
    <message>
        <source>{first} had been on hold at this counter, which takes its own back first.</source>
        <translation>{first} était en attente à ce guichet, qui reprend d’abord les siens.</translation>
    </message>
    <message>
        <source>People with priority go first here.</source>
        <translation>Ici, les personnes prioritaires passent d’abord.</translation>
    </message>
    <message>
        <source>Several people with priority had been called in a row: it was the turn of the others.</source>
        <translation>Plusieurs personnes prioritaires avaient été appelées de suite : c’était le tour des autres.</translation>
    </message>
    <message>
        <source>A lead had declared {first} urgent.</source>
        <translation>Un responsable avait déclaré {first} urgent.</translation>
    </message>
    <message>
        <source>An agent called {first} out of turn, with a written reason.</source>
        <translation>Un agent a appelé {first} hors tour, avec une raison écrite.</translation>
    </message>
    <message>
        <source>Counter {counter} does not serve what {second} came for.</source>
        <translation>Le guichet {counter} ne sert pas ce pour quoi {second} est venu.</translation>
    </message>
    <message>
        <source>{second} is expected at another counter.</source>
        <translation>{second} est attendu à un autre guichet.</translation>
    </message>
    <message>
        <source>{second} was on hold.</source>
        <translation>{second} était en attente d’un papier.</translation>
    </message>
    <message>
        <source>{second} did not answer the call.</source>
        <translation>{second} n’avait pas répondu à l’appel.</translation>
    </message>
    <message>
        <source>{first} had been called before.</source>
        <translation>{first} avait été appelé avant.</translation>
    </message>
    <message>
        <source>{second} was not here yet.</source>
        <translation>{second} n’était pas encore là.</translation>
    </message>
    <message>
        <source>{second} was not waiting any more.</source>
        <translation>{second} n’attendait plus.</translation>
    </message>
    <message>
        <source>The rule does not explain it. Tell a lead.</source>
        <translation>La règle ne l’explique pas. Prévenez un responsable.</translation>
    </message>
    <message>
        <source>Both could be served at counter {counter} at {at}.</source>
        <translation>Tous deux pouvaient être servis au guichet {counter} à {at}.</translation>
    </message>
</context>
</TS>
