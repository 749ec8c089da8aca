"""Say why the graph holds what it holds: facts with their sentences, the words marked."""

from collections.abc import Callable, Container, Iterable

from kg.graph.answers import FactView, Views, keys
from kg.graph.entities import canonical
from kg.graph.terms import Names
from kg.knowledge import folding
from kg.model import Fact, Judgement
from kg.records import Corpus


def explain(asked: str, views: Views) -> dict[str, list[FactView]]:
    """The facts about what is asked for, by the label of each thing that goes by it.

    ``asked`` is an IRI of an entity, a fact or an article, a prefixed name
    (``person:ada-lovelace``), or a name or a part of one, in any spelling (`folding.key`). A full
    name is preferred to a part of one.
    """
    corpus, names = views.corpus, views.names
    wanted = _expand(asked, names)
    by_entity: dict[str, list[Fact]] = {}
    matched: dict[str, list[Fact]] = {}
    for fact in corpus.facts.values():
        article = names.article(fact.article).value
        if names.node("fact", fact.id).value == wanted or fact.id == asked:
            matched.setdefault(fact.id, []).append(fact)
        elif article == wanted:
            headline = " ".join(corpus.headlines.get(fact.article, fact.article).split())
            matched.setdefault(headline, []).append(fact)
        for key in keys(fact, corpus.entities):
            by_entity.setdefault(key, []).append(fact)
    for key in () if matched else find(asked, corpus, names):
        matched[f"{views.profiles[key].label} ({key})"] = by_entity.get(key, [])
    return {label: [*map(views.fact, facts)] for label, facts in matched.items()}


def merges(
    key: str, corpus: Corpus, judgements: Callable[[Iterable[str]], Iterable[Judgement]]
) -> list[str]:
    """Why the articles' entities behind a canonical id were taken for one, a line each.

    ``judgements`` gives those that concern entities of given ids, as `store.judgements` does.
    """
    members = [entity.id for entity in corpus.entities.values() if canonical(entity) == key]
    lines: dict[str, None] = {}
    for judgement in judgements(members):
        one, two = (corpus.entities.get(end) for end in (judgement.left, judgement.right))
        if one and two:
            lines[
                f"{judgement.verdict}: {one.name} [{one.article}], {two.name} [{two.article}] "
                f"({judgement.score:g}, {judgement.reason})"
            ] = None
    return list(lines)


def find(
    asked: str, corpus: Corpus, names: Names, among: Container[str] | None = None
) -> list[str]:
    """The canonical ids of the entities that go by a name, an id or an IRI.

    Only those in ``among`` are looked at, if it is given.
    """
    wanted = _expand(asked, names)
    known = {key: of for key, of in corpus.names_of.items() if among is None or key in among}
    by_iri = [key for key in sorted(known) if wanted in (names.entity(key).value, key)]
    if by_iri:
        return by_iri
    spoken = {key: {folding.key(name) for name in of} for key, of in known.items()}
    folded = folding.key(asked)
    if not folded:
        return []
    for test in (
        lambda name: name == folded,
        lambda name: f" {folded} " in f" {name} ",
        lambda name: folded in name,
    ):
        found = [key for key in sorted(spoken) if any(map(test, spoken[key]))]
        if found:
            return found
    return []


def _expand(asked: str, names: Names) -> str:
    """An IRI in angle brackets or a prefixed name as a plain IRI."""
    plain = asked.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = plain.partition(":")
    if colon and not local.startswith("//") and " " not in plain and prefix.isidentifier():
        return f"{names.base}{prefix}/{local}"
    return plain
