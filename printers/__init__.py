"""Slips on paper: said, drawn, encoded, sent, and followed until they came out or did not."""
