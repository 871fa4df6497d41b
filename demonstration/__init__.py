"""A morning at an invented consulate, played through the real programs."""
