"""Where a name begins and ends: the tagger's spans cut, trimmed, joined and completed."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from kg.knowledge.knowledge import Knowledge
from kg.mentions.name import Name
from kg.mentions.namenations import between_nations
from kg.mentions.nouns import is_given_name, is_title, noun, titles
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_INNER_CAPITAL = re.compile(r"[a-z]{1,5}[A-Z][A-Za-z]{2,}")
# "D-Ohio", "R-Ky.": the party and state of a member of Congress.
_PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z][A-Za-z.]*")


def capitalised(token: Token, knowledge: Knowledge) -> bool:
    """Whether a word is written as names are: "Lima", "MI6", "eBay"."""
    text = token.text
    return (text[:1].isupper() and any(c.isalpha() for c in text)) or inner_capital(
        token, knowledge
    )


def inner_capital(token: Token, knowledge: Knowledge) -> bool:
    """Whether a word has its capital inside, as brands have: "eBay", "iPhone"."""
    return bool(_INNER_CAPITAL.fullmatch(token.text)) and token.text not in knowledge.words(
        "acronyms"
    )


def pieces(ann: Annotation, first: int, last: int, label: str) -> Iterator[tuple[int, int]]:
    """The names inside a tagged span: without determiners, titles, possessives, joined by "and"."""
    doc = ann.doc
    cuts = [first - 1]
    for i in range(first, last):
        joins = doc[i].lower_ in ("and", ",", "/", ";", "–", "—") and label in (
            "PERSON",
            "GPE",
            "NORP",
        )
        joins |= doc[i].text == "&" and label == "PERSON"
        joins |= label == "NORP" and between_nations(ann, i)
        dash = doc[i].text in ("-", "–", "—", "--") and i > first and doc[i - 1].whitespace_
        if (
            joins
            or dash
            or doc[i].is_quote
            or doc[i].is_bracket
            or ann.block_of[i] != ann.block_of[first]
        ):
            cuts.append(i)
    cuts.append(last)
    for begin, end in itertools.pairwise(cuts):
        piece = _trimmed(ann, begin + 1, end, label)
        if piece is not None:
            yield piece


def _trimmed(ann: Annotation, first: int, last: int, label: str) -> tuple[int, int] | None:
    doc = ann.doc
    while first < last and (
        (
            doc[first].tag_ in ("DT", "PRP$", "CD", "IN", "''", "``", ",", ":", "POS", "WDT")
            and not (
                doc[first].tag_ in ("CD", "DT")
                and capitalised(doc[first], ann.knowledge)
                and last - first > 1
                and doc[first].lower_ not in ann.knowledge.words("articles")
            )
            and not _titled_with_an(ann, first, last)
        )
        or not any(c.isalnum() for c in doc[first].text)
    ):
        first += 1
    while first < last and (
        doc[last - 1].tag_ in ("POS", ",", ".", ":", "''", "``", "HYPH", "IN", "DT", "CC")
        or not any(c.isalnum() for c in doc[last - 1].text)
    ):
        last -= 1
    while (
        last - first > 1
        and doc[first].is_lower
        and doc[first + 1].text in ("-", "–")
        and doc[first].lower_ not in ann.knowledge.words("name_particles")
    ):
        first += 2
    while (
        last - first > 1
        and label in ("ORG", "GPE", "NORP")
        and doc[last - 1].is_lower
        and doc[last - 1].text not in ann.knowledge.words("company_suffixes")
    ):
        last -= 1
    if label == "ORG" and last < len(doc) and ann.block_of[last] == ann.block_of[first]:
        # "Coast Guard Commandant Ann Lee"
        while (
            last - first > 1
            and is_title(doc[last - 1], ann.knowledge)
            and doc[last].tag_ == "NNP"
            and capitalised(doc[last], ann.knowledge)
        ):
            last -= 1
    if label != "PERSON" and last - first == 2 and _holds_post(ann, first):
        first += 1  # "President Teles", taken for a body
    if label == "PERSON":
        while last - first > 1 and doc[last - 1].tag_ == "CD":
            last -= 1
        while first < last - 1 and (
            is_title(doc[first], ann.knowledge)
            or (doc[first].text.islower() and doc[first + 1].text != "-")
        ):
            first += 1
        for i in range(first + 1, last):
            # "Kirby said Monday": what follows a lower-case content word is no name part.
            part = doc[i]
            if (
                part.is_lower
                and part.is_alpha
                and part.lower_ not in ann.knowledge.words("name_particles")
                and not _hyphenated(part, ann.knowledge)
            ):
                last = i
                break
        if last - first == 1 and doc[first].text in titles(ann.knowledge):
            return None
    if first >= last or not any(capitalised(t, ann.knowledge) for t in doc[first:last]):
        return None
    if last - first == 1 and (
        common(doc[first], ann.knowledge)
        or (
            doc[first].text in titles(ann.knowledge)
            and last < len(doc)
            and is_title(doc[last], ann.knowledge)
        )
    ):
        return None
    if last - first == 1 and (
        doc[first].text in ann.knowledge.words("calendar_names")
        or doc[first].text in ann.knowledge.words("generation_marks")
        or party_and_state(doc[first])
        or (doc[first].is_stop and not doc[first].is_upper)
    ):
        return None
    return first, last


def _holds_post(ann: Annotation, first: int) -> bool:
    """Whether a title and a word that no list knows are a person's: not "the President Hotel"."""
    doc, knowledge = ann.doc, ann.knowledge
    title, word = doc[first], doc[first + 1]
    bare = first == 0 or doc[first - 1].dep_ != "det" or doc[first - 1].head.i > first + 1
    classes = knowledge.table("posts").get(title.lower_, ())
    post = not knowledge.words("classes_of_officials").isdisjoint(classes)
    known = noun(word.text, knowledge) or word.lower_ in knowledge.table("name_heads")
    alone = not known and word.is_alpha and not word.is_upper and word.tag_ == "NNP"
    return post and bare and alone


def _titled_with_an(ann: Annotation, first: int, last: int) -> bool:
    """Whether a capital article inside a sentence begins a title: "the novel A House of Glass"."""
    article = ann.doc[first]
    inside = not article.is_sent_start and not ann.doc[max(first - 1, 0)].is_quote
    headline = ann.block_of[first] in ann.title_case_blocks
    return article.text in ("A", "An") and last - first > 1 and inside and not headline


def party_and_state(token: Token) -> bool:
    """Whether a word tells where a member of Congress belongs: "D-Ohio"."""
    return bool(_PARTY_AND_STATE.fullmatch(token.text))


def _hyphenated(token: Token, knowledge: Knowledge) -> bool:
    """Whether a small word is the second half of a given name: the "chul" of "Park Min-chul".

    Tags tell it, or two names before the hyphen that the parser puts under it, of which the second
    never stands alone: "Moon Jae-in", but not "Ann Lee-style" beside "Lee".
    """
    if token.i < 2 or not token.is_lower or not token.is_alpha:
        return False
    hyphen, first = token.nbor(-1), token.nbor(-2)
    if (
        hyphen.text != "-"
        or hyphen.whitespace_
        or first.whitespace_
        or not capitalised(first, knowledge)
    ):
        return False
    if token.tag_ == "NNP":
        return True
    return (
        len(token) <= knowledge.whole("mentions.second_half")
        and token.tag_ in ("NN", "FW", "IN", "RB", "JJ")
        and first.tag_ == "NNP"
        and first.head == token
        and capitalised(token.nbor(-3) if token.i > 2 else hyphen, knowledge)
        and not any(t.text == first.text and _alone(t) for t in token.doc)
    )


def _alone(token: Token) -> bool:
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return after is None or after.text != "-" or bool(token.whitespace_)


def common(token: Token, knowledge: Knowledge) -> bool:
    """Whether a capitalised word alone is a description ("the Council", "our Group")."""
    found = noun(token.text, knowledge)
    # "City won": a club, as a common noun has an article there.
    alone = token.dep_ in ("nsubj", "poss", "agent") and token.n_lefts == 0
    if alone and token.tag_ == "NNP" and token.lower_ in knowledge.words("short_for_clubs"):
        return False
    return (
        found is not None
        and found.type != "Person"
        and not token.is_upper
        and token.lower_ not in knowledge.words("institutions")
    )


def completed(ann: Annotation, name: Name, taken: list[bool]) -> Name:
    """The name with neighbouring proper nouns that belong to it."""
    doc, first, last = ann.doc, name.first, name.last
    if name.type not in ("Person", "Organization"):
        return name
    while (
        first > 0
        and not taken[first - 1]
        and ann.block_of[first - 1] == ann.block_of[name.first]
        and name.type == "Person"
        and doc[first - 1].tag_ in ("NNP", "NNPS")
        and capitalised(doc[first - 1], ann.knowledge)
        and not is_title(doc[first - 1], ann.knowledge)
        and noun(doc[first - 1].text, ann.knowledge) is None
        and (
            not doc[first - 1].is_sent_start
            or (is_given_name(doc[first - 1].text, ann.knowledge) and last - first == 1)
        )
        and doc[first - 1].text not in ann.knowledge.words("calendar_names")
    ):
        first -= 1
        taken[first] = True
    while (
        last < len(doc)
        and not taken[last]
        and ann.block_of[last] == ann.block_of[name.first]
        and doc[last].tag_ in ("NNP", "NNPS")
        and capitalised(doc[last], ann.knowledge)
        and not is_title(doc[last], ann.knowledge)
        and doc[last].text not in ann.knowledge.words("calendar_names")
        and doc[last].head.i in range(first, last + 2)
    ):
        taken[last] = True
        last += 1
    if name.type == "Person":
        first, last = _with_particle(ann, first), _with_ending(ann, last)
        taken[first:last] = [True] * (last - first)
    return replace(name, first=first, last=last)


def _with_particle(ann: Annotation, first: int) -> int:
    """Where a name begins whose particle is joined by a hyphen: "al-Najjar"."""
    if first < 2 or ann.doc[first - 1].text != "-" or ann.doc[first - 1].whitespace_:
        return first
    particle = ann.doc[first - 2]
    joined = particle.lower_ in ann.knowledge.words("name_particles") and not particle.whitespace_
    return first - 2 if joined else first


def _with_ending(ann: Annotation, last: int) -> int:
    """Where a name ends, with the half after a hyphen and the generation: "Jae-in", ", Jr."."""
    doc = ann.doc
    if doc[last - 1].text == "-" and last < len(doc) and _hyphenated(doc[last], ann.knowledge):
        last += 1
    elif (
        last + 1 < len(doc) and doc[last].text == "-" and _hyphenated(doc[last + 1], ann.knowledge)
    ):
        last += 2
    marks = ann.knowledge.words("generation_marks")
    if last < len(doc) and doc[last].text in marks:
        last += 1
    elif last + 1 < len(doc) and doc[last].text == "," and doc[last + 1].text in marks:
        last += 2
    return last


def reduced(ann: Annotation, found: list[Name]) -> list[Name]:
    """The names without words that are not theirs, as other occurrences show.

    In a headline every word has a capital: there, a name is the longest one of the text that its
    words contain ("Park Verdict Postponed"). Elsewhere a word like "new" before a known name is
    left out.
    """
    doc, headings = ann.doc, ann.title_case_blocks
    aside = ann.knowledge.words("before_names")
    texts = {
        tuple(t.text for t in doc[n.first : n.last])
        for n in found
        if ann.block_of[n.first] not in headings
    }

    def known(first: int, last: int) -> bool:
        return tuple(t.text for t in doc[first:last]) in texts

    kept = []
    for name in found:
        size = name.last - name.first
        if size > 1 and ann.block_of[name.first] in headings and not known(name.first, name.last):
            runs = (
                (i, i + width)
                for width in range(size - 1, 0, -1)
                for i in range(name.first, name.last - width + 1)
                if name.type != "Person" or i == name.first
            )
            run = next((run for run in runs if known(*run)), None)
            if run is not None:
                name = replace(name, first=run[0], last=run[1])
        elif (
            size > 1
            and doc[name.first].lower_ in aside
            and known(name.first + 1, name.last)
            and not ann.knowledge.gazetteer.lookup(doc[name.first : name.last].text)
        ):
            name = replace(name, first=name.first + 1)
        kept.append(name)
    return kept
