"""Seconds and memory that linking takes, over records or over an invented corpus.

    python tools/speed_link.py [RECORDS... | NUMBER]

RECORDS are files of `kg extract`; NUMBER is how many entities to invent (100,000 by default):
people by full name or surname, bodies by name or acronym, places, descriptions, some in many
articles and most in few, 18 to an article. Seconds are those of judging which entities are one,
without reading; memory is the peak of the whole process.
"""

import random
import resource
import sys
import time
from collections.abc import Iterator

from kg import records
from kg.knowledge.knowledge import load_knowledge
from kg.linking.link import judge
from kg.model import Article, Entity, Extraction, Form, Mention, Span

_SYLLABLES = ("ba", "ko", "ri", "mel", "tan", "vo", "sur", "dei", "lak", "on", "fi", "gru")
_BODIES = ["Council", "Institute", "Party", "Union", "Bank", "Ministry", "Foundation", "Agency"]
_PER_ARTICLE = 18


def main(arguments: list[str]) -> None:
    """Link once and print what it took."""
    if arguments and not arguments[0].isdigit():
        corpus = list(_read(arguments))
    else:
        corpus = list(invented(int(arguments[0]) if arguments else 100_000))
    knowledge = load_knowledge()
    entities = sum(len(extraction.entities) for extraction in corpus)
    started = time.perf_counter()
    links = judge(corpus, knowledge)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{entities:,} entities of {len(corpus):,} articles are {len(links.entities):,}: "
        f"{seconds:.1f} s, {peak:,.0f} MB"
    )


def _read(paths: list[str]) -> Iterator[Extraction]:
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            yield from records.load(records.parse_lines(lines, path))


def invented(count: int) -> Iterator[Extraction]:
    """Articles with that many entities in all; the same ones every time."""
    chance = random.Random(count)

    def word(syllables: int = 3) -> str:
        return "".join(chance.choices(_SYLLABLES, k=syllables)).capitalize()

    surnames = [word() for _ in range(count // 20 + 1)]
    people = [("Person", f"{word(2)} {chance.choice(surnames)}") for _ in range(count // 5 + 1)]
    bodies = [
        ("Organization", f"{word()} {word()} {chance.choice(_BODIES)}")
        for _ in range(count // 20 + 1)
    ]
    places = [("Place", word()) for _ in range(count // 20 + 1)]
    for number in range(0, count, _PER_ARTICLE):
        made: dict[str, tuple[str, Form]] = {}
        while len(made) < min(_PER_ARTICLE, count - number):
            kind = chance.choice((people, people, bodies, places))
            # Few are in the news every day, most once or twice.
            type, name = kind[int(chance.random() ** 3 * len(kind))]
            form: Form = "name"
            if chance.random() < 0.15:
                form, name = "nominal", f"the {name.split()[-1].lower()} of {word()}"
            elif type == "Person" and chance.random() < 0.2:
                name = name.split()[-1]
            elif type == "Organization" and chance.random() < 0.2:
                name = "".join(part[0] for part in name.split())
            made.setdefault(name, (type, form))
        yield _article(f"a{number // _PER_ARTICLE:06}", made)


def _article(id: str, made: dict[str, tuple[str, Form]]) -> Extraction:
    entities, mentions = [], []
    for number, (name, (type, form)) in enumerate(made.items()):
        entities.append(Entity(f"{id}/e{number}", id, type, name))
        mentions.append(
            Mention(
                Span(number, number + 1), form, -1, -1, -1, type,
                name if form == "name" else "", entity=entities[-1].id,
            )
        )  # fmt: skip
    article = Article(id, id, Span(0, _PER_ARTICLE), None, ())
    return Extraction(article, tuple(entities), tuple(mentions), ())


if __name__ == "__main__":
    main(sys.argv[1:])
