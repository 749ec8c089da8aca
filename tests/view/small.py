"""Small graphs for the explorer's tests, as the data of its page: of our own making, every line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

BASE = "https://newskg.example/"
STATUSES = ["asserted", "former", "claimed", "planned", "possible", "denied"]
RELATIONS = {
    "Meeting": "meeting",
    "met": "met",
    "Visit": "visit",
    "visited": "visited",
    "Statement": "statement",
    "spokeAbout": "spoke about",
    "headOf": "head of",
    "memberOf": "member of",
}
EDGES = {"Meeting": "met", "Visit": "visited", "Statement": "spokeAbout"}
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
REVERSED = "exe\u202egnp.exe"
LONG = "Rhabarber" * 25


@dataclass(frozen=True)
class Told:
    """A fact to be shown: who, what, whom, and how it is told."""

    relation: str
    fillers: Sequence[tuple[str, str]]
    quote: str
    status: str = "asserted"
    date: str = ""
    confidence: int = 90
    article: int = 0
    speaker: str = ""
    topics: Sequence[str] = ()
    title: str = ""
    since: str = ""


@dataclass
class Small:
    """Contract data of entities (name, type, other names) and facts."""

    entities: Sequence[tuple[str, str, Sequence[str]]]
    facts: Sequence[Told]
    articles: Sequence[tuple[str, str, str, str]]
    drawn: int = 150
    strings: list[str] = field(default_factory=lambda: [""])

    def _s(self, text: str) -> int:
        if text not in self.strings:
            self.strings.append(text)
        return self.strings.index(text)

    def data(self) -> dict[str, Any]:
        """The columns of the contract."""
        names = [name for name, _, _ in self.entities]
        at = {name: index for index, name in enumerate(names)}
        types = sorted({kind for _, kind, _ in self.entities})
        relations = list(RELATIONS)
        count = [
            sum(name in [text for _, text in fact.fillers] for fact in self.facts) for name in names
        ]
        rank = sorted(range(len(names)), key=lambda node: (-count[node], node))
        edges = self._edges(at, relations)
        joined = {*edges["s"], *edges["t"]}
        drawn = [int(node in joined and node in rank[: self.drawn]) for node in range(len(names))]
        return {
            "view": 1,
            "title": "Small news",
            "kg": "1",
            "ontology": "",
            "types": types,
            "unit": 20.0,
            "statuses": STATUSES,
            "relations": [{"name": name, "label": label} for name, label in RELATIONS.items()],
            "nodes": {
                "iri": [self._s(f"{BASE}e/{index}") for index in range(len(names))],
                "label": [self._s(name) for name in names],
                "type": [types.index(kind) for _, kind, _ in self.entities],
                "names": [[self._s(name) for name in others] for _, _, others in self.entities],
                "facts": count,
                "x": [_place(node)[0] if node in joined else -32768 for node in range(len(names))],
                "y": [_place(node)[1] if node in joined else -32768 for node in range(len(names))],
                "drawn": drawn,
                "group": [0 if each else -1 for each in drawn],
                **{
                    column: [
                        _place(node)[axis] // 20 if drawn[node] else -32768
                        for node in range(len(names))
                    ]
                    for axis, columns in enumerate((("ox", "ux"), ("oy", "uy")))
                    for column in columns
                },
                "rank": [rank.index(node) for node in range(len(names))],
            },
            "edges": edges,
            "facts": self._facts(at, relations),
            "articles": {
                "iri": [self._s(f"{BASE}article/{index}") for index in range(len(self.articles))],
                "headline": [self._s(row[0]) for row in self.articles],
                "published": [self._s(row[1]) for row in self.articles],
                "publisher": [self._s(row[2]) for row in self.articles],
                "url": [self._s(row[3]) for row in self.articles],
                "document": [self._s(f"page{index}.txt") for index in range(len(self.articles))],
                "start": [0] * len(self.articles),
            },
            "folding": {"ø": "o", "đ": "dj", "ł": "l"},
            "left": {"entities": 0, "facts": 0},
            "strings": self.strings,
        }

    def _edges(self, at: dict[str, int], relations: list[str]) -> dict[str, list[Any]]:
        bundles: dict[tuple[int, int, str], tuple[set[int], list[int]]] = {}
        for number, fact in enumerate(self.facts):
            nodes = [at[text] for _, text in fact.fillers if text in at]
            for other in nodes[1:]:
                name = relations.index(EDGES.get(fact.relation, fact.relation))
                kinds, facts = bundles.setdefault((nodes[0], other, fact.status), (set(), []))
                kinds.add(name)
                facts.append(number)
        return {
            "s": [one for one, _, _ in bundles],
            "t": [two for _, two, _ in bundles],
            "status": [STATUSES.index(status) for _, _, status in bundles],
            "dir": [1] * len(bundles),
            "main": [1] * len(bundles),
            "relations": [sorted(kinds) for kinds, _ in bundles.values()],
            "facts": [facts for _, facts in bundles.values()],
        }

    def _facts(self, at: dict[str, int], relations: list[str]) -> dict[str, list[Any]]:
        facts = self.facts
        return {
            "iri": [self._s(f"{BASE}fact/{index}") for index in range(len(facts))],
            "relation": [relations.index(fact.relation) for fact in facts],
            "status": [STATUSES.index(fact.status) for fact in facts],
            "fillers": [
                [[self._s(role), at.get(text, -1), self._s(text)] for role, text in self._all(fact)]
                for fact in facts
            ],
            "speaker": [at.get(fact.speaker, -1) for fact in facts],
            "claimedBy": [
                self._s(fact.speaker if fact.status == "claimed" else "") for fact in facts
            ],
            "claimedAs": [0] * len(facts),
            "confidence": [fact.confidence for fact in facts],
            "rule": [self._s("verb.subject") for _ in facts],
            "date": [self._s(fact.date) for fact in facts],
            "dateText": [0] * len(facts),
            "from": [self._s(fact.since) for fact in facts],
            "until": [0] * len(facts),
            "said": [0] * len(facts),
            "article": [fact.article for fact in facts],
            "start": [0] * len(facts),
            "end": [len(fact.quote) for fact in facts],
            "quote": [self._s(fact.quote) for fact in facts],
            "marks": [list(self._marks(fact)) for fact in facts],
            "topics": [[at[topic] for topic in fact.topics] for fact in facts],
            "gist": [self._s(self._gist(fact)) for fact in facts],
        }

    def _all(self, fact: Told) -> list[tuple[str, str]]:
        return [*fact.fillers, *([("title", fact.title)] if fact.title else [])]

    def _gist(self, fact: Told) -> str:
        first, *rest = [text for _, text in fact.fillers]
        return f"{first} {RELATIONS[EDGES.get(fact.relation, fact.relation)]} {', '.join(rest)}"

    def _marks(self, fact: Told) -> Iterable[list[int]]:
        for role, text in fact.fillers:
            start = fact.quote.find(text)
            if start >= 0:
                before = len(fact.quote[:start].encode("utf-16-le")) // 2
                yield [before, before + len(text.encode("utf-16-le")) // 2, self._s(role)]


def _place(node: int) -> tuple[int, int]:
    """Places on a grid, apart from one another."""
    return (node % 4) * 4000 - 6000, (node // 4) * 4000 - 6000


def news() -> Small:
    """Eight of whom one tells, and three on pages that nothing is drawn of."""
    people = [
        ("Vera Holm", "Person", ["Holm"]),
        ("Paul Ito", "Person", []),
        ("Đorđe Wałęsa", "Person", []),
        ("Lima", "Place", []),
        ("Nordic Union", "Organization", ["NU"]),
        ("Rosa Quispe", "Person", []),
        ("Fish Treaty", "Agreement", []),
        ("Aurora Fleet", "Organization", []),
        ("Ada Moss", "Person", []),
        ("nobody else", "Group", []),
    ]
    met = [("participant", "Vera Holm"), ("participant", "Paul Ito"), ("place", "Lima")]
    return Small(
        people,
        [
            Told("Meeting", met, "Vera Holm met Paul Ito in Lima 😀 on Monday.", date="2023-05-01"),
            Told(
                "Meeting",
                met,
                "Vera Holm and Paul Ito talked in Lima again.",
                date="2023-06",
                article=1,
            ),
            Told(
                "Meeting",
                met[:2],
                "Vera Holm is to meet Paul Ito in June.",
                "planned",
                confidence=70,
            ),
            Told(
                "Meeting",
                met[:2],
                "Vera Holm never met Paul Ito, Quispe said.",
                "denied",
                confidence=60,
            ),
            Told(
                "Visit",
                [("visitor", "Paul Ito"), ("place", "Lima")],
                "Paul Ito saw Lima.",
                date="2021",
                article=2,
            ),
            Told(
                "memberOf",
                [("subject", "Paul Ito"), ("object", "Nordic Union")],
                "Paul Ito is of the Nordic Union.",
            ),
            Told(
                "headOf",
                [("subject", "Đorđe Wałęsa"), ("object", "Nordic Union")],
                "Đorđe Wałęsa has led the Nordic Union since 2019.",
                title="president",
                since="2019",
                article=1,
            ),
            Told(
                "Statement",
                [("speaker", "Vera Holm"), ("about", "Fish Treaty")],
                "Vera Holm said the Fish Treaty was dead.",
                speaker="Vera Holm",
                topics=["Fish Treaty"],
                date="2023-05-02",
            ),
            Told(
                "Statement",
                [("speaker", "Vera Holm"), ("about", "Lima")],
                "Vera Holm called Lima a fair host.",
                speaker="Vera Holm",
                topics=["Lima"],
            ),
            Told(
                "Statement",
                [("speaker", "Rosa Quispe"), ("about", "Fish Treaty")],
                "Rosa Quispe praised the Fish Treaty.",
                speaker="Rosa Quispe",
                topics=["Fish Treaty"],
                article=1,
            ),
            Told(
                "Meeting",
                [("participant", "Rosa Quispe"), ("participant", "Aurora Fleet")],
                "Rosa Quispe met Aurora Fleet, Vera Holm claims.",
                "claimed",
                speaker="Vera Holm",
                confidence=50,
                article=2,
            ),
            Told(
                "Visit",
                [("visitor", "Ada Moss")],
                "Ada Moss travelled, =1+1 she noted.",
                confidence=40,
                article=2,
            ),
        ],
        [
            ("Envoys meet in Lima", "2023-05-03", "Nordic Wire", "https://news.example/lima"),
            ("Union elects", "", "Harbour Post", "javascript:alert(1)"),
            ("Fleet and treaty", "2022-01-09", "", ""),
        ],
    )


def hostile() -> Small:
    """Labels that would break a page: markup, controls of direction, one of 225 letters, Arabic."""
    names = [
        (HOSTILE, "Person", []),
        (REVERSED, "Document", [f"{REVERSED} 2"]),
        (LONG, "Organization", []),
        ("محمد بن سلمان", "Person", []),
        ("👩‍👩‍👧‍👦" * 60, "Group", []),
    ]
    facts = [
        Told("Meeting", [("participant", HOSTILE), ("participant", name)], f"{HOSTILE} met {name}.")
        for name, _, _ in names[1:]
    ]
    return Small(names, facts, [(HOSTILE, "2023-05-03", HOSTILE, "")])


def large(entities: int, lines: int) -> dict[str, Any]:
    """As many entities and lines, a fact each; the same every time."""
    state = 12345

    def some(most: int) -> int:
        nonlocal state
        state = (state * 1103515245 + 12345) % 2**31
        return (state >> 8) % most

    strings = [""]
    index = {"": 0}

    def s(text: str) -> int:
        if text not in index:
            index[text] = len(strings)
            strings.append(text)
        return index[text]

    syllables = ["ka", "ro", "mi", "ve", "tan", "lo", "su", "bel", "no", "ri", "da", "gur"]

    def word(number: int) -> str:
        return "".join(syllables[number // 12**place % 12] for place in range(3)).capitalize()

    labels = [f"{word(some(1728))} {word(node)}" for node in range(entities)]
    pairs = [(some(some(entities) + 1), some(entities)) for _ in range(lines)]
    quotes = [
        s(f"{labels[a]} met {labels[b]} in {word(some(1728))} to talk of ships.") for a, b in pairs
    ]
    degree = [0] * entities
    for pair in pairs:
        for node in pair:
            degree[node] += 1
    order = sorted(range(entities), key=lambda node: (-degree[node], node))
    rank = [0] * entities
    for place, node in enumerate(order):
        rank[node] = place
    zeros = [0] * lines
    met = s("participant")
    return {
        "view": 1,
        "title": "Large",
        "kg": "1",
        "ontology": "",
        "types": ["Person", "Place"],
        "statuses": STATUSES[:3],
        "relations": [{"name": "Meeting", "label": "meeting"}],
        "nodes": {
            "iri": [s(f"{BASE}e/{node}") for node in range(entities)],
            "label": list(map(s, labels)),
            "type": [node % 2 for node in range(entities)],
            "names": [[] for _ in labels],
            "facts": degree,
            "x": [some(20001) - 10000 for _ in labels],
            "y": [some(20001) - 10000 for _ in labels],
            "drawn": [int(rank[node] < 60) for node in range(entities)],
            "group": [rank[node] % 5 if rank[node] < 60 else -1 for node in range(entities)],
            **{
                f"{screen}{axis}": [
                    place(rank[node]) * step if rank[node] < 60 else -32768
                    for node in range(entities)
                ]
                for screen, across in (("o", 10), ("u", 5))
                for axis, step, place in (
                    ("x", 130, across.__rmod__),
                    ("y", 80, across.__rfloordiv__),
                )
            },
            "rank": rank,
        },
        "edges": {
            "s": [a for a, _ in pairs],
            "t": [b for _, b in pairs],
            "status": [some(3) for _ in pairs],
            "dir": [1] * lines,
            "main": [number % 2 for number in range(lines)],
            "relations": [[0]] * lines,
            "facts": [[number] for number in range(lines)],
        },
        "facts": {
            "iri": [s(f"{BASE}fact/{number}") for number in range(lines)],
            "relation": zeros,
            "status": [some(3) for _ in pairs],
            "fillers": [[[met, a, s(labels[a])], [met, b, s(labels[b])]] for a, b in pairs],
            "speaker": [-1] * lines,
            "claimedBy": zeros,
            "claimedAs": zeros,
            "confidence": [40 + some(60) for _ in pairs],
            "rule": zeros,
            "date": [s(f"20{10 + some(14)}-0{1 + some(9)}") for _ in pairs],
            "dateText": zeros,
            "from": zeros,
            "until": zeros,
            "said": zeros,
            "article": zeros,
            "start": zeros,
            "end": zeros,
            "quote": quotes,
            "marks": [[] for _ in pairs],
            "topics": [[] for _ in pairs],
            "gist": quotes,
        },
        "articles": {
            "iri": [s(f"{BASE}article/0")],
            "headline": [s("Large")],
            "published": [0],
            "publisher": [0],
            "url": [0],
            "document": [0],
            "start": [0],
        },
        "folding": {},
        "left": {"entities": 0, "facts": 0},
        "strings": strings,
    }
