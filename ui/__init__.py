"""What the Qt programs share: theme, widgets, translations, background work, scanners."""
