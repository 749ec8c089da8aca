"""What the words of a name tell of its kind: known names, head nouns, given names, acronyms."""

import re
from collections.abc import Iterator

from kg.knowledge.knowledge import Knowledge
from kg.mentions.name import Name
from kg.mentions.nouns import is_given_name, is_title, noun
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Span, Token

# A bill of Congress: "H. R. 1280".
_SITE = re.compile(
    r"([\w-]+\.)+((com|co|org|net|gov)(\.[a-z]{2})?|info|eu|news|tv|de|fr|it|nl|ru)",
    re.IGNORECASE,
)
# "AR-15", "XC90": models of weapons, vehicles and machines.
_MODEL = re.compile(r"[A-Z]{1,2}(-\d{1,3}|\d{2,3})[A-Z]?")
# Functions in which a name of many is a body's, not a family's whose members do it.
_PARTS = ("nsubj", "nsubjpass", "dobj", "pobj", "appos", "poss", "conj", "attr")
_YEAR = re.compile(r"(1[5-9]|20)\d\d")
_BILL = re.compile(r"(H\. ?R\.|H\.R|S\.|HR|HB|SB) ?\d+")


def own_words(ann: Annotation, name: Name) -> Iterator[tuple[str, float]]:
    """What the words of the name itself tell: known names, head nouns, given names, acronyms."""
    span, number = ann.doc[name.first : name.last], ann.knowledge.number
    before = ann.doc[name.first - 1].lower_ if name.first else ""
    if span.text.lower() in ann.knowledge.words("platforms") and _medium(ann, name):
        yield "Product", number("mentions.vote_platform")
    entries = ann.knowledge.gazetteer.lookup(span.text)
    typed = type_by_words([t.text for t in span], ann.knowledge)
    # "Joan Park" is no park.
    given = is_given_name(span[0].text, ann.knowledge)
    joined = len(span.text.split()) < 3 and given
    personal = joined or (
        name.first > 0 and is_title(ann.doc[name.first - 1], ann.knowledge) and name.type != "Place"
    )
    if (
        len(span) == 3
        and name.type == "Person"
        and span[-1].lower_ in ann.knowledge.words("places_as_surnames")
        and any(is_given_name(t.text, ann.knowledge) for t in span[:2])
    ):
        # "Tina Nicole Hall"
        typed = None
    if given and len(span) == 2 and (name.type == "Person" or _acts_alone(ann, span[0])):
        # "Joan Law", "Mark Sessions"
        typed = None
    if len(span) > 1 and span[0].text in ("A", "An") and not span[0].is_sent_start:
        typed = "Work"  # "the novel A House of Glass"
    if entries and not ann.knowledge.gazetteer.ambiguous(span.text):
        yield entries[0].type, number("mentions.vote_known")
    elif typed is not None and not (
        personal
        and typed == "Place"
        and span[-1].lower_ in ann.knowledge.words("places_as_surnames")
    ):
        yield typed, number("mentions.vote_own_noun")
    elif entries:
        yield entries[0].type, number("mentions.vote_known_ambiguous")
    if given and len(span) > 1 and (typed is None or (typed == "Place" and joined)):
        yield "Person", number("mentions.vote_given_name")
    if not given and (not titled_with_article(span[0]) or _party(span, ann.knowledge)):
        demonyms = ann.knowledge.gazetteer.demonym(span.text)
        many = is_people(span[-1], ann.knowledge)
        told = any(c.dep_ == "amod" for c in span.root.lefts)
        party = bool(demonyms) and all(e.type == "Organization" for e in demonyms)
        if many and not told and (party or _party(span, ann.knowledge)):
            # "Democrats" are their party, "fellow Democrats" people.
            yield "Organization", number("mentions.vote_people")
        elif many:
            yield "Group", number("mentions.vote_people")
        elif demonyms and all(e.type == "Organization" for e in demonyms):
            # "a Democrat", "the Lib Dem leader": the party's
            yield "Organization", number("mentions.vote_people")
        elif demonyms and demonyms[0].type == "Place":
            if ann.knowledge.gazetteer.ambiguous(span.text):
                yield "Group", number("mentions.vote_demonym_ambiguous")
            else:
                yield "Group", number("mentions.vote_demonym")
    if len(span) == 2 and span[0].lower_ in ann.knowledge.words("before_democrats"):
        parties = ann.knowledge.gazetteer.demonym(span[1].text)
        if any(e.type == "Organization" for e in parties):
            # "a Christian Democrat MP"
            yield "Organization", number("mentions.vote_people")
    if len(span) > 1 and span[-1].lower_ in ann.knowledge.words("centres"):
        # Buildings as often as bodies: the tagger tells.
        body_or_place = name.type if name.type == "Place" else "Organization"
        yield body_or_place, number("mentions.vote_centre")
    if len(span) == 1 and before == "the" and span[0].lower_ in ann.knowledge.words("awards"):
        yield "Thing", number("mentions.vote_people")
    if span.text in ann.knowledge.words("named_events"):
        yield "Event", number("mentions.vote_acronym_of_thing")
    if before != "of" and _many_of_a_rank(span, ann.knowledge):
        yield "Group", number("mentions.vote_people")
    if is_site(span[-1].text):
        yield "Organization", number("mentions.vote_site")
    many = span.root.tag_ in ("NNPS", "NNS") and span.root.i == span.end - 1
    team = many and before == "the"
    people = tuple(ann.knowledge.words("endings_of_townsfolk"))
    known = entries or is_people(span[-1], ann.knowledge) or span.text.endswith(people)
    if team and not known and span.root.dep_ in _PARTS:
        # "the Beatles", "the Charlotte Hornets"
        yield "Organization", number("mentions.vote_team")
    if _MODEL.fullmatch(span.text):
        yield "Product", number("mentions.vote_capitals")
        return
    if _BILL.fullmatch(span.text):
        yield "Law", number("mentions.vote_bill")
    if len(span) > 1:
        return
    if span[0].lower_ in ann.knowledge.words("short_for_clubs") and span.root.n_lefts == 0:
        yield "Organization", number("mentions.vote_only_body")
    if span[0].lower_ in ann.knowledge.words("only_bodies"):
        yield "Organization", number("mentions.vote_only_body")
    if span.text in ann.knowledge.words("acronyms") | ann.knowledge.words("faiths"):
        yield "Thing", number("mentions.vote_acronym_of_thing")
    elif span[0].is_upper and len(span[0]) > 1:
        heading = ann.block_of[name.first] in ann.title_case_blocks
        if re.fullmatch(r"(\w\.?){1,2}", span.text):
            yield "Organization", number("mentions.vote_initials")
        elif (
            len(span[0]) <= number("mentions.acronym_letters")
            and not heading
            and not given
            and span[0].is_alpha
        ):
            yield "Organization", number("mentions.vote_acronym")
        else:
            yield "Organization", number("mentions.vote_capitals")


def is_site(word: str) -> bool:
    """Whether a word is the address of a website: "leedsnews.co.uk"."""
    return _SITE.fullmatch(word) is not None


def _acts_alone(ann: Annotation, token: Token) -> bool:
    """Whether a given name does something by itself elsewhere: "Sue said", after "Sue Bank"."""
    return any(
        t.text == token.text
        and t.tag_ == "NNP"
        and t.dep_ in ("nsubj", "nsubjpass")
        and t.head.lemma_ in ann.knowledge.words("person_verbs")
        for t in ann.doc
    )


def _medium(ann: Annotation, name: Name) -> bool:
    """Whether a service is what somebody writes on: "on Twitter", "her Facebook page"."""
    doc = ann.doc
    before = doc[name.first - 1].lower_ if name.first else ""
    after = doc[name.last].lower_ if name.last < len(doc) else ""
    words = ann.knowledge.words
    named = before in words("kinds_of_media")
    return named or before in words("before_media") or after in words("of_media")


def _many_of_a_rank(span: Span, knowledge: Knowledge) -> bool:
    """Whether a name of one word means people by what they are: "all nine Justices".

    Longer ones are of teams as often, and so is their last word alone: "Ice Kings", "the Kings".
    """
    word = span[0]
    if len(span) > 1 or word.tag_ not in ("NNPS", "NNS"):
        return False
    rank = noun(word.lower_[:-1], knowledge)
    party = is_people(word, knowledge) or knowledge.gazetteer.demonym(word.text)
    club = word.lower_ in knowledge.words("short_for_clubs")
    longer = any(t.text == word.text and t.i and t.nbor(-1).pos_ == "PROPN" for t in span.doc)
    return rank is not None and rank.type == "Person" and not (party or club or longer)


def _party(span: Span, knowledge: Knowledge) -> bool:
    """Whether a plural of people of one mind is what their party is called: "the Greens"."""
    word = span[0]
    apart = word.i > 0 and word.nbor(-1).lower_ == "the" and not word.is_sent_start
    return len(span) == 1 and apart and word.lower_ in knowledge.words("parties_by_members")


def titled_with_article(token: Token) -> bool:
    """Whether a name has a capital article inside a sentence, as papers have: "The Onion"."""
    if token.i < 2:
        return False
    article = token.nbor(-1)
    return article.text == "The" and not article.is_sent_start and not article.nbor(-1).is_quote


def is_people(token: Token, knowledge: Knowledge) -> bool:
    """Whether a capitalised word means members of a people, faith or party: "Muslims"."""
    lower = token.lower_
    if not lower.endswith("s") or not token.text[:1].isupper():
        return False
    if lower in knowledge.words("peoples") or lower[:-1] in knowledge.words("peoples"):
        return True
    return any(e.demonyms for e in knowledge.gazetteer.demonym(token.text))


def _without_year(parts: list[str]) -> list[str]:
    """A name without the year at its end: "Wildlife Protection Act, 1972"."""
    while len(parts) > 1 and (_YEAR.fullmatch(parts[-1]) or parts[-1] == ","):
        parts = parts[:-1]
    return parts


def type_by_words(parts: list[str], knowledge: Knowledge) -> str | None:
    """The type which the words of a name tell: "... Ministry", "Treaty on ...", "Bank of ...".

    The noun before "of", "on", "for" counts, else the last word; one word alone tells nothing.
    """
    parts = _without_year(parts)
    lower = [part.lower() for part in parts]
    text = " ".join(lower)
    if text.endswith(tuple(knowledge.words("ends_of_events"))):
        return "Event"
    if text.endswith(tuple(knowledge.words("agreement_heads"))):
        return "Agreement"
    if len(parts) < 2:
        return None
    inside = knowledge.words("inside_names")
    cut = next((i for i, part in enumerate(lower) if i and part in inside), len(lower))
    many = lower[-1].endswith("s") and lower[cut : cut + 1] == ["of"]
    if many and lower[cut - 1] in knowledge.words("bodies_of_many"):
        return "Organization"
    if lower[0] in knowledge.words("clubs") or lower[-1] in knowledge.words("clubs"):
        return "Organization"
    house = lower[cut - 1] in knowledge.words("houses") and lower[cut : cut + 1] == ["of"]
    if house or text.endswith(tuple(knowledge.words("ends_of_bodies"))):
        return "Organization"
    if lower[cut - 1] in knowledge.words("centres"):
        # "... Center for Justice", while others are buildings as often as bodies.
        return "Organization" if lower[cut : cut + 1] == ["for"] else None
    for head in (lower[cut - 1], lower[-1]):
        if head in knowledge.table("name_heads"):
            return knowledge.table("name_heads")[head][0]
        found = noun(head, knowledge) or (
            noun(head[:-1], knowledge) if head.endswith("s") else None
        )
        if found is not None and found.type not in ("Person", "Group"):
            return found.type
    return None
