"""The process in which queries run: no network, limits of memory and time, a store to read only.

SPARQL can reach other servers (``SERVICE``) and can be made to run for ever, and the engine has
a switch for neither. So this process first puts itself into an empty network namespace and limits
itself; whoever waits for the answer stops it at the end of the time. Where the system refuses the
namespace (no Linux, no user namespaces) a query in whose text "service" appears anywhere, escapes
decoded, is refused: that turns away some harmless queries, but a keyword cannot be spelled without
its letters.

The first line of standard input is a JSON object with ``store`` and ``memory``, each further one a
job. It writes `READY` when it can begin; then each answer is a line, a JSON object whose ``bytes``
says how many follow as its body.
"""

import ctypes
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.graph import lexing, media

READY = b"ready\n"
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_NO_SERVICE = "SERVICE is not available: a query cannot reach the network"
# A process that still holds this much after an answer gives it back by ending.
_SPENT = 512 << 20


class _Refused(Exception):
    """A job that is not done, for a reason of its own: ``kind`` is told with the message."""

    def __init__(self, message: str, kind: str = "refused") -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class _Body:
    """What is to be written after the head."""

    head: dict[str, Any]
    data: bytes = b""


def main() -> None:
    """Answer jobs until there are no more."""
    setup = json.loads(sys.stdin.readline())
    isolated = _leave_network()
    _limit_memory(setup["memory"])
    store: ox.Store | None = None
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    for line in sys.stdin:
        job = json.loads(line)
        _limit_time(job["seconds"])
        try:
            store = store or ox.Store.read_only(setup["store"])
            answer = _answer(store, job, isolated)
        except _Refused as error:
            answer = _Body({"error": str(error), "kind": error.kind})
        except (SyntaxError, ValueError, OSError) as error:
            answer = _Body({"error": _message(error), "kind": "malformed"})
        except (MemoryError, RecursionError):
            answer = _Body({"error": "the answer needs too much memory", "kind": "stopped"})
        spent = _memory_used() > _SPENT
        head = {**answer.head, "bytes": len(answer.data), "spent": spent}
        sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + answer.data)
        sys.stdout.buffer.flush()
        if spent:
            return


def _answer(store: ox.Store, job: Mapping[str, Any], isolated: bool) -> _Body:
    if "graph" in job:
        return _graph(store, job)
    query = job["query"]
    if "SERVICE" in lexing.words(query) or (not isolated and lexing.mentions_service(query)):
        raise _Refused(_NO_SERVICE)
    found = store.query(query, prefixes=job["prefixes"], **_dataset(store, job))
    if isinstance(found, ox.QueryBoolean):
        form = _form(job, "table")
        head = {"kind": "ask", "answer": bool(found), "form": form, "truncated": False}
        return _Body(head, media.TABLES[form].boolean(bool(found)).encode() if form else b"")
    if isinstance(found, ox.QueryTriples):
        return _triples(found, job)
    names = [variable.value for variable in found.variables]
    form = _form(job, "table")
    rows = _Some(([row[name] for name in names] for row in found), job["limit"])
    write = media.TABLES[form].write if form else _cells
    data = _gathered(write(names, rows), job)
    return _Body({"kind": "select", "variables": names, "form": form, "truncated": rows.more}, data)


def _triples(found: Iterable[ox.Triple], job: Mapping[str, Any]) -> _Body:
    form = _form(job, "triples")
    rows = _Some(found, job["limit"])
    names = ["subject", "predicate", "object"]
    if form:
        data = media.rdf(rows, form, job["prefixes"])
    else:
        data = _gathered(_cells(names, ((t.subject, t.predicate, t.object) for t in rows)), job)
    _check_size(len(data), job)
    return _Body({"kind": "graph", "variables": names, "form": form, "truncated": rows.more}, data)


def _graph(store: ox.Store, job: Mapping[str, Any]) -> _Body:
    """A whole graph: that of a name, or the default one for ""; never a part of it."""
    name = job["graph"]
    form = _form(job, "triples") or "ntriples"
    if name and not store.contains_named_graph(ox.NamedNode(name)):
        raise _Refused(f"there is no graph <{name}>", "missing")
    if name:
        quads: Iterable[ox.Quad] = store.quads_for_pattern(None, None, None, ox.NamedNode(name))
    else:
        union = _is_union(store)
        found = store.quads_for_pattern(None, None, None, None if union else ox.DefaultGraph())
        quads = (ox.Quad(q.subject, q.predicate, q.object) for q in found)
    datasets = media.TRIPLES[form].format.supports_datasets
    kept = _Some(quads if datasets else (quad.triple for quad in quads), job["limit"])
    data = media.rdf(kept, form, job["prefixes"])
    if kept.more:
        raise _Refused(
            f"the graph has more than {job['limit']:,} triples; `kg export` writes all", "too large"
        )
    _check_size(len(data), job)
    return _Body({"kind": "graph", "form": form, "truncated": False}, data)


def _dataset(store: ox.Store, job: Mapping[str, Any]) -> dict[str, Any]:
    """The graphs that a query asks: those of the request, else of its FROM, else all of them."""
    if job.get("default") is not None or job.get("named") is not None:
        return {
            "default_graph": [_known(store, iri) for iri in job.get("default") or ()],
            "named_graphs": [_known(store, iri) for iri in job.get("named") or ()],
        }
    named = lexing.sources(job["query"])
    for iri in named:
        if ":" in iri:
            _known(store, iri)
    return {} if named else {"use_default_graph_as_union": _is_union(store)}


def _known(store: ox.Store, iri: str) -> ox.NamedNode:
    node = ox.NamedNode(iri)
    if not store.contains_named_graph(node):
        raise _Refused(f"there is no graph <{iri}>: a query can load none from elsewhere")
    return node


def _is_union(store: ox.Store) -> bool:
    """Whether the store holds named graphs alone, whose union is asked by default."""
    default = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return next(iter(default), None) is None


def _form(job: Mapping[str, Any], kind: str) -> str | None:
    """The form that is asked for; None for the lines that `sandbox` reads."""
    if "forms" not in job:
        return None
    form: str | None = job["forms"].get(kind)
    if form is None:
        told = "rows" if kind == "table" else "triples"
        known: Mapping[str, Any] = media.TABLES if kind == "table" else media.TRIPLES
        types = ", ".join(found.media[0] for found in known.values())
        raise _Refused(f"the answer is {told}; it can be sent as {types}", "unacceptable")
    return form


class _Some:
    """The first rows of many; ``more`` says whether there were others, once they are read."""

    def __init__(self, rows: Iterable[Any], limit: int) -> None:
        self.rows, self.limit, self.more = rows, limit, False

    def __iter__(self) -> Iterator[Any]:
        for number, row in enumerate(self.rows):
            if number == self.limit:
                self.more = True
                return
            yield row


def _cells(names: Sequence[str], rows: media.Rows) -> Iterator[str]:
    for row in rows:
        yield json.dumps([term and media.cell(term) for term in row]) + "\n"


def _gathered(parts: Iterable[str], job: Mapping[str, Any]) -> bytes:
    """The parts together; rows can fail late, so nothing is sent before the last."""
    kept, size = [], 0
    for part in parts:
        kept.append(part.encode("utf-8", "replace"))
        size += len(kept[-1])
        _check_size(size, job)
    return b"".join(kept)


def _check_size(size: int, job: Mapping[str, Any]) -> None:
    if size > job["bytes"]:
        raise _Refused(
            f"the answer is longer than {job['bytes'] >> 20} MB; ask for less", "too large"
        )


def _message(error: Exception) -> str:
    """The error in one line; a network that is not there is named as what it is."""
    text = " ".join(str(error).split())
    if isinstance(error, OSError) and ("SERVICE" in text or "http" in text.lower()):
        return _NO_SERVICE
    # Among what the parser expected are all the letters of a name, range by range.
    return re.sub(r", \[[^\],]*\]", "", text)


def _leave_network() -> bool:
    """Move this process into an empty network namespace; whether that worked."""
    if not sys.platform.startswith("linux"):
        return False
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is None:
        return False
    return bool(unshare(_NEW_NET) == 0 or unshare(_NEW_USER | _NEW_NET) == 0)


def _limit_memory(most: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    """A backstop for when nobody is left to stop this process."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = int(used.ru_utime + used.ru_stime + seconds * 4) + 10
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, resource.RLIM_INFINITY))


def _memory_used() -> int:
    """The bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
