"""Rules, records and store of one site; no Qt, no network, no printing."""
