"""Signing in elsewhere, by a browser: with the site's provider, or at its booking server."""
