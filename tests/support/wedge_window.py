"""A window with a field and a reader that types, which tells on standard output what it read.

Run as a program on a real window system: `python -m tests.support.wedge_window`. It says `ready ID`
with the window's id, and `scan TEXT` for each scan. A line on its standard input empties the field,
and is answered with `held TEXT`, which was in it.
"""

import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.scanners import open_scanner


def say(*words: str) -> None:
    """Write a line of words, each by its characters' codes, so that any script survives."""
    sys.stdout.write(" ".join(word.encode("utf-8").hex() or "-" for word in words) + "\n")
    sys.stdout.flush()


def empty(field: QLineEdit) -> None:
    """Take a line of standard input, and what is in the field."""
    sys.stdin.readline()
    say("held", field.text())
    field.clear()


def main() -> int:
    """Run until the window is closed from outside."""
    app = QApplication(sys.argv)
    field = QLineEdit()
    field.resize(300, 40)
    scanner = open_scanner("wedge", app, field)
    scanner.scanned.connect(lambda text: say("scan", text))
    scanner.start()
    asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, field)
    asked.activated.connect(lambda: empty(field))
    field.show()
    field.setFocus()
    say("ready", str(int(field.winId())))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
