"""A station's side of the wire: commands, feed, pairing, and the kiosk's own memory."""
