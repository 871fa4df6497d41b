"""The checker: replays a run's histories against its journal and says what broke a promise.

It is written apart from the server and imports nothing of it: what it knows of states, rights and
routes stands in the files beside this one.
"""

from tests.faults.checking.chain import check_chain
from tests.faults.checking.commands import check_commands
from tests.faults.checking.feeds import check_feeds
from tests.faults.checking.findings import Finding
from tests.faults.checking.numbers import check_numbers
from tests.faults.checking.outbox import check_outbox
from tests.faults.checking.reads import check_reads, seqs_of_looks
from tests.faults.checking.replay import Replay
from tests.faults.history import Evidence


def check(evidence: Evidence) -> list[Finding]:
    """Return every promise that a run broke; empty if it kept all."""
    replay = Replay(evidence.journal, seqs_of_looks(evidence.commands))
    judged = check_commands(evidence)
    return [
        *check_chain(evidence.journal),
        *replay.findings,
        *judged.findings,
        *check_numbers(evidence, replay),
        *check_feeds(evidence),
        *check_reads(evidence, replay, judged.placed),
        *check_outbox(evidence, replay),
    ]
