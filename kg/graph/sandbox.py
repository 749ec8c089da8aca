"""One SPARQL query in a process of its own: no network, a time limit, a row limit.

SPARQL can reach other servers (``SERVICE``) and can be made to run for ever, and the engine has
a switch for neither. So a query runs in a fresh process on a store opened for reading, which
first puts itself into an empty network namespace. Where the system refuses that (no Linux, no
user namespaces) a query in whose text "service" appears anywhere, escapes decoded, is refused:
that turns away some harmless queries, but a keyword cannot be spelled without its letters.
"""

import ctypes
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.result import Result

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_MEMORY = 8 << 30
# What FROM may stand in without being the keyword, and the keyword.
_TOKENS = re.compile(
    r"""\"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3} | "(?:[^"\\\n]|\\.)*"
    | '(?:[^'\\\n]|\\.)*' | <[^<>"{}|^`\\\s]*> | \#[^\n]*
    | (?<![\w:?$@.-])(?P<source>FROM)(?![\w:-])""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def run(store: Path, query: str, prefixes: Mapping[str, str], timeout: float, limit: int) -> Result:
    """Run a query on a store on disk.

    Args:
        store: The directory of the store, opened for reading only; what names no graph is asked of
            the union of all.
        query: A SPARQL 1.1 query.
        prefixes: Prefixes the query may use without declaring them.
        timeout: Seconds after which the query is stopped.
        limit: The number of rows after which no more are read.

    Raises:
        QueryError: The query is malformed, was refused, or took longer than the limit.
    """
    job = {"store": str(store), "query": query, "prefixes": dict(prefixes), "limit": limit,
           "seconds": timeout}  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    worker = subprocess.Popen(
        [sys.executable, "-c", "from kg.graph.sandbox import main; main()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
    )  # fmt: skip
    try:
        out, trouble = worker.communicate(json.dumps(job).encode(), timeout=timeout)
    except subprocess.TimeoutExpired:
        raise QueryError(
            f"the query took longer than {timeout:g} s and was stopped; make it more specific or "
            "give more time with --timeout"
        ) from None
    finally:
        worker.kill()
        worker.wait()
    if worker.returncode != 0:
        last = trouble.decode(errors="replace").strip().splitlines()[-1:] or ["no message"]
        raise QueryError(f"the query ended early (too much memory or time?): {last[0]}")
    return _result(out)


def _result(out: bytes) -> Result:
    head, *lines = (json.loads(line) for line in out.splitlines())
    if "error" in head:
        raise QueryError(head["error"])
    if head["kind"] == "ask":
        return Result("ask", answer=head["answer"])
    truncated = lines.pop()["truncated"]
    rows = tuple(tuple(cell and _term(cell) for cell in line) for line in lines)
    return Result(head["kind"], tuple(head["variables"]), rows, truncated=truncated)


def _term(cell: dict[str, str]) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if cell["type"] == "uri":
        return ox.NamedNode(cell["value"])
    if cell["type"] == "bnode":
        return ox.BlankNode(cell["value"])
    if "lang" in cell:
        return ox.Literal(cell["value"], language=cell["lang"])
    return ox.Literal(cell["value"], datatype=ox.NamedNode(cell["datatype"]))


def main() -> None:
    """The worker: a job on standard input, lines of JSON on standard output."""
    job = json.load(sys.stdin)
    isolated = _leave_network()
    _limit_resources(job["seconds"])
    write = sys.stdout.write
    if not isolated and mentions_service(job["query"]):
        write(json.dumps({"error": "SERVICE is not available: a query cannot reach the network"}))
        return
    try:
        store = ox.Store.read_only(job["store"])
        found = store.query(
            job["query"],
            prefixes=job["prefixes"],
            use_default_graph_as_union=not names_sources(job["query"]),
        )
        if isinstance(found, ox.QueryBoolean):
            write(json.dumps({"kind": "ask", "answer": bool(found)}))
            return
        lines = _lines(found, job["limit"])
        for line in lines:
            write(line + "\n")
    except (SyntaxError, ValueError, OSError) as error:
        write(json.dumps({"error": _message(error)}))


def _lines(found: Any, limit: int) -> Iterator[str]:
    """The result as lines, a head first; read wholly before, for rows can fail late."""
    if isinstance(found, ox.QuerySolutions):
        names = [variable.value for variable in found.variables]
        head = {"kind": "select", "variables": names}
        rows = ([_cell(row[name]) for name in names] for row in found)
    else:
        head = {"kind": "graph", "variables": ["subject", "predicate", "object"]}
        rows = ([_cell(t.subject), _cell(t.predicate), _cell(t.object)] for t in found)
    kept: list[str] = []
    truncated = False
    for row in rows:
        if len(kept) == limit:
            truncated = True
            break
        kept.append(json.dumps(row))
    yield json.dumps(head)
    yield from kept
    yield json.dumps({"truncated": truncated})


def _cell(term: Any) -> dict[str, str] | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        tag = {"lang": term.language} if term.language else {"datatype": term.datatype.value}
        return {"type": "literal", "value": term.value, **tag}
    return {
        "type": "literal",
        "value": str(term),
        "datatype": "http://www.w3.org/2001/XMLSchema#string",
    }


def _message(error: Exception) -> str:
    """The error in one line; a network that is not there is named as what it is."""
    text = " ".join(str(error).split())
    if "SERVICE" in text.upper() or ("http" in text.lower() and "connect" in text.lower()):
        return "SERVICE is not available: a query cannot reach the network"
    return text


def mentions_service(query: str) -> bool:
    """Whether the letters of SERVICE stand anywhere in a query, escapes decoded."""
    while True:
        decoded = re.sub(
            r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})",
            lambda match: _character(int(match[1] or match[2], 16)),
            query,
        )
        if decoded == query:
            return "service" in query.casefold()
        query = decoded


def names_sources(query: str) -> bool:
    """Whether a query says by FROM which graphs it is asked of; without it, it is of all."""
    return any(match["source"] for match in _TOKENS.finditer(query))


def _character(code: int) -> str:
    return chr(code) if code <= sys.maxunicode else ""


def _leave_network() -> bool:
    """Move this process into an empty network namespace; whether that worked."""
    if not sys.platform.startswith("linux"):
        return False
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is None:
        return False
    return bool(unshare(_NEW_NET) == 0 or unshare(_NEW_USER | _NEW_NET) == 0)


def _limit_resources(seconds: float) -> None:
    """A backstop for when nobody is left to stop this process."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    cpu = int(seconds) * 4 + 10
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
