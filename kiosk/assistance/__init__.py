"""Refusals in plain words, and calling a person."""
