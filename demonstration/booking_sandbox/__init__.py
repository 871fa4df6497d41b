"""A small, stateful stand-in for the central booking server, speaking its protocol on loopback."""
