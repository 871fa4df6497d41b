"""`guichet-demo`: sets the stage, plays the morning, and leaves what it looked like in `out/`."""

import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from demonstration.album import compose
from demonstration.morning import Morning, SceneFailed
from demonstration.options import parser
from demonstration.processes import ProgramFailed
from demonstration.stage import SITE_NAME, Stage
from ui.driver_client import DriverError


def main() -> int:
    """Play the morning; 0 when every scene went as it should."""
    options = parser().parse_args()
    # A terminated demonstration still ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))
    out = options.out.resolve()
    if out.exists():
        shutil.rmtree(out)
    with tempfile.TemporaryDirectory(prefix="guichet-demo-") as folder:
        stage = Stage(Path(folder), out, language=options.language)
        try:
            return _play(stage, out)
        except KeyboardInterrupt:
            return 130
        finally:
            stage.close()


def _play(stage: Stage, out: Path) -> int:
    began = time.monotonic()
    print(f"{SITE_NAME}: setting the stage …", flush=True)
    try:
        stage.open()
        print(f"On {stage.screen_name}; server {stage.server_url}", flush=True)
        morning = Morning(stage, lambda line: print(line, flush=True))
        morning.play()
        compose(out)
    except (SceneFailed, DriverError, ProgramFailed) as error:
        print(f"The morning stopped: {error}", file=sys.stderr)
        logs = out / "logs"
        shutil.copytree(stage.folder / "logs", logs, dirs_exist_ok=True)
        print(f"What the programs said is in {logs}", file=sys.stderr)
        return 1
    print(f"Played in {time.monotonic() - began:.0f} s. Pictures, slips and voice: {out}")
    if stage.screen is None:
        print("The windows stay open until you press Ctrl+C here.", flush=True)
        signal.pause()
    return 0


if __name__ == "__main__":
    sys.exit(main())
