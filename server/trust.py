"""Whose signed appointment codes this site believes."""

from collections.abc import Sequence

from core.site import CodeKey
from core.store.reader import Reader


def trusted_keys(reader: Reader) -> Sequence[CodeKey]:
    """Return the keys of the booking side, and the site's own; the former win a shared key id."""
    own = [CodeKey(key.key_id, key.public_key) for key in reader.signing_keys()]
    found = {key.key_id: key for key in [*own, *reader.site().code_keys]}
    return [found[key_id] for key_id in sorted(found)]
