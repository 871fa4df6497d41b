"""Measurements: how long things take, and how well rules and estimates do on simulated days."""
