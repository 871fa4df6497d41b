<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en_GB">
<context>
    <name>BottomBar</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>I need help</source>
        <translation>أحتاج إلى مساعدة</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>مساعدة</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>تباين</translation>
    </message>
    <message>
        <source>Large text</source>
        <translation>نص كبير</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>إلى الأسفل</translation>
    </message>
</context>
<context>
    <name>BusyPage</name>
    <message>
        <source>One moment, please</source>
        <translation>لحظة من فضلك</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>We are calling reception</source>
        <translation>نتصل بالاستقبال</translation>
    </message>
    <message>
        <source>Reception has been called</source>
        <translation>تم إبلاغ الاستقبال</translation>
    </message>
    <message>
        <source>Somebody is on the way</source>
        <translation>شخص ما في الطريق إليك</translation>
    </message>
    <message>
        <source>Reception cannot be called from here just now</source>
        <translation>لا يمكن الاتصال بالاستقبال من هنا الآن</translation>
    </message>
    <message>
        <source>Please go to reception yourself, or speak to a member of staff.</source>
        <translation>توجّه إلى الاستقبال أو تحدّث إلى أحد الموظفين.</translation>
    </message>
    <message>
        <source>Please stay here: somebody will come to you.</source>
        <translation>ابقَ هنا: سيأتي إليك أحد الموظفين.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>متابعة</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Welcome</source>
        <translation>أهلاً وسهلاً</translation>
    </message>
    <message>
        <source>Last ticket without appointment: {time}</source>
        <translation>آخر تذكرة بدون موعد: {time}</translation>
    </message>
    <message>
        <source>I have an appointment</source>
        <translation>لديّ موعد</translation>
    </message>
    <message>
        <source>I have no appointment</source>
        <translation>ليس لديّ موعد</translation>
    </message>
    <message>
        <source>I am collecting a document</source>
        <translation>جئت لاستلام وثيقة</translation>
    </message>
    <message>
        <source>Your data: see the poster</source>
        <translation>بياناتك: انظر الملصق</translation>
    </message>
    <message>
        <source>Closed. Opens at {time}.</source>
        <translation>مغلق. يفتح على الساعة {time}.</translation>
    </message>
    <message>
        <source>Closed.</source>
        <translation>مغلق.</translation>
    </message>
    <message>
        <source>Open until {time}</source>
        <translation>مفتوح حتى الساعة {time}</translation>
    </message>
</context>
<context>
    <name>KeypadPage</name>
    <message>
        <source>Erase</source>
        <translation>مسح</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>موافق</translation>
    </message>
</context>
<context>
    <name>LanguagePage</name>
    <message>
        <source>Choose your language</source>
        <translation>اختر لغتك</translation>
    </message>
</context>
<context>
    <name>NoPaperPage</name>
    <message>
        <source>Call someone</source>
        <translation>اطلب المساعدة</translation>
    </message>
    <message>
        <source>Your number is registered:</source>
        <translation>رقمك مسجَّل:</translation>
    </message>
    <message>
        <source>Reception has been told.</source>
        <translation>تم إبلاغ الاستقبال.</translation>
    </message>
    <message>
        <source>Please tell reception too.</source>
        <translation>أخبر الاستقبال أيضاً من فضلك.</translation>
    </message>
    <message>
        <source>1. Write this number down, or take a picture of the screen.</source>
        <translation>1. دوّن هذا الرقم أو صوّر الشاشة.</translation>
    </message>
    <message>
        <source>2. No telephone? Ask reception for a card with your number.</source>
        <translation>2. ليس معك هاتف؟ اطلب من الاستقبال بطاقة عليها رقمك.</translation>
    </message>
    <message>
        <source>3. Sit down (waiting room: {room}) and watch the screen.</source>
        <translation>3. اجلس (قاعة الانتظار: {room}) وراقب الشاشة.</translation>
    </message>
    <message>
        <source>3. Sit down and watch the screen.</source>
        <translation>3. اجلس وراقب الشاشة.</translation>
    </message>
    <message>
        <source>I have noted my number</source>
        <translation>دوّنت رقمي</translation>
    </message>
    <message>
        <source>I have noted my number ({n} s)</source>
        <translation>دوّنت رقمي ({n} ث)</translation>
    </message>
    <message>
        <source>No paper left: note your number</source>
        <translation>لا يوجد ورق: دوّن رقمك</translation>
    </message>
    <message>
        <source>The printer is open: note your number</source>
        <translation>الطابعة مفتوحة: دوّن رقمك</translation>
    </message>
    <message>
        <source>This kiosk does not print: note your number</source>
        <translation>هذا الجهاز لا يطبع: دوّن رقمك</translation>
    </message>
    <message>
        <source>The printer does not answer: note your number</source>
        <translation>الطابعة لا تستجيب: دوّن رقمك</translation>
    </message>
    <message>
        <source>No ticket can be printed: note your number</source>
        <translation>تعذّرت الطباعة: دوّن رقمك</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Please go to reception: they will help you.</source>
        <translation>توجّه إلى الاستقبال: سيساعدونك.</translation>
    </message>
    <message>
        <source>Please come back another day, or go to reception.</source>
        <translation>عُد في يوم آخر أو توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>This service is closed</source>
        <translation>هذه الخدمة مغلقة</translation>
    </message>
    <message>
        <source>You are too early</source>
        <translation>وصلت مبكراً جداً</translation>
    </message>
    <message>
        <source>We do not know this code</source>
        <translation>لا نعرف هذا الرمز</translation>
    </message>
    <message>
        <source>Show the code of your appointment, or go to reception.</source>
        <translation>أظهر رمز موعدك أو توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>This kiosk cannot give a ticket just now</source>
        <translation>لا يمكن لهذا الجهاز إعطاء تذكرة الآن</translation>
    </message>
    <message>
        <source>Please come back later today.</source>
        <translation>عُد لاحقاً اليوم.</translation>
    </message>
    <message>
        <source>Please come back at {time}.</source>
        <translation>عُد على الساعة {time}.</translation>
    </message>
    <message>
        <source>The time of your appointment is over</source>
        <translation>لقد فات وقت موعدك</translation>
    </message>
    <message>
        <source>Your appointment is on another day</source>
        <translation>موعدك في يوم آخر</translation>
    </message>
    <message>
        <source>Your appointment is at another place</source>
        <translation>موعدك في مكان آخر</translation>
    </message>
    <message>
        <source>Your appointment is not at this place</source>
        <translation>موعدك ليس في هذا المكان</translation>
    </message>
    <message>
        <source>This appointment was cancelled</source>
        <translation>أُلغي هذا الموعد</translation>
    </message>
    <message>
        <source>You have checked in already. Your number:</source>
        <translation>سبق أن سجّلت وصولك. رقمك:</translation>
    </message>
    <message>
        <source>Your place is kept. You can print your ticket again.</source>
        <translation>مكانك محفوظ. يمكنك طباعة تذكرتك مرة أخرى.</translation>
    </message>
    <message>
        <source>We cannot find this appointment</source>
        <translation>لم نجد هذا الموعد</translation>
    </message>
    <message>
        <source>We could not read this code</source>
        <translation>لم نتمكّن من قراءة هذا الرمز</translation>
    </message>
    <message>
        <source>Hold it still in the light, or enter your appointment number.</source>
        <translation>أمسكه ثابتاً في الضوء، أو أدخل رقم موعدك.</translation>
    </message>
    <message>
        <source>Reception will find your appointment</source>
        <translation>سيجد الاستقبال موعدك</translation>
    </message>
    <message>
        <source>Please go to reception with an identity document.</source>
        <translation>توجّه إلى الاستقبال ومعك وثيقة هوية.</translation>
    </message>
    <message>
        <source>It opens at {time}.</source>
        <translation>تفتح على الساعة {time}.</translation>
    </message>
    <message>
        <source>It opens another day at {time}.</source>
        <translation>تفتح في يوم آخر على الساعة {time}.</translation>
    </message>
    <message>
        <source>This service is suspended for now</source>
        <translation>هذه الخدمة معلّقة حالياً</translation>
    </message>
    <message>
        <source>No tickets are given just now</source>
        <translation>لا تُعطى تذاكر في هذه اللحظة</translation>
    </message>
    <message>
        <source>Please wait a moment, or go to reception.</source>
        <translation>انتظر قليلاً أو توجّه إلى الاستقبال.</translation>
    </message>
    <message>
        <source>Too many people are waiting already</source>
        <translation>عدد المنتظرين كبير جداً</translation>
    </message>
    <message>
        <source>There are no more tickets for this service today</source>
        <translation>لم تعد هناك تذاكر لهذه الخدمة اليوم</translation>
    </message>
    <message>
        <source>We cannot check your appointment just now</source>
        <translation>لا يمكننا التحقّق من موعدك الآن</translation>
    </message>
    <message>
        <source>Please go to reception: your appointment still holds.</source>
        <translation>توجّه إلى الاستقبال: موعدك ما زال قائماً.</translation>
    </message>
    <message>
        <source>Please go to reception</source>
        <translation>توجّه إلى الاستقبال</translation>
    </message>
    <message>
        <source>They will find your appointment and help you.</source>
        <translation>سيجدون موعدك ويساعدونك.</translation>
    </message>
</context>
<context>
    <name>NoticePage</name>
    <message>
        <source>Print my ticket again</source>
        <translation>اطبع تذكرتي مرة أخرى</translation>
    </message>
    <message>
        <source>Call someone</source>
        <translation>اطلب المساعدة</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>إنهاء</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Do you need more time?</source>
        <translation>هل تحتاج إلى مزيد من الوقت؟</translation>
    </message>
    <message>
        <source>Yes, more time</source>
        <translation>نعم، مزيد من الوقت</translation>
    </message>
    <message>
        <source>No, I have finished</source>
        <translation>لا، انتهيت</translation>
    </message>
    <message>
        <source>This screen starts again in {n} seconds.</source>
        <translation>تعود الشاشة إلى البداية بعد {n} ثانية.</translation>
    </message>
</context>
<context>
    <name>ReferencePage</name>
    <message>
        <source>Show your QR code</source>
        <translation>أظهر رمز الاستجابة السريعة</translation>
    </message>
    <message>
        <source>under the screen, in the light</source>
        <translation>تحت الشاشة، في المكان المضاء</translation>
    </message>
    <message>
        <source>or enter your appointment number</source>
        <translation>أو أدخل رقم موعدك</translation>
    </message>
    <message>
        <source>I do not have this number</source>
        <translation>ليس لديّ هذا الرقم</translation>
    </message>
    <message>
        <source>Your appointment number</source>
        <translation>رقم موعدك</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>What are you here for?</source>
        <translation>ما الخدمة التي تريدها؟</translation>
    </message>
    <message>
        <source>Priority access</source>
        <translation>أولوية</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>الصفحة السابقة</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>الصفحة التالية</translation>
    </message>
    <message>
        <source>By appointment only: {services}</source>
        <translation>بموعد فقط: {services}</translation>
    </message>
    <message>
        <source>CLOSED until {time}</source>
        <translation>مغلق حتى {time}</translation>
    </message>
    <message>
        <source>CLOSED · another day at {time}</source>
        <translation>مغلق · يوم آخر على الساعة {time}</translation>
    </message>
    <message>
        <source>CLOSED</source>
        <translation>مغلق</translation>
    </message>
    <message>
        <source>wait {a} to {b} min</source>
        <translation>الانتظار {a} إلى {b} دقيقة</translation>
    </message>
</context>
<context>
    <name>Shade</name>
    <message>
        <source>One moment, please</source>
        <translation>لحظة من فضلك</translation>
    </message>
</context>
<context>
    <name>Slip</name>
    <message>
        <source>Your number</source>
        <translation>رقمك</translation>
    </message>
    <message>
        <source>{date}, arrived at {time}</source>
        <translation>{date}، الوصول على الساعة {time}</translation>
    </message>
    <message>
        <source>Appointment at {time}</source>
        <translation>موعد الساعة {time}</translation>
    </message>
    <message>
        <source>Arrived late for {time}: you will be seen all the same</source>
        <translation>وصلت بعد موعد {time}: سنستقبلك رغم ذلك</translation>
    </message>
    <message>
        <source>Waiting room: {room}</source>
        <translation>قاعة الانتظار: {room}</translation>
    </message>
    <message>
        <source>Wait: between {a} and {b} minutes</source>
        <translation>الانتظار: بين {a} و{b} دقيقة</translation>
    </message>
    <message>
        <source>Priority access: tell reception</source>
        <translation>للأولوية: أخبر الاستقبال</translation>
    </message>
    <message>
        <source>Sit down and watch the screen: your number will be shown and announced.</source>
        <translation>اجلس وراقب الشاشة: سيظهر رقمك ويُعلَن عنه.</translation>
    </message>
    <message>
        <source>Have ready</source>
        <translation>الوثائق المطلوبة</translation>
    </message>
    <message>
        <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: this code, or reception.</source>
        <translation>يُستعمل هذا الرقم لتنظيم استقبالك. يُحفظ 30 يوماً على الأكثر بدون اسمك. حقوقك: هذا الرمز أو الاستقبال.</translation>
    </message>
    <message>
        <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: ask reception.</source>
        <translation>يُستعمل هذا الرقم لتنظيم استقبالك. يُحفظ 30 يوماً على الأكثر بدون اسمك. حقوقك: اسأل الاستقبال.</translation>
    </message>
    <message>
        <source>Second copy</source>
        <translation>نسخة ثانية</translation>
    </message>
</context>
<context>
    <name>StartingPage</name>
    <message>
        <source>This kiosk is not ready yet</source>
        <translation>هذا الجهاز غير جاهز بعد</translation>
    </message>
    <message>
        <source>Staff: pair this kiosk (--pair; --server if it is not found).</source>
        <translation>للموظفين: اربطوا هذا الجهاز (الخيار pair، والخيار server إن لم يُعثر على الخادم).</translation>
    </message>
    <message>
        <source>Staff: this kiosk was removed from the site. Pair it again.</source>
        <translation>للموظفين: أُزيل هذا الجهاز من المركز. اربطوه من جديد.</translation>
    </message>
    <message>
        <source>Staff: another server answers here. Call the administrator.</source>
        <translation>للموظفين: يجيب هنا خادم آخر. اتصلوا بالمسؤول.</translation>
    </message>
    <message>
        <source>Staff: an old server answers here. Call the administrator.</source>
        <translation>للموظفين: يجيب هنا خادم قديم. اتصلوا بالمسؤول.</translation>
    </message>
    <message>
        <source>It is waiting for the server. Please go to reception.</source>
        <translation>ينتظر الخادم. توجّه إلى الاستقبال.</translation>
    </message>
</context>
<context>
    <name>StateLine</name>
    <message>
        <source>Another server answers: tell reception.</source>
        <translation>خادم آخر يجيب: أبلغ الاستقبال.</translation>
    </message>
    <message>
        <source>An old server answers: tell reception.</source>
        <translation>خادم قديم يجيب: أبلغ الاستقبال.</translation>
    </message>
    <message>
        <source>Connection lost: tickets still hold.</source>
        <translation>انقطع الاتصال: التذاكر صالحة.</translation>
    </message>
    <message>
        <source>No paper: number on the screen.</source>
        <translation>لا يوجد ورق: الرقم على الشاشة.</translation>
    </message>
</context>
<context>
    <name>TicketPage</name>
    <message>
        <source>Print again</source>
        <translation>اطبع مرة أخرى</translation>
    </message>
    <message>
        <source>Priority or help?</source>
        <translation>أولوية أو مساعدة؟</translation>
    </message>
    <message>
        <source>You were given this number before:</source>
        <translation>رقمك الذي أُعطي لك من قبل:</translation>
    </message>
    <message>
        <source>Done. Your number:</source>
        <translation>تمّ. رقمك:</translation>
    </message>
    <message>
        <source>Have ready: {documents}</source>
        <translation>حضّر: {documents}</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Finish ({n} s)</source>
        <translation>إنهاء ({n} ث)</translation>
    </message>
    <message>
        <source>Appointment at {time}</source>
        <translation>موعد الساعة {time}</translation>
    </message>
    <message>
        <source>You are late: we will see you all the same, as soon as we can.</source>
        <translation>وصلت بعد موعدك: سنستقبلك رغم ذلك في أقرب وقت.</translation>
    </message>
    <message>
        <source>You are early: you will be called around that time.</source>
        <translation>وصلت قبل موعدك: سننادي عليك حوالي هذا الوقت.</translation>
    </message>
    <message>
        <source>You are on time.</source>
        <translation>وصلت في الموعد.</translation>
    </message>
    <message>
        <source>Watch the screen: your number will be shown and announced.</source>
        <translation>راقب الشاشة: سيظهر رقمك ويُعلَن عنه.</translation>
    </message>
    <message>
        <source>Please sit down.</source>
        <translation>تفضّل بالجلوس.</translation>
    </message>
    <message>
        <source>Waiting room: {room}.</source>
        <translation>قاعة الانتظار: {room}.</translation>
    </message>
    <message>
        <source>Wait: between {a} and {b} minutes</source>
        <translation>الانتظار: بين {a} و{b} دقيقة</translation>
    </message>
    <message>
        <source>Your data: we keep this number for at most 30 days, without your name. Details: the poster, or reception.</source>
        <translation>بياناتك: نحفظ هذا الرقم 30 يوماً على الأكثر بدون اسمك. التفاصيل: الملصق أو الاستقبال.</translation>
    </message>
    <message>
        <source>Nobody is ahead of you</source>
        <translation>لا أحد قبلك</translation>
    </message>
    <message>
        <source>One person is ahead of you</source>
        <translation>شخص واحد قبلك</translation>
    </message>
    <message>
        <source>{n} people ahead of you</source>
        <translation>عدد الأشخاص قبلك: {n}</translation>
    </message>
    <message>
        <source>Your ticket comes out of the other printer: ask at reception</source>
        <translation>تخرج تذكرتك من الطابعة الأخرى: اسأل الاستقبال</translation>
    </message>
    <message>
        <source>Take your ticket</source>
        <translation>خذ تذكرتك</translation>
    </message>
    <message>
        <source>Your ticket is being printed</source>
        <translation>تذكرتك قيد الطباعة</translation>
    </message>
</context>
<context>
    <name>TimePage</name>
    <message>
        <source>At what time is your appointment?</source>
        <translation>في أي ساعة موعدك؟</translation>
    </message>
    <message>
        <source>Hour and minutes, for example 10:20</source>
        <translation>الساعة والدقائق، مثلاً 10:20</translation>
    </message>
    <message>
        <source>Time of your appointment</source>
        <translation>ساعة موعدك</translation>
    </message>
</context>
</TS>
