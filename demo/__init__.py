"""Programs that stand in for the outside world, and the morning that is played with them."""
