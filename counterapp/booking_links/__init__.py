"""Links with which the person at a desk books again."""
