"""The window: header, pages, bottom bar, and what all pages are made of."""
