"""A name as staff see it in a list, on a screen or on paper."""


def listed_name(family_name: str, given_name: str) -> str:
    """Return a name by which somebody is looked for: `VAN DER VELDEN Greet`, `欧阳 娜娜`.

    The family name comes first, in capitals where its script has them, so that it is known from
    the other one in any language. Either may be missing.
    """
    return f"{family_name.upper()} {given_name}".strip()
