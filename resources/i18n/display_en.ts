<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_GB">
<context>
    <name>Board</name>
    <message>
        <source>Wait:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority access:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} not available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} about {high} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{service} {low}–{high} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last update {time} — listen to reception</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>One moment, please</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This display is connecting to the site server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This display is no longer enrolled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask an administrator for a pairing code, then start it with:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another server answers in place of this site&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This display is not enrolled yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecentCalls</name>
    <message>
        <source>Recent calls</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
