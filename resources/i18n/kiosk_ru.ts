<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en_GB">
    <context>
        <name>BottomBar</name>
        <message>
            <source>Back</source>
            <translation>Назад</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Язык</translation>
        </message>
        <message>
            <source>I need help</source>
            <translation>Мне нужна помощь</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Помощь</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>Контраст</translation>
        </message>
        <message>
            <source>Large text</source>
            <translation>Крупный текст</translation>
        </message>
        <message>
            <source>Lower</source>
            <translation>Ниже</translation>
        </message>
    </context>
    <context>
        <name>BusyPage</name>
        <message>
            <source>One moment, please</source>
            <translation>Минуту, пожалуйста</translation>
        </message>
    </context>
    <context>
        <name>HelpPage</name>
        <message>
            <source>We are calling reception</source>
            <translation>Зовём сотрудника</translation>
        </message>
        <message>
            <source>Reception has been called</source>
            <translation>Стойка приёма извещена</translation>
        </message>
        <message>
            <source>Somebody is on the way</source>
            <translation>К вам идут</translation>
        </message>
        <message>
            <source>Reception cannot be called from here just now</source>
            <translation>Отсюда сейчас не позвать сотрудника</translation>
        </message>
        <message>
            <source>Please go to reception yourself, or speak to a member of staff.</source>
            <translation>Обратитесь на стойку приёма или к сотруднику.</translation>
        </message>
        <message>
            <source>Please stay here: somebody will come to you.</source>
            <translation>Оставайтесь здесь: к вам подойдут.</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Продолжить</translation>
        </message>
    </context>
    <context>
        <name>HomePage</name>
        <message>
            <source>Welcome</source>
            <translation>Добро пожаловать</translation>
        </message>
        <message>
            <source>Last ticket without appointment: {time}</source>
            <translation>Последний талон без записи: {time}</translation>
        </message>
        <message>
            <source>I have an appointment</source>
            <translation>У меня есть запись</translation>
        </message>
        <message>
            <source>I have no appointment</source>
            <translation>У меня нет записи</translation>
        </message>
        <message>
            <source>I am collecting a document</source>
            <translation>Получить готовый документ</translation>
        </message>
        <message>
            <source>Your data: see the poster</source>
            <translation>Ваши данные: см. объявление</translation>
        </message>
        <message>
            <source>Closed. Opens at {time}.</source>
            <translation>Закрыто. Откроется в {time}.</translation>
        </message>
        <message>
            <source>Closed.</source>
            <translation>Закрыто.</translation>
        </message>
        <message>
            <source>Open until {time}</source>
            <translation>Открыто до {time}</translation>
        </message>
    </context>
    <context>
        <name>KeypadPage</name>
        <message>
            <source>Erase</source>
            <translation>Стереть</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>ОК</translation>
        </message>
    </context>
    <context>
        <name>LanguagePage</name>
        <message>
            <source>Choose your language</source>
            <translation>Выберите язык</translation>
        </message>
    </context>
    <context>
        <name>NoPaperPage</name>
        <message>
            <source>Call someone</source>
            <translation>Позвать сотрудника</translation>
        </message>
        <message>
            <source>Your number is registered:</source>
            <translation>Ваш номер записан:</translation>
        </message>
        <message>
            <source>Reception has been told.</source>
            <translation>Стойка приёма извещена.</translation>
        </message>
        <message>
            <source>Please tell reception too.</source>
            <translation>Скажите также на стойке приёма.</translation>
        </message>
        <message>
            <source>1. Write this number down, or take a picture of the screen.</source>
            <translation>1. Запишите номер или сфотографируйте экран.</translation>
        </message>
        <message>
            <source>2. No telephone? Ask reception for a card with your number.</source>
            <translation>2. Нет телефона? Попросите на стойке карточку с вашим номером.</translation>
        </message>
        <message>
            <source>3. Sit down (waiting room: {room}) and watch the screen.</source>
            <translation>3. Присядьте (зал ожидания: {room}) и следите за экраном.</translation>
        </message>
        <message>
            <source>3. Sit down and watch the screen.</source>
            <translation>3. Присядьте и следите за экраном.</translation>
        </message>
        <message>
            <source>I have noted my number</source>
            <translation>Номер записан</translation>
        </message>
        <message>
            <source>I have noted my number ({n} s)</source>
            <translation>Номер записан ({n} с)</translation>
        </message>
        <message>
            <source>No paper left: note your number</source>
            <translation>Нет бумаги: запишите номер</translation>
        </message>
        <message>
            <source>The printer is open: note your number</source>
            <translation>Принтер открыт: запишите номер</translation>
        </message>
        <message>
            <source>This kiosk does not print: note your number</source>
            <translation>Этот терминал не печатает: запишите номер</translation>
        </message>
        <message>
            <source>The printer does not answer: note your number</source>
            <translation>Принтер не отвечает: запишите номер</translation>
        </message>
        <message>
            <source>No ticket can be printed: note your number</source>
            <translation>Печать невозможна: запишите номер</translation>
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>Please go to reception: they will help you.</source>
            <translation>Обратитесь на стойку приёма: вам помогут.</translation>
        </message>
        <message>
            <source>Please come back another day, or go to reception.</source>
            <translation>Приходите в другой день или обратитесь на стойку приёма.</translation>
        </message>
        <message>
            <source>This service is closed</source>
            <translation>Услуга закрыта</translation>
        </message>
        <message>
            <source>You are too early</source>
            <translation>Вы пришли слишком рано</translation>
        </message>
        <message>
            <source>We do not know this code</source>
            <translation>Этот код нам неизвестен</translation>
        </message>
        <message>
            <source>Show the code of your appointment, or go to reception.</source>
            <translation>Покажите код записи или обратитесь на стойку приёма.</translation>
        </message>
        <message>
            <source>This kiosk cannot give a ticket just now</source>
            <translation>Терминал сейчас не может выдать талон</translation>
        </message>
        <message>
            <source>Please come back later today.</source>
            <translation>Приходите сегодня позже.</translation>
        </message>
        <message>
            <source>Please come back at {time}.</source>
            <translation>Приходите в {time}.</translation>
        </message>
        <message>
            <source>The time of your appointment is over</source>
            <translation>Время вашей записи прошло</translation>
        </message>
        <message>
            <source>Your appointment is on another day</source>
            <translation>Ваша запись на другой день</translation>
        </message>
        <message>
            <source>Your appointment is at another place</source>
            <translation>Ваша запись в другом месте</translation>
        </message>
        <message>
            <source>Your appointment is not at this place</source>
            <translation>Ваша запись не здесь</translation>
        </message>
        <message>
            <source>This appointment was cancelled</source>
            <translation>Эта запись отменена</translation>
        </message>
        <message>
            <source>You have checked in already. Your number:</source>
            <translation>Вы уже отметились. Ваш номер:</translation>
        </message>
        <message>
            <source>Your place is kept. You can print your ticket again.</source>
            <translation>Ваше место сохранено. Талон можно напечатать ещё раз.</translation>
        </message>
        <message>
            <source>We cannot find this appointment</source>
            <translation>Запись не найдена</translation>
        </message>
        <message>
            <source>We could not read this code</source>
            <translation>Не удалось прочитать код</translation>
        </message>
        <message>
            <source>Hold it still in the light, or enter your appointment number.</source>
            <translation>Держите ровно на свету или введите номер записи.</translation>
        </message>
        <message>
            <source>Reception will find your appointment</source>
            <translation>На стойке приёма найдут вашу запись</translation>
        </message>
        <message>
            <source>Please go to reception with an identity document.</source>
            <translation>Обратитесь на стойку приёма с удостоверением.</translation>
        </message>
        <message>
            <source>It opens at {time}.</source>
            <translation>Откроется в {time}.</translation>
        </message>
        <message>
            <source>It opens another day at {time}.</source>
            <translation>Откроется в другой день в {time}.</translation>
        </message>
        <message>
            <source>This service is suspended for now</source>
            <translation>Услуга временно приостановлена</translation>
        </message>
        <message>
            <source>No tickets are given just now</source>
            <translation>Сейчас талоны не выдаются</translation>
        </message>
        <message>
            <source>Please wait a moment, or go to reception.</source>
            <translation>Подождите немного или обратитесь на стойку приёма.</translation>
        </message>
        <message>
            <source>Too many people are waiting already</source>
            <translation>Уже слишком много ожидающих</translation>
        </message>
        <message>
            <source>There are no more tickets for this service today</source>
            <translation>Сегодня талонов на эту услугу больше нет</translation>
        </message>
        <message>
            <source>We cannot check your appointment just now</source>
            <translation>Сейчас мы не можем проверить вашу запись</translation>
        </message>
        <message>
            <source>Please go to reception: your appointment still holds.</source>
            <translation>Обратитесь на стойку приёма: ваша запись действует.</translation>
        </message>
        <message>
            <source>Please go to reception</source>
            <translation>Обратитесь на стойку приёма</translation>
        </message>
        <message>
            <source>They will find your appointment and help you.</source>
            <translation>Там найдут вашу запись и помогут.</translation>
        </message>
    </context>
    <context>
        <name>NoticePage</name>
        <message>
            <source>Print my ticket again</source>
            <translation>Напечатать талон ещё раз</translation>
        </message>
        <message>
            <source>Call someone</source>
            <translation>Позвать сотрудника</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>Готово</translation>
        </message>
    </context>
    <context>
        <name>Question</name>
        <message>
            <source>Do you need more time?</source>
            <translation>Нужно больше времени?</translation>
        </message>
        <message>
            <source>Yes, more time</source>
            <translation>Да, ещё время</translation>
        </message>
        <message>
            <source>No, I have finished</source>
            <translation>Нет, это всё</translation>
        </message>
        <message>
            <source>This screen starts again in {n} seconds.</source>
            <translation>Экран начнёт сначала через {n} с.</translation>
        </message>
    </context>
    <context>
        <name>ReferencePage</name>
        <message>
            <source>Show your QR code</source>
            <translation>Поднесите QR-код</translation>
        </message>
        <message>
            <source>under the screen, in the light</source>
            <translation>под экраном, на свету</translation>
        </message>
        <message>
            <source>or enter your appointment number</source>
            <translation>или введите номер записи</translation>
        </message>
        <message>
            <source>I do not have this number</source>
            <translation>У меня нет этого номера</translation>
        </message>
        <message>
            <source>Your appointment number</source>
            <translation>Номер вашей записи</translation>
        </message>
    </context>
    <context>
        <name>ServicesPage</name>
        <message>
            <source>What are you here for?</source>
            <translation>По какому вопросу вы пришли?</translation>
        </message>
        <message>
            <source>Priority access</source>
            <translation>Приоритет</translation>
        </message>
        <message>
            <source>Previous page</source>
            <translation>Предыдущая страница</translation>
        </message>
        <message>
            <source>Next page</source>
            <translation>Следующая страница</translation>
        </message>
        <message>
            <source>By appointment only: {services}</source>
            <translation>Только по записи: {services}</translation>
        </message>
        <message>
            <source>CLOSED until {time}</source>
            <translation>ЗАКРЫТО до {time}</translation>
        </message>
        <message>
            <source>CLOSED · another day at {time}</source>
            <translation>ЗАКРЫТО · в другой день в {time}</translation>
        </message>
        <message>
            <source>CLOSED</source>
            <translation>ЗАКРЫТО</translation>
        </message>
        <message>
            <source>wait {a} to {b} min</source>
            <translation>ожидание {a}–{b} мин</translation>
        </message>
    </context>
    <context>
        <name>Shade</name>
        <message>
            <source>One moment, please</source>
            <translation>Минуту, пожалуйста</translation>
        </message>
    </context>
    <context>
        <name>Slip</name>
        <message>
            <source>Your number</source>
            <translation>Ваш номер</translation>
        </message>
        <message>
            <source>{date}, arrived at {time}</source>
            <translation>{date}, приход в {time}</translation>
        </message>
        <message>
            <source>Appointment at {time}</source>
            <translation>Запись на {time}</translation>
        </message>
        <message>
            <source>Arrived late for {time}: you will be seen all the same</source>
            <translation>Опоздание на {time}: вас всё равно примут</translation>
        </message>
        <message>
            <source>Waiting room: {room}</source>
            <translation>Зал ожидания: {room}</translation>
        </message>
        <message>
            <source>Priority access: tell reception</source>
            <translation>Приоритет: скажите на стойке приёма</translation>
        </message>
        <message>
            <source>Sit down and watch the screen: your number will be shown and announced.</source>
            <translation>Присядьте и следите за экраном: ваш номер покажут и объявят.</translation>
        </message>
        <message>
            <source>Have ready</source>
            <translation>Приготовьте</translation>
        </message>
        <message>
            <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: this code, or reception.</source>
            <translation>Номер нужен для организации приёма. Он хранится не более 30 дней без вашего имени. Ваши права: этот код или стойка приёма.</translation>
        </message>
        <message>
            <source>This number serves to organise your visit. It is kept for at most 30 days, without your name. Your rights: ask reception.</source>
            <translation>Номер нужен для организации приёма. Он хранится не более 30 дней без вашего имени. Ваши права: спросите на стойке приёма.</translation>
        </message>
        <message>
            <source>Second copy</source>
            <translation>Второй экземпляр</translation>
        </message>
        <message>
            <source>Wait: between {a} and {b} minutes</source>
            <translation>Ожидание: от {a} до {b} минут</translation>
        </message>
    </context>
    <context>
        <name>StartingPage</name>
        <message>
            <source>This kiosk is not ready yet</source>
            <translation>Терминал ещё не готов</translation>
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
            <translation>Сотрудникам: здесь отвечает другой сервер. Позовите администратора.</translation>
        </message>
        <message>
            <source>Staff: an old server answers here. Call the administrator.</source>
            <translation>Сотрудникам: здесь отвечает старый сервер. Позовите администратора.</translation>
        </message>
        <message>
            <source>It is waiting for the server. Please go to reception.</source>
            <translation>Ждёт сервер. Обратитесь на стойку приёма.</translation>
        </message>
    </context>
    <context>
        <name>StateLine</name>
        <message>
            <source>Another server answers: tell reception.</source>
            <translation>Чужой сервер: скажите на стойке.</translation>
        </message>
        <message>
            <source>An old server answers: tell reception.</source>
            <translation>Старый сервер: скажите на стойке.</translation>
        </message>
        <message>
            <source>Connection lost: tickets still hold.</source>
            <translation>Связи нет: талоны действуют.</translation>
        </message>
        <message>
            <source>No paper: number on the screen.</source>
            <translation>Нет бумаги: номер на экране.</translation>
        </message>
    </context>
    <context>
        <name>TicketPage</name>
        <message>
            <source>Print again</source>
            <translation>Напечатать ещё раз</translation>
        </message>
        <message>
            <source>Priority or help?</source>
            <translation>Приоритет или помощь?</translation>
        </message>
        <message>
            <source>You were given this number before:</source>
            <translation>Ваш прежний номер:</translation>
        </message>
        <message>
            <source>Done. Your number:</source>
            <translation>Готово. Ваш номер:</translation>
        </message>
        <message>
            <source>Have ready: {documents}</source>
            <translation>Приготовьте: {documents}</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>Готово</translation>
        </message>
        <message>
            <source>Finish ({n} s)</source>
            <translation>Готово ({n} с)</translation>
        </message>
        <message>
            <source>Appointment at {time}</source>
            <translation>Запись на {time}</translation>
        </message>
        <message>
            <source>You are late: we will see you all the same, as soon as we can.</source>
            <translation>Вы опоздали: мы всё равно вас примем, как только сможем.</translation>
        </message>
        <message>
            <source>You are early: you will be called around that time.</source>
            <translation>Вы пришли раньше: вас вызовут примерно в это время.</translation>
        </message>
        <message>
            <source>You are on time.</source>
            <translation>Вы пришли вовремя.</translation>
        </message>
        <message>
            <source>Watch the screen: your number will be shown and announced.</source>
            <translation>Следите за экраном: ваш номер покажут и объявят.</translation>
        </message>
        <message>
            <source>Please sit down.</source>
            <translation>Присядьте, пожалуйста.</translation>
        </message>
        <message>
            <source>Waiting room: {room}.</source>
            <translation>Зал ожидания: {room}.</translation>
        </message>
        <message>
            <source>Wait: between {a} and {b} minutes</source>
            <translation>Ожидание: от {a} до {b} минут</translation>
        </message>
        <message>
            <source>Your data: we keep this number for at most 30 days, without your name. Details: the poster, or reception.</source>
            <translation>Ваши данные: номер хранится не более 30 дней без вашего имени. Подробнее: объявление или стойка приёма.</translation>
        </message>
        <message>
            <source>Nobody is ahead of you</source>
            <translation>Перед вами никого нет</translation>
        </message>
        <message>
            <source>One person is ahead of you</source>
            <translation>Перед вами один человек</translation>
        </message>
        <message>
            <source>{n} people ahead of you</source>
            <translation>Перед вами: {n}</translation>
        </message>
        <message>
            <source>Take your ticket</source>
            <translation>Возьмите талон</translation>
        </message>
        <message>
            <source>Your ticket is being printed</source>
            <translation>Талон печатается</translation>
        </message>
        <message>
            <source>Your ticket comes out of the other printer: ask at reception</source>
            <translation>Талон выйдет из другого принтера: спросите на стойке приёма</translation>
        </message>
    </context>
    <context>
        <name>TimePage</name>
        <message>
            <source>At what time is your appointment?</source>
            <translation>На какое время ваша запись?</translation>
        </message>
        <message>
            <source>Hour and minutes, for example 10:20</source>
            <translation>Часы и минуты, например 10:20</translation>
        </message>
        <message>
            <source>Time of your appointment</source>
            <translation>Время вашей записи</translation>
        </message>
    </context>
</TS>
