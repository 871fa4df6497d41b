"""What screens say of a crisis where the lead wrote nothing of their own, in eight languages."""

from collections.abc import Mapping
from typing import Final

CRISIS: Final[Mapping[str, str]] = {
    "fr": "Situation de crise : les démarches ordinaires sont suspendues.",
    "en": "Crisis: ordinary services are suspended.",
    "es": "Situación de crisis: los trámites ordinarios quedan suspendidos.",
    "ar": "حالة أزمة: الخدمات العادية معلّقة.",
    "pt": "Situação de crise: os serviços habituais estão suspensos.",
    "de": "Krisenlage: Die üblichen Dienste sind ausgesetzt.",
    "zh": "紧急情况：日常业务暂停办理。",
    "ru": "Кризисная ситуация: обычный приём приостановлен.",
}

DRILL: Final[Mapping[str, str]] = {
    "fr": "Exercice de crise : ceci n’est qu’un exercice.",
    "en": "Crisis drill: this is only an exercise.",
    "es": "Simulacro de crisis: esto es solo un ejercicio.",
    "ar": "تمرين على أزمة: هذا مجرد تمرين.",
    "pt": "Simulacro de crise: isto é apenas um exercício.",
    "de": "Krisenübung: Dies ist nur eine Übung.",
    "zh": "危机演练：这只是演习。",
    "ru": "Учебная кризисная тревога: это только учения.",
}
