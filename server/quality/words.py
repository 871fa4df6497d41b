"""What the quality sheet says, in the languages that it is offered in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language; names in braces are figures.

    Attributes:
        percent: How a percentage is written.
        decimal: The sign between whole and tenth.
        thousands: The sign between groups of three digits.
        date: How a day is written, from `day`, `month`, `year` and, if it has one, a `name`.
        months: Names of the months, where the date uses them.
        closed_mark: Stands for a day without hours.
    """

    title: str
    period: str
    wait: str
    half: str
    nine: str
    under: str
    appointments: str
    punctual: str
    visits: str
    came: str
    satisfaction: str
    answers: str
    hours: str
    weekdays: tuple[str, ...]
    closed_mark: str
    too_few: str
    method: str
    made_on: str
    percent: str
    decimal: str
    thousands: str
    date: str
    months: tuple[str, ...] = ()


WORDS: Final[Mapping[str, Words]] = {
    "fr": Words(
        title="La qualité de notre accueil",
        period="Du {first} au {last}",
        wait="L’attente avant l’appel",
        half="La moitié des attentes ont duré {minutes} min ou moins.",
        nine="Neuf attentes sur dix ont duré {minutes} min ou moins.",
        under="Moins de {minutes} min",
        appointments="Les rendez-vous",
        punctual="{share} des personnes arrivées à temps ont été appelées dans les "
        "10\u00a0minutes.",
        visits="Les visites",
        came="{visits} visites, dont {share} sans rendez-vous.",
        satisfaction="La satisfaction",
        answers="{mean} sur 5, d’après {count} réponses à la borne.",
        hours="Nos horaires",
        weekdays=("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"),
        closed_mark="fermé",
        too_few="Trop peu de visites pour publier ce chiffre.",
        method="Une attente va de la prise du ticket, ou de l’heure du rendez-vous pour qui vient "
        "en avance, jusqu’à l’appel à un guichet\u00a0; chaque étape d’une visite compte pour "
        "elle-même. "
        "Aucun nom n’est utilisé. Un chiffre qui porte sur moins de cinq cas n’est pas publié.",
        made_on="Fiche établie le {day}.",
        percent="{value}\u00a0%",
        decimal=",",
        thousands="\u00a0",
        date="{day:02}/{month:02}/{year}",
    ),
    "en": Words(
        title="The quality of our reception",
        period="From {first} to {last}",
        wait="Waiting before the call",
        half="Half of all waits took {minutes} min or less.",
        nine="Nine waits in ten took {minutes} min or less.",
        under="Less than {minutes} min",
        appointments="Appointments",
        punctual="{share} of the people who came in time were called within 10\u00a0minutes.",
        visits="Visits",
        came="{visits} visits, of which {share} without an appointment.",
        satisfaction="Satisfaction",
        answers="{mean} out of 5, from {count} answers at the kiosk.",
        hours="Opening hours",
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        closed_mark="closed",
        too_few="Too few visits to publish this figure.",
        method="A wait runs from taking the ticket, or from the booked time for those who come "
        "early, to the call to a counter; each step of a visit counts by itself. No name is used. "
        "A figure about fewer than five cases is not published.",
        made_on="Sheet made on {day}.",
        percent="{value}%",
        decimal=".",
        thousands=",",
        date="{day} {name} {year}",
        months=(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
    ),
    "es": Words(
        title="La calidad de nuestra atención",
        period="Del {first} al {last}",
        wait="La espera antes de la llamada",
        half="La mitad de las esperas duró {minutes} min o menos.",
        nine="Nueve de cada diez esperas duraron {minutes} min o menos.",
        under="Menos de {minutes} min",
        appointments="Las citas",
        punctual="El {share} de quienes llegaron a tiempo fue llamado en 10\u00a0minutos.",
        visits="Las visitas",
        came="{visits} visitas; el {share}, sin cita.",
        satisfaction="La satisfacción",
        answers="{mean} sobre 5, según {count} respuestas en el terminal.",
        hours="Nuestro horario",
        weekdays=("Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo"),
        closed_mark="cerrado",
        too_few="Muy pocas visitas para publicar esta cifra.",
        method="Una espera va desde que se toma el turno, o desde la hora de la cita para quien "
        "llega antes, hasta la llamada a una ventanilla; cada etapa de una visita cuenta por sí "
        "misma. No se utiliza ningún nombre. Una cifra sobre menos de cinco casos no se publica.",
        made_on="Ficha elaborada el {day}.",
        percent="{value}\u00a0%",
        decimal=",",
        thousands="\u00a0",
        date="{day:02}/{month:02}/{year}",
    ),
    "pt": Words(
        title="A qualidade do atendimento",
        period="De {first} a {last}",
        wait="A espera antes da chamada",
        half="Metade das esperas durou {minutes} min ou menos.",
        nine="Nove em cada dez esperas duraram {minutes} min ou menos.",
        under="Menos de {minutes} min",
        appointments="As marcações",
        punctual="{share} das pessoas que chegaram a tempo foram chamadas em 10\u00a0minutos.",
        visits="As visitas",
        came="{visits} visitas, das quais {share} sem marcação.",
        satisfaction="A satisfação",
        answers="{mean} em 5, segundo {count} respostas no quiosque.",
        hours="O nosso horário",
        weekdays=(
            "Segunda-feira",
            "Terça-feira",
            "Quarta-feira",
            "Quinta-feira",
            "Sexta-feira",
            "Sábado",
            "Domingo",
        ),
        closed_mark="fechado",
        too_few="Visitas insuficientes para publicar este número.",
        method="Uma espera vai da retirada da senha, ou da hora marcada para quem chega antes, até "
        "à chamada a um balcão; cada etapa de uma visita conta por si. Nenhum nome é utilizado. "
        "Um número sobre menos de cinco casos não é publicado.",
        made_on="Ficha elaborada em {day}.",
        percent="{value}%",
        decimal=",",
        thousands="\u00a0",
        date="{day:02}/{month:02}/{year}",
    ),
    "de": Words(
        title="Die Qualität unseres Empfangs",
        period="{first} bis {last}",
        wait="Wartezeit bis zum Aufruf",
        half="Die Hälfte der Wartezeiten dauerte höchstens {minutes} Min.",
        nine="Neun von zehn Wartezeiten dauerten höchstens {minutes} Min.",
        under="Unter {minutes} Min.",
        appointments="Termine",
        punctual="{share} der rechtzeitig Erschienenen wurden binnen 10\u00a0Minuten aufgerufen.",
        visits="Besuche",
        came="{visits} Besuche, davon {share} ohne Termin.",
        satisfaction="Zufriedenheit",
        answers="{mean} von 5, aus {count} Antworten am Terminal.",
        hours="Öffnungszeiten",
        weekdays=(
            "Montag",
            "Dienstag",
            "Mittwoch",
            "Donnerstag",
            "Freitag",
            "Samstag",
            "Sonntag",
        ),
        closed_mark="geschlossen",
        too_few="Zu wenige Besuche, um diese Zahl zu veröffentlichen.",
        method="Die Wartezeit läuft vom Ziehen der Nummer, oder vom Termin an für alle, die früher "
        "kommen, bis zum Aufruf an einen Schalter; jeder Schritt eines Besuchs zählt für sich. "
        "Namen werden nicht verwendet. Eine Zahl zu weniger als fünf Fällen erscheint nicht.",
        made_on="Erstellt am {day}.",
        percent="{value}\u00a0%",
        decimal=",",
        thousands=".",
        date="{day:02}.{month:02}.{year}",
    ),
    "ru": Words(
        title="Качество нашего приёма",
        period="С {first} по {last}",
        wait="Ожидание до вызова",
        half="В половине случаев ожидание длилось не более {minutes} мин.",
        nine="В девяти случаях из десяти — не более {minutes} мин.",
        under="Менее {minutes} мин.",
        appointments="Приём по записи",
        punctual="{share} пришедших вовремя были вызваны в течение 10\u00a0минут.",
        visits="Посещения",
        came="Посещений: {visits}, из них без записи: {share}.",
        satisfaction="Оценка посетителей",
        answers="{mean} из 5; ответов у терминала: {count}.",
        hours="Часы работы",
        weekdays=(
            "Понедельник",
            "Вторник",
            "Среда",
            "Четверг",
            "Пятница",
            "Суббота",
            "Воскресенье",
        ),
        closed_mark="закрыто",
        too_few="Слишком мало посещений, чтобы публиковать эту цифру.",
        method="Ожидание считается от получения талона, а для пришедших раньше назначенного "
        "времени — от времени записи, до вызова к окну; каждый этап посещения считается отдельно. "
        "Имена не используются. Цифры менее чем о пяти случаях не публикуются.",
        made_on="Составлено {day}.",
        percent="{value}\u00a0%",
        decimal=",",
        thousands="\u00a0",
        date="{day:02}.{month:02}.{year}",
    ),
    "zh": Words(
        title="接待服务质量",
        period="{first}至{last}",
        wait="叫号前的等候时间",
        half="一半的等候不超过{minutes}分钟。",
        nine="十分之九的等候不超过{minutes}分钟。",
        under="少于{minutes}分钟",
        appointments="预约",
        punctual="按时到达的来访者中，{share}在10分钟内被叫号。",
        visits="来访",
        came="共{visits}次来访，其中{share}没有预约。",
        satisfaction="满意度",
        answers="{mean}分（满分5分），来自自助机上的{count}份回答。",
        hours="开放时间",
        weekdays=("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
        closed_mark="不开放",
        too_few="来访次数太少，不公布此数字。",
        method="等候时间从取号开始计算；提前到达的预约来访者从预约时间开始计算，到叫号为止；"
        "来访的每个步骤分别计算。不使用任何姓名。少于五次的数字不予公布。",
        made_on="制表日期：{day}。",
        percent="{value}%",
        decimal=".",
        thousands=",",
        date="{year}年{month}月{day}日",
    ),
}
"""Arabic is not among them: it has no words yet, and asks for a page that is mirrored."""
