"""An input that is open, and the way in which inputs are read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any, BinaryIO, TypeVar

from kg.errors import InputError
from kg.inputs.columns import Columns
from kg.inputs.problems import Found
from kg.limits import DEFAULT, LimitError, Limits, out_of_time
from kg.processes import Beat, Lost, Pool

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file or a part of one, as bytes to be read once.

    ``place`` is where problems are said to be, ``name`` what a document in it is called; by that
    name, or ``kind`` (".html") where it tells nothing, its format is known. ``path`` is the file's,
    where it lies on the disk as it is, ``depth`` the number of archives it lies in, ``charset``
    what is said outside of it about its encoding.
    """

    file: BinaryIO
    place: str
    name: str
    kind: str | None = None
    path: str | None = None
    depth: int = 0
    charset: str | None = None

    @property
    def called(self) -> str:
        """What its format is known by."""
        return (self.kind or self.name).lower()

    def head(self) -> bytes:
        """Its first bytes, which are read again afterwards."""
        peek: Callable[[int], bytes] | None = getattr(self.file, "peek", None)
        if peek:
            return peek(_HEAD)[:_HEAD]
        if not self.file.seekable():
            return b""
        head = self.file.read(_HEAD)
        self.file.seek(0)
        return head

    def inside(self, data: BinaryIO | bytes, place: str, name: str, **more: Any) -> "Opened":
        """Something that lies in it."""
        file = BytesIO(data) if isinstance(data, bytes) else data
        return replace(self, file=file, place=place, name=name, path=None, **{"kind": None, **more})


_HEAD = 4096


@dataclass(frozen=True)
class Way:
    """How inputs are read: within which limits, from which columns, by which process.

    ``read`` is how whatever lies in an archive is read, ``walked`` how names of files end that
    are read where they lie in one.
    """

    read: Callable[[Opened, "Way"], Iterator[Found]]
    limits: Limits = DEFAULT
    columns: Columns = field(default_factory=Columns)
    pool: Pool | None = None
    walked: tuple[str, ...] = ()

    def whole(self, opened: Opened) -> bytes:
        """All bytes of an input; raises `InputError` where it is empty or too large."""
        most = self.limits.file_megabytes
        data = opened.file.read((most << 20) + 1)
        if len(data) > most << 20:
            raise LimitError("file_megabytes", f"larger than {most:,} MB", most)
        if not data.strip():
            raise InputError("empty; leave it out")
        return data

    def decoded(self, function: Callable[..., _T], *given: Any) -> _T:
        """What a function of a module makes of something, in a process that can be killed."""
        if self.pool is None:
            return function(*given)
        found = self.pool.result(self.pool.submit((function, given)))
        if isinstance(found, Lost):
            if found.hung:
                raise out_of_time(self.limits)
            raise InputError("the process that decoded it died; save its text as .txt")
        if isinstance(found, _Refused):
            raise InputError(found.message)
        made: _T = found
        return made


@dataclass(frozen=True)
class _Refused:
    """Why there is nothing."""

    message: str


def work(task: tuple[Callable[..., Any], tuple[Any, ...]], beat: Beat) -> Any:
    """What a process does that decodes for others."""
    function, given = task
    try:
        return function(*given)
    except MemoryError:
        return _Refused("too large for its memory; save its text as .txt")
    except InputError as error:
        return _Refused(str(error))


def missing(what: str, extra: str) -> InputError:
    """That a format needs an extra which is not installed."""
    return InputError(f"reading {what} needs the {extra} extra; run: pip install 'newskg[{extra}]'")
