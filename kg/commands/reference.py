"""The reference of the ontology, generated from the catalogue: ``docs/ontology.md``.

Also what a single name in it means: that of a relation, of the rule that a fact gives, or of a
number that reading and linking go by.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from kg.errors import InputError
from kg.knowledge import frames
from kg.knowledge.catalogue import KG, Catalogue, Relation, Rule, local_name
from kg.knowledge.frames import Example, Frame
from kg.knowledge.numbers import Number

_HEAD = """# The ontology

*Generated from `ontology/` by `kg ontology`; edit the Turtle, not this file.*

The namespace is `{namespace}` (not registered yet). A relation below is a class of facts
(events, statements) or a property between two entities (binary relations). Every fact is a node
with its roles as properties, its polarity, modality, confidence, holder and evidence; an edge is
written beside it only if the fact is positive, actual and claimed by nobody but the writer.
Relations of your own go into a Turtle file: `kg build PAGES --ontology my.ttl`.

The rule of a fact names what read it: a frame of its relation (`Meeting.meet`), or a
[rule](#rules) and its variants (`post.title.implied`). `kg ontology Meeting.meet` tells about one,
`kg ontology linking.nickname` about one of the [numbers](#numbers) that reading and linking go by.

{contents}

## The frame language

{language}
"""
_KINDS = {"event": "Events", "binary": "Binary relations", "statement": "Statements"}
_PREFIXES = {
    "https://schema.org/": "schema:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://www.w3.org/ns/org#": "org:",
    "http://semanticweb.cs.vu.nl/2009/11/sem/": "sem:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "https://w3id.org/newskg/align/plover#": "plover:",
    "https://w3id.org/newskg/align/cameo#": "cameo:",
    "https://w3id.org/newskg/align/rams#": "rams:",
    KG: "kg:",
}  # fmt: skip


def reference(catalogue: Catalogue, numbers: Mapping[str, Number]) -> str:
    """The reference as Markdown: every relation with meaning, roles, frames and examples.

    Also every rule and number.
    """
    groups = {
        title: sorted(
            (r for r in catalogue.relations.values() if r.kind == kind), key=lambda r: r.name
        )
        for kind, title in _KINDS.items()
    }
    contents = "\n".join(
        f"* {title}: {', '.join(f'[{r.name}](#{r.name.lower()})' for r in group)}"
        for title, group in groups.items()
    )
    parts = [_HEAD.format(namespace=KG, contents=contents, language=_language()).rstrip()]
    for title, group in groups.items():
        parts.append(f"## {title}")
        parts += (f"### {relation.name}\n\n" + "\n".join(_relation(relation)) for relation in group)
    parts.append("## Rules\n\nThey read facts where no frame does.")
    for title, variant in (("", False), ("Variants: their names stand behind a rule's.\n\n", True)):
        rules = (rule for rule in catalogue.rules.values() if rule.variant == variant)
        parts.append(title + "\n".join(line for rule in rules for line in _rule(rule)))
    parts.append("## Numbers\n\nConfidences, weights, windows and limits, by who goes by them.")
    for package in sorted({name.partition(".")[0] for name in numbers}):
        parts.append(f"### {package}\n\n" + "\n".join(_numbers(numbers, package)))
    return "\n\n".join(parts) + "\n"


def explained(catalogue: Catalogue, numbers: Mapping[str, Number], name: str) -> str:
    """What is called so, as Markdown: a relation, a frame (``Meeting.meet``), a fact's rule.

    Or a number (``linking.nickname``).

    Raises:
        InputError: Nothing is called so.
    """
    if relation := catalogue.relations.get(name):
        return "\n".join((f"{relation.name}\n", *_relation(relation))) + "\n"
    if frame := catalogue.frame(name):
        relation = catalogue.relations[name.partition(".")[0]]
        told = (f"{name} reads {relation.label}: {relation.comment}\n", *_frame(frame))
        return "\n".join(told) + "\n"
    if rules := catalogue.rules_of(name):
        return "\n".join(line for rule in rules for line in _rule(rule)) + "\n"
    if number := numbers.get(name):
        return f"`{name}` is {_value(number)}: {number.reason}\n"
    like = _like(catalogue, numbers, name)
    raise InputError(f"{name}: no relation, frame, rule or number is called so{like}")


def _like(catalogue: Catalogue, numbers: Mapping[str, Number], name: str) -> str:
    """What somebody may have meant by a name that is unknown."""
    frames = (f"{r.name}.{f.name}" for r in catalogue.relations.values() for f in r.frames)
    known: Iterable[str] = (*catalogue.relations, *catalogue.rules, *frames, *numbers)
    close = get_close_matches(name, known, n=3)
    return f"; there is {', '.join(close)}" if close else "; `kg ontology` lists them all"


def _numbers(numbers: Mapping[str, Number], package: str) -> Iterator[str]:
    """The table of a package's numbers, in the order of ``numbers.txt``."""
    yield "| number | value | reason |\n|---|---|---|"
    for name, number in numbers.items():
        if name.startswith(f"{package}."):
            yield f"| `{name}` | {_value(number)} | {number.reason.replace('|', '&#124;')} |"


def _value(number: Number) -> str:
    return f"{number.value:g}" if number.value % 1 else f"{number.value:.0f}"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"* `{rule.name}`: {rule.comment}"
    yield from (f"  * {_marked(example)}" for example in rule.examples)


def _frame(frame: Frame) -> Iterator[str]:
    yield f"* `{frame.name}`: `{frame.pattern}`"
    yield from (f"  * {_marked(example)}" for example in frame.examples)
    yield from (f"  * not: {text}" for text in frame.counterexamples)


def _relation(relation: Relation) -> Iterator[str]:
    above = ", ".join(f"`{short(parent)}`" for parent in relation.parents)
    yield f"{relation.comment} `{short(relation.iri)}`" + (f", below {above}." if above else ".")
    yield "\n| role | filled by | meaning |\n|---|---|---|"
    for role in relation.roles:
        yield f"| {role.name} | {', '.join(role.ranges) or 'anything'} | {role.comment} |"
    if relation.edges:
        edges = (f"{e.source} `{short(e.property)}` {e.target}" for e in relation.edges)
        yield f"\nEdges: {'; '.join(edges)}."
    if relation.symmetric:
        yield "\nIt makes no difference who stands on which side."
    for implied in relation.implied:
        ranges = " or ".join(implied.ranges)
        yield f"\nImplies {implied.relation} if the object is of type {ranges}."
    if relation.posts:
        yield f"\nStated by nouns of posts of the class {', '.join(relation.posts)}."
    if relation.alignments:
        terms = (f"`{short(name)}` {short(term)}" for name, term in relation.alignments)
        yield f"\nAlignments: {', '.join(terms)}."
    if relation.examples:
        yield "\nExamples:\n"
        yield from (f"* {_marked(example)}" for example in relation.examples)
    if relation.counterexamples:
        yield "\nNot asserted by:\n"
        yield from (f"* {text}" for text in relation.counterexamples)
    if relation.frames:
        yield "\nFrames:\n"
        for frame in relation.frames:
            yield from _frame(frame)


def _marked(example: Example) -> str:
    """The example with its roles as subscripts of the bold words."""
    text, done = example.text, 0
    for role, words in example.roles:
        place = text.index(words, done)
        marked = f"**{words}** ({role})"
        text = text[:place] + marked + text[place + len(words) :]
        done = place + len(marked)
    return " ".join(text.split())


def _language() -> str:
    """What `frames` says of the language, as Markdown."""
    text = (frames.__doc__ or "").partition("\n\n")[2].strip()
    text = re.sub(r"::\n\n((?:    .*\n)+)", lambda m: f":\n\n```\n{_dedent(m[1])}```\n", text)
    text = re.sub(r"``(.+?)``", r"`\1`", text)
    return text.replace("`clauses.Slot`", "clauses")


def _dedent(text: str) -> str:
    return "".join(line[4:] + "\n" for line in text.splitlines())


def short(iri: str) -> str:
    """An IRI with a prefix, where one is known."""
    for space, prefix in _PREFIXES.items():
        if iri.startswith(space):
            return prefix + iri.removeprefix(space)
    return local_name(iri)
