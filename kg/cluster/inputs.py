"""What there is to read: files of this machine as ever, files at URIs by tasks of the engine."""

import posixpath
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

from kg.building.options import Options
from kg.cluster.engine import Engine, watched
from kg.cluster.places import Place, is_uri
from kg.cluster.shards import GRACE
from kg.inputs.formats import WALKED
from kg.inputs.opened import Opened, Way
from kg.inputs.problems import Found, problem
from kg.inputs.read import read, read_opened
from kg.processes import Lost


def find(inputs: Iterable[str | Found], engine: Engine, options: Options) -> Iterator[Found]:
    """The documents of the inputs, and the problems with them; in no order.

    A document is called as `inputs.read` calls it: by its way below the folder that a URI names,
    or by its own name where that is a file.
    """
    given = list(inputs)
    far = [item for item in given if isinstance(item, str) and is_uri(item)]
    yield from read((item for item in given if item not in far), options.limits, options.columns)
    for uri in dict.fromkeys(far):
        yield from _at(Place(uri), engine, options)


def _at(place: Place, engine: Engine, options: Options) -> Iterator[Found]:
    endings = () if place.is_file() else tuple(ending[1:] for ending in WALKED)
    decode = partial(decoded, place, options)
    found = 0
    for blob, documents in engine.each(decode, engine.blobs(place.uri, endings)):
        if not isinstance(documents, Lost):
            found += 1
            yield from documents
            continue
        for number, name in enumerate(engine.once(partial(names, place), blob, here=False)):
            found += 1
            one = engine.once(partial(decoded, place, options, only=number), blob, here=False)
            if isinstance(one, Lost):
                told = "the process that decoded it died; save its text as .txt"
                yield problem(_shown(place, name), told)
            else:
                yield from one
    if not found:
        yield problem(str(place), f"no file in it that ends in {', '.join(WALKED)}")


def decoded(place: Place, options: Options, blob: Any, only: int | None = None) -> list[Found]:
    """The documents in some files of a place, or in one of them: what a task does."""
    found: list[Found] = []
    way = Way(read_opened, options.limits, options.columns, walked=WALKED)
    with watched(options.limits.seconds + GRACE) as beat:
        for number, name in enumerate(names(place, blob)):
            hidden = any(part.startswith(".") for part in name.split("/"))
            if only in (None, number) and not hidden:
                beat()
                data = blob["bytes"][number].as_py()
                opened = Opened(BytesIO(data), _shown(place, name), name)
                found += read_opened(opened, way)
    return found


def names(place: Place, blob: Any) -> list[str]:
    """What files are called: by their ways below the place, or by its own name."""
    root = place.root
    paths = [str(path).partition("://")[2] or str(path) for path in blob["path"].to_pylist()]
    return [
        posixpath.relpath(path, root) if path != root else posixpath.basename(path)
        for path in paths
    ]


def _shown(place: Place, name: str) -> str:
    """Where a file lies, for a problem with it."""
    there = str(place)
    return there if posixpath.basename(there) == name else f"{there.rstrip('/')}/{name}"
