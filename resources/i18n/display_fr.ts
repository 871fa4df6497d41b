<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en_GB">
<context>
    <name>Board</name>
    <message>
        <source>Wait:</source>
        <translation>Attente :</translation>
    </message>
    <message>
        <source>Priority access:</source>
        <translation>Accès prioritaire :</translation>
    </message>
    <message>
        <source>{service} not available</source>
        <translation>{service} non disponible</translation>
    </message>
    <message>
        <source>{service} about {high} min</source>
        <translation>{service} environ {high} min</translation>
    </message>
    <message>
        <source>{service} {low}–{high} min</source>
        <translation>{service} {low}–{high} min</translation>
    </message>
    <message>
        <source>Connecting again</source>
        <translation>Reconnexion</translation>
    </message>
    <message>
        <source>Last update {time} — listen to reception</source>
        <translation>Dernière mise à jour {time} — écoutez l’accueil</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>One moment, please</source>
        <translation>Un instant, s’il vous plaît</translation>
    </message>
    <message>
        <source>This display is connecting to the site server.</source>
        <translation>Cet écran se relie au serveur du site.</translation>
    </message>
    <message>
        <source>This display is no longer enrolled</source>
        <translation>Cet écran n’est plus enregistré</translation>
    </message>
    <message>
        <source>Ask an administrator for a pairing code, then start it with:</source>
        <translation>Demandez un code d’appairage à l’administration, puis lancez :</translation>
    </message>
    <message>
        <source>Another server answers in place of this site&apos;s</source>
        <translation>Un autre serveur répond à la place de celui de ce site</translation>
    </message>
    <message>
        <source>Call your administrator.</source>
        <translation>Appelez votre administrateur.</translation>
    </message>
    <message>
        <source>This display is not enrolled yet</source>
        <translation>Cet écran n’est pas encore enregistré</translation>
    </message>
</context>
<context>
    <name>RecentCalls</name>
    <message>
        <source>Recent calls</source>
        <translation>Appels récents</translation>
    </message>
</context>
</TS>
