"""What lets a kiosk work while the server is away: leased numbers and an outbox on its own disk."""
