"""What fits on the narrowest paper that slips are printed on."""

from typing import Final

CODE_BYTES: Final = 450
"""Of UTF-8, in a code at level M with modules of half a millimetre, on paper of 58 mm."""


def code_fits(text: str) -> bool:
    """Tell whether every printer of slips can print a code that holds a text."""
    return len(text.encode()) <= CODE_BYTES
