<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en_GB">
<context>
    <name>Devices</name>
    <message>
        <source>Test slip</source>
        <translation>Ticket d’essai</translation>
    </message>
    <message>
        <source>Each line below: a number, then some of these letters, and no others:</source>
        <translation>Ci-dessous, chaque numéro est suivi de lettres prises dans cette ligne, et d’aucune autre&#xa0;:</translation>
    </message>
    <message>
        <source>Both ends of the ruler must be there.</source>
        <translation>Les deux bouts de la règle doivent être là.</translation>
    </message>
    <message>
        <source>A telephone must read every code: {code}</source>
        <translation>Un téléphone doit lire chaque code&#xa0;: {code}</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>Lecteur</translation>
    </message>
    <message>
        <source>To be seen to: {n}</source>
        <translation>À régler&#xa0;: {n}</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Tout va bien.</translation>
    </message>
    <message>
        <source>Found on this computer</source>
        <translation>Trouvé sur cet ordinateur</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>A printer on the network is found by its address.</source>
        <translation>Une imprimante du réseau se trouve par son adresse.</translation>
    </message>
    <message>
        <source>It says: {name}</source>
        <translation>Elle dit&#xa0;: {name}</translation>
    </message>
    <message>
        <source>No reader is set up.</source>
        <translation>Aucun lecteur n’est configuré.</translation>
    </message>
    <message>
        <source>It is plugged in.</source>
        <translation>Il est branché.</translation>
    </message>
    <message>
        <source>It types like a keyboard: read a code to see.</source>
        <translation>Il écrit comme un clavier&#xa0;: lisez un code pour voir.</translation>
    </message>
    <message>
        <source>Are all letters right, and does each line hold its own?</source>
        <translation>Toutes les lettres sont-elles justes, et chaque ligne a-t-elle les siennes&#xa0;?</translation>
    </message>
    <message>
        <source>Are both ends of the ruler there?</source>
        <translation>Les deux bouts de la règle sont-ils là&#xa0;?</translation>
    </message>
    <message>
        <source>Does a telephone read every code?</source>
        <translation>Un téléphone lit-il chaque code&#xa0;?</translation>
    </message>
    <message>
        <source>Was the paper cut?</source>
        <translation>Le papier a-t-il été coupé&#xa0;?</translation>
    </message>
    <message>
        <source>The file devices.json cannot be used. Choose printer and reader again (--devices).</source>
        <translation>Le fichier devices.json est inutilisable. Choisissez à nouveau imprimante et lecteur (--devices).</translation>
    </message>
    <message>
        <source>Waiting for the printer …</source>
        <translation>On attend l’imprimante …</translation>
    </message>
    <message>
        <source>model {name}</source>
        <translation>modèle {name}</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Imprimante</translation>
    </message>
    <message>
        <source>Second printer</source>
        <translation>Deuxième imprimante</translation>
    </message>
    <message>
        <source>USB printer</source>
        <translation>imprimante USB</translation>
    </message>
    <message>
        <source>serial port</source>
        <translation>port série</translation>
    </message>
    <message>
        <source>queue of this computer</source>
        <translation>file de cet ordinateur</translation>
    </message>
    <message>
        <source>Nobody answers there. Is it switched on, and is the address right?</source>
        <translation>Personne ne répond là. Est-elle allumée, et l’adresse est-elle juste&#xa0;?</translation>
    </message>
    <message>
        <source>It is not there. Is it plugged in?</source>
        <translation>Absent. Est-ce branché&#xa0;?</translation>
    </message>
    <message>
        <source>Several devices are alike. Choose one with its serial number.</source>
        <translation>Plusieurs appareils sont pareils. Choisissez-en un par son numéro de série.</translation>
    </message>
    <message>
        <source>This user may not use it. On Linux the user must be in the groups lp and dialout.</source>
        <translation>Cet utilisateur n’y a pas droit. Sous Linux, il doit être des groupes lp et dialout.</translation>
    </message>
    <message>
        <source>Another program is using it.</source>
        <translation>Un autre programme s’en sert.</translation>
    </message>
    <message>
        <source>Its queue is stopped or takes no jobs. Start it in the computer&apos;s settings.</source>
        <translation>Sa file est arrêtée ou refuse les travaux. Relancez-la dans les réglages de l’ordinateur.</translation>
    </message>
    <message>
        <source>No printer is set up.</source>
        <translation>Aucune imprimante n’est configurée.</translation>
    </message>
    <message>
        <source>The connection broke.</source>
        <translation>La liaison s’est rompue.</translation>
    </message>
    <message>
        <source>No paper: put in a new roll.</source>
        <translation>Plus de papier&#xa0;: mettez un rouleau neuf.</translation>
    </message>
    <message>
        <source>The cover is open: close it.</source>
        <translation>Le capot est ouvert&#xa0;: fermez-le.</translation>
    </message>
    <message>
        <source>The cutter is stuck: switch off, and clear it.</source>
        <translation>Le massicot est bloqué&#xa0;: éteignez, et dégagez-le.</translation>
    </message>
    <message>
        <source>Too hot: it goes on by itself when it has cooled.</source>
        <translation>Trop chaude&#xa0;: elle reprend d’elle-même une fois refroidie.</translation>
    </message>
    <message>
        <source>The printer reports a fault: switch it off and on.</source>
        <translation>L’imprimante signale une panne&#xa0;: éteignez-la, puis rallumez-la.</translation>
    </message>
    <message>
        <source>The printer says that it is offline.</source>
        <translation>L’imprimante dit qu’elle est hors ligne.</translation>
    </message>
    <message>
        <source>It takes what is sent and answers nothing; what it prints cannot be known.</source>
        <translation>Elle prend ce qu’on envoie et ne répond rien&#xa0;; on ne peut savoir ce qu’elle imprime.</translation>
    </message>
    <message>
        <source>What it answers makes no sense. On a serial line, check the speed.</source>
        <translation>Ce qu’elle répond n’a pas de sens. Sur un port série, vérifiez la vitesse.</translation>
    </message>
    <message>
        <source>It stopped taking what was sent.</source>
        <translation>Elle a cessé de prendre ce qu’on envoyait.</translation>
    </message>
    <message>
        <source>It did not say that the slip went through.</source>
        <translation>L’imprimante n’a pas dit que le ticket est passé.</translation>
    </message>
    <message>
        <source>Printing was interrupted.</source>
        <translation>L’impression a été interrompue.</translation>
    </message>
    <message>
        <source>Paper: there</source>
        <translation>Papier&#xa0;: présent</translation>
    </message>
    <message>
        <source>Paper: running low</source>
        <translation>Papier&#xa0;: bientôt fini</translation>
    </message>
    <message>
        <source>Paper: none left</source>
        <translation>Papier&#xa0;: fini</translation>
    </message>
    <message>
        <source>Paper: unknown</source>
        <translation>Papier&#xa0;: inconnu</translation>
    </message>
    <message>
        <source>Cover: closed</source>
        <translation>Capot&#xa0;: fermé</translation>
    </message>
    <message>
        <source>Cover: open</source>
        <translation>Capot&#xa0;: ouvert</translation>
    </message>
    <message>
        <source>Cover: unknown</source>
        <translation>Capot&#xa0;: inconnu</translation>
    </message>
    <message>
        <source>Online: yes</source>
        <translation>En ligne&#xa0;: oui</translation>
    </message>
    <message>
        <source>Online: no</source>
        <translation>En ligne&#xa0;: non</translation>
    </message>
    <message>
        <source>Online: unknown</source>
        <translation>En ligne&#xa0;: inconnu</translation>
    </message>
    <message>
        <source>The test slip was printed: the printer says so.</source>
        <translation>Le ticket d’essai est imprimé&#xa0;: l’imprimante le dit.</translation>
    </message>
    <message>
        <source>The test slip was sent. Whether it was printed, only you can see.</source>
        <translation>Le ticket d’essai est envoyé. Vous seul pouvez voir s’il est imprimé.</translation>
    </message>
    <message>
        <source>It is not known whether the test slip was printed.</source>
        <translation>On ne sait pas si le ticket d’essai est imprimé.</translation>
    </message>
    <message>
        <source>Cutter: stuck</source>
        <translation>Massicot&#xa0;: bloqué</translation>
    </message>
    <message>
        <source>Cutter: unknown</source>
        <translation>Massicot&#xa0;: inconnu</translation>
    </message>
    <message>
        <source>Cutter: no fault</source>
        <translation>Massicot&#xa0;: sans défaut</translation>
    </message>
    <message>
        <source>This computer lacks what this way needs, or it does not run: libusb, CUPS, WinUSB or Windows.</source>
        <translation>Il manque à cet ordinateur ce qu’il faut, ou cela n’y fonctionne pas&#xa0;: libusb, CUPS, WinUSB ou Windows.</translation>
    </message>
    <message>
        <source>Nothing was printed.</source>
        <translation>Rien n’a été imprimé.</translation>
    </message>
    <message>
        <source>Nothing was printed: the printer answered just before, and does not now. Is another computer using it?</source>
        <translation>Rien n’a été imprimé&#xa0;: l’imprimante répondait à l’instant et ne répond plus. Un autre ordinateur l’utilise-t-il&#xa0;?</translation>
    </message>
    <message>
        <source>model not known</source>
        <translation>modèle inconnu</translation>
    </message>
    <message>
        <source>paper {mm} mm</source>
        <translation>papier de {mm} mm</translation>
    </message>
    <message>
        <source>roll of {m} m</source>
        <translation>rouleau de {m} m</translation>
    </message>
    <message>
        <source>Roll: about {m} m left, {n} slips since it was changed.</source>
        <translation>Rouleau&#xa0;: il reste environ {m} m, {n} tickets depuis qu’il a été changé.</translation>
    </message>
    <message>
        <source>always as a picture</source>
        <translation>toujours en image</translation>
    </message>
    <message>
        <source>as text where possible</source>
        <translation>en texte si possible</translation>
    </message>
    <message>
        <source>not known: pictures only</source>
        <translation>inconnu&#xa0;: images seulement</translation>
    </message>
    <message>
        <source>Print a test slip</source>
        <translation>Imprimer un ticket d’essai</translation>
    </message>
    <message>
        <source>Roll changed</source>
        <translation>Rouleau changé</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>It is being asked …</source>
        <translation>On l’interroge …</translation>
    </message>
    <message>
        <source>The test slip is being printed …</source>
        <translation>Le ticket d’essai s’imprime …</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>Où elle est</translation>
    </message>
    <message>
        <source>no printer</source>
        <translation>aucune imprimante</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Slips are sent</source>
        <translation>Tickets envoyés</translation>
    </message>
    <message>
        <source>Width of the paper</source>
        <translation>Largeur du papier</translation>
    </message>
    <message>
        <source>Metres of a new roll</source>
        <translation>Mètres d’un rouleau neuf</translation>
    </message>
    <message>
        <source>It is asked as soon as you leave this field.</source>
        <translation>Elle est interrogée dès que vous quittez ce champ.</translation>
    </message>
    <message>
        <source>Choose from the list, or write the printer&apos;s address, such as 192.0.2.7.</source>
        <translation>Choisissez dans la liste, ou écrivez l’adresse de l’imprimante, comme 192.0.2.7.</translation>
    </message>
    <message>
        <source>types like a keyboard</source>
        <translation>écrit comme un clavier</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Chercher encore</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Printers and reader of this kiosk</source>
        <translation>Imprimantes et lecteur de cette borne</translation>
    </message>
    <message>
        <source>Second printer, for when the first one fails</source>
        <translation>Deuxième imprimante, si la première fait défaut</translation>
    </message>
    <message>
        <source>Code reader</source>
        <translation>Lecteur de codes</translation>
    </message>
    <message>
        <source>Look at the test slip</source>
        <translation>Regardez le ticket d’essai</translation>
    </message>
    <message>
        <source>If a line shows other letters than the row above them, the model is another one: choose “always as a picture”. If an end of the ruler is missing, choose the other width of paper.</source>
        <translation>Si des lettres ne sont pas de la ligne qui les annonce, le modèle est un autre&#xa0;: choisissez «&#xa0;toujours en image&#xa0;». S’il manque un bout de la règle, choisissez l’autre largeur de papier.</translation>
    </message>
    <message>
        <source>Saved. The kiosk uses it from its next start on.</source>
        <translation>Enregistré. La borne s’en sert dès son prochain démarrage.</translation>
    </message>
    <message>
        <source>This was not saved: the kiosk&apos;s folder cannot be written.</source>
        <translation>Rien n’est enregistré&#xa0;: le dossier de la borne ne peut être écrit.</translation>
    </message>
    <message>
        <source>What was chosen before cannot be read. Choose again and save.</source>
        <translation>Le choix d’avant est illisible. Choisissez à nouveau, puis enregistrez.</translation>
    </message>
    <message>
        <source>Nothing was saved: see what stands at the printer.</source>
        <translation>Rien n’est enregistré&#xa0;: voyez ce qui est dit de l’imprimante.</translation>
    </message>
    <message>
        <source>Nothing was saved: the second printer must be another than the first.</source>
        <translation>Rien n’est enregistré&#xa0;: la deuxième imprimante doit être une autre que la première.</translation>
    </message>
    <message>
        <source>Nothing was saved: choose the reader from the list.</source>
        <translation>Rien n’est enregistré&#xa0;: choisissez le lecteur dans la liste.</translation>
    </message>
</context>
</TS>
