"""Appointments come in from the booking server, outcomes go out; the queue waits for neither."""
