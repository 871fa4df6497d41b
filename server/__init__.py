"""The site server: the only writer, the rules' home, and the interface to every station."""
