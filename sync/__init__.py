"""Everything that crosses a network: the site's contract and client, and the booking servers."""
