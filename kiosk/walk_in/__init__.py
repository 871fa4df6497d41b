"""Taking a ticket without an appointment."""
