"""Makes reception: its page and its presenter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from counterapp.notices import Say
from counterapp.ports import ReceptionSite, Tasks, Timers
from counterapp.reception.page import ReceptionPage
from counterapp.reception.presenter import ReceptionPresenter
from counterapp.reception.scans import Scans
from sync.contract.site import SiteOut


@dataclass(frozen=True, slots=True)
class Reception:
    """A wired reception. Keep it: Qt signals hold the presenter's methods weakly."""

    page: ReceptionPage
    presenter: ReceptionPresenter
    scans: Scans


def make_reception(
    client: ReceptionSite,
    site: SiteOut,
    language: str,
    keys: Mapping[str, str],
    tasks: Tasks,
    timers: Timers,
    *,
    now: Callable[[], datetime],
    monotonic: Callable[[], float],
    say: Say,
    expired: Callable[[], None],
) -> Reception:
    """Make reception for the person who signed in."""
    page = ReceptionPage(keys)
    presenter = ReceptionPresenter(
        client, site, language, page, tasks, timers, now, monotonic, say=say, expired=expired
    )
    arrivals, hall = page.arrivals, page.hall
    scans = Scans(presenter, arrivals.options)
    arrivals.searched.connect(presenter.search)
    arrivals.scan_typed.connect(scans.take)
    arrivals.check_in_chosen.connect(lambda each: presenter.check_in(each, arrivals.options()))
    arrivals.hand_given.connect(presenter.given_by_hand)
    hall.walk_in_chosen.connect(lambda each: presenter.walk_in(each, arrivals.options()))
    hall.help_answered.connect(presenter.answer_help)
    hall.hand_given.connect(presenter.given_by_hand)
    return Reception(page, presenter, scans)
