"""Events for a post's other tools: sent, signed, until they are taken; and a file for each day."""
