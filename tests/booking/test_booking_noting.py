"""What may be at the booking server is noted before it is."""

from tests.fakes.booking_bench import bench


def test_that_an_outcome_may_have_arrived_is_noted_before_it_is_written() -> None:
    one = bench(501)
    one.gateway.on_call = one.site.rows.clear
    one.run_for(2)
    assert (one.gateway.written, one.site.sent_ids) == ([], [])
    two = bench(501)
    two.run_for(2)
    assert two.site.noted == two.site.sent_ids == ["item-501-seen"]
