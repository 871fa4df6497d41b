"""The site's authority, for whoever holds a pairing string to compare it with."""

from server.doing import Wired
from server.nouns import Noun
from sync.contract.authority import AuthorityOut

router = Noun()


@router.get("/authority")
def authority(wiring: Wired) -> AuthorityOut:
    """Return its certificate alone; needs no token, and tells nothing of the site."""
    own = wiring.authority
    return AuthorityOut(certificate=None if own is None else own.pem)
