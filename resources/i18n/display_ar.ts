<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en_GB">
<context>
    <name>Board</name>
    <message>
        <source>Wait:</source>
        <translation>الانتظار:</translation>
    </message>
    <message>
        <source>Priority access:</source>
        <translation>أولوية:</translation>
    </message>
    <message>
        <source>{service} not available</source>
        <translation>{service} غير متاح</translation>
    </message>
    <message>
        <source>{service} about {high} min</source>
        <translation>{service} نحو {high} دقيقة</translation>
    </message>
    <message>
        <source>{service} {low}–{high} min</source>
        <translation>{service} {low}–{high} دقيقة</translation>
    </message>
    <message>
        <source>Connecting again</source>
        <translation>إعادة الاتصال</translation>
    </message>
    <message>
        <source>Last update {time} — listen to reception</source>
        <translation>آخر تحديث {time} — استمعوا إلى الاستقبال</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>One moment, please</source>
        <translation>لحظة من فضلك</translation>
    </message>
    <message>
        <source>This display is connecting to the site server.</source>
        <translation>تتصل هذه الشاشة بالخادم.</translation>
    </message>
    <message>
        <source>This display is no longer enrolled</source>
        <translation>هذه الشاشة لم تعد مسجلة</translation>
    </message>
    <message>
        <source>Ask an administrator for a pairing code, then start it with:</source>
        <translation>اطلب رمز اقتران من الإدارة ثم شغّل:</translation>
    </message>
    <message>
        <source>Another server answers in place of this site&apos;s</source>
        <translation>يجيب خادم آخر مكان خادم هذا الموقع</translation>
    </message>
    <message>
        <source>Call your administrator.</source>
        <translation>اتصل بالمسؤول.</translation>
    </message>
    <message>
        <source>This display is not enrolled yet</source>
        <translation>هذه الشاشة غير مسجلة بعد</translation>
    </message>
</context>
<context>
    <name>RecentCalls</name>
    <message>
        <source>Recent calls</source>
        <translation>النداءات الأخيرة</translation>
    </message>
</context>
</TS>
