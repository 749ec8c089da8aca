"""``kg`` as a program that starts at once, for the many commands that pages of docs show.

Each command is a process of its own with its own standard streams, folder, environment and exit
status, but forked from one that has imported kg and loaded the model. That the program as it is
installed starts is proved by `tests/commands` and by the commands of README.
"""

import os
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
# It hands its streams over and waits; it imports next to nothing.
CLIENT = """#!{python} -IS
import os, signal, socket, sys
asked = [os.getcwd(), *sys.argv[1:], "", *(f"{{k}}={{v}}" for k, v in os.environ.items())]
told = b"\\0".join(map(os.fsencode, asked))
with socket.socket(socket.AF_UNIX) as kg:
    kg.connect({place!r})
    socket.send_fds(kg, [len(told).to_bytes(8, "big")], [0, 1, 2])
    kg.sendall(told)
    pid = int.from_bytes(kg.recv(8), "big")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: os.kill(pid, number))
    ended = kg.recv(1)
sys.exit(ended[0] if ended else 70)
"""


@contextmanager
def warm() -> Iterator[Path]:
    """A folder with a program ``kg`` that starts at once."""
    with TemporaryDirectory() as home:
        place, program = Path(home) / "socket", Path(home) / "kg"
        program.write_text(CLIENT.format(python=sys.executable, place=str(place)))
        program.chmod(0o755)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(place))
            listening.listen(8)
            server = subprocess.Popen(
                [sys.executable, "-m", "tests.warm", str(listening.fileno())],
                cwd=ROOT,
                pass_fds=[listening.fileno()],
            )
        try:
            yield program.parent
        finally:
            server.kill()
            server.wait()


def serve(listening: socket.socket) -> None:
    """Fork a process for each command that comes."""
    from kg.knowledge.knowledge import load_knowledge
    from kg.syntax import annotate

    nlp = annotate.load_pipeline(annotate.DEFAULT_MODEL)
    load = annotate.load_pipeline
    annotate.load_pipeline = lambda model=annotate.DEFAULT_MODEL: (
        nlp if model == annotate.DEFAULT_MODEL else load(model)
    )
    load_knowledge()
    import kg.cli  # noqa: F401

    running = set[int]()
    while True:
        asking, _ = listening.accept()
        running -= {pid for pid in running if os.waitpid(pid, os.WNOHANG)[0]}
        pid = os.fork()
        if pid == 0:
            listening.close()
            run(asking)
        running.add(pid)
        asking.close()


def run(asking: socket.socket) -> None:
    """Be a command, with the streams, the folder and the environment of who asked."""
    size, streams, _, _ = socket.recv_fds(asking, 8, 3)
    told = b""
    while len(told) < int.from_bytes(size, "big"):
        told += asking.recv(65536)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    asking.sendall(os.getpid().to_bytes(8, "big"))
    where, *rest = map(os.fsdecode, told.split(b"\0"))
    end = rest.index("")
    os.chdir(where)
    os.environ.clear()
    os.environ.update(line.split("=", 1) for line in rest[end + 1 :])
    sys.argv = ["kg", *rest[:end]]
    status = ended(sys.argv[1:])
    asking.sendall(bytes([status]))
    os._exit(status)


def ended(arguments: list[str]) -> int:
    """Run a command; its exit status."""
    from kg.cli import main

    status: object = 0
    try:
        main(arguments, prog_name="kg")
    except SystemExit as stop:
        status = stop.code
    except BaseException:
        traceback.print_exc()
        status = 1
    for stream in (sys.stdout, sys.stderr):
        if not stream.closed:
            stream.flush()
    return int(status or 0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
