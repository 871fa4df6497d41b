"""The site server's interface as types, used by the server and by every station."""
