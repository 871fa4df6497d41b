"""Prints the interface as OpenAPI; the snapshot in the documentation is renewed with it.

`python -m server.openapi > docs/openapi.json`
"""

import json
import sys

from server.app import make_app


def openapi_text() -> str:
    """Return the interface as JSON, with sorted keys, so that a change reads well in review."""
    document = make_app(None).openapi()
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(openapi_text())
