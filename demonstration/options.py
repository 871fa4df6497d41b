"""What the demonstration may be told; it needs nothing installed, so that help comes at once."""

import argparse
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    """Return what reads the options of the demonstration."""
    made = argparse.ArgumentParser(
        prog="guichet-demo",
        description="Sets the stage, plays a morning at a small post through the real programs, "
        "and leaves what it looked like in a folder.",
    )
    made.add_argument(
        "--out", type=Path, default=Path("out"), help="folder for the pictures; out without it"
    )
    made.add_argument(
        "--language", choices=("fr", "en"), default="fr", help="of the agents; fr without it"
    )
    return made


if __name__ == "__main__":
    parser().parse_args()
