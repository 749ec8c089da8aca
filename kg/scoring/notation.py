"""The notation in which people annotate an article, read and written.

Every line is an entity, a fact or a comment (``#``)::

    @holm Person | Vera Holm | Holm | the envoy#2
    headOf subject=holm object=velm title="director" :: Velm director Vera Holm
    planned: Meeting participant=holm,ravn place="a hotel" ? :: Holm will meet Ravn in a hotel
    Statement speaker=holm about=velm :: Holm said >> "The ships ... by May,"

Behind ``::`` stand words of the text as evidence, behind ``>>`` the words said (``...`` for words
left out, ``&&`` between parts). Words mean their first place, or that of their number (``#2``); an
alias all its places, or those of its numbers.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.errors import InputError
from kg.linking.fact_decisions import STANDINGS

_ARGUMENT = re.compile(r'(?<!\w)(\w++)=((?:"[^"]*+"|[\w-]++)(?:,(?:"[^"]*+"|[\w-]++))*+)')
_VALUE = re.compile(r'"([^"]*)"|([\w-]+)')
_NTH = re.compile(r"(?<!\s)\s*+#(\d++(?:,\d++)*+)$")
_STANDING = re.compile(r"(\w+):\s+")
STATEMENT = "Statement"
# Roles whose words need not stand in the text.
_FREE = ("title", "charge")
# A word of a name: one with a capital, or a small one within.
_OF_NAME = re.compile(r"[^\W\d_]{1,3}")

Place = tuple[int, int]
Record = dict[str, Any]


class _Unfit(ValueError):
    """A line that does not say what it should."""


def parse(name: str, text: str, lines: Iterable[str]) -> Record:
    """The entities and facts of an article's notes, with offsets in its text.

    Raises:
        InputError: A line does not fit; it names the line.
    """
    entities, facts = dict[str, Record](), list[Record]()
    for number, line in enumerate(map(str.strip, lines), 1):
        if not line or line.startswith("#"):
            continue
        try:
            if line.startswith("@"):
                found = _entity(text, line)
                if found["id"] in entities:
                    raise _Unfit(f"entity {found['id']} twice")
                entities[found["id"]] = found
            else:
                facts.append({"id": f"g{len(facts) + 1}", **_fact(text, line, entities)})
        except _Unfit as error:
            raise InputError(f"{name}:{number}: {error}: {line}") from error
    _without_nested(text, list(entities.values()))
    return {"entities": list(entities.values()), "facts": facts}


def _entity(text: str, line: str) -> Record:
    head, *aliases = (part.strip() for part in line[1:].split(" | "))
    words = head.split()
    if len(words) != 2 or not aliases:
        raise _Unfit("an entity is `@id Type | name | alias ...`")
    spans = sorted({place for alias in aliases for place in _places(text, alias)})
    name = _NTH.sub("", aliases[0])
    return {"id": words[0], "type": words[1], "name": name, "mentions": [list(s) for s in spans]}


def places(text: str, words: str) -> list[Place]:
    """Every place where words stand, as whole words."""
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)"
    return [match.span() for match in re.finditer(pattern, text)]


def _places(text: str, words: str) -> list[Place]:
    """Those of the numbers behind the words, or all."""
    chosen, bare = _NTH.search(words), _NTH.sub("", words)
    found = places(text, bare)
    if not found:
        raise _Unfit(f"not in the text: {bare}")
    if not chosen:
        return found
    numbers = [int(number) for number in chosen[1].split(",")]
    if not 0 < min(numbers) <= max(numbers) <= len(found):
        raise _Unfit(f"only {len(found)} of: {bare}")
    return [found[number - 1] for number in numbers]


def _fact(text: str, line: str, entities: Mapping[str, Record]) -> Record:
    head, _, rest = line.partition("::")
    evidence, _, said = rest.partition(">>")
    if not evidence.strip():
        raise _Unfit("no evidence after `::`")
    status = "asserted"
    if match := _STANDING.match(head):
        status, head = match[1], head[match.end() :]
        if status not in STANDINGS:
            raise _Unfit(f"no standing {status}")
    minor = head.rstrip().endswith("?")
    head = head.rstrip().removesuffix("?").strip()
    relation, _, roles = head.partition(" ")
    if not re.fullmatch(r"[A-Za-z]+", relation):
        raise _Unfit("a fact begins with its relation")
    found: Record = {
        "relation": relation,
        "args": _arguments(text, roles, entities),
        "status": status,
        "optional": minor,
        "evidence": list(_places(text, evidence.strip())[0]),
    }
    if relation == STATEMENT:
        parts = (part.strip() for part in said.split("&&"))
        found["content"] = [_content(text, part) for part in parts if part]
        if not found["content"] and not minor:
            raise _Unfit("a statement says something after `>>`, or ends in `?`")
    elif said:
        raise _Unfit("only a Statement has `>>`")
    return found


def _arguments(text: str, roles: str, entities: Mapping[str, Record]) -> list[Record]:
    args, end = list[Record](), 0
    for match in _ARGUMENT.finditer(roles):
        if left := roles[end : match.start()].strip():
            raise _Unfit(f"not understood: {left}")
        end = match.end()
        for words, name in _VALUE.findall(match[2]):
            if name and name not in entities:
                raise _Unfit(f"no entity {name}")
            args.append({"role": match[1], "entity": name or None, "text": words})
            if words and match[1] not in _FREE:
                args[-1]["spans"] = [list(span) for span in _places(text, words)]
    if left := roles[end:].strip():
        raise _Unfit(f"not understood: {left}")
    return args


def _content(text: str, words: str) -> list[int]:
    """From the first words to the last; between them some may be left out."""
    first, dots, last = (part.strip() for part in words.partition(" ... "))
    start, end = _find(text, first)
    return [start, _find(text, last, end)[1] if dots else end]


def _find(text: str, words: str, after: int = 0) -> Place:
    found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, after)
    if not found:
        raise _Unfit(f"not in the text: {words}")
    return found.span()


def _without_nested(text: str, entities: Sequence[Record]) -> None:
    """Drop what stands inside a longer name of another entity: "Leeds" in "Leeds United"."""
    named = [
        (span, entity["id"])
        for entity in entities
        for span in entity["mentions"]
        if all(
            word[0].isupper() or _OF_NAME.fullmatch(word)
            for word in re.findall(r"[^\W\d_]+", text[slice(*span)])
        )
    ]
    for entity in entities:
        entity["mentions"] = [
            [start, end]
            for start, end in entity["mentions"]
            if not any(
                id != entity["id"] and s <= start and end <= e and (s, e) != (start, end)
                for (s, e), id in named
            )
        ]


def entity_line(id: str, type: str, text: str, names: Iterable[str], spans: Iterable[Place]) -> str:
    """The line of an entity: its names, each with its numbers where others are called so, too."""
    meant = list(spans)
    aliases = []
    for name in names:
        found = places(text, name)
        # A name within a longer one of the same entity means it, too.
        chosen = [
            number
            for number, (start, end) in enumerate(found, 1)
            if any(first <= start and end <= last for first, last in meant)
        ]
        if not chosen or "|" in name or _NTH.search(name):
            continue
        every = len(chosen) == len(found)
        aliases.append(name if every else f"{name}#{','.join(map(str, chosen))}")
    return " | ".join((f"@{id} {type}", *aliases)) if aliases else ""


def words_at(text: str, place: Place) -> str:
    """Words as evidence: with their number, where they stand in the text more than once."""
    words = " ".join(text[slice(*place)].split())
    found = places(text, words)
    if place in found and (found[0] != place or _NTH.search(words)):
        return f"{words} #{found.index(place) + 1}"
    return words


def trimmed(text: str, place: Place) -> Place:
    """A place without marks at its ends, and without what the notation means by something else."""
    start, end = place
    words = text[start:end]
    if cut := re.search(r">>|::", words):
        end = start + cut.start()
    while end > start and not text[end - 1].isalnum():
        end -= 1
    while start < end and not text[start].isalnum():
        start += 1
    return start, end


def literal(words: str) -> str:
    """Words as a filler: between quotation marks, so that none may stand within."""
    longest = max(re.split('"|::', words), key=len)
    return f'"{longest.strip()}"'


def fact_line(
    relation: str,
    standing: str,
    roles: Iterable[tuple[str, str]],
    minor: bool,
    evidence: str,
    said: Sequence[str] = (),
) -> str:
    """The line of a fact; ``roles`` are pairs of a role and an entity's id or a `literal`."""
    values = dict[str, list[str]]()
    for role, value in roles:
        known = values.setdefault(role, [])
        if value not in known:
            known.append(value)
    words = [] if standing == "asserted" else [f"{standing}:"]
    words += [relation, *(f"{role}={','.join(found)}" for role, found in values.items())]
    words += ["?"] if minor else []
    line = f"{' '.join(words)} :: {evidence}"
    return f"{line} >> {' && '.join(said)}" if said else line
