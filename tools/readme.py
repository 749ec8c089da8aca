"""Write the outputs that README and docs/python.md show, as they are now.

    python tools/readme.py            # after `make demo` and `make test`: renew them
    python tools/readme.py --check    # say whether they are true, change nothing

Every line ``$ kg ...`` of a ``console`` block is run in the repository's root; the lines below it
are replaced by what it prints; below ``$ make demo`` stands what is in ``exports``. Other lines
that begin with ``$ make`` or ``$ git`` are left as they are. The ``pycon`` blocks of a page are one
Python session, run from the first line to the last. Lines ``$ curl ...`` of docs/serve.md are asked
of `kg serve exports`. Those of docs/neighbours.md write files, so they are run in a folder of their
own that has ``exports``.
"""

import doctest
import json
import os
import re
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
SERVED = ROOT / "docs" / "serve.md"
NEIGHBOURS = ROOT / "docs" / "neighbours.md"
# Where the page says that the server is; it is asked at another port.
ADDRESS = "http://127.0.0.1:8765"
_DOCS = ("docs/inputs.md", "docs/python.md", "docs/annotate.md")
PAGES = tuple(ROOT / name for name in ("README.md", *_DOCS))
DEMO = "$ make demo"
# The graph of the demo says in a line what `kg build` says of it.
SUMMARY = (
    """python -c "import kg; print(str(kg.open('exports')).partition(': ')[2].rstrip('>'))" """
)
_COMMANDS = ("query", "explain", "search", "documents", "score tests/data/annotation")
RUN = (*(f"$ kg {command} " for command in _COMMANDS), "$ curl ")
# What is run besides where files may be written.
WRITING = ("$ kg export ", "$ kg report ", "$ python -c ", "$ head ", "$ grep ")
# It says on standard error what could not be read, which is shown with the rest.
TELLS_PROBLEMS = "kg documents "
# Where the program kg is.
PROGRAMS = Path(sys.executable).parent


def environment() -> dict[str, str]:
    """That of the commands: the kg of this interpreter and this repository, 100 columns, plain."""
    path = os.pathsep.join(map(str, (PROGRAMS, Path(sys.executable).parent, os.environ["PATH"])))
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "NO_COLOR": "1"}


def output_of(command: str, where: Path) -> str:
    """What a command prints when it is run there."""
    tells = command.startswith(TELLS_PROBLEMS)
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=where,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if tells else subprocess.PIPE,
        text=True,
        check=not tells,
    )
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())


def renewed(block: str, where: Path) -> str:
    """A console block with the outputs of its kg commands as they are now."""
    parts = re.split(r"(?m)^(?=\$ )", block)
    shown = []
    for part in parts:
        lines = part.splitlines()
        command = [lines[0]] if lines else []
        while command and command[-1].endswith("\\"):
            command.append(lines[len(command)])
        if part.startswith(RUN if where == ROOT else (*RUN, *WRITING)):
            text = "\n".join(command)[2:]
            said = [line for line in [output_of(text, where)] if line]
            tail = "\n\n" if said and part is not parts[-1] else "\n"
            part = "\n".join([*command, *said]) + tail
        elif command == [DEMO]:
            part = f"{DEMO}\n{output_of(SUMMARY, where)} -> exports\n"
        shown.append(part)
    return "".join(shown)


def commands_renewed(page: Path, where: Path = ROOT) -> str:
    """A page with the outputs of its commands renewed; ``where`` holds ``exports`` with a store."""
    text = page.read_text(encoding="utf-8")
    if page != SERVED:
        return _renewed(text, where)
    sys.path.insert(0, str(ROOT))
    from tools.serving import serving

    with serving(where / "exports") as (address, _):
        return _renewed(text.replace(ADDRESS, address), where).replace(address, ADDRESS)


def _renewed(text: str, where: Path) -> str:
    return re.sub(
        r"(?ms)^```console\n(.*?)^```$", lambda m: f"```console\n{renewed(m[1], where)}```", text
    )


def session_renewed(text: str, where: Path) -> str:
    """A page with the outputs of its Python session renewed.

    It is run by a fresh Python in a directory of its own, which has ``tests`` and the ``exports``
    that are in ``where``.
    """
    blocks = re.findall(r"(?ms)^```pycon\n(.*?)^```$", text)
    if not blocks:
        return text
    with TemporaryDirectory() as folder:
        (Path(folder) / "exports").symlink_to(where / "exports")
        (Path(folder) / "tests").symlink_to(ROOT / "tests")
        done = subprocess.run(
            [sys.executable, str(Path(__file__)), "--session"],
            input=json.dumps(blocks),
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    fresh = iter(json.loads(done.stdout))
    return re.sub(r"(?ms)^```pycon\n.*?^```$", lambda m: f"```pycon\n{next(fresh)}```", text)


def session(blocks: list[str]) -> list[str]:
    """The blocks of a session with what each of their lines prints."""
    names: dict[str, object] = {}
    shown = []
    for block in blocks:
        lines = []
        for example in doctest.DocTestParser().get_examples(block):
            first, *more = example.source.splitlines()
            lines += [f">>> {first}", *(f"... {line}".rstrip() for line in more)]
            printed = StringIO()
            with redirect_stdout(printed):
                exec(compile(example.source, "<session>", "single"), names)
            lines += [line.rstrip() for line in printed.getvalue().splitlines()]
        shown.append("\n".join(lines) + "\n")
    return shown


if __name__ == "__main__":
    if "--session" in sys.argv[1:]:
        json.dump(session(json.load(sys.stdin)), sys.stdout)
        sys.exit()
    false = []
    for page in (*PAGES, SERVED):
        fresh = session_renewed(commands_renewed(page), ROOT)
        if fresh != page.read_text(encoding="utf-8"):
            false.append(page.name)
        if "--check" not in sys.argv[1:]:
            page.write_text(fresh, encoding="utf-8")
    with TemporaryDirectory() as folder:
        (Path(folder) / "exports").symlink_to(ROOT / "exports")
        fresh = commands_renewed(NEIGHBOURS, Path(folder))
    if fresh != NEIGHBOURS.read_text(encoding="utf-8"):
        false.append(NEIGHBOURS.name)
    if "--check" not in sys.argv[1:]:
        NEIGHBOURS.write_text(fresh, encoding="utf-8")
    if "--check" in sys.argv[1:]:
        sys.exit(f"not true any more: {', '.join(false)}" if false else 0)
