"""The agent's desk: the queue, the visit in hand and what may be done with it."""
