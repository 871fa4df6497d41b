"""Plays days of a post, generated or recorded, through the product's own rule or another one."""
