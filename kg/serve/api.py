"""The library over HTTP as JSON: ``/api/search|node|neighbours|path|facts``, told of in OpenAPI.

``/api/view/data`` is what the explorer begins with, ``/api/view/facts`` what it asks for then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.errors import KgError, QueryError
from kg.graph.network import STATUSES
from kg.serve import explorer
from kg.serve.index import Data, UnknownError
from kg.serve.library import MOST, Library
from kg.serve.served import Served
from kg.view.contract import VERSION


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation; ``kind`` is its type in JSON Schema."""

    name: str
    kind: str
    meaning: str
    required: bool = False
    default: Any = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """What can be asked: the name under ``/api/``, the library's function, its parameters."""

    name: str
    call: Callable[..., Data]
    summary: str
    parameters: tuple[Parameter, ...]


_ANY_ID = "An IRI, an id such as person/ada-lovelace, or a name."
_LIMIT = Parameter("limit", "integer", f"The most that are given, {MOST} at most.", default=50)
OPERATIONS = (
    Operation(
        "search", Library.search, "Entities by name, and facts by the words of their sentences.",
        (Parameter("q", "string", "Words; sanction* stands for all that begin so.", True), _LIMIT),
    ),
    Operation(
        "node", Library.node, "An entity, a fact or an article.",
        (Parameter("id", "string", _ANY_ID, True),),
    ),
    Operation(
        "neighbours", Library.neighbours, "Whom facts join with an entity, with their sentences.",
        (Parameter("id", "string", _ANY_ID, True), _LIMIT),
    ),
    Operation(
        "path", Library.path, "A shortest way between two entities, with the sentences.",
        (
            Parameter("from", "string", _ANY_ID, True),
            Parameter("to", "string", _ANY_ID, True),
            Parameter("any_standing", "boolean",
                      "Go also by what is claimed, planned, denied ...", default=False),
        ),
    ),
    Operation(
        "facts", Library.facts, "Facts, each with its sentence, source and standing.",
        (
            Parameter("about", "string", f"In which this has a role. {_ANY_ID}"),
            Parameter("relation", "string", "Of this relation or a narrower one; Statement for "
                      "what somebody said."),
            Parameter("standing", "string", "How the writer puts it.", values=STATUSES),
            Parameter("speaker", "string", f"Statements of this speaker. {_ANY_ID}"),
            _LIMIT,
            Parameter("offset", "integer", "How many are left out before the first.", default=0),
        ),
    ),
)  # fmt: skip
# What the explorer asks for as more is looked at.
_FURTHER = Operation(
    "view/facts", explorer.facts,
    "Some of the facts about an entity, as columns that the explorer adds to its own.",
    (
        Parameter("about", "string", f"In which this has a role. {_ANY_ID}", True),
        Parameter("limit", "integer", f"The most that are given, {explorer.MOST} at most.",
                  default=explorer.MOST),
        Parameter("offset", "integer", "How many are left out before the first.", default=0),
    ),
)  # fmt: skip
# What the library calls otherwise, for they are words of Python.
_NAMES = {"from": "one", "to": "other"}


async def answer(served: Served, request: Request) -> JSONResponse:
    """Answer one of the `OPERATIONS`: 400 and 404 are JSON with an ``error``, too."""
    name = request.path_params["operation"]
    known = (*OPERATIONS, _FURTHER)
    operation = next((found for found in known if found.name == name), None)
    if operation is None:
        return _error(f"there is no /api/{name}; see /api/openapi.json", 404)
    try:
        given = arguments(operation, request.query_params.multi_items())
        return await anyio.to_thread.run_sync(_called, served, operation, given)
    except UnknownError as error:
        return _error(str(error), 404, error.candidates)
    except (QueryError, ValueError) as error:
        return _error(str(error), 400)
    except KgError as error:
        return _error(str(error), 500)


async def seen(served: Served, request: Request) -> Response:
    """Answer with the data of the explorer; there are no parameters."""
    if request.scope["query_string"]:
        return _error(f"{explorer.DATA} has no parameters", 400)
    try:
        return await explorer.data((await served.soon()).explored, request)
    except KgError as error:
        return _error(str(error), 500)


def _called(served: Served, operation: Operation, given: Mapping[str, Any]) -> JSONResponse:
    return JSONResponse(operation.call(served.now().library, **given))


def _error(message: str, status: int, candidates: tuple[Data, ...] = ()) -> JSONResponse:
    more = {"candidates": list(candidates)} if candidates else {}
    return JSONResponse({"error": message, **more}, status)


def arguments(operation: Operation, given: list[tuple[str, str]]) -> dict[str, Any]:
    """The parameters of a request as arguments of the library's function.

    Raises:
        ValueError: One is unknown, given twice, missing or no value of its kind.
    """
    known = {parameter.name: parameter for parameter in operation.parameters}
    found = dict[str, Any]()
    for name, value in given:
        if name not in known:
            raise ValueError(f"there is no parameter {name!r}; there are {', '.join(known)}")
        if name in found:
            raise ValueError(f"{name} is given twice")
        found[name] = _value(known[name], value)
    missing = [
        name for name, parameter in known.items() if parameter.required and not found.get(name)
    ]
    if missing:
        raise ValueError(f"{missing[0]} is missing: {known[missing[0]].meaning}")
    return {_NAMES.get(name, name): value for name, value in found.items()}


def _value(parameter: Parameter, value: str) -> Any:
    if parameter.kind == "integer":
        if not value.isascii() or not value.isdecimal() or len(value) > 9:
            raise ValueError(f"{parameter.name} is a whole number, not {value!r}")
        return int(value)
    if parameter.kind == "boolean":
        if value not in ("true", "false"):
            raise ValueError(f"{parameter.name} is true or false, not {value!r}")
        return value == "true"
    if parameter.values and value not in parameter.values:
        raise ValueError(f"{parameter.name} is one of {', '.join(parameter.values)}")
    return value


def _schema(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


_TEXT, _MAYBE, _NUMBER = {"type": "string"}, {"type": ["string", "null"]}, {"type": "integer"}
_FACTS = {"type": "array", "items": {"$ref": "#/components/schemas/Fact"}}
_ENTITY = {"$ref": "#/components/schemas/Entity"}
_PLACE = {"start": _NUMBER, "end": _NUMBER}
_SCHEMAS = {
    "Entity": _schema({"id": _TEXT, "iri": _TEXT, "name": _TEXT, "type": _TEXT, "facts": _NUMBER}),
    "Fact": _schema({
        "id": _TEXT, "iri": _TEXT, "relation": _TEXT, "text": _TEXT,
        "standing": {"type": "string", "enum": list(STATUSES)},
        "claimed_by": _MAYBE, "polarity": _TEXT, "modality": _TEXT,
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "rule": _TEXT, "when": _MAYBE, "date": _MAYBE,
        "roles": {"type": "array", "items": _schema(
            {"role": _TEXT, "name": _TEXT, "entity": _MAYBE})},
        "sentence": _TEXT,
        "marks": {"type": "array", "items": _schema({**_PLACE, "role": _TEXT})},
        "source": _schema({"article": _TEXT, "headline": _TEXT, "publisher": _MAYBE,
                           "published": _MAYBE, "url": _MAYBE, "document": _TEXT, **_PLACE}),
    }),
    "Step": _schema({"from": _ENTITY, "to": _ENTITY,
                     "joined_by": {"type": "array", "items": _TEXT}, "evidence": _FACTS}),
    "Error": {"type": "object", "required": ["error"], "properties": {
        "error": _TEXT, "candidates": {"type": "array", "items": _ENTITY}}},
}  # fmt: skip
_TABLE = {"type": "object"}
_COLUMNS = {
    "view": {"type": "integer", "const": VERSION},
    "strings": {"type": "array", "items": _TEXT}, "nodes": _TABLE, "edges": _TABLE,
    "facts": _TABLE, "articles": _TABLE,
}  # fmt: skip
_ANSWERS: Mapping[str, dict[str, Any]] = {
    "search": _schema({"entities": {"type": "array", "items": _ENTITY}, "facts": _FACTS}),
    "node": {
        "type": "object", "required": ["kind"],
        "properties": {"kind": {"type": "string", "enum": ["entity", "fact", "article"]}},
    },
    "neighbours": _schema({
        "of": _ENTITY, "total": _NUMBER,
        "neighbours": {"type": "array", "items": {"allOf": [_ENTITY, _schema({
            "joined_by": {"type": "array", "items": _TEXT}, "shared": _NUMBER,
            "evidence": _FACTS})]}},
    }),
    "path": _schema({
        "from": _ENTITY, "to": _ENTITY, "found": {"type": "boolean"},
        "steps": {"type": "array", "items": {"$ref": "#/components/schemas/Step"}},
    }),
    "facts": _schema({"total": _NUMBER, "facts": _FACTS}),
    "view/facts": _schema({**_COLUMNS, "total": _NUMBER}),
}  # fmt: skip


def _content(schema: Data, meaning: str) -> Data:
    return {"description": meaning, "content": {"application/json": {"schema": schema}}}


_ERROR = {"$ref": "#/components/schemas/Error"}
_SEEN: Data = {
    "operationId": "view",
    "summary": "What the explorer begins with, as columns; of a large graph its most telling part.",
    "parameters": [],
    "responses": {
        "200": _content(
            _schema({
                **_COLUMNS, "title": _TEXT, "kg": _TEXT,
                "left": _schema({"entities": _NUMBER, "facts": _NUMBER}),
            }),
            "The columns of kg's docs/view.md; gzip where the client takes it.",
        ),
        "304": {"description": "The client has this version (If-None-Match)."},
        "400": _content(_ERROR, "There was a parameter."),
    },
}  # fmt: skip


def openapi(version: str) -> Data:
    """The OpenAPI 3.1 document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "kg",
            "version": version,
            "description": "News as a graph: each fact with its sentence, source and standing.",
        },
        "paths": {
            **{f"/api/{operation.name}": {"get": _told(operation)} for operation in OPERATIONS},
            explorer.DATA: {"get": _SEEN},
            explorer.FACTS: {"get": _told(_FURTHER)},
        },
        "components": {"schemas": _SCHEMAS},
    }


def _told(operation: Operation) -> Data:
    return {
        "operationId": operation.name.replace("/", "-"),
        "summary": operation.summary,
        "parameters": [
            {
                "name": parameter.name,
                "in": "query",
                "required": parameter.required,
                "description": parameter.meaning,
                "schema": {
                    "type": parameter.kind,
                    **({} if parameter.default is None else {"default": parameter.default}),
                    **({"enum": list(parameter.values)} if parameter.values else {}),
                },
            }
            for parameter in operation.parameters
        ],
        "responses": {
            "200": _content(_ANSWERS[operation.name], "The answer."),
            "400": _content(_ERROR, "A parameter is wrong."),
            "404": _content(_ERROR, "Nothing goes by that name, or several things do."),
        },
    }
