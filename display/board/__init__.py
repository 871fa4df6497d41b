"""What the screen shows: calls, waits, messages, the time."""
