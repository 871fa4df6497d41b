"""Appointments from files that booking tools export: tables (CSV, XLS) and calendars (ICS)."""
