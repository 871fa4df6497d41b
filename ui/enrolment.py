"""How a station gets its identity at the start, or says in one sentence why it has none."""

from core.model import StationKind
from sync.client.errors import NotFound, Refused, Unreachable, WrongServer
from sync.client.identity import Identity, IdentityDamaged
from sync.client.pairing import PairingInvalid, enrol
from ui.crash import KnownFault
from ui.messages import problem_text
from ui.station_options import StationOptions


def enrolled(station: StationOptions, kind: StationKind) -> Identity | None:
    """Return the identity of a profile, enrolled now if a pairing string was given; else None.

    Raises:
        KnownFault: The string, the server or the profile cannot be used.
    """
    try:
        return enrol(
            station.profile,
            url=station.servers,
            string=station.pair,
            kind=kind,
            name=station.name,
        )
    except PairingInvalid as error:
        raise KnownFault(problem_text(error.code, {})) from error
    except Refused as error:
        raise KnownFault(problem_text(error.code, error.facts)) from error
    except WrongServer as error:
        raise KnownFault(problem_text("fingerprint_mismatch", {})) from error
    except NotFound as error:
        raise KnownFault(problem_text("server_not_found", {})) from error
    except Unreachable as error:
        raise KnownFault(problem_text("server_unreachable", {})) from error
    except IdentityDamaged as error:
        raise KnownFault(problem_text("identity_damaged", {})) from error
    except OSError as error:
        raise KnownFault(problem_text("profile_unwritable", {})) from error
