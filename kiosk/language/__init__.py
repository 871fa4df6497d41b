"""Choosing one of eight languages."""
