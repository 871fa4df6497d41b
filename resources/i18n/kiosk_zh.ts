<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh" sourcelanguage="en_GB">
    <context>
        <name>BottomBar</name>
        <message>
            <source>Back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>I need help</source>
            <translation>我需要帮助</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>对比度</translation>
        </message>
        <message>
            <source>Large text</source>
            <translation>大字体</translation>
        </message>
        <message>
            <source>Lower</source>
            <translation>调低</translation>
        </message>
    </context>
    <context>
        <name>BusyPage</name>
        <message>
            <source>One moment, please</source>
            <translation>请稍候</translation>
        </message>
    </context>
    <context>
        <name>HelpPage</name>
        <message>
            <source>We are calling reception</source>
            <translation>正在通知接待处</translation>
        </message>
        <message>
            <source>Reception has been called</source>
            <translation>已通知接待处</translation>
        </message>
        <message>
            <source>Somebody is on the way</source>
            <translation>工作人员正在赶来</translation>
        </message>
        <message>
            <source>Reception cannot be called from here just now</source>
            <translation>目前无法从此处通知接待处</translation>
        </message>
        <message>
            <source>Please go to reception yourself, or speak to a member of staff.</source>
            <translation>请到接待处，或询问工作人员。</translation>
        </message>
        <message>
            <source>Please stay here: somebody will come to you.</source>
            <translation>请留在这里，工作人员会来帮您。</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>继续</translation>
        </message>
    </context>
    <context>
        <name>HomePage</name>
        <message>
            <source>Welcome</source>
            <translation>欢迎</translation>
        </message>
        <message>
            <source>Last ticket without appointment: {time}</source>
            <translation>无预约最后取号：{time}</translation>
        </message>
        <message>
            <source>I have an appointment</source>
            <translation>我有预约</translation>
        </message>
        <message>
            <source>I have no appointment</source>
            <translation>我没有预约</translation>
        </message>
        <message>
            <source>I am collecting a document</source>
            <translation>我来领取证件</translation>
        </message>
        <message>
            <source>Your data: see the poster</source>
            <translation>个人信息：请看告示</translation>
        </message>
        <message>
            <source>Closed. Opens at {time}.</source>
            <translation>已关闭。{time} 开放。</translation>
        </message>
        <message>
            <source>Closed.</source>
            <translation>已关闭。</translation>
        </message>
        <message>
            <source>Open until {time}</source>
            <translation>开放至 {time}</translation>
        </message>
    </context>
    <context>
        <name>KeypadPage</name>
        <message>
            <source>Erase</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>确定</translation>
        </message>
    </context>
    <context>
        <name>LanguagePage</name>
        <message>
            <source>Choose your language</source>
            <translation>请选择语言</translation>
        </message>
    </context>
    <context>
        <name>NoPaperPage</name>
        <message>
            <source>Call someone</source>
            <translation>呼叫工作人员</translation>
        </message>
        <message>
            <source>Your number is registered:</source>
            <translation>您的号码已登记：</translation>
        </message>
        <message>
            <source>Reception has been told.</source>
            <translation>已通知接待处。</translation>
        </message>
        <message>
            <source>Please tell reception too.</source>
            <translation>也请告知接待处。</translation>
        </message>
        <message>
            <source>1. Write this number down, or take a picture of the screen.</source>
            <translation>1. 请记下号码，或拍下屏幕。</translation>
        </message>
        <message>
            <source>2. No telephone? Ask reception for a card with your number.</source>
            <translation>2. 没有手机？请向接待处索取写有号码的卡片。</translation>
        </message>
        <message>
            <source>3. Sit down (waiting room: {room}) and watch the screen.</source>
            <translation>3. 请坐（等候室：{room}）并留意屏幕。</translation>
        </message>
        <message>
            <source>3. Sit down and watch the screen.</source>
            <translation>3. 请坐下并留意屏幕。</translation>
        </message>
        <message>
            <source>I have noted my number</source>
            <translation>我已记下号码</translation>
        </message>
        <message>
            <source>I have noted my number ({n} s)</source>
            <translation>我已记下号码（{n} 秒）</translation>
        </message>
        <message>
            <source>No paper left: note your number</source>
            <translation>缺纸，请记下号码</translation>
        </message>
        <message>
            <source>The printer is open: note your number</source>
            <translation>打印机已打开，请记下号码</translation>
        </message>
        <message>
            <source>This kiosk does not print: note your number</source>
            <translation>此机器不打印，请记下号码</translation>
        </message>
        <message>
            <source>The printer does not answer: note your number</source>
            <translation>打印机无响应，请记下号码</translation>
        </message>
        <message>
            <source>No ticket can be printed: note your number</source>
            <translation>无法打印，请记下号码</translation>
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>Please go to reception: they will help you.</source>
            <translation>请到接待处，他们会帮您。</translation>
        </message>
        <message>
            <source>Please come back another day, or go to reception.</source>
            <translation>请改日再来，或到接待处。</translation>
        </message>
        <message>
            <source>This service is closed</source>
            <translation>此服务已关闭</translation>
        </message>
        <message>
            <source>You are too early</source>
            <translation>您来得太早了</translation>
        </message>
        <message>
            <source>We do not know this code</source>
            <translation>无法识别此码</translation>
        </message>
        <message>
            <source>Show the code of your appointment, or go to reception.</source>
            <translation>请出示预约二维码，或到接待处。</translation>
        </message>
        <message>
            <source>This kiosk cannot give a ticket just now</source>
            <translation>此机器目前无法取号</translation>
        </message>
        <message>
            <source>Please come back later today.</source>
            <translation>请今天稍后再来。</translation>
        </message>
        <message>
            <source>Please come back at {time}.</source>
            <translation>请在 {time} 再来。</translation>
        </message>
        <message>
            <source>The time of your appointment is over</source>
            <translation>您的预约时间已过</translation>
        </message>
        <message>
            <source>Your appointment is on another day</source>
            <translation>您的预约在另一天</translation>
        </message>
        <message>
            <source>Your appointment is at another place</source>
            <translation>您的预约在另一地点</translation>
        </message>
        <message>
            <source>Your appointment is not at this place</source>
            <translation>您的预约不在此处</translation>
        </message>
        <message>
            <source>This appointment was cancelled</source>
            <translation>该预约已取消</translation>
        </message>
        <message>
            <source>You have checked in already. Your number:</source>
            <translation>您已签到。您的号码：</translation>
        </message>
        <message>
            <source>Your place is kept. You can print your ticket again.</source>
            <translation>您的位置已保留，可重新打印号票。</translation>
        </message>
        <message>
            <source>We cannot find this appointment</source>
            <translation>未找到该预约</translation>
        </message>
        <message>
            <source>We could not read this code</source>
            <translation>无法读取此码</translation>
        </message>
        <message>
            <source>Hold it still in the light, or enter your appointment number.</source>
            <translation>请在光亮处拿稳，或输入预约编号。</translation>
        </message>
        <message>
            <source>Reception will find your appointment</source>
            <translation>接待处会查找您的预约</translation>
        </message>
        <message>
            <source>Please go to reception with an identity document.</source>
            <translation>请携带身份证件到接待处。</translation>
        </message>
        <message>
            <source>It opens at {time}.</source>
            <translation>{time} 开放。</translation>
        </message>
        <message>
            <source>It opens another day at {time}.</source>
            <translation>改日 {time} 开放。</translation>
        </message>
        <message>
            <source>This service is suspended for now</source>
            <translation>此服务暂停办理</translation>
        </message>
        <message>
            <source>No tickets are given just now</source>
            <translation>目前暂不发号</translation>
        </message>
        <message>
            <source>Please wait a moment, or go to reception.</source>
            <translation>请稍候，或到接待处。</translation>
        </message>
        <message>
            <source>Too many people are waiting already</source>
            <translation>等候的人已经太多</translation>
        </message>
        <message>
            <source>There are no more tickets for this service today</source>
            <translation>今天此服务已无号</translation>
        </message>
        <message>
            <source>We cannot check your appointment just now</source>
            <translation>目前无法核对您的预约</translation>
        </message>
        <message>
            <source>Please go to reception: your appointment still holds.</source>
            <translation>请到接待处，您的预约仍然有效。</translation>
        </message>
        <message>
            <source>Please go to reception</source>
            <translation>请到接待处</translation>
        </message>
        <message>
            <source>They will find your appointment and help you.</source>
            <translation>他们会查找您的预约并帮助您。</translation>
        </message>
    </context>
    <context>
        <name>NoticePage</name>
        <message>
            <source>Print my ticket again</source>
            <translation>重新打印号票</translation>
        </message>
        <message>
            <source>Call someone</source>
            <translation>呼叫工作人员</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>完成</translation>
        </message>
    </context>
    <context>
        <name>Question</name>
        <message>
            <source>Do you need more time?</source>
            <translation>需要更多时间吗？</translation>
        </message>
        <message>
            <source>Yes, more time</source>
            <translation>是，需要更多时间</translation>
        </message>
        <message>
            <source>No, I have finished</source>
            <translation>否，已完成</translation>
        </message>
        <message>
            <source>This screen starts again in {n} seconds.</source>
            <translation>屏幕将在 {n} 秒后重新开始。</translation>
        </message>
    </context>
    <context>
        <name>ReferencePage</name>
        <message>
            <source>Show your QR code</source>
            <translation>请出示二维码</translation>
        </message>
        <message>
            <source>under the screen, in the light</source>
            <translation>放在屏幕下方光亮处</translation>
        </message>
        <message>
            <source>or enter your appointment number</source>
            <translation>或输入预约编号</translation>
        </message>
        <message>
            <source>I do not have this number</source>
            <translation>我没有此编号</translation>
        </message>
        <message>
            <source>Your appointment number</source>
            <translation>您的预约编号</translation>
        </message>
    </context>
    <context>
        <name>ServicesPage</name>
        <message>
            <source>What are you here for?</source>
            <translation>您要办理什么业务？</translation>
        </message>
        <message>
            <source>Priority access</source>
            <translation>优先服务</translation>
        </message>
        <message>
            <source>Previous page</source>
            <translation>上一页</translation>
        </message>
        <message>
            <source>Next page</source>
            <translation>下一页</translation>
        </message>
        <message>
            <source>By appointment only: {services}</source>
            <translation>仅限预约：{services}</translation>
        </message>
        <message>
            <source>CLOSED until {time}</source>
            <translation>关闭至 {time}</translation>
        </message>
        <message>
            <source>CLOSED · another day at {time}</source>
            <translation>已关闭 · 改日 {time}</translation>
        </message>
        <message>
            <source>CLOSED</source>
            <translation>已关闭</translation>
        </message>
        <message>
            <source>wait {a} to {b} min</source>
            <translation>等候 {a} 至 {b} 分钟</translation>
        </message>
    </context>
    <context>
        <name>Shade</name>
        <message>
            <source>One moment, please</source>
            <translation>请稍候</translation>
        </message>
    </context>
    <context>
        <name>Slip</name>
        <message>
            <source>Your number</source>
            <translation>您的号码</translation>
        </message>
        <message>
            <source>{date}, arrived at {time}</source>
            <translation>{date}，{time} 到达</translation>
        </message>
        <message>
            <source>Appointment at {time}</source>
            <translation>{time} 的预约</translation>
        </message>
        <message>
            <source>Arrived late for {time}: you will be seen all the same</source>
            <translation>晚于 {time}：我们仍会接待您</translation>
        </message>
        <message>
            <source>Waiting room: {room}</source>
            <translation>等候室：{room}</translation>
        </message>
        <message>
            <source>Priority access: tell reception</source>
            <translation>优先服务：请告知接待处</translation>
        </message>
        <message>
            <source>Sit down and watch the screen: your number will be shown and announced.</source>
            <translation>请坐下并留意屏幕，您的号码将显示并播报。</translation>
        </message>
        <message>
            <source>Have ready</source>
            <translation>请准备</translation>
        </message>
        <message>
            <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: this code, or reception.</source>
            <translation>此号码用于安排您的来访，最多保存 30 天，不含姓名。您的权利：扫此码或询问接待处。</translation>
        </message>
        <message>
            <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: ask reception.</source>
            <translation>此号码用于安排您的来访，最多保存 30 天，不含姓名。您的权利：请询问接待处。</translation>
        </message>
        <message>
            <source>Second copy</source>
            <translation>第二份</translation>
        </message>
        <message>
            <source>Wait: between {a} and {b} minutes</source>
            <translation>等候：{a} 至 {b} 分钟</translation>
        </message>
    </context>
    <context>
        <name>StartingPage</name>
        <message>
            <source>This kiosk is not ready yet</source>
            <translation>此机器尚未就绪</translation>
        </message>
        <message>
            <source>Staff: pair this kiosk (--pair; --server if it is not found).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Staff: this kiosk was removed from the site. Pair it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Staff: another server answers here. Call the administrator.</source>
            <translation>工作人员：此处由其他服务器应答，请联系管理员。</translation>
        </message>
        <message>
            <source>Staff: an old server answers here. Call the administrator.</source>
            <translation>工作人员：此处由旧服务器应答，请联系管理员。</translation>
        </message>
        <message>
            <source>It is waiting for the server. Please go to reception.</source>
            <translation>正在等待服务器。请到接待处。</translation>
        </message>
    </context>
    <context>
        <name>StateLine</name>
        <message>
            <source>Another server answers: tell reception.</source>
            <translation>其他服务器应答：请告知接待处。</translation>
        </message>
        <message>
            <source>An old server answers: tell reception.</source>
            <translation>旧服务器应答：请告知接待处。</translation>
        </message>
        <message>
            <source>Connection lost: tickets still hold.</source>
            <translation>网络中断：号票仍有效。</translation>
        </message>
        <message>
            <source>No paper: number on the screen.</source>
            <translation>缺纸：号码显示在屏幕上。</translation>
        </message>
    </context>
    <context>
        <name>TicketPage</name>
        <message>
            <source>Print again</source>
            <translation>重新打印</translation>
        </message>
        <message>
            <source>Priority or help?</source>
            <translation>优先或帮助？</translation>
        </message>
        <message>
            <source>You were given this number before:</source>
            <translation>您之前的号码：</translation>
        </message>
        <message>
            <source>Done. Your number:</source>
            <translation>已完成。您的号码：</translation>
        </message>
        <message>
            <source>Have ready: {documents}</source>
            <translation>请准备：{documents}</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Finish ({n} s)</source>
            <translation>完成（{n} 秒）</translation>
        </message>
        <message>
            <source>Appointment at {time}</source>
            <translation>{time} 的预约</translation>
        </message>
        <message>
            <source>You are late: we will see you all the same, as soon as we can.</source>
            <translation>您迟到了，我们仍会尽快接待您。</translation>
        </message>
        <message>
            <source>You are early: you will be called around that time.</source>
            <translation>您来早了，我们会在预约时间前后叫号。</translation>
        </message>
        <message>
            <source>You are on time.</source>
            <translation>您准时到达。</translation>
        </message>
        <message>
            <source>Watch the screen: your number will be shown and announced.</source>
            <translation>请留意屏幕，您的号码将显示并播报。</translation>
        </message>
        <message>
            <source>Please sit down.</source>
            <translation>请坐。</translation>
        </message>
        <message>
            <source>Waiting room: {room}.</source>
            <translation>等候室：{room}。</translation>
        </message>
        <message>
            <source>Wait: between {a} and {b} minutes</source>
            <translation>等候：{a} 至 {b} 分钟</translation>
        </message>
        <message>
            <source>Your data: we keep this number for at most 30 days, without your name. Details: the poster, or reception.</source>
            <translation>个人信息：此号码最多保存 30 天，不含姓名。详情见告示或询问接待处。</translation>
        </message>
        <message>
            <source>Nobody is ahead of you</source>
            <translation>前面没有人</translation>
        </message>
        <message>
            <source>One person is ahead of you</source>
            <translation>前面还有 1 人</translation>
        </message>
        <message>
            <source>{n} people ahead of you</source>
            <translation>前面还有 {n} 人</translation>
        </message>
        <message>
            <source>Take your ticket</source>
            <translation>请取号票</translation>
        </message>
        <message>
            <source>Your ticket is being printed</source>
            <translation>正在打印号票</translation>
        </message>
        <message>
            <source>Your ticket comes out of the other printer: ask at reception</source>
            <translation>您的号票从另一台打印机打印：请咨询接待处</translation>
        </message>
    </context>
    <context>
        <name>TimePage</name>
        <message>
            <source>At what time is your appointment?</source>
            <translation>您的预约是几点？</translation>
        </message>
        <message>
            <source>Hour and minutes, for example 10:20</source>
            <translation>时和分，例如 10:20</translation>
        </message>
        <message>
            <source>Time of your appointment</source>
            <translation>您的预约时间</translation>
        </message>
    </context>
</TS>
