"""The gateway to RDV Service Public (API v1), written by hand against its observed behaviour."""
