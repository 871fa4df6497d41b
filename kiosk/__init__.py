"""The kiosk: check-in, walk-in tickets and slips, for the public."""
