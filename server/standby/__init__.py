"""A second PC: it keeps a copy of the site's data, and can take over when a person says so."""
