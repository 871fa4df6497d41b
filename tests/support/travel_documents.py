"""Specimens of machine readable zones: ICAO Doc 9303's of Utopia, and the French card's."""

from typing import Final

TD3: Final = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)
TD1: Final = (
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
)
TD1_LONG: Final = (
    "I<UTOD23145890<7349<<<<<<<<<<<",
    "3407127M9507122UTO<<<<<<<<<<<2",
    "STEVENSON<<PETER<JOHN<<<<<<<<<",
)
TD2: Final = (
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
    "D231458907UTO7408122F1204159<<<<<<<6",
)
TD2_LONG: Final = (
    "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<",
    "D23145890<UTO3407127M95071227349<<<8",
)
MRV_A: Final = (
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
)
MRV_B: Final = (
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
    "L8988901C4XXX4009078F9612109<<<<<<<<",
)
FRENCH_CARD: Final = (
    "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<",
    "8806923102858CORINNE<<<<<<<6512068F6",
)
SPECIMENS: Final = {
    "TD3": TD3,
    "TD1": TD1,
    "TD1 with a long number": TD1_LONG,
    "TD2": TD2,
    "TD2 with a long number": TD2_LONG,
    "MRV-A": MRV_A,
    "MRV-B": MRV_B,
    "French card": FRENCH_CARD,
}
NAMES: Final = {
    "TD1 with a long number": (("STEVENSON",), ("PETER", "JOHN")),
    "TD2 with a long number": (("STEVENSON",), ("PETER", "JOHN")),
    "French card": (("BERTHIER",), ("CORINNE",)),
}
ANNA: Final = (("ERIKSSON",), ("ANNA", "MARIA"))
"""The names of every specimen that `NAMES` does not list."""
