"""Reception: who is expected, walk-in tickets, and the devices of the hall."""
