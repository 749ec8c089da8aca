"""A small graph whose names and sentences are made to break formats."""

from pathlib import Path

from kg.building import build as builder
from kg.building.files import Reading
from kg.model import Argument, Article, Document, Entity, Extraction, Fact, Mention, Span, When
from tests.known import KNOWLEDGE

HOSTILE = "=cmd()|\"a\",'b' <x> {} @en . \\ \\u0041 || $p } שלום \u202e😀"
_NAMES = ("Ann Lee", "Bob Day", HOSTILE, "Norway", "Cem Kaya")
_TYPES = ("Person", "Person", "Organization", "Place", "Person")
# Relation, its arguments as pairs of role and number of name, and what sets it apart.
_TERM = {"details": {"from": "2019", "until": "2022-07"}}
_FACTS = (
    ("headOf", (("subject", 0), ("object", 2)), {}),
    ("headOf", (("subject", 1), ("object", 2)), {"polarity": "negative"}),
    ("memberOf", (("subject", 1), ("object", 2)), {"details": {"temporal": "future"}}),
    ("memberOf", (("subject", 4), ("object", 2)), {"details": {"temporal": "former"}}),
    ("citizenOf", (("subject", 0), ("object", 3)), _TERM),
    ("citizenOf", (("subject", 1), ("object", 3)), {"modality": "possible"}),
    ("Meeting", (("participant", 0), ("participant", 1), ("place", 3)), {"dated": True}),
    ("Meeting", (("participant", 0), ("participant", 4)), {"modality": "planned"}),
    ("Arrest", (("agent", 2), ("patient", 4)), {"holder": True}),
    ("Attack", (("agent", 1), ("target", 2)), {"holder": True, "polarity": "negative"}),
    ("Attack", (("agent", 0), ("patient", 4)), {}),
    ("ministerOf", (("subject", 0), ("object", 3)), {}),
)  # fmt: skip


def graph(directory: Path) -> Path:
    """Write the graph into a directory."""
    text = f"{' and '.join(_NAMES)} =1+1 met.\n"
    text += f"“{HOSTILE}” said Ann Lee.\n"
    whole, said = Span(0, text.index("\n")), Span(text.index("\n") + 1, len(text) - 1)
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in _NAMES]
    entities = tuple(
        Entity(f"e{n}", "a", kind, name, canonical="place/norway" if name == "Norway" else f"x/{n}")
        for n, (name, kind) in enumerate(zip(_NAMES, _TYPES, strict=True))
    )
    mentions = tuple(
        Mention(span, "name", 0, 1, 0, kind, name, entity=f"e{n}")
        for n, (span, name, kind) in enumerate(zip(spans, _NAMES, _TYPES, strict=True))
    )
    content = Span(said.start, text.index("”") + 1)
    speech = (
        Argument("speaker", (spans[0],), "Ann Lee", "e0"),
        Argument("content", (content,), text[content.start : content.end]),
        Argument("about", (spans[2],), HOSTILE, "e2"),
    )
    acts = (
        ("s0", "asserted", "positive"), ("s1", "denied", "positive"), ("s2", "asked", "positive"),
        ("s3", "asserted", "negative"),
    )  # fmt: skip
    facts = [
        Fact(id, "a", "d", "Statement", speech, (), said, "quote", 0.9, polarity,
             details={"act": "speech", "speech_act": act})
        for id, act, polarity in acts
    ]  # fmt: skip
    for number, (relation, ends, more) in enumerate(_FACTS):
        args = tuple(Argument(role, (spans[n],), _NAMES[n], f"e{n}") for role, n in ends)
        given = dict(more)
        if given.pop("holder", False):
            given["holder"] = "s0"
        if given.pop("dated", False):
            given["when"] = When("on Monday", spans[3], "2025-03-10")
        facts.append(Fact(f"f{number}", "a", "d", relation, args, (), whole, "r", 0.8, **given))
    article = Article(
        "a", "d", Span(0, len(text)), None, (), "2025-03-12", HOSTILE,
        "https://news.example/a?b=c|d\"e><", headline=HOSTILE,
    )  # fmt: skip
    read = Extraction(article, entities, mentions, tuple(facts))
    document = Document("d", text, True, published="2025-03-12")
    directory.mkdir(parents=True)
    reading = Reading((read,), {"d": text}, (), (document,))
    builder.write(reading, directory, builder.Options(), KNOWLEDGE)
    return directory
