"""What must not be: each makes a true morning false, and names the rule that must find it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.faults.forged import (
    AGENT_1,
    AGENT_2,
    APPOINTMENT,
    COUNTER,
    KIOSK,
    LEAD,
    LEASE,
    RECEPTION,
    STEP,
    VISIT,
    Morning,
    named,
)
from tests.faults.history import Answer, Json, Slips

Forge = Callable[[Morning], Any]
FORGERIES: list[tuple[str, Forge]] = []
STARTED = 4
"""Index of the command that starts to serve."""


def forgery(rule: str) -> Callable[[Forge], Forge]:
    """Note what makes a morning false, and the rule that must find it."""

    def keep(forge: Forge) -> Forge:
        FORGERIES.append((rule, forge))
        return forge

    return keep


def rows_of(made: Morning, kind: str) -> list[dict[str, Any]]:
    return [row for row in made.rows if row["kind"] == kind]


def drop(made: Morning, kind: str) -> None:
    made.rows.remove(rows_of(made, kind)[-1])


def again(made: Morning, kind: str) -> None:
    """Journal the last row of a kind once more, right behind itself."""
    row = rows_of(made, kind)[-1]
    made.rows.insert(made.rows.index(row) + 1, dict(row))


def book(made: Morning, who: Any = RECEPTION) -> str:  # noqa: ANN401
    appointment = named(APPOINTMENT)
    made.row("appointment.imported", who, appointment_id=appointment)
    made.evidence_at_end["bookings"] = frozenset({appointment})
    made.command(who, "/appointments", {"id": appointment}, 201)
    return appointment


@forgery("lost")
def an_answered_start_is_missing(made: Morning) -> None:
    drop(made, "step.started")


@forgery("lost")
def an_answered_walk_in_is_missing(made: Morning) -> None:
    answer = {"visit": made.visit(3), "ticket": {"number": "K003", "alias": None}}
    made.command(KIOSK, "/walk-ins", answer, 201, body={})


@forgery("lost")
def a_slip_has_no_visit(made: Morning) -> None:
    made.evidence_at_end["slips"] = {"station": Slips(frozenset({"K050"}))}


@forgery("doubled")
def a_start_stands_there_twice(made: Morning) -> None:
    again(made, "step.started")


@forgery("doubled")
def a_recall_stands_there_twice(made: Morning) -> None:
    call = rows_of(made, "step.called")[-1]
    for repeats in (1, 2):
        facts = {**call["facts"], "repeats": repeats}
        ids = made.ids(2, 1)
        made.row("step.recalled", AGENT_1, facts, **ids, call_id=call["call_id"])
    step = named(STEP, 2)
    made.command(AGENT_1, f"/steps/{step}/recall", {"step": {"id": step}, "visit": made.visit(2)})


@forgery("doubled")
def an_unanswered_walk_in_gave_two_numbers(made: Morning) -> None:
    for number in (3, 4):
        made.walk_in(number)
        made.commands.pop()
    made.command(KIOSK, "/walk-ins", None, body={})


@forgery("nobody_asked")
def a_row_comes_from_nowhere(made: Morning) -> None:
    made.row("visit.left", LEAD, {"number": "K002"}, **made.ids(2, 1))


@forgery("nobody_asked")
def a_kiosk_tells_more_than_its_slips(made: Morning) -> None:
    made.evidence_at_end["slips"] = {KIOSK.station_id: Slips(frozenset({"K001"}))}


@forgery("refused_and_done")
def a_refused_command_left_something(made: Morning) -> None:
    made.commands[STARTED].answers[0] = Answer(409, {"code": "wrong_state"})


@forgery("answer_changed")
def one_key_has_two_answers(made: Morning) -> None:
    body = made.commands[0].answers[0].body
    made.commands[0].answers.append(Answer(201, body | {"visit": made.visit(2)}, replayed=True))


@forgery("answer_changed")
def one_key_is_refused_and_done(made: Morning) -> None:
    made.commands[STARTED].answers.append(Answer(409, {"code": "wrong_state"}, replayed=True))


@forgery("done_twice")
def one_key_is_done_twice(made: Morning) -> None:
    made.commands[0].answers.append(made.commands[0].answers[0])


@forgery("answer_untrue")
def an_answer_names_another_number(made: Morning) -> None:
    answer = made.commands[0].answers[0]
    made.commands[0].answers[0] = replace(
        answer, body=answer.body | {"ticket": {"number": "K002", "alias": None}}
    )


@forgery("shared_effect")
def two_keys_have_one_visit(made: Morning) -> None:
    answer = made.commands[0].answers[0].body
    made.command(KIOSK, "/walk-ins", answer, 201, body={"service_id": named(10)})


@forgery("key_reuse_taken")
def a_used_key_is_taken_for_something_else(made: Morning) -> None:
    made.command(KIOSK, "/walk-ins", {"code": "service_closed"}, 409, body={}).reuse = True


@forgery("server_error")
def the_server_fails(made: Morning) -> None:
    made.commands[0].answers.insert(0, Answer(500, {}))


@forgery("real_time")
def a_later_command_stands_before_an_earlier_one(made: Morning) -> None:
    made.commands[0].invoked_at, made.commands[0].completed_at = 100, 101


@forgery("number_twice")
def two_visits_have_one_number(made: Morning) -> None:
    for row in made.rows:
        if row["visit_id"] == named(VISIT, 2) and "number" in row["facts"]:
            row["facts"]["number"] = "K001"


@forgery("number_twice")
def two_leases_have_one_number(made: Morning) -> None:
    for lease in (1, 2):
        body = {"lease_id": named(LEASE, lease), "numbers": ["K500"]}
        made.command(KIOSK, "/number-leases", body, 201, body={"letter": "K", "count": 1})


@forgery("number_twice")
def a_leased_number_is_given_by_the_server(made: Morning) -> None:
    body = {"lease_id": named(LEASE), "numbers": ["K002"]}
    made.command(KIOSK, "/number-leases", body, 201, body={"letter": "K", "count": 1})


@forgery("number_twice")
def a_number_was_taken(made: Morning) -> None:
    made.rows[0]["facts"]["flags"] = "number_clash"


@forgery("number_changed")
def a_visit_is_called_by_another_number(made: Morning) -> None:
    rows_of(made, "step.started")[0]["facts"]["number"] = "K007"


@forgery("announcement_twice")
def two_calls_have_one_announcement(made: Morning) -> None:
    first, second = rows_of(made, "step.called")
    second["facts"]["announcement"] = first["facts"]["announcement"]


@forgery("counter_holds_two")
def a_counter_holds_two_steps(made: Morning) -> None:
    drop(made, "step.completed")


@forgery("step_at_two_counters")
def two_counters_hold_one_step(made: Morning) -> None:
    made.open(2, AGENT_2)
    made.call(2, 2, AGENT_2)


@forgery("wrong_counter")
def a_step_is_served_elsewhere(made: Morning) -> None:
    rows_of(made, "step.started")[0]["counter_id"] = named(COUNTER, 2)


@forgery("counter_not_open")
def a_closed_counter_calls(made: Morning) -> None:
    drop(made, "counter.opened")


@forgery("illegal_counter")
def a_counter_closes_over_somebody(made: Morning) -> None:
    counter = named(COUNTER)
    made.row("counter.closed", AGENT_1, counter_id=counter)
    made.command(AGENT_1, f"/counters/{counter}/close", {"id": counter})


@forgery("illegal_transition")
def somebody_ends_without_being_served(made: Morning) -> None:
    drop(made, "step.started")


@forgery("illegal_transition")
def somebody_waits_twice(made: Morning) -> None:
    made.rows.insert(2, made.waiting(9, 1, KIOSK))
    made.rows.pop()


@forgery("half_done")
def somebody_arrives_and_does_not_wait(made: Morning) -> None:
    made.rows.append(dict(made.rows[0], visit_id=named(VISIT, 3), facts={"number": "K003"}))


@forgery("half_done")
def a_transfer_leads_nowhere(made: Morning) -> None:
    made.act("transfer", "step.transferred", 2, 1, AGENT_1)


@forgery("visit_twice")
def one_visit_arrives_twice(made: Morning) -> None:
    made.rows += [dict(made.rows[0]), dict(made.rows[1], step_id=named(STEP, 9))]


@forgery("recall_miscounted")
def a_recall_is_counted_wrongly(made: Morning) -> None:
    call = rows_of(made, "step.called")[-1]
    facts = {**call["facts"], "repeats": 2}
    made.row("step.recalled", AGENT_1, facts, **made.ids(2, 1), call_id=call["call_id"])


@forgery("called_while_frozen")
def somebody_is_called_while_all_stands_still(made: Morning) -> None:
    made.rows.insert(0, made.row("site.frozen", LEAD))
    made.rows.pop()


@forgery("illegal_slip")
def a_printed_slip_is_only_sent(made: Morning) -> None:
    for kind in ("slip.printed", "slip.sent"):
        made.row(kind, KIOSK, {"number": "K001"}, visit_id=named(VISIT))


@forgery("illegal_appointment")
def a_booking_is_given_up_twice(made: Morning) -> None:
    appointment = book(made)
    for _ in range(2):
        made.row("appointment.no_show", RECEPTION, appointment_id=appointment)


@forgery("outbox")
def the_booking_server_is_not_told(made: Morning) -> None:
    appointment = book(made)
    made.row("appointment.no_show", RECEPTION, appointment_id=appointment)
    made.command(RECEPTION, f"/appointments/{appointment}/no-show", {"id": appointment})


@forgery("outbox")
def the_booking_server_is_told_for_nothing(made: Morning) -> None:
    appointment = book(made)
    made.evidence_at_end["outbox"] = [{"appointment_id": appointment, "target": "seen"}]


@forgery("chain_broken")
def a_row_was_changed_afterwards(made: Morning) -> None:
    made.spoil.append(lambda rows: rows[3].update(actor_agent_id=named(1, 77)))


@forgery("chain_broken")
def facts_were_changed_afterwards(made: Morning) -> None:
    made.spoil.append(lambda rows: rows[0]["facts"].update(flags="x"))


@forgery("journal_gap")
def a_row_was_taken_out(made: Morning) -> None:
    made.spoil.append(lambda rows: rows.pop(3))


@forgery("time_backwards")
def time_runs_backwards(made: Morning) -> None:
    made.spoil.append(lambda rows: rows[3].update(at=rows[1]["at"]))


@forgery("feed_gap")
def a_subscriber_misses_an_event(made: Morning) -> None:
    made.spoil_feed.append(lambda events: events.pop(3))


@forgery("feed_double")
def a_subscriber_hears_an_event_twice(made: Morning) -> None:
    made.spoil_feed.append(lambda events: events.insert(4, events[3]))


@forgery("feed_order")
def a_subscriber_hears_events_in_another_order(made: Morning) -> None:
    made.spoil_feed.append(lambda events: events.insert(2, events.pop(3)))


@forgery("feed_stranger")
def a_subscriber_hears_what_is_not_there(made: Morning) -> None:
    made.spoil_feed.append(lambda events: events.append(events[0] | {"seq": 999}))


@forgery("feed_stranger")
def an_agent_hears_who_signs_in(made: Morning) -> None:
    made.row("agent.signed_in", AGENT_2)


@forgery("feed_untrue")
def an_event_is_not_its_row(made: Morning) -> None:
    made.spoil_feed.append(lambda events: events[3].update(step_id=named(STEP, 8)))


@forgery("end_untrue")
def the_queue_shows_somebody_else(made: Morning) -> None:
    made.evidence_at_end["queue"]["items"][0]["step_id"] = named(STEP, 8)


@forgery("end_untrue")
def the_board_is_empty(made: Morning) -> None:
    made.evidence_at_end["board"] = {"current": []}


@forgery("end_untrue")
def a_visit_stands_elsewhere(made: Morning) -> None:
    made.evidence_at_end["visits"][named(VISIT)]["steps"][0]["state"] = "serving"


@forgery("read_untrue")
def a_queue_shows_what_never_was(made: Morning) -> None:
    body: Json = {"items": [], "seq": 2}
    made.command(RECEPTION, "/queue?limit=500", body, method="GET")


@forgery("read_stale")
def a_queue_is_older_than_what_was_answered(made: Morning) -> None:
    item = {"step_id": named(STEP), "state": "waiting", "number": "K001"}
    made.command(RECEPTION, "/queue?limit=500", {"items": [item], "seq": 2}, method="GET")
