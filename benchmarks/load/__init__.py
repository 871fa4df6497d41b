"""The load driver: the real server under 1 to 40 stations, beside the floors of the same run."""
