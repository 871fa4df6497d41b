"""What the room hears: a chime and the call in the room's languages."""
