"""Signing in with a provider of OpenID Connect: it says who comes, and the site what they may."""
