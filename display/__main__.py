"""`python -m display` and `guichet-display`."""

import sys

from display.program import main

if __name__ == "__main__":
    sys.exit(main())
