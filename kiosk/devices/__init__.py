"""Printers and readers of this kiosk: finding them, setting them up, trying them."""
