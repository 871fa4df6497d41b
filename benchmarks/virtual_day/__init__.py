"""A day of a large post, played many times faster than time against the real programs."""
