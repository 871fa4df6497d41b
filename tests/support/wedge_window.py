"""A window with a field and a reader that types, which tells on standard output what it read.

Run as a program on a real window system: `python -m tests.support.wedge_window`. It says `ready ID`
with the window's id, then `scan TEXT` for each scan with the text of the field behind it.
"""

import sys

from PySide6.QtWidgets import QApplication, QLineEdit

from ui.scanners import open_scanner


def say(*words: str) -> None:
    """Write a line of words, each by its characters' codes, so that any script survives."""
    sys.stdout.write(" ".join(word.encode("utf-8").hex() or "-" for word in words) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run until the window is closed from outside."""
    app = QApplication(sys.argv)
    field = QLineEdit()
    field.resize(300, 40)
    scanner = open_scanner("wedge", app, field)
    scanner.scanned.connect(lambda text: say("scan", text, field.text()))
    scanner.start()
    field.show()
    field.setFocus()
    say("ready", str(int(field.winId())))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
