"""Walk the day of docs/tour.md, and write what its commands print.

python tools/tour.py            # renew the outputs
python tools/tour.py --check    # say whether they are true, change nothing

The lines ``$ ...`` of console blocks are run one after another in an empty folder that has the
repository's ``tests``; a block of TOML is put into ``kg.toml``. The feeds are served from the
folder ``feeds`` on this machine, at another port than the page says.
"""

import os
import re
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "tour.md"
ADDRESS = "127.0.0.1:8000"
_SERVER = "python -m http.server"
# What the program kg is.
KG = f"'{sys.executable}' -m kg"
_BLOCK = re.compile(r"^```(console|toml)\n(.*?)^```$", re.M | re.S)


class _Quiet(SimpleHTTPRequestHandler):
    """The server of the tour, which says nothing of its own."""

    def log_message(self, *rest: object) -> None:
        """Nothing."""


def walked(page: str) -> str:
    """The page with the outputs of its commands as they are now."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "tests").symlink_to(ROOT / "tests")
        (place / "feeds").mkdir()
        handler = partial(_Quiet, directory=str(place / "feeds"))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        here = f"127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            return _BLOCK.sub(lambda found: _renewed(found, place, here), page)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def _renewed(block: re.Match[str], place: Path, here: str) -> str:
    kind, text = block[1], block[2]
    if kind == "toml":
        (place / "kg.toml").write_text(text.replace(ADDRESS, here), encoding="utf-8")
        return block[0]
    shown = []
    for part in re.split(r"(?m)^(?=\$ )", text):
        if not part.strip():
            continue
        command = part[2:].partition("\n")[0]
        shown.append(f"$ {command}\n")
        if not command.startswith(_SERVER):
            told = _output(command.replace(ADDRESS, here), place)
            shown.append(told.replace(here, ADDRESS))
    return f"```console\n{''.join(shown)}```"


def _output(command: str, place: Path) -> str:
    """What a command prints, on standard output and standard error."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    told = {"PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "NO_COLOR": "1"}
    kg = f'kg() {{ {KG} "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-c", kg + command], cwd=place, env={**os.environ, **told},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    if "--check" not in sys.argv:
        PAGE.write_text(walked(page), encoding="utf-8")
    elif walked(page) != page:
        sys.exit("docs/tour.md does not tell what its commands print; run python tools/tour.py")


if __name__ == "__main__":
    main()
