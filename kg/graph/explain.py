"""Say why the graph holds what it holds: facts with their sentences, the words marked."""

from collections.abc import Callable, Container, Iterable, Iterator

from kg.graph.answers import FactView, Views
from kg.graph.lookup import Lookup
from kg.graph.terms import Names, local_name
from kg.knowledge import folding
from kg.model import Judgement
from kg.records import Corpus


def explain(asked: str, lookup: Lookup, names: Names) -> dict[str, list[FactView]]:
    """The facts about what is asked for, by the label of each thing that goes by it.

    ``asked`` is an IRI of an entity, a fact or an article, a prefixed name
    (``person:ada-lovelace``), or a name or a part of one, in any spelling (`folding.key`). A full
    name is preferred to a part of one.
    """
    wanted = expanded(asked, names)
    matched: dict[str, list[FactView]] = {}
    fact = local_name(wanted) if wanted.startswith(names.node("fact", "").value) else asked
    direct = lookup.facts_of(fact, wanted)
    for view in _views(direct, lookup, names):
        label = view.fact.id if view.fact.id == fact else view.headline or view.fact.article
        matched.setdefault(label, []).append(view)
    for key in () if direct else lookup.find(asked, wanted):
        views = _views(lookup.told(key), lookup, names)
        matched[f"{lookup.label(key)} ({key})"] = list(views)
    return matched


def _views(facts: list[str], lookup: Lookup, names: Names) -> Iterator[FactView]:
    views = Views(lookup.corpus(facts), names)
    return (views.fact(views.corpus.facts[id]) for id in facts)


def merges(
    asked: str,
    lookup: Lookup,
    names: Names,
    judgements: Callable[[Iterable[str]], Iterable[Judgement]],
) -> dict[str, list[str]]:
    """Why the articles' entities behind each thing of a name were taken for one, by canonical id.

    ``judgements`` gives those that concern entities of given ids, as `store.judgements` does.
    """
    found = {}
    for key in lookup.find(asked, expanded(asked, names)):
        lines: dict[str, None] = {}
        for judgement in judgements(lookup.members(key)):
            one, two = lookup.named(judgement.left), lookup.named(judgement.right)
            if one and two:
                lines[
                    f"{judgement.verdict}: {one[0]} [{one[1]}], {two[0]} [{two[1]}] "
                    f"({judgement.score:g}, {judgement.reason})"
                ] = None
        found[key] = list(lines)
    return found


def find(
    asked: str, corpus: Corpus, names: Names, among: Container[str] | None = None
) -> list[str]:
    """The canonical ids of the entities that go by a name, an id or an IRI.

    Only those in ``among`` are looked at, if it is given.
    """
    wanted = expanded(asked, names)
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


def expanded(asked: str, names: Names) -> str:
    """An IRI in angle brackets or a prefixed name as a plain IRI."""
    plain = asked.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = plain.partition(":")
    if colon and not local.startswith("//") and " " not in plain and prefix.isidentifier():
        return f"{names.base}{prefix}/{local}"
    return plain
