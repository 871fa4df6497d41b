"""`rotate-key`: other keys for the same data."""

from collections.abc import Sequence

from server.key_rotation import rotate
from server.options import OneLineParser, folder_of
from server.site_clock import command_clock


def rotate_key(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Change the key that lies outside the data folder, while no server runs.

    Raises:
        Stop: A server runs on the data, they are damaged, or something cannot be written.
    """
    parser.add_argument(
        "--data-too",
        action="store_true",
        help="encrypt the database anew, too: for when somebody may have seen its key",
    )
    options = parser.parse_args(arguments)
    folder = folder_of(options)
    ring = folder.ring()
    with folder.locked():
        rotate(folder, command_clock(options, folder), data=options.data_too)
    lines = ["the outside key is another now"]
    if options.data_too:
        lines.append("the database is under another key, too: make a new emergency kit")
    elif ring.root in ring.keys:
        lines.append("the database is still under the key of before: --data-too changes that")
    print("\n".join(lines))  # noqa: T201 - the answer of the command
