"""Say why the graph holds what it holds: facts with their sentences, the words marked."""

from collections.abc import Callable, Iterable, Iterator

from kg.graph.answers import FactView, Views
from kg.graph.lookup import Lookup
from kg.graph.terms import Names, local_name
from kg.model import Judgement


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
    for view in views(direct, lookup, names):
        label = view.fact.id if view.fact.id == fact else view.headline or view.fact.article
        matched.setdefault(label, []).append(view)
    for key in () if direct else lookup.find(asked, wanted):
        matched[f"{lookup.label(key)} ({key})"] = list(views(lookup.told(key), lookup, names))
    return matched


def views(facts: list[str], lookup: Lookup, names: Names) -> Iterator[FactView]:
    """The facts of some ids as people read them."""
    found = Views(lookup.corpus(facts), names)
    return (found.fact(found.corpus.facts[id]) for id in facts)


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


def expanded(asked: str, names: Names) -> str:
    """An IRI in angle brackets or a prefixed name as a plain IRI."""
    plain = asked.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = plain.partition(":")
    if colon and not local.startswith("//") and " " not in plain and prefix.isidentifier():
        return f"{names.base}{prefix}/{local}"
    return plain
