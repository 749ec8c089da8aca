"""The library for assistants: the Model Context Protocol over standard input and output.

Every fact that is answered comes with its sentence, its source and its standing, so that an
assistant can say where it has it from, and does not tell as so what was planned, claimed or denied.
"""

from collections.abc import Callable
from importlib.metadata import version
from itertools import islice
from typing import Annotated, Any, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from kg.errors import KgError
from kg.graph.network import Status
from kg.graph.sandbox import Pool
from kg.serve.index import Data, UnknownError
from kg.serve.library import Library

_INSTRUCTIONS = """A knowledge graph that kg read from news articles. Each fact has a `sentence`
(the exact words it rests on), a `source` (article, publisher, date) and a `standing`: only what is
"asserted" does the article itself tell as so; "claimed" is said by `claimed_by`; "planned",
"possible", "denied" and "former" are what they say. When you answer, quote the sentence, name the
source, and keep the standing. Begin with `search`; an id looks like person/ada-lovelace."""
Answer = TypeVar("Answer")

_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_LIMIT = Field(ge=1, le=100, description="The most that are given.")
_ID = Field(description="An IRI, an id such as person/ada-lovelace, or a name.")

_TOLD = 20

Limit = Annotated[int, _LIMIT]
Id = Annotated[str, _ID]


def assistant(library: Library, pool: Pool) -> MCPServer[Any]:
    """The server of the protocol for a graph, with a tool for each function of the library."""
    server = MCPServer[Any]("kg", instructions=_INSTRUCTIONS, version=version("newskg"))

    @server.tool(annotations=_READS)
    def search(words: str, limit: Limit = 10) -> Data:
        """Find entities by name, and facts whose sentences hold all the words."""
        return _told(library.search, words, limit)

    @server.tool(annotations=_READS)
    def node(id: Id) -> Data:
        """An entity with its names; a fact; or an article with its facts."""
        return _told(library.node, id)

    @server.tool(annotations=_READS)
    def neighbours(id: Id, limit: Limit = 20) -> Data:
        """Whom facts join with an entity, each with some facts and their sentences."""
        return _told(library.neighbours, id, limit)

    @server.tool(annotations=_READS)
    def path(start: Id, end: Id, any_standing: bool = False) -> Data:
        """A shortest way between two entities, with the sentences of each step.

        It goes by asserted facts alone unless any_standing.
        """
        return _told(library.path, start, end, any_standing)

    @server.tool(annotations=_READS)
    def facts(
        about: str | None = None,
        relation: str | None = None,
        standing: Status | None = None,
        speaker: str | None = None,
        limit: Limit = 20,
        offset: Annotated[int, Field(ge=0)] = 0,
    ) -> Data:
        """Facts about somebody or something, of a relation, of a standing, or said by a speaker.

        Relations are called Meeting, headOf ...; Statement is what somebody said.
        """
        return _told(library.facts, about, relation, standing, speaker, limit, offset)

    @server.tool(annotations=_READS)
    def sparql(query: str) -> Data:
        """Ask the graph in SPARQL 1.1; prefixes need not be declared.

        Select the fact itself (?f) too: the facts of the first rows are told with sentence, source
        and standing. ?f kg:evidence/oa:exact ?sentence ; kg:asserted true.
        """
        found = _told(pool.query, query)
        if found.answer is not None:
            return {"answer": found.answer}
        rows = found.values()
        iris = dict.fromkeys(value for row in rows for value in row.values())
        told = list(islice(filter(None, map(library.fact_of, iris)), _TOLD))
        return {
            "variables": list(found.variables),
            "rows": rows,
            "truncated": found.truncated,
            "facts": [library.told(view) for view in library.views(told)],
        }

    return server


def _told(function: Callable[..., Answer], *arguments: Any) -> Answer:
    """What a function answers; what went wrong is told to the assistant in a line."""
    try:
        return function(*arguments)
    except UnknownError as error:
        names = "; ".join(f"{found['name']} ({found['id']})" for found in error.candidates)
        raise ToolError(f"{error}{': ' if names else ''}{names}") from error
    except KgError as error:
        raise ToolError(str(error)) from error
