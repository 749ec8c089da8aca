"""Places for files that all machines see: URIs of object storage, or a folder they share.

What a URI may be is what pyarrow knows: ``s3://``, ``gs://``, ``abfs://``, ``hdfs://``, ``file://``.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kg.errors import InputError, KgError

_URI = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_SECRET = re.compile(r"//[^/@]*@")
_ENDED = "COMPLETE"
_SHOWN = 300


def is_uri(given: str) -> bool:
    """Whether words name a place by a URI, not by a path; pages of the web are none."""
    return bool(_URI.match(given)) and not given.lower().startswith(("http://", "https://"))


def shown(uri: str) -> str:
    """A URI without a password that may stand in it."""
    return _SECRET.sub("//", uri).partition("?")[0]


@dataclass(frozen=True)
class Place:
    """A folder by its URI; files in it are named by their ways from there.

    What fails raises `InputError`, with what the file system says.
    """

    uri: str

    def __str__(self) -> str:
        return shown(self.uri)

    @property
    def root(self) -> str:
        """What its file system calls the folder."""
        with _told(self) as (_, root):
            return root

    def names(self) -> set[str]:
        """The files below, however deep."""
        from pyarrow.fs import FileSelector, FileType

        with _told(self) as (system, root):
            chosen = FileSelector(root, recursive=True, allow_not_found=True)
            files = FileType.File
            found = [info.path for info in system.get_file_info(chosen) if info.type == files]
        return {os.path.relpath(path, root).replace(os.sep, "/") for path in found}

    def is_file(self) -> bool:
        """Whether it is a file itself. Raises `InputError` where there is nothing."""
        from pyarrow.fs import FileType

        with _told(self) as (system, root):
            kind = system.get_file_info(root).type
        if kind == FileType.NotFound:
            raise InputError(f"{self}: there is nothing; check the address")
        return bool(kind == FileType.File)

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        with _told(self) as (system, root), system.open_input_stream(f"{root}/{name}") as file:
            return bytes(file.read())

    def write(self, name: str, data: bytes) -> None:
        """Write a file, which is there whole or not at all."""
        with self.writing(name) as file:
            file.write(data)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A file that is there when the block has ended."""
        with _told(self) as (system, root):
            path = f"{root}/{name}"
            # A store of objects shows one when it is closed; a file is there from the first byte.
            local = system.type_name == "local"
            aside = f"{path}.{os.getpid()}.new" if local else path
            system.create_dir(os.path.dirname(path), recursive=True)
            with system.open_output_stream(aside) as file:
                yield file
            if local:
                system.move(aside, path)

    def delete(self, name: str) -> None:
        """Delete a file that may be there."""
        from pyarrow.fs import FileType

        with _told(self) as (system, root):
            if system.get_file_info(f"{root}/{name}").type == FileType.File:
                system.delete_file(f"{root}/{name}")

    def clear(self) -> None:
        """Delete all that is below, and the mark that it is complete before all else."""
        self.delete(_ENDED)
        with _told(self) as (system, root):
            system.delete_dir_contents(root, missing_dir_ok=True)

    def fill(self, directory: Path) -> None:
        """Put all files of a directory there."""
        from pyarrow.fs import LocalFileSystem, copy_files

        with _told(self) as (system, root):
            system.create_dir(root, recursive=True)
            copy_files(
                str(directory), root,
                source_filesystem=LocalFileSystem(), destination_filesystem=system,
            )  # fmt: skip

    @property
    def complete(self) -> bool:
        """Whether all that was to be there is."""
        return _ENDED in self.names()

    def end(self) -> None:
        """Mark that all is there."""
        self.write(_ENDED, b"")


def place_of(given: str | Path) -> Place:
    """The place of a URI, or of a path on this machine."""
    told = str(given)
    return Place(told if is_uri(told) else Path(os.path.abspath(told)).as_uri())


@contextmanager
def _told(place: Place) -> Iterator[tuple[Any, str]]:
    """The file system of a place and the path there; its errors are `InputError`."""
    try:
        from pyarrow.fs import FileSystem
    except ModuleNotFoundError:
        raise KgError("pyarrow is not installed; pip install 'newskg[ray]'") from None
    try:
        system, root = FileSystem.from_uri(place.uri)
        yield system, root.rstrip("/")
    except (OSError, ValueError, NotImplementedError) as error:
        told = " ".join(str(error).split())[:_SHOWN]
        raise InputError(f"{place}: {told.replace(place.uri, str(place))}") from error
