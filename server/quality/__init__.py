"""The quality sheet: one page in large print that a post puts up for its visitors."""
