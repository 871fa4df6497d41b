"""Enrolling the workstation and signing an agent in at a workplace."""
