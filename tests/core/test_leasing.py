"""Numbers that kiosks take from their leases: replay-safe, and never refused once given."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.errors import Conflict, Unprocessable
from core.model import AppointmentStatus
from core.usecases import arriving, leasing, settings
from core.usecases.arriving import CheckIn, CodeFacts, WalkIn
from tests.fakes.reception import Reception


def test_a_lease_gives_numbers_in_a_row_and_no_more_than_the_site_allows(
    reception: Reception,
) -> None:
    first, second = reception.lease(count=10), reception.lease(count=200)
    assert (first["first"], first["last"]) == (1, 10)
    assert (second["first"], second["last"]) == (11, 20)
    assert reception.walk_in()["number"] == "K021"


def test_a_reserve_lies_in_the_upper_half(reception: Reception) -> None:
    lease = reception.lease(count=100, reserve=True)
    assert (lease["first"], lease["last"]) == (500, 599)
    assert reception.walk_in()["number"] == "K001"


def test_numbers_of_a_lease_are_shown_as_people_see_them(reception: Reception) -> None:
    given = reception.lease(count=2)
    with reception.read() as reader:
        lease = reader.lease(str(given["lease_id"]))
    assert leasing.numbers_of(lease) == ("K001", "K002")


@pytest.mark.parametrize("letter", ["A", "", "KK"])
def test_an_unknown_letter_is_refused(reception: Reception, letter: str) -> None:
    with pytest.raises(Unprocessable, match="letter_unknown"):
        reception.lease(letter)


def test_the_same_number_of_a_lease_is_one_visit_for_ever(reception: Reception) -> None:
    lease = reception.lease()
    leased = reception.leased(lease, "K001")
    first = reception.walk_in(leased=leased)
    reception.clock.advance(timedelta(days=7).total_seconds())
    again = reception.walk_in(leased=leased)
    assert again["visit_id"] == first["visit_id"]
    assert again["number"] == "K001"


def test_a_report_after_a_week_stands_at_its_own_day_and_time(reception: Reception) -> None:
    lease = reception.lease()
    leased = reception.leased(lease, "K003")
    reception.clock.advance(timedelta(days=7).total_seconds())
    done = reception.walk_in(leased=leased)
    with reception.read() as reader:
        visit = reader.visit(str(done["visit_id"])).visit
        assert reader.queue() == []
    assert visit.business_day.isoformat() == "2026-11-24"
    assert visit.checked_in_at == reception.at(9)


def test_a_kiosk_clock_is_never_believed_to_be_ahead(reception: Reception) -> None:
    lease = reception.lease()
    leased = reception.leased(lease, "K001", issued_at=reception.at(11))
    done = reception.walk_in(leased=leased)
    assert reception.step(done).waiting_since == reception.at(9)


def test_a_kiosk_clock_of_the_past_lets_nobody_go_ahead(reception: Reception) -> None:
    first = reception.walk_in()
    reception.clock.advance(60)
    lease = reception.lease()
    reception.clock.advance(60)
    leased = reception.leased(lease, "K002", issued_at=reception.at(9) - timedelta(days=9000))
    late = reception.walk_in(leased=leased)
    assert reception.step(late).waiting_since == reception.at(9) + timedelta(minutes=1)
    with reception.read() as reader:
        queued = [entry.step.visit_id for entry in reader.queue()]
    assert queued == [first["visit_id"], late["visit_id"]]


def test_a_given_number_is_not_refused_for_quota_or_hours(tmp_path: Path) -> None:
    hours = {"weekly": {"wednesday": [{"opens": "08:30", "closes": "12:00"}]}}
    site = Reception(tmp_path / "site.db", {"calendar": hours})
    lease = site.lease("F")
    for number in ("F001", "F002", "F003"):
        assert site.walk_in("proxy", leased=site.leased(lease, number))["number"] == number
    site.store.close()


def test_a_number_that_is_only_asked_for_is_refused_like_any(reception: Reception) -> None:
    reception.walk_in("proxy")
    reception.walk_in("proxy")
    lease = reception.lease("F")
    asked = reception.leased(lease, "F003", given=False)
    with pytest.raises(Conflict, match="quota_reached"):
        reception.walk_in("proxy", leased=asked)


def test_a_lease_of_another_station_is_refused(reception: Reception) -> None:
    lease = reception.lease()
    command = WalkIn(reception.service("life"), leased=reception.leased(lease, "K001"))
    with pytest.raises(Unprocessable, match="lease_not_yours"):
        reception.do(arriving.walk_in, reception.kiosk_2, command)


@pytest.mark.parametrize(
    ("number", "code"),
    [("K011", "number_not_in_lease"), ("P001", "number_not_in_lease"), ("x", "number_malformed")],
)
def test_a_number_outside_its_lease_is_refused(
    reception: Reception, number: str, code: str
) -> None:
    lease = reception.lease()
    with pytest.raises(Unprocessable, match=code):
        reception.walk_in(leased=reception.leased(lease, number))


def test_an_unknown_lease_is_refused_unless_a_backup_was_restored(reception: Reception) -> None:
    forgotten = reception.leased({"lease_id": "before the restore"}, "K007")
    with pytest.raises(Unprocessable, match="lease_unknown"):
        reception.walk_in(leased=forgotten)
    reception.store.write(lambda uow: settings.raise_epoch(uow, reception.server))
    done = reception.walk_in(leased=forgotten)
    assert done["number"] == "K007"
    with reception.read() as reader:
        assert reader.visit(str(done["visit_id"])).visit.flags == ("lease_unknown",)


def test_a_clash_keeps_the_printed_number_and_calls_an_alias(reception: Reception) -> None:
    assert reception.walk_in()["number"] == "K001"
    reception.store.write(lambda uow: settings.raise_epoch(uow, reception.server))
    forgotten = reception.leased({"lease_id": "before the restore"}, "K001")
    done = reception.walk_in(leased=forgotten)
    assert (done["number"], done["alias"]) == ("K001", "K002")
    with reception.read() as reader:
        visit = reader.visit(str(done["visit_id"])).visit
    assert visit.called_as == "K002"
    assert visit.flags == ("lease_unknown", "number_clash")


def test_the_server_skips_numbers_that_kiosks_gave_before_a_restore(
    reception: Reception,
) -> None:
    reception.store.write(lambda uow: settings.raise_epoch(uow, reception.server))
    forgotten = reception.leased({"lease_id": "before the restore"}, "K001")
    reception.walk_in(leased=forgotten)
    assert reception.walk_in()["number"] == "K002"


def test_a_code_used_twice_while_cut_off_keeps_both_slips(reception: Reception) -> None:
    appointment_id = reception.book(9, 0)
    first = reception.check_in(appointment_id)
    lease = reception.lease("P")
    code = CodeFacts(2**40 + 1, 1, reception.at(9))
    command = CheckIn(code=code, leased=reception.leased(lease, "P002"))
    done = reception.do(arriving.check_in, reception.kiosk, command)
    with reception.read() as reader:
        visit = reader.visit(str(done["visit_id"])).visit
    assert done["number"] == "P002"
    assert visit.flags == ("second_use",)
    assert visit.linked_visit_id == first["visit_id"]
    assert visit.appointment_id is None


def test_a_code_that_the_server_does_not_know_is_queued_by_what_it_says(
    reception: Reception,
) -> None:
    lease = reception.lease("P")
    code = CodeFacts(77, 1, reception.at(9, 5))
    command = CheckIn(code=code, leased=reception.leased(lease, "P001"))
    done = reception.do(arriving.check_in, reception.kiosk, command)
    with reception.read() as reader:
        visit = reader.visit(str(done["visit_id"])).visit
    assert visit.flags == ("appointment_unknown",)
    assert visit.service_id == reception.service("passport")
    assert reception.step(done).rank == reception.at(9, 5)


def test_a_reference_that_the_server_does_not_know_is_queued_by_its_letter(
    reception: Reception,
) -> None:
    lease = reception.lease("P")
    command = CheckIn(
        reference="1", time="09:00", typed=True, leased=reception.leased(lease, "P001")
    )
    done = reception.do(arriving.check_in, reception.kiosk, command)
    with reception.read() as reader:
        assert reader.visit(str(done["visit_id"])).visit.service_id == reception.service("passport")


def test_a_cancelled_appointment_does_not_remove_who_holds_a_slip(reception: Reception) -> None:
    row = reception.row(9, 0, status=AppointmentStatus.REVOKED)
    appointment_id = reception.import_rows([row])[0]
    lease = reception.lease("P")
    command = CheckIn(appointment_id, leased=reception.leased(lease, "P001"))
    done = reception.do(arriving.check_in, reception.kiosk, command)
    with reception.read() as reader:
        assert reader.visit(str(done["visit_id"])).visit.flags == ("cancelled",)


def test_a_given_number_is_not_refused_for_being_early(reception: Reception) -> None:
    appointment_id = reception.book(11, 0)
    lease = reception.lease("P")
    asked = CheckIn(appointment_id, leased=reception.leased(lease, "P001", given=False))
    with pytest.raises(Conflict, match="too_early"):
        reception.do(arriving.check_in, reception.kiosk, asked)
    given = CheckIn(appointment_id, leased=reception.leased(lease, "P001"))
    assert reception.do(arriving.check_in, reception.kiosk, given)["arrival"] == "early"
