"""Checking in with a code or a typed reference."""
