"""A triple store behind a URL: the Graph Store Protocol or SPARQL Update, and what it counts.

Both are the W3C's protocols of SPARQL 1.1. A graph is sent in parts, the first of which takes the
place of what was there; so a graph that was sent half can be sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import httpx
import tenacity

from kg.errors import PushError

Protocol = Literal["graph-store", "update"]
# What a store, or the server before it, says while it starts or is too busy to answer.
_PASSING = frozenset((408, 429, 500, 502, 503, 504))
_PAGE = 5_000


@dataclass(frozen=True)
class Endpoint:
    """A store's doors.

    Attributes:
        client: With the store's authentication and time limit.
        url: Where graphs are written.
        protocol: ``graph-store`` (PUT, POST and DELETE with ``?graph=``) or ``update``.
        query: Where SPARQL queries are answered; without it nothing can be counted.
        tries: How often a request is made before the store counts as gone.
        wait: Seconds before the second try; each further wait is twice as long.
    """

    client: httpx.Client
    url: str
    protocol: Protocol = "graph-store"
    query: str | None = None
    tries: int = 6
    wait: float = 0.5

    def put(self, graph: str, parts: Iterable[str]) -> None:
        """Put N-Triples in the place of what a graph holds; the parts are sent one by one.

        Raises `PushError` when the store refuses or does not answer; half of it may be there then.
        """
        if self.protocol == "update":
            self._update(f"DROP SILENT GRAPH <{graph}>")
        for number, part in enumerate(parts):
            if self.protocol == "update":
                self._update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{part}}} }}")
            else:
                self._send("PUT" if number == 0 else "POST", graph, part)

    def delete(self, graph: str) -> None:
        """Take a graph away; it need not be there."""
        if self.protocol == "update":
            self._update(f"DROP SILENT GRAPH <{graph}>")
        else:
            self._send("DELETE", graph)

    def counts(self, base: str) -> dict[str, int]:
        """How many triples the store has in each of its graphs below an IRI.

        Raises `PushError` when there is no query endpoint, or it does not answer.
        """
        query = self.query
        if query is None:
            raise PushError(f"{self.url}: nothing can be counted there without a query endpoint")
        found: dict[str, int] = {}
        while True:
            # In pages: some stores cut long results without a word.
            asked = (
                "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o }"
                f' FILTER(STRSTARTS(STR(?g), "{base}")) }} GROUP BY ?g ORDER BY ?g'
                f" LIMIT {_PAGE} OFFSET {len(found)}"
            )
            rows = self._rows(query, asked)
            found |= {row["g"]["value"]: int(row["n"]["value"]) for row in rows if "g" in row}
            if len(rows) < _PAGE:
                return found

    def _rows(self, query: str, asked: str) -> list[dict[str, dict[str, str]]]:
        headers = {"Accept": "application/sparql-results+json"}
        answer = self._answer(
            lambda: self.client.post(query, data={"query": asked}, headers=headers)
        )
        try:
            rows: list[dict[str, dict[str, str]]] = answer.json()["results"]["bindings"]
        except (ValueError, KeyError, TypeError):
            raise PushError(
                f"{query}: no SPARQL results came back; name the store's query endpoint with "
                "--query-endpoint"
            ) from None
        return rows

    def _update(self, update: str) -> None:
        headers = {"Content-Type": "application/sparql-update"}
        self._answer(lambda: self.client.post(self.url, content=update.encode(), headers=headers))

    def _send(self, method: str, graph: str, part: str | None = None) -> None:
        headers = {} if part is None else {"Content-Type": "application/n-triples"}
        body = None if part is None else part.encode()
        self._answer(
            lambda: self.client.request(
                method, self.url, params={"graph": graph}, content=body, headers=headers
            ),
            absent_is_fine=method == "DELETE",
        )

    def _answer(
        self, ask: Callable[[], httpx.Response], absent_is_fine: bool = False
    ) -> httpx.Response:
        """The store's answer, asked for again while none comes or the store is busy."""
        again = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(httpx.TransportError)
            | tenacity.retry_if_result(lambda answer: answer.status_code in _PASSING),
            stop=tenacity.stop_after_attempt(self.tries),
            wait=tenacity.wait_exponential(self.wait, max=30.0),
        )
        try:
            answer = again(ask)
        except tenacity.RetryError as gone:
            last = gone.last_attempt
            if last.failed:
                why = str(last.exception()) or type(last.exception()).__name__
                raise PushError(f"{self.url}: does not answer ({why})") from None
            answer = last.result()
        if not answer.is_success and not (absent_is_fine and answer.status_code == 404):
            raise PushError(_refusal(answer))
        return answer


def _refusal(answer: httpx.Response) -> str:
    """What the store said instead of doing it, and what to do, in one line."""
    told = " ".join(answer.text.split())[:200]
    place = f"{answer.request.url.copy_with(query=None)}: {answer.status_code}"
    if answer.status_code in (401, 403):
        return f"{place}: not allowed; see `kg push --help` for how to say who you are"
    if answer.is_redirect:
        return f"{place}: moved to {answer.headers.get('location')}; give that URL"
    return f"{place} {answer.reason_phrase}{': ' if told else ''}{told}"
