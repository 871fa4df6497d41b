"""Signing in with the site's provider of identities, by a browser."""
