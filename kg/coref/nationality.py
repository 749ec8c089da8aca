"""Countries behind demonyms: "Turkish" in "the Turkish president" is a mention of Turkey.

The adjective says which country; the noun ("the Turks") names people and stays a group.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.coref.resolution import Resolution
from kg.knowledge.gazetteer import Entry
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.posts import posts_by_first_word
from kg.mentions.nouns import noun
from kg.model import Entity, Mention
from kg.syntax.annotate import Annotation

_ATTRIBUTIVE = frozenset({"amod", "compound", "nmod", "advmod", "poss", "acomp"})


def name_countries(ann: Annotation, resolution: Resolution) -> Resolution:
    """The resolution with every demonym adjective a mention of its country.

    A country that the article names otherwise keeps its entity; others get one, with the name of
    the gazetteer. An entity left without mentions goes.
    """
    resolution = _typed(resolution, ann.knowledge)
    known = _countries(resolution, ann.knowledge)
    entities = {entity.id: entity for entity in resolution.entities}
    placed = list[Mention]()
    for mention in resolution.mentions:
        entry = _country(ann, mention)
        if entry is not None:
            if entry.id not in known:
                id = _fresh(entities, ann.article.id)
                entities[id] = Entity(id, ann.article.id, entry.type, entry.label)
                known[entry.id] = id
            mention = replace(mention, entity=known[entry.id], type=entry.type)
        placed.append(mention)
    kept = {m.entity for m in placed} | {member for e in entities.values() for member in e.members}
    lost = {m.entity for m in resolution.mentions} - kept
    return Resolution(tuple(e for e in entities.values() if e.id not in lost), tuple(placed))


def told_by_adjective(ann: Annotation, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, those by a nation's adjective as what they are: no name, but its country's.

    "*Greek* police" names no country; what is called so has the name of Greece.
    """
    for mention in mentions:
        entry = _country(ann, mention)
        yield mention if entry is None else replace(mention, form="nominal", name=entry.label)


def _typed(resolution: Resolution, knowledge: Knowledge) -> Resolution:
    """The resolution with what bears an unmistakable name of a country a place."""
    gazetteer = knowledge.gazetteer

    def is_country(entity: Entity) -> bool:
        entries = gazetteer.lookup(entity.name)
        known = bool(entries) and entries[0].kind == "Country"
        return known and not gazetteer.ambiguous(entity.name)

    wrong = {e.id for e in resolution.entities if e.type != "Place" and is_country(e)}
    if not wrong:
        return resolution
    return Resolution(
        tuple(replace(e, type="Place") if e.id in wrong else e for e in resolution.entities),
        tuple(replace(m, type="Place") if m.entity in wrong else m for m in resolution.mentions),
    )


def _countries(resolution: Resolution, knowledge: Knowledge) -> dict[str, str]:
    """The entity that stands for each country the article names, by gazetteer id."""
    found: dict[str, str] = {}
    gazetteer = knowledge.gazetteer
    places = {e.id for e in resolution.entities if e.type == "Place"}
    for mention in resolution.mentions:
        if mention.form == "name" and mention.entity in places:
            for entry in gazetteer.lookup(mention.name):
                if entry.kind in ("Country", "Territory"):
                    found.setdefault(entry.id, mention.entity)
                    break
    return found


def _country(ann: Annotation, mention: Mention) -> Entry | None:
    token = ann.doc[mention.head]
    # "the Kenyan-born singer"
    behind = mention.last < len(ann.doc) and ann.doc[mention.last].text == "-"
    joined = token.dep_ == "npadvmod" and behind
    told = joined or token.dep_ in _ATTRIBUTIVE or token.tag_ == "JJ"
    if mention.form != "name" or not (told or _before_noun(ann, mention)):
        return None
    return ann.knowledge.gazetteer.country_of_demonym(mention.name)


def _before_noun(ann: Annotation, mention: Mention) -> bool:
    """Whether a noun of people follows, however parsed: "Sitting *Tongan* Prime Minister"."""
    after = mention.last
    if after >= len(ann.doc) or ann.block_of[after] != ann.block_of[mention.head]:
        return False
    word = ann.doc[after].lower_
    found = noun(word, ann.knowledge)
    post = word in posts_by_first_word(ann.knowledge.lexicon) or (found and found.type == "Person")
    return bool(post) and ann.doc[mention.head].tag_ in ("NNP", "NN")


def _fresh(entities: dict[str, Entity], article: str) -> str:
    number = len(entities)
    while f"{article}/e{number}" in entities:
        number += 1
    return f"{article}/e{number}"
