<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en_GB">
<context>
    <name>Crash</name>
    <message>
        <source>One moment, please</source>
        <translation>لحظة من فضلك</translation>
    </message>
    <message>
        <source>This screen is starting again.</source>
        <translation>يُعاد تشغيل هذه الشاشة.</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Erase the last character</source>
        <translation>امحُ آخر حرف</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>موافق</translation>
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
        <translation>مفاتيح أخرى</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>This station is no longer enrolled. Enrol it again with a pairing code.</source>
        <translation>هذا الجهاز لم يعد مسجلاً. سجّله من جديد برمز الاقتران.</translation>
    </message>
    <message>
        <source>Your session has ended. Sign in again.</source>
        <translation>انتهت جلستك. سجّل الدخول من جديد.</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>دورك لا يسمح بذلك.</translation>
    </message>
    <message>
        <source>The site server cannot write at the moment. Try again.</source>
        <translation>لا يستطيع الخادم الحفظ الآن. حاول من جديد.</translation>
    </message>
    <message>
        <source>User name or password is not right.</source>
        <translation>اسم المستخدم أو كلمة المرور غير صحيحة.</translation>
    </message>
    <message>
        <source>The server is not the one that the pairing code came from.</source>
        <translation>هذا الخادم ليس الذي جاء منه رمز الاقتران.</translation>
    </message>
    <message>
        <source>This pairing code is wrong, used or too old. Ask for a new one.</source>
        <translation>رمز الاقتران خاطئ أو مستعمل أو قديم. اطلب رمزاً جديداً.</translation>
    </message>
    <message>
        <source>Pairing is locked after wrong tries. Wait 15 minutes.</source>
        <translation>الاقتران مقفل بعد محاولات خاطئة. انتظر 15 دقيقة.</translation>
    </message>
    <message>
        <source>We cannot find this appointment.</source>
        <translation>لم نجد هذا الموعد.</translation>
    </message>
    <message>
        <source>It is too early. Come back at {come_back_at}.</source>
        <translation>الوقت مبكر. عُد في الساعة {come_back_at}.</translation>
    </message>
    <message>
        <source>It is too late for this appointment.</source>
        <translation>فات وقت هذا الموعد.</translation>
    </message>
    <message>
        <source>This appointment is on another day.</source>
        <translation>هذا الموعد في يوم آخر.</translation>
    </message>
    <message>
        <source>This appointment is at another place.</source>
        <translation>هذا الموعد في مكان آخر.</translation>
    </message>
    <message>
        <source>This appointment was cancelled.</source>
        <translation>أُلغي هذا الموعد.</translation>
    </message>
    <message>
        <source>This arrival is already recorded: {number}.</source>
        <translation>وصولك مسجّل من قبل: {number}.</translation>
    </message>
    <message>
        <source>This appointment is not held here in person.</source>
        <translation>هذا الموعد ليس حضورياً هنا.</translation>
    </message>
    <message>
        <source>Please go to reception.</source>
        <translation>توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>This code is not one of ours.</source>
        <translation>هذا الرمز ليس من رموزنا.</translation>
    </message>
    <message>
        <source>This service is closed.</source>
        <translation>هذه الخدمة مغلقة.</translation>
    </message>
    <message>
        <source>There are no more tickets for today.</source>
        <translation>لا تذاكر أخرى لهذا اليوم.</translation>
    </message>
    <message>
        <source>This service is by appointment only.</source>
        <translation>هذه الخدمة بموعد فقط.</translation>
    </message>
    <message>
        <source>Nobody is waiting for this counter.</source>
        <translation>لا أحد ينتظر هذا الشباك.</translation>
    </message>
    <message>
        <source>This counter is busy: finish the visit first.</source>
        <translation>هذا الشباك مشغول: أنهِ الزيارة أولاً.</translation>
    </message>
    <message>
        <source>This counter is closed. Open it first.</source>
        <translation>هذا الشباك مغلق. افتحه أولاً.</translation>
    </message>
    <message>
        <source>This counter is not known.</source>
        <translation>هذا الشباك غير معروف.</translation>
    </message>
    <message>
        <source>Another agent has this counter.</source>
        <translation>موظف آخر يعمل في هذا الشباك.</translation>
    </message>
    <message>
        <source>The site server does not answer. Try again in a moment.</source>
        <translation>الخادم لا يجيب. حاول بعد لحظة.</translation>
    </message>
    <message>
        <source>The site server does not answer. This is tried again by itself.</source>
        <translation>الخادم لا يجيب. ستُعاد المحاولة تلقائياً.</translation>
    </message>
    <message>
        <source>Too many tries. Wait a little.</source>
        <translation>محاولات كثيرة. انتظر قليلاً.</translation>
    </message>
    <message>
        <source>This is not a pairing code. Copy the whole line that the server printed.</source>
        <translation>هذا ليس رمز اقتران. انسخ السطر كله كما أعطاه الخادم.</translation>
    </message>
    <message>
        <source>The pairing code lacks the server&apos;s fingerprint. Copy the whole line.</source>
        <translation>تنقص رمز الاقتران بصمة الخادم. انسخ السطر كله.</translation>
    </message>
    <message>
        <source>The server&apos;s address is not right. It looks like https://host:8460.</source>
        <translation>عنوان الخادم غير صحيح. شكله https://host:8460.</translation>
    </message>
    <message>
        <source>The server&apos;s address must begin with https://.</source>
        <translation>يجب أن يبدأ عنوان الخادم بـ https://.</translation>
    </message>
    <message>
        <source>This station&apos;s file station.json cannot be read. Remove it and enrol again.</source>
        <translation>لا يمكن قراءة ملف station.json. احذفه وسجّل الجهاز من جديد.</translation>
    </message>
    <message>
        <source>This station cannot write its folder. Free some space or choose another.</source>
        <translation>لا يستطيع الجهاز الكتابة في مجلده. وفّر مساحة أو اختر مجلداً آخر.</translation>
    </message>
    <message>
        <source>This service is not offered here.</source>
        <translation>هذه الخدمة غير متاحة هنا.</translation>
    </message>
    <message>
        <source>There are no more ticket numbers. Please go to reception.</source>
        <translation>لا أرقام أخرى. توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>The last day lies before the first.</source>
        <translation>اليوم الأخير يسبق اليوم الأول.</translation>
    </message>
    <message>
        <source>Choose at most three years.</source>
        <translation>اختر ثلاث سنوات على الأكثر.</translation>
    </message>
    <message>
        <source>This sheet does not exist in this language. Choose another.</source>
        <translation>هذه الورقة غير متوفرة بهذه اللغة. اختر لغة أخرى.</translation>
    </message>
    <message>
        <source>This appointment is there already.</source>
        <translation>هذا الموعد موجود من قبل.</translation>
    </message>
    <message>
        <source>Another server answers in place of this site&apos;s. Nothing was sent to it. Call your administrator.</source>
        <translation>يجيب خادم آخر مكان خادم هذا الموقع. لم يُرسَل إليه شيء. اتصل بالمسؤول.</translation>
    </message>
    <message>
        <source>An old server of this site answers: another one has taken over. Call your administrator.</source>
        <translation>يجيب خادم قديم لهذا الموقع: حلّ محلّه خادم آخر. اتصل بالمسؤول.</translation>
    </message>
    <message>
        <source>Another counter has already called this person.</source>
        <translation>شباك آخر نادى هذا الشخص.</translation>
    </message>
    <message>
        <source>Things have moved on in the meantime: the visit is now “{state}”.</source>
        <translation>تغيّر الوضع في هذه الأثناء: الزيارة الآن «{state}».</translation>
    </message>
    <message>
        <source>It is too soon to mark this person absent. Confirm to do it all the same.</source>
        <translation>الوقت مبكر لتسجيل الغياب. أكّد للمتابعة رغم ذلك.</translation>
    </message>
    <message>
        <source>Please confirm this action.</source>
        <translation>أكّد هذا الإجراء.</translation>
    </message>
    <message>
        <source>This person was called three times already.</source>
        <translation>نودي هذا الشخص ثلاث مرات.</translation>
    </message>
    <message>
        <source>It is too late to undo this call.</source>
        <translation>فات وقت إلغاء هذا النداء.</translation>
    </message>
    <message>
        <source>Another agent made this call.</source>
        <translation>موظف آخر قام بهذا النداء.</translation>
    </message>
    <message>
        <source>It is not time for this yet.</source>
        <translation>لم يحن الوقت بعد.</translation>
    </message>
    <message>
        <source>A reason is needed.</source>
        <translation>يلزم ذكر السبب.</translation>
    </message>
    <message>
        <source>This person was absent twice. Give a new ticket at reception.</source>
        <translation>غاب هذا الشخص مرتين. تُعطى تذكرة جديدة في الاستقبال.</translation>
    </message>
    <message>
        <source>This visit still goes on elsewhere.</source>
        <translation>هذه الزيارة مستمرة في مكان آخر.</translation>
    </message>
    <message>
        <source>This visit is not known.</source>
        <translation>هذه الزيارة غير معروفة.</translation>
    </message>
    <message>
        <source>This visit has no such person.</source>
        <translation>لا يوجد هذا الشخص في الزيارة.</translation>
    </message>
    <message>
        <source>This service asks for no such document.</source>
        <translation>هذه الخدمة لا تطلب هذه الوثيقة.</translation>
    </message>
    <message>
        <source>A pre-application number has 10 characters, letters A to Z and digits.</source>
        <translation>يتكوّن رقم الطلب المسبق من 10 خانات: أحرف من A إلى Z وأرقام.</translation>
    </message>
    <message>
        <source>This agent is not known.</source>
        <translation>هذا الموظف غير معروف.</translation>
    </message>
    <message>
        <source>Nobody is both administrator and auditor. Choose one of the two.</source>
        <translation>لا يجمع أحد بين دور المسؤول ودور المدقق. اختر أحدهما.</translation>
    </message>
    <message>
        <source>This is the last administrator. Make another one before.</source>
        <translation>هذا آخر مسؤول. عيّن مسؤولاً آخر أولاً.</translation>
    </message>
    <message>
        <source>User name or code is wrong, or the code was used or is too old.</source>
        <translation>اسم المستخدم أو الرمز غير صحيح، أو استُعمل الرمز من قبل أو انتهت صلاحيته.</translation>
    </message>
    <message>
        <source>Many people have this password. Choose another.</source>
        <translation>كلمة المرور هذه شائعة. اختر غيرها.</translation>
    </message>
    <message>
        <source>The password holds your user name or the name of this place. Choose another.</source>
        <translation>تحتوي كلمة المرور على اسم المستخدم أو اسم هذا المكان. اختر غيرها.</translation>
    </message>
    <message>
        <source>The password is not right.</source>
        <translation>كلمة المرور غير صحيحة.</translation>
    </message>
    <message>
        <source>This PIN is too easy to guess. Avoid runs and repeated digits.</source>
        <translation>هذا الرقم السري سهل التخمين. تجنب التسلسل وتكرار الأرقام.</translation>
    </message>
    <message>
        <source>The PIN is not right. After the third time you sign in with your password.</source>
        <translation>الرقم السري غير صحيح. بعد الخطأ الثالث تسجّل الدخول بكلمة المرور.</translation>
    </message>
    <message>
        <source>You have no PIN at this station. Use your password.</source>
        <translation>ليس لديك رقم سري على هذا الجهاز. استعمل كلمة المرور.</translation>
    </message>
    <message>
        <source>This user name is taken.</source>
        <translation>اسم المستخدم هذا محجوز.</translation>
    </message>
    <message>
        <source>No server of this site was found on this network. Give its address (--server).</source>
        <translation>لم يُعثر على خادم لهذا الموقع في هذه الشبكة. أدخل عنوانه (⁦--server⁩).</translation>
    </message>
    <message>
        <source>The file devices.json of this kiosk cannot be used. Choose printer and reader again.</source>
        <translation>لا يمكن استعمال ملف devices.json لهذا الجهاز. اختر الطابعة والقارئ من جديد.</translation>
    </message>
    <message>
        <source>Too easy to guess. Take 12 characters with capitals, small letters, digits and signs, or a phrase of seven different words. A run such as abc, 321 or aaa counts as two characters, and what is repeated counts once.</source>
        <translation>سهلة التخمين. اختر 12 محرفاً بأحرف كبيرة وصغيرة وأرقام ورموز، أو جملة من سبع كلمات مختلفة. المتتالية مثل abc أو 321 أو aaa تُحسب محرفين، وما يتكرر يُحسب مرة واحدة.</translation>
    </message>
    <message>
        <source>Somebody changed the settings in the meantime. Read them again.</source>
        <translation>غيّر شخص الإعدادات في هذه الأثناء. اقرأها من جديد.</translation>
    </message>
    <message>
        <source>This session is locked. Unlock it first.</source>
        <translation>هذه الجلسة مقفلة. افتحها أولاً.</translation>
    </message>
    <message>
        <source>The queue is frozen: nobody is called now.</source>
        <translation>الطابور مجمّد: لا يُنادى أحد الآن.</translation>
    </message>
    <message>
        <source>Ordinary services are suspended while the crisis lasts.</source>
        <translation>الخدمات العادية معلّقة ما دامت الأزمة قائمة.</translation>
    </message>
    <message>
        <source>There are no more tickets today: too many people wait already.</source>
        <translation>لا مزيد من التذاكر اليوم: عدد المنتظرين كبير.</translation>
    </message>
    <message>
        <source>There are too many messages on the screens. Clear them first.</source>
        <translation>الرسائل على الشاشات كثيرة جداً. امسحها أولاً.</translation>
    </message>
    <message>
        <source>This time is already over.</source>
        <translation>هذا الوقت قد انقضى.</translation>
    </message>
    <message>
        <source>The closing time must be today.</source>
        <translation>يجب أن يكون وقت الإغلاق اليوم.</translation>
    </message>
    <message>
        <source>Somebody is still called or served, at counter {counters}. Finish first.</source>
        <translation>ما زال أحدهم يُنادى أو يُستقبل عند الشباك {counters}. أنهِ ذلك أولاً.</translation>
    </message>
    <message>
        <source>Decide first what becomes of those who still wait: {count}.</source>
        <translation>قرّر أولاً مصير من ما زالوا ينتظرون: {count}.</translation>
    </message>
    <message>
        <source>This day has not begun yet.</source>
        <translation>لم يبدأ هذا اليوم بعد.</translation>
    </message>
    <message>
        <source>This service does not open again, so that nobody can be carried over.</source>
        <translation>لن تُفتح هذه الخدمة من جديد، فلا يمكن ترحيل أحد.</translation>
    </message>
    <message>
        <source>This counter has no such equipment.</source>
        <translation>هذا الشباك ليس فيه هذا الجهاز.</translation>
    </message>
    <message>
        <source>You do not sit at this counter.</source>
        <translation>أنت لست على هذا الشباك.</translation>
    </message>
    <message>
        <source>This alert is not known.</source>
        <translation>هذا التنبيه غير معروف.</translation>
    </message>
    <message>
        <source>This visit was on hold {holds} times already. Finish or transfer it.</source>
        <translation>عُلّقت هذه الزيارة {holds} مرات من قبل. أنهِها أو حوّلها.</translation>
    </message>
    <message>
        <source>Another agent serves this visit.</source>
        <translation>يستقبل هذه الزيارةَ موظف آخر.</translation>
    </message>
    <message>
        <source>Reception or a lead may change this.</source>
        <translation>يمكن للاستقبال أو لمسؤول فقط تغيير هذا.</translation>
    </message>
    <message>
        <source>Choose a service, a counter or an agent.</source>
        <translation>اختر خدمة أو شباكًا أو موظفًا.</translation>
    </message>
    <message>
        <source>The site does not offer this language.</source>
        <translation>لا يوفّر المركز هذه اللغة.</translation>
    </message>
    <message>
        <source>A group needs two visits at least.</source>
        <translation>تتكوّن المجموعة من زيارتين على الأقل.</translation>
    </message>
    <message>
        <source>A group has {most} persons at most.</source>
        <translation>تضم المجموعة {most} شخصًا على الأكثر.</translation>
    </message>
    <message>
        <source>One person at least must stay.</source>
        <translation>يجب أن يبقى شخص واحد على الأقل.</translation>
    </message>
    <message>
        <source>This visit goes on in a group. Split the group first.</source>
        <translation>تتواصل هذه الزيارة ضمن مجموعة. افصل المجموعة أولاً.</translation>
    </message>
    <message>
        <source>This visit is urgent already.</source>
        <translation>هذه الزيارة مستعجلة من قبل.</translation>
    </message>
    <message>
        <source>This person is still here: end visit {number} first.</source>
        <translation>هذا الشخص ما زال هنا: أنهِ الزيارة {number} أولاً.</translation>
    </message>
    <message>
        <source>A second lead must confirm this.</source>
        <translation>يجب أن يؤكد ذلك مسؤول ثانٍ.</translation>
    </message>
    <message>
        <source>Name or password is wrong, or this person is no lead.</source>
        <translation>الاسم أو كلمة المرور خاطئة، أو هذا الشخص ليس مسؤولاً.</translation>
    </message>
    <message>
        <source>Card {number} was entered before, with another hour: look at the number again.</source>
        <translation>سبق إدخال البطاقة {number} بساعة أخرى: تحقّق من الرقم.</translation>
    </message>
    <message>
        <source>Another kiosk gave this number.</source>
        <translation>أعطى جهاز آخر هذا الرقم.</translation>
    </message>
    <message>
        <source>This number belongs to other services.</source>
        <translation>هذا الرقم يخص خدمات أخرى.</translation>
    </message>
    <message>
        <source>The printer has no paper left.</source>
        <translation>لا ورق في الطابعة.</translation>
    </message>
    <message>
        <source>The printer&apos;s paper is running low.</source>
        <translation>ورق الطابعة على وشك النفاد.</translation>
    </message>
    <message>
        <source>The printer&apos;s cover is open.</source>
        <translation>غطاء الطابعة مفتوح.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>الطابعة لا تجيب.</translation>
    </message>
    <message>
        <source>The code reader does not answer.</source>
        <translation>قارئ الرموز لا يجيب.</translation>
    </message>
    <message>
        <source>A language cannot be spoken on this display.</source>
        <translation>لا يمكن نطق إحدى اللغات على هذه الشاشة.</translation>
    </message>
    <message>
        <source>This display has no loudspeaker.</source>
        <translation>لا مكبّر صوت لهذه الشاشة.</translation>
    </message>
    <message>
        <source>The server took this for another action. Do it once more.</source>
        <translation>ظنّ الخادم أنه إجراء آخر. أعد المحاولة.</translation>
    </message>
    <message>
        <source>The server refuses what was entered.</source>
        <translation>يرفض الخادم ما أُدخل.</translation>
    </message>
    <message>
        <source>The booking server writes to {people} people of this. Confirm that first.</source>
        <translation>سيكتب خادم المواعيد إلى {people} من الأشخاص بهذا الشأن. أكِّد ذلك أولاً.</translation>
    </message>
    <message>
        <source>The booking server holds something else meanwhile. Look at it again.</source>
        <translation>يحمل خادم المواعيد الآن قيمة أخرى. أعد النظر فيها.</translation>
    </message>
    <message>
        <source>This day is over. Check the date.</source>
        <translation>هذا اليوم مضى. تحقق من التاريخ.</translation>
    </message>
    <message>
        <source>This day is too far ahead. Check the date.</source>
        <translation>هذا اليوم بعيد جدا. تحقق من التاريخ.</translation>
    </message>
    <message>
        <source>Some rows of the file cannot be read, so it cannot replace a whole day. Mend them first.</source>
        <translation>تعذرت قراءة بعض أسطر الملف، فلا يمكنه أن يحل محل يوم كامل. صححها أولا.</translation>
    </message>
    <message>
        <source>There is no such version of the settings.</source>
        <translation>لا توجد هذه النسخة من الإعدادات.</translation>
    </message>
    <message>
        <source>This file comes from a newer version of the program. Update this site first.</source>
        <translation>هذا الملف من إصدار أحدث من البرنامج. حدّث هذا الموقع أولاً.</translation>
    </message>
    <message>
        <source>Some settings are not right, so nothing was changed.</source>
        <translation>بعض الإعدادات غير صحيحة، فلم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Choose today, or a day of the next {days} days.</source>
        <translation>اختر اليوم أو أحد الأيام التالية، وعددها: {days}.</translation>
    </message>
    <message>
        <source>This name has letters that cannot be printed here. Print a line for it, and write it by hand.</source>
        <translation>في هذا الاسم حروف لا يمكن طباعتها هنا. اطبع سطراً فارغاً واكتبه بخط اليد.</translation>
    </message>
    <message>
        <source>Only reception, or the agent of this visit, may ask for this.</source>
        <translation>لا يطلب هذا إلا الاستقبال أو موظف هذه الزيارة.</translation>
    </message>
    <message>
        <source>This visit was on another day.</source>
        <translation>كانت هذه الزيارة في يوم آخر.</translation>
    </message>
    <message>
        <source>The server refuses this ({code}).</source>
        <translation>يرفض الخادم ذلك ({code}).</translation>
    </message>
    <message>
        <source>There is nothing in this file.</source>
        <translation>هذا الملف فارغ.</translation>
    </message>
    <message>
        <source>This file is damaged and cannot be read. Export it again.</source>
        <translation>هذا الملف تالف ولا يمكن قراءته. صدّره من جديد.</translation>
    </message>
    <message>
        <source>This kind of file cannot be read. Save it as CSV, ICS or XLS.</source>
        <translation>لا يمكن قراءة هذا النوع من الملفات. احفظه بصيغة CSV أو ICS أو XLS.</translation>
    </message>
    <message>
        <source>The headings of this table lack: {missing}.</source>
        <translation>ينقص عناوين هذا الجدول: {missing}.</translation>
    </message>
    <message>
        <source>This file is larger than 10 MiB.</source>
        <translation>حجم هذا الملف يتجاوز 10 ميبي بايت.</translation>
    </message>
    <message>
        <source>This file has more than {limit} rows. Split it.</source>
        <translation>في هذا الملف أكثر من {limit} سطر. قسّمه.</translation>
    </message>
    <message>
        <source>This table has more than {limit} columns.</source>
        <translation>في هذا الجدول أكثر من {limit} عمود.</translation>
    </message>
    <message>
        <source>The table has no column of this name.</source>
        <translation>لا يوجد في الجدول عمود بهذا الاسم.</translation>
    </message>
    <message>
        <source>What was chosen for the file is not understood ({field}).</source>
        <translation>ما اختير للملف غير مفهوم ({field}).</translation>
    </message>
    <message>
        <source>The day is missing.</source>
        <translation>التاريخ ناقص.</translation>
    </message>
    <message>
        <source>The day cannot be read. Write it like 24/11/2026.</source>
        <translation>لا يمكن قراءة التاريخ. اكتبه هكذا: 24/11/2026.</translation>
    </message>
    <message>
        <source>The time is missing.</source>
        <translation>الوقت ناقص.</translation>
    </message>
    <message>
        <source>The time cannot be read. Write it like 09:30.</source>
        <translation>لا يمكن قراءة الوقت. اكتبه هكذا: 09:30.</translation>
    </message>
    <message>
        <source>The length of the appointment cannot be read, or exceeds eight hours.</source>
        <translation>مدة الموعد غير مقروءة أو تتجاوز ثماني ساعات.</translation>
    </message>
    <message>
        <source>The service is missing.</source>
        <translation>الخدمة ناقصة.</translation>
    </message>
    <message>
        <source>No service here is called “{label}”. Choose one.</source>
        <translation>لا توجد هنا خدمة باسم «{label}». اختر خدمة.</translation>
    </message>
    <message>
        <source>The reference may hold 16 digits and letters A to Z at most.</source>
        <translation>يتكون المرجع من 16 رقما وحرفا من A إلى Z على الأكثر.</translation>
    </message>
    <message>
        <source>The status of this row is not understood.</source>
        <translation>حالة هذا السطر غير مفهومة.</translation>
    </message>
    <message>
        <source>How this appointment takes place is not understood.</source>
        <translation>طريقة هذا الموعد غير مفهومة.</translation>
    </message>
    <message>
        <source>The kind of this visit is not understood.</source>
        <translation>نوع هذه الزيارة غير مفهوم.</translation>
    </message>
    <message>
        <source>Whether the file is complete is not understood.</source>
        <translation>من غير المفهوم ما إذا كان الملف كاملا.</translation>
    </message>
    <message>
        <source>A cell of this row is too long: {column}.</source>
        <translation>خلية في هذا السطر طويلة جدا: {column}.</translation>
    </message>
    <message>
        <source>More than {limit} people are booked together.</source>
        <translation>أكثر من {limit} شخصا لهم الموعد نفسه.</translation>
    </message>
    <message>
        <source>Rows with the same number contradict each other; see row {first}.</source>
        <translation>أسطر بالرقم نفسه متناقضة؛ انظر السطر {first}.</translation>
    </message>
    <message>
        <source>This row stands in the file twice.</source>
        <translation>هذا السطر مكرر في الملف.</translation>
    </message>
    <message>
        <source>This event comes again and again. Enter each appointment by itself.</source>
        <translation>هذا الحدث يتكرر. أدخل كل موعد على حدة.</translation>
    </message>
    <message>
        <source>This event lasts all day and has no time.</source>
        <translation>هذا الحدث يدوم اليوم كله وليس له وقت.</translation>
    </message>
    <message>
        <source>This time zone is not known.</source>
        <translation>هذه المنطقة الزمنية غير معروفة.</translation>
    </message>
    <message>
        <source>This site has no such way to sign in. Use your password.</source>
        <translation>لا يوفّر هذا الموقع طريقة تسجيل الدخول هذه. استخدم كلمة المرور.</translation>
    </message>
    <message>
        <source>The directory with which you sign in does not answer. Try again, or use your password.</source>
        <translation>الدليل الذي تسجّل الدخول عبره لا يجيب. حاول مرة أخرى أو استخدم كلمة المرور.</translation>
    </message>
    <message>
        <source>This sign-in took too long or is over already. Open the browser again.</source>
        <translation>استغرق تسجيل الدخول هذا وقتًا طويلًا أو انتهى بالفعل. افتح المتصفح من جديد.</translation>
    </message>
    <message>
        <source>This sign-in is under way. Wait a moment.</source>
        <translation>تسجيل الدخول هذا جارٍ. انتظر لحظة.</translation>
    </message>
    <message>
        <source>The directory did not confirm who you are. Open the browser again.</source>
        <translation>لم يؤكّد الدليل هويتك. افتح المتصفح من جديد.</translation>
    </message>
    <message>
        <source>Nobody at this site is known by this sign-in. Give your administrator this: {subject}</source>
        <translation>لا أحد معروف هنا بهذه الهوية. أعطِ المسؤول هذا الرمز: {subject}</translation>
    </message>
    <message>
        <source>This sign-in belongs to another account.</source>
        <translation>هذه الهوية تخص حسابًا آخر.</translation>
    </message>
    <message>
        <source>Your account at this site is closed. Ask your administrator.</source>
        <translation>حسابك في هذا الموقع مغلق. اسأل المسؤول.</translation>
    </message>
    <message>
        <source>This account of a tool was ended. Make another one.</source>
        <translation>انتهى حساب هذه الأداة. أنشئ حسابًا آخر.</translation>
    </message>
    <message>
        <source>This account is not known.</source>
        <translation>هذا الحساب غير معروف.</translation>
    </message>
    <message>
        <source>This site has no booking server.</source>
        <translation>ليس لهذا الموقع خادم مواعيد.</translation>
    </message>
    <message>
        <source>The settings do not say how to sign in at the booking server. Call your administrator.</source>
        <translation>لا تحدد الإعدادات كيفية تسجيل الدخول إلى خادم المواعيد. اتصل بالمسؤول.</translation>
    </message>
    <message>
        <source>The booking server does not answer. Try again in a moment.</source>
        <translation>خادم المواعيد لا يستجيب. حاول مرة أخرى بعد لحظات.</translation>
    </message>
    <message>
        <source>The booking server refuses this site. A lead or an administrator must sign in.</source>
        <translation>خادم المواعيد يرفض هذا الموقع. يجب أن يسجل الدخول مسؤول الفريق أو مدير النظام.</translation>
    </message>
    <message>
        <source>The booking server does not do this for this person.</source>
        <translation>خادم المواعيد لا يقوم بذلك لهذا الشخص.</translation>
    </message>
    <message>
        <source>This person&apos;s appointment did not come from the booking server.</source>
        <translation>موعد هذا الشخص لم يأتِ من خادم المواعيد.</translation>
    </message>
    <message>
        <source>The booking server does not take this code. Open the browser again.</source>
        <translation>خادم المواعيد لا يقبل هذا الرمز. افتح المتصفح مرة أخرى.</translation>
    </message>
    <message>
        <source>The booking server does not know this site&apos;s application. Call your administrator.</source>
        <translation>خادم المواعيد لا يعرف تطبيق هذا الموقع. اتصل بالمسؤول.</translation>
    </message>
</context>
<context>
    <name>StateChip</name>
    <message>
        <source>Expected</source>
        <translation>منتظر وصوله</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>في الانتظار</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>نودي عليه</translation>
    </message>
    <message>
        <source>In service</source>
        <translation>قيد الخدمة</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>معلّق</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>محوّل</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>انتهى</translation>
    </message>
    <message>
        <source>No-show</source>
        <translation>غائب</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>غادر</translation>
    </message>
    <message>
        <source>Sent away</source>
        <translation>أُعيد</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>ملغى</translation>
    </message>
</context>
<context>
    <name>StepHeader</name>
    <message>
        <source>Step {number} of {of}</source>
        <translation>الخطوة {number} من {of}</translation>
    </message>
</context>
<context>
    <name>WhyOrder</name>
    <message>
        <source>{number}: appointment at {starts_at}, rank {rank}.</source>
        <translation>{number}: موعد في الساعة {starts_at}، الدور {rank}.</translation>
    </message>
    <message>
        <source>{number}: appointment at {starts_at}; before then, people whose time has come go first.</source>
        <translation>{number}: موعد في الساعة {starts_at}؛ قبل ذلك يتقدّم من حان وقته.</translation>
    </message>
    <message>
        <source>{number}: appointment at {starts_at}, here at {checked_in_at}, rank {rank}.</source>
        <translation>{number}: موعد في الساعة {starts_at}، الحضور في {checked_in_at}، الدور {rank}.</translation>
    </message>
    <message>
        <source>{number}: appointment at {starts_at}, here much later, at {checked_in_at}, rank {rank}.</source>
        <translation>{number}: موعد في الساعة {starts_at}، الحضور متأخر كثيرًا في {checked_in_at}، الدور {rank}.</translation>
    </message>
    <message>
        <source>{number}: appointment at {starts_at}, with priority, rank {rank}.</source>
        <translation>{number}: موعد في الساعة {starts_at} مع أولوية، الدور {rank}.</translation>
    </message>
    <message>
        <source>{number}: ticket at {checked_in_at} without an appointment, rank {checked_in_at} + {allowance_min} min = {rank}.</source>
        <translation>{number}: تذكرة في الساعة {checked_in_at} بدون موعد، الدور بعد {allowance_min} دقيقة من {checked_in_at}، أي {rank}.</translation>
    </message>
    <message>
        <source>{number}: ticket at {checked_in_at} without an appointment, rank {rank}.</source>
        <translation>{number}: تذكرة في الساعة {checked_in_at} بدون موعد، الدور {rank}.</translation>
    </message>
    <message>
        <source>{number}: ticket at {checked_in_at} without an appointment, with priority, rank {rank}.</source>
        <translation>{number}: تذكرة في الساعة {checked_in_at} بدون موعد مع أولوية، الدور {rank}.</translation>
    </message>
    <message>
        <source>{number}: declared urgent by a lead, rank {rank}.</source>
        <translation>{number}: حالة عاجلة أعلنها مسؤول، الدور {rank}.</translation>
    </message>
    <message>
        <source>{number}: was called before and keeps that place, rank {rank}.</source>
        <translation>{number}: سبق نداؤه ويحتفظ بمكانه، الدور {rank}.</translation>
    </message>
    <message>
        <source>{number}: was absent and came back, rank {rank}.</source>
        <translation>{number}: غاب عن النداء ثم عاد، الدور {rank}.</translation>
    </message>
    <message>
        <source>{number}: is back from a hold, rank {rank}.</source>
        <translation>{number}: عاد بعد تعليق الطلب، الدور {rank}.</translation>
    </message>
    <message>
        <source>{number}: rank {rank}.</source>
        <translation>{number}: الدور {rank}.</translation>
    </message>
    <message>
        <source>This counter began and takes them back first.</source>
        <translation>هذا الشباك بدأ الطلب ويستكمله أولًا.</translation>
    </message>
    <message>
        <source>At this counter {offset_min} min later.</source>
        <translation>في هذا الشباك بعد {offset_min} دقيقة.</translation>
    </message>
    <message>
        <source>The earlier rank goes first.</source>
        <translation>الدور الأسبق يتقدّم.</translation>
    </message>
    <message>
        <source>The ranks are the same: the earlier ticket goes first.</source>
        <translation>الدوران متساويان: التذكرة الأقدم تتقدّم.</translation>
    </message>
    <message>
        <source>{second} arrived after the rank time of {first}.</source>
        <translation>وصل {second} بعد وقت دور {first}.</translation>
    </message>
    <message>
        <source>The time of {second} had not come yet at {at}.</source>
        <translation>في الساعة {at} لم يكن وقت {second} قد حان بعد.</translation>
    </message>
    <message>
        <source>{first} had been on hold at this counter, which takes its own back first.</source>
        <translation>كان {first} معلّقًا في هذا الشباك الذي يستكمل طلباته أولًا.</translation>
    </message>
    <message>
        <source>People with priority go first here.</source>
        <translation>هنا يتقدّم أصحاب الأولوية.</translation>
    </message>
    <message>
        <source>Several people with priority had been called in a row: it was the turn of the others.</source>
        <translation>نودي عدة أشخاص من أصحاب الأولوية تباعًا: جاء دور الآخرين.</translation>
    </message>
    <message>
        <source>A lead had declared {first} urgent.</source>
        <translation>أعلن مسؤول أن {first} حالة عاجلة.</translation>
    </message>
    <message>
        <source>An agent called {first} out of turn, with a written reason.</source>
        <translation>نادى موظف {first} خارج الترتيب، لسبب مكتوب.</translation>
    </message>
    <message>
        <source>Counter {counter} does not serve what {second} came for.</source>
        <translation>الشباك {counter} لا يقدّم ما جاء {second} من أجله.</translation>
    </message>
    <message>
        <source>{second} is expected at another counter.</source>
        <translation>{second} منتظر في شباك آخر.</translation>
    </message>
    <message>
        <source>{second} was on hold.</source>
        <translation>كان طلب {second} معلّقًا.</translation>
    </message>
    <message>
        <source>{second} did not answer the call.</source>
        <translation>لم يجب {second} على النداء.</translation>
    </message>
    <message>
        <source>{first} had been called before.</source>
        <translation>كان {first} قد نودي من قبل.</translation>
    </message>
    <message>
        <source>{second} was not here yet.</source>
        <translation>لم يكن {second} قد وصل بعد.</translation>
    </message>
    <message>
        <source>{second} was not waiting any more.</source>
        <translation>لم يعد {second} ينتظر.</translation>
    </message>
    <message>
        <source>The rule does not explain it. Tell a lead.</source>
        <translation>القاعدة لا تفسّر ذلك. أخبر مسؤولًا.</translation>
    </message>
    <message>
        <source>Both could be served at counter {counter} at {at}.</source>
        <translation>كان يمكن خدمة الاثنين في الشباك {counter} في الساعة {at}.</translation>
    </message>
</context>
</TS>
