"""What noun phrases are read against: an article's parse, names and entities.

And what the gazetteer knows of a word: whether it is a demonym or the name of a country.
"""

from dataclasses import dataclass
from functools import cached_property

from kg.coref.resolution import Resolution
from kg.knowledge.gazetteer import Entry
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun, singular
from kg.model import Mention, Span
from kg.syntax.annotate import Annotation

PLACES = frozenset({"Country", "Territory", "Region", "County", "City", "Place"})


@dataclass(frozen=True)
class Scene:
    """An article's parse and entities, with its names by the tokens they cover."""

    ann: Annotation
    resolution: Resolution

    @property
    def knowledge(self) -> Knowledge:
        """What the article is read with."""
        return self.ann.knowledge

    @cached_property
    def _names(self) -> dict[int, Mention]:
        found: dict[int, Mention] = {}
        names = (m for m in self.resolution.mentions if m.form == "name")
        for mention in sorted(names, key=lambda m: m.last - m.first):
            found.update(dict.fromkeys(range(mention.first, mention.last), mention))
        return found

    @cached_property
    def _named(self) -> frozenset[str]:
        names = (m for m in self.resolution.mentions if m.form == "name")
        return frozenset(m.entity for m in names if m.entity)

    def is_named(self, token: int) -> bool:
        """Whether the phrase with that head means one entity that the article names."""
        found = self.resolution.entities_at(token)
        return len(found) == 1 and found[0].id in self._named

    def is_person(self, token: int) -> bool:
        """Whether the phrase with that head means one person that the article names."""
        found = self.resolution.entities_at(token)
        return self.is_named(token) and found[0].type == "Person"

    def is_demonym(self, token: int) -> bool:
        """Whether the name at a token is a demonym."""
        name = self.name_at(token)
        return (
            demonym_of(name.name if name else self.ann.doc[token].text, self.ann.knowledge)
            is not None
        )

    def body_before(self, token: int) -> Mention | None:
        """The body of a state that ends right before a noun: "*Israeli army* spokesman"."""
        return self._bodies.get(token)

    @cached_property
    def _bodies(self) -> dict[int, Mention]:
        bodies = self.knowledge.words("state_bodies")
        return {
            m.last: m
            for m in self.resolution.mentions
            if m.form == "nominal" and m.entity and m.head == m.last - 1
            if self.ann.doc[m.head].lower_ in bodies
        }

    def names_up_to(self, end: int) -> tuple[int, ...]:
        """The head tokens of the coordinated names that end before token ``end``."""
        doc, found, at = self.ann.doc, list[int](), end - 1
        while at >= 0 and (name := self.name_at(at)) is not None:
            found.insert(0, name.head)
            at = name.first - 1
            if at < 1 or doc[at].lower_ not in (",", "and", "&"):
                break
            while at > 0 and doc[at].lower_ in (",", "and", "&"):
                at -= 1
        return tuple(found)

    def names_from(self, begin: int) -> tuple[tuple[int, ...], int]:
        """The head tokens of the coordinated names from token ``begin`` on, and their end."""
        doc, found, at, end = self.ann.doc, list[int](), begin, begin
        while at < len(doc) and (name := self.name_at(at)) is not None:
            found.append(name.head)
            at = end = name.last
            while at + 1 < len(doc) and doc[at].lower_ in (",", "and", "&"):
                at += 1
            if at == end:
                break
        return tuple(found), end

    def name_at(self, token: int) -> Mention | None:
        """The longest name that covers a token."""
        return self._names.get(token)

    def span_of(self, token: int) -> Span:
        """The mention with that head, or the word alone."""
        mention = self.resolution.at(token) or self.name_at(token)
        if mention is not None:
            return mention.span
        lefts = [t for t in self.ann.doc[token].lefts if t.dep_ not in ("punct", "relcl", "cc")]
        most = self.knowledge.whole("facts.phrase_words")
        first = min((t.left_edge.i for t in lefts), default=token)
        return self.ann.span(first if token - first < most else token, token + 1)

    def kind_of(self, token: int) -> str | None:
        """What the noun phrase with that head is: a kind of the gazetteer or an entity type.

        A place with an institution's name ("Museum of ...") is a ``Facility``, place and body.
        None if it is not known to be any entity.
        """
        gazetteer = self.ann.knowledge.gazetteer
        mention = self.name_at(token)
        name = mention.name or self.ann.surface(mention.span) if mention else ""
        if country_named(name or self.ann.doc[token].text, self.ann.knowledge):
            return "Country"
        entries = gazetteer.lookup(name) if name else ()
        entity = self.resolution.entity(mention.entity) if mention else None
        known = entity.type if entity else mention.type if mention else None
        for entry in entries:
            if known in (None, "Thing", "Group", entry.type):
                return entry.kind
        if known == "Place" and mention is not None:
            words = self.ann.doc[mention.first : mention.last]
            level = self.knowledge.table("place_kinds").get(words[-1].lower_, ("-",))[0]
            if len(words) > 1 and level not in ("-", "0"):
                return "Place"  # "Santa Barbara County", "Groom District"
            if len(words) > 1 and any(noun(singular(word), self.ann.knowledge) for word in words):
                return "Facility"
        if known is None and (found := self.resolution.entities_at(token)):
            known = found[0].type
        return known


def demonym_of(word: str, knowledge: Knowledge) -> Entry | None:
    """The country of a demonym: "Turkish"."""
    return knowledge.gazetteer.country_of_demonym(word)


def region_of_demonym(word: str, knowledge: Knowledge) -> Entry | None:
    """The part of a country that an adjective or noun of inhabitants is of: "Welsh", "Texan"."""
    found = [e for e in knowledge.gazetteer.demonym(word) if e.type == "Place" and e.country]
    return found[0] if len(found) == 1 and found[0].kind == "Region" else None


def country_named(word: str, knowledge: Knowledge) -> bool:
    """Whether a word is a demonym or surely the name of a country."""
    if demonym_of(word, knowledge) is not None:
        return True
    gazetteer = knowledge.gazetteer
    found = gazetteer.lookup(word) if word[:1].isupper() else ()
    return bool(found) and found[0].kind == "Country" and not gazetteer.ambiguous(word)
