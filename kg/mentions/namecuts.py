"""Where names begin and end by what their words are: styles, titles, seats, numbers, dates."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.mentions.initials import defined
from kg.mentions.name import Name
from kg.mentions.namejoins import with_particles
from kg.mentions.namerepeats import as_elsewhere
from kg.mentions.namespans import capitalised
from kg.mentions.namewords import titled_with_article, type_by_words
from kg.mentions.nouns import is_given_name, is_title, noun
from kg.syntax.annotate import Annotation

_SCORE = re.compile(r" \d+ ?[-–](?: ?\d+)?$")
# "D-Mass.", "R-Okla": the party and state of a member of Congress.
_TAG = re.compile(r"[DRI]-[A-Z][\w.]*")


def recut(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names cut and put together where the tagger went wrong about their words."""
    for step in _STEPS:
        found = sorted((part for n in found for part in step(ann, n)), key=lambda n: n.first)
    return as_elsewhere(ann, defined(ann, with_particles(ann, found)))


def _party_tag(ann: Annotation, name: Name) -> Iterator[Name]:
    """No name for the party and state behind a name: "Ann Lee (D-Mass.)"."""
    before = ann.doc[name.first - 1].text if name.first else ""
    tag = _TAG.fullmatch(ann.doc[name.first : name.last].text)
    if not (tag and before in ("(", ",", "[")):
        yield name


def _styled(ann: Annotation, name: Name) -> Iterator[Name]:
    """A person without the style in front: "the Right Hon. Ann Lee", "the Most Rev. Bo Dahl"."""
    doc, first = ann.doc, name.first
    while first < name.last and doc[first].lower_ in ann.knowledge.words("before_titles"):
        first += 1
    begin = first
    while begin < name.last and is_title(doc[begin], ann.knowledge):
        begin += 1
    styled = name.first < first < begin < name.last
    yield replace(name, first=begin, type="Person") if styled else name


def _number_behind(ann: Annotation, name: Name) -> Iterator[Name]:
    """A storm or person without the number that follows by chance: "placed Ada 785 miles".

    What is numbered keeps its number: "Ada Air Flight 12".
    """
    doc, last = ann.doc, name.last - 1
    score = _SCORE.search(doc[name.first : name.last].text)
    if score:
        end = name.first
        while end < name.last and doc[end].idx - doc[name.first].idx < score.start():
            end += 1
        yield replace(name, last=end)
        return
    if (
        last > name.first
        and doc[last].tag_ == "CD"
        and doc[last].is_digit
        and doc[last].head.i not in range(name.first, name.last)
        and doc[last - 1].lower_ not in ann.knowledge.words("serial_nouns")
    ):
        name = replace(name, last=last)
    yield name


def _serial(ann: Annotation, name: Name) -> Iterator[Name]:
    """A name with the number behind its noun, which tells which one: "Ada Air Flight" "12"."""
    doc, last = ann.doc, name.last
    if (
        name.type != "Person"
        and last - name.first > 1
        and doc[last - 1].lower_ in ann.knowledge.words("serial_nouns")
        and doc[last - 1].text[:1].isupper()
        and last < len(doc)
        and doc[last].is_digit
        and ann.block_of[last] == ann.block_of[name.first]
    ):
        name = replace(name, last=last + 1)
    yield name


def _two_bodies(ann: Annotation, name: Name) -> Iterator[Name]:
    """Two bodies that "and" joins: "the Center for Roads and Center for Canals".

    Each half begins with a noun of bodies and what it is of or for.
    """
    doc, inside = ann.doc, ann.knowledge.words("inside_names")
    for at in range(name.first + 1, name.last - 2):
        halves = (name.first, at + 1)
        heads = [noun(doc[first].text, ann.knowledge) for first in halves]
        if (
            doc[at].lower_ == "and"
            and all(kind is not None and kind.type in ("Organization", "Place") for kind in heads)
            and all(doc[first + 1].lower_ in inside for first in halves)
        ):
            yield replace(name, last=at)
            yield from _two_bodies(ann, replace(name, first=at + 1))
            return
    yield name


def _verb_in_front(ann: Annotation, name: Name) -> Iterator[Name]:
    """A name without the verb of saying that begins its sentence: "Said Ann Lee: ..."."""
    first = ann.doc[name.first]
    saying = first.lemma_.lower() in ann.knowledge.table("reporting-verbs")
    verbal = first.is_sent_start and first.tag_ in ("VBD", "VBN", "VB")
    if name.last - name.first > 1 and saying and verbal:
        name = replace(name, first=name.first + 1)
    yield name


def _dated(ann: Annotation, name: Name) -> Iterator[Name]:
    """A name without the day whose it is: "*Monday's* Court of Appeal ruling"."""
    doc, at = ann.doc, name.first + 1
    day = doc[name.first].lower_ in ann.knowledge.words("times")
    dated = day and at + 1 < name.last and doc[at].tag_ == "POS"
    yield replace(name, first=at + 1) if dated else name


def _firm_of_nation(ann: Annotation, name: Name) -> Iterator[Name]:
    """A firm called after a nation whose second word the tagger left out: "Swiss Re said".

    Not a person: "the Swiss Federer", who is named in full elsewhere or has an article.
    """
    doc, last = ann.doc, name.last
    after = doc[last] if last < len(doc) else None
    if (
        name.type in ("Group", "Place")
        and last - name.first == 1
        and after is not None
        and ann.block_of[last] not in ann.title_case_blocks
        and ann.block_of[last] == ann.block_of[name.first]
        and doc[name.first].head == after
        and after.tag_ == "NNP"
        and after.ent_type_ == ""
        and capitalised(after, ann.knowledge)
        and ann.knowledge.gazetteer.country_of_demonym(doc[name.first].text) is not None
        and noun(after.text, ann.knowledge) is None
        and not is_title(after, ann.knowledge)
        and not any(t.dep_ == "det" for t in after.lefts)
        and (last + 1 == len(doc) or doc[last + 1].tag_ not in ("NNP", "NN", "NNS", "HYPH"))
        and not any(t.text == after.text and t.ent_type_ == "PERSON" for t in doc)
    ):
        name = Name(name.first, last + 1, "Organization")
    yield name


def _described(ann: Annotation, name: Name) -> Iterator[Name]:
    """A person without the noun in front that the tagger took for a part of a body's name.

    "Broadcaster Ann Lee", "Skier Øystein Dahl": the first word names people, no word a thing.
    """
    doc, size = ann.doc, name.last - name.first
    kind = noun(doc[name.first].text, ann.knowledge)
    words = [t.text for t in doc[name.first : name.last]]
    if (
        name.type in ("Organization", "Work", "Product", "Event", "Thing", "Place")
        and size in (3, 4)
        and kind is not None
        and kind.type == "Person"
        and all(capitalised(t, ann.knowledge) for t in doc[name.first : name.last])
        and type_by_words(words, ann.knowledge) is None
        and (is_given_name(words[1], ann.knowledge) or doc[name.first].is_sent_start)
        and noun(words[-1], ann.knowledge) is None
    ):
        name = Name(name.first + 1, name.last, "Person")
    yield name


def _seat_before(ann: Annotation, name: Name) -> Iterator[Name]:
    """A place and the person named behind it: "the MP for Leeds East Ann Lee"."""
    doc, size = ann.doc, name.last - name.first
    before = doc[name.first - 1] if name.first else None
    if (
        size > 2
        and name.type in ("Organization", "Place", "Work")
        and before is not None
        and before.lower_ in ann.knowledge.words("before_seats")
        and before.head.pos_ in ("NOUN", "PROPN")
        and (role := noun(before.head.text, ann.knowledge) or noun("mp", ann.knowledge))
        and role.type == "Person"
        and is_given_name(doc[name.last - 2].text, ann.knowledge)
        and type_by_words([t.text for t in doc[name.first : name.last]], ann.knowledge) is None
        and (
            noun(before.head.text, ann.knowledge) is not None
            or before.head.is_upper
            or ann.knowledge.gazetteer.lookup(doc[name.first : name.last - 2].text)
        )
    ):
        yield Name(name.first, name.last - 2, "Place")
        yield Name(name.last - 2, name.last, "Person")
    else:
        yield name


def _given_before(ann: Annotation, name: Name) -> Iterator[Name]:
    """A surname with the given name before it that is a word as well: "Per Dahl"."""
    doc, before = ann.doc, name.first - 1
    if (
        name.type == "Person"
        and name.last - name.first == 1
        and before >= 0
        and doc[before].text[:1].isupper()
        and not doc[before].is_sent_start
        and ann.block_of[before] == ann.block_of[name.first]
        and ann.block_of[before] not in ann.title_case_blocks
        and is_given_name(doc[before].text, ann.knowledge)
    ):
        name = replace(name, first=before)
    yield name


def _scope_of_title(ann: Annotation, name: Name) -> Iterator[Name]:
    """A person without what a title is of: "Vice President Sales Ann Lee"."""
    doc, first = ann.doc, name.first
    if (
        name.type == "Person"
        and name.last - first > 2
        and first > 0
        and doc[first].lower_ in ann.knowledge.words("scopes_of_titles")
        and is_title(doc[first - 1], ann.knowledge)
    ):
        name = replace(name, first=first + 1)
    yield name


def _of_a_body(ann: Annotation, name: Name) -> Iterator[Name]:
    """A person and the body behind "of" that the tagger took for one: "Wilson of C-MORE"."""
    doc = ann.doc
    at = next((i for i in range(name.first + 1, name.last - 1) if doc[i].text == "of"), None)
    behind = doc[at + 1 : name.last] if at is not None else None
    initials = behind is not None and behind.text.isupper() and len(behind.text) > 1
    person = name.type == "Person" or (
        name.type == "Organization"
        and any(t.ent_type_ == "PERSON" for t in doc.alike(doc[name.first].text))
    )
    if person and at is not None and initials:
        yield replace(name, last=at)
        yield Name(at + 1, name.last, "Organization")
    else:
        yield name


def _calendar_surname(ann: Annotation, name: Name) -> Iterator[Name]:
    """A given name with the surname behind it that is also a month or day: "Ann May, a guard"."""
    doc = ann.doc
    after = doc[name.last : name.last + 3]
    if (
        name.last - name.first == 1
        and is_given_name(doc[name.first].text, ann.knowledge)
        and len(after) == 3
        and after[0].text in ann.knowledge.words("calendar_names")
        and not after[1].is_digit
        and ((after[1].text == "," and not after[2].is_digit) or after[1].pos_ in ("VERB", "AUX"))
    ):
        name = Name(name.first, name.last + 1, "Person")
    yield name


def _called_out(ann: Annotation, name: Name) -> Iterator[Name]:
    """No name for an exclamation or the first word of a credit: "Good Lord", "Photo: Lee"."""
    words = ann.knowledge.words("no_names") | ann.knowledge.words("called_by_rank")
    last = ann.doc[name.last - 1].lower_
    good = ann.doc[name.first].lower_ in ann.knowledge.words("calling")
    if not (last in words and (good or name.last - name.first == 1)):
        yield name


def _ends_in_post(ann: Annotation, name: Name) -> Iterator[Name]:
    """A body without the post behind it: "Coast Guard Commandant", "Labour MP"."""
    doc, last = ann.doc, name.last
    behind = doc[last] if last < len(doc) else None
    goes_on = behind is not None and (
        behind.tag_ == "NNP" or behind.lower_ in ann.knowledge.words("before_seats")
    )
    if name.type not in ("Thing", "Organization") or not goes_on:
        yield name
        return
    while last > name.first and is_title(doc[last - 1], ann.knowledge):
        last -= 1
    text = doc[name.first : last].text
    known = ann.knowledge.gazetteer.lookup(text) or ann.knowledge.gazetteer.demonym(text)
    whole = ann.knowledge.gazetteer.lookup(doc[name.first : name.last].text)
    if (
        last == name.last
        or whole
        or type_by_words([t.text for t in doc[name.first : name.last]], ann.knowledge)
    ):
        yield name
    elif last - name.first > 1 or known or (last > name.first and _elsewhere(ann, name.first)):
        yield replace(name, last=last)
    else:
        yield name


def _elsewhere(ann: Annotation, at: int) -> bool:
    """Whether a word is a name by itself at another place of the article."""
    return any(
        t.i != at and t.text == ann.doc[at].text and t.ent_type_ in ("ORG", "GPE", "NORP")
        for t in ann.doc
    )


def _given_for(ann: Annotation, name: Name) -> Iterator[Name]:
    """A prize and the titled work that it was won for: "the Acker Prize for The Salt Road"."""
    doc = ann.doc
    for i in range(name.first + 1, name.last - 2):
        if doc[i].lower_ == "for" and titled_with_article(doc[i + 2]):
            yield replace(name, last=i)
            yield Name(i + 1, name.last, "Work")
            return
    yield name


_STEPS: tuple[Callable[[Annotation, Name], Iterator[Name]], ...] = (
    _party_tag,
    _styled,
    _number_behind,
    _serial,
    _two_bodies,
    _verb_in_front,
    _dated,
    _firm_of_nation,
    _described,
    _seat_before,
    _given_before,
    _scope_of_title,
    _of_a_body,
    _calendar_surname,
    _called_out,
    _ends_in_post,
    _given_for,
)
