"""The number, its slip, and what holds without paper."""
