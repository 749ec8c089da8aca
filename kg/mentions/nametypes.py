"""What kind of thing a name is of: its own words, and the words around all its occurrences.

The tagger labels each occurrence on its own and is often wrong about short or foreign names. Here
the occurrences of one string vote together, with the words around them: a title in front, a verb
of speech after, the noun a name ends in. Only a surname that is a place's name too ("Paris",
"Jordan") is judged at each occurrence.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from kg.knowledge.folding import fold
from kg.knowledge.knowledge import Knowledge
from kg.mentions.name import Name
from kg.mentions.nameplaces import (
    give_first_names,
    pool_surnames,
    teams,
    told_by_role,
    told_otherwise,
    where_people_are,
)
from kg.mentions.nouns import Noun, is_given_name, is_plural, is_title, noun, noun_of
from kg.syntax.annotate import Annotation

# A bill of Congress: "H. R. 1280".
_SITE = re.compile(r"[\w-]+\.(com|org|net|info|eu|co\.uk)", re.IGNORECASE)
# "AR-15", "XC90": models of weapons, vehicles and machines.
_MODEL = re.compile(r"[A-Z]{1,2}(-\d{1,3}|\d{2,3})[A-Z]?")
# Functions in which a name of many is a body's, not a family's whose members do it.
_PARTS = ("nsubj", "nsubjpass", "dobj", "pobj", "appos", "poss", "conj", "attr")
_YEAR = re.compile(r"(1[5-9]|20)\d\d")
_BILL = re.compile(r"(H\. ?R\.|H\.R|S\.|HR|HB|SB) ?\d+")


def key(ann: Annotation, name: Name) -> str:
    """What the occurrences of one name string share."""
    return fold(ann.doc[name.first : name.last].text)


def name_types(ann: Annotation, names: Sequence[Name]) -> list[str]:
    """The type of each name, by all the occurrences of its string."""
    knowledge = ann.knowledge
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        for type, weight in _evidence(ann, name):
            votes[key(ann, name)][type] += weight
    pool_surnames(votes, ann.knowledge, type_by_words)
    types = {k: max(sorted(found), key=lambda t: found[t]) for k, found in votes.items()}
    people = [k.split() for k, type in types.items() if type == "Person"]
    clear = ann.knowledge.number("mentions.clear_place")
    titled = ann.knowledge.number("mentions.vote_title")
    for k in types:
        parts = k.split()
        if votes[k]["Place"] < clear and any(
            len(parts) < len(full) and parts in (full[-len(parts) :], _family(full, knowledge))
            for full in people
        ):
            types[k] = "Person"
    borne = {part for k in types if " " in k for part in k.split()}
    for k in types:
        known = knowledge.gazetteer.lookup(k.title()) if k not in borne else ()
        if types[k] == "Person" and known and known[0].kind == "Country":
            # Nobody of the article is called so.
            types[k] = "Place" if votes[k]["Person"] < titled else "Person"
    bare = {k for k, type in types.items() if type == "Person" and " " not in k}
    for k, type in types.items():
        told = type in ("Work", "Product", "Thing", "Event") and len(k.split()) == 2
        if told and k.split()[1] in bare:
            types[k] = "Person"
    _by_opener(types, ann.knowledge)
    _short_companies(types, ann.knowledge)
    give_first_names(types, ann.knowledge)
    found = dict(enumerate(types[key(ann, name)] for name in names))
    found |= teams(ann, names, found) | _place_surnames(ann, names, types)
    found |= where_people_are(ann, names, found) | told_otherwise(ann, names, found)
    return [found[index] for index in range(len(names))]


def _family(full: list[str], knowledge: Knowledge) -> list[str]:
    """The family name of a name that begins with it: the "park" of "park won soon"."""
    first = len(full) > 1 and full[0].capitalize() in knowledge.words("family_name_first")
    return full[:1] if first else []


def _short_companies(types: dict[str, str], knowledge: Knowledge) -> None:
    """Give the short form of one company's name its type: "Fennel", beside "Fennel Oil"."""
    people = {part for k, type in types.items() if type == "Person" for part in k.split()[1:]}
    for k, type in list(types.items()):
        short, _, last = k.rpartition(" ")
        others = any(other != k and other.endswith(f" {short}") for other in types)
        if type != "Organization" or short not in types or short in people or others:
            continue
        if short in knowledge.words("short_for_clubs"):
            continue
        if last in knowledge.words("company_words") | knowledge.words("company_suffixes"):
            types[short] = type


def opened(parts: Sequence[str], knowledge: Knowledge) -> tuple[str, str] | None:
    """The type that a name's first word tells and the rest: of "Tropical Storm Ada" it is "Ada".

    ``parts`` are lower-cased. None for other names, and for places, whose rest is another's:
    Lake Geneva lies at Geneva.
    """
    if len(parts) < 2:
        return None
    openers = knowledge.table("name_openers")
    graded = parts[0] in knowledge.words("storm_grades") and parts[1] in openers
    cut = 1 if graded else 0
    (type,) = openers.get(parts[cut], ("",))
    if type in ("", "Place") or len(parts) == cut + 1:
        return None
    return type, " ".join(parts[cut + 1 :])


def _by_opener(types: dict[str, str], knowledge: Knowledge) -> None:
    """Give what is called by the rest of "Hurricane Ada" alone the type of the whole.

    Not where a person of the article bears that name.
    """
    rests = {k: opened(k.split(), knowledge) for k in types}
    people = {k for k, type in types.items() if type == "Person" and not rests[k]}
    borne = {part for k in people if " " in k for part in k.split()}
    for k, rest in rests.items():
        if rest:
            types[k] = rest[0]
            if rest[1] in types and rest[1] not in borne:
                types[rest[1]] = rest[0]


def _place_surnames(
    ann: Annotation, names: Sequence[Name], types: dict[str, str]
) -> dict[int, str]:
    """The types of occurrences of places' names which people of the article bear too.

    A person who is named in full and told of as a person has the name where it does not say where
    something is; of the rest, the meaning that is clear more often gets what is not clear.
    """
    number = ann.knowledge.number
    enough, against = number("mentions.told_enough"), number("mentions.told_place")
    full: dict[str, list[Name]] = defaultdict(list)
    bare: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        parts = key(ann, name).split()
        if len(parts) == 1 and types[parts[0]] == "Place":
            bare[parts[0]].append(index)
        elif types[key(ann, name)] == "Person":
            for part in {parts[0], parts[-1]}:
                full[part].append(name)
    found = {}
    for surname, indexes in bare.items():
        bearers = full.get(surname, [])
        told = sum(personal(ann, name) for name in bearers)
        told += sum(is_given_name(ann.doc[n.first].text, ann.knowledge) for n in bearers[:1])
        clear = {i: personal(ann, names[i]) - against * locative(ann, names[i]) for i in indexes}
        if not bearers or told + sum(c for c in clear.values() if c > 0) < enough:
            continue
        people = sum(c > 0 for c in clear.values())
        places = sum(c < 0 for c in clear.values())
        for i, value in clear.items():
            if value > 0 or (value == 0 and people >= places):
                found[i] = "Person"
    return found


def personal(ann: Annotation, name: Name) -> float:
    """How surely the words around a name tell that its bearer is a person."""
    doc, root = ann.doc, ann.doc[name.first : name.last].root
    words, number = ann.knowledge.words, ann.knowledge.number
    weight = 0.0
    if name.first and is_title(doc[name.first - 1], ann.knowledge):
        weight += number("mentions.told_by_title")
    if root.dep_ in ("nsubj", "nsubjpass"):
        if root.head.lemma_ in words("life_verbs"):
            weight += number("mentions.told_by_life_verb")
        if root.head.lemma_ in words("person_verbs"):
            weight += number("mentions.told_by_person_verb")
        pronouns = ann.knowledge.table("third_person")
        later = doc[name.last : root.sent.end]
        if any(pronouns[t.lower_][0] == "he" for t in later if t.lower_ in pronouns):
            weight += number("mentions.told_by_pronoun")
    if root.dep_ == "poss" and root.head.lemma_.lower() in words("relatives"):
        weight += number("mentions.told_by_kin")
    after = doc[name.last : name.last + 3]
    if len(after) == 3 and after[0].text == "," and after[2].is_punct:
        weight += number("mentions.told_by_age") * _is_age(after[1].text, ann.knowledge)
    if len(after) and after[0].lower_ in words("before_ages"):
        weight += number("mentions.told_by_age") * (root.dep_ not in ("dobj", "pobj"))
    for child in root.children:
        if child.dep_ == "appos" and child.i >= name.last:
            kind = noun_of(child, ann.knowledge)
            if kind is not None and kind.type == "Person":
                weight += number("mentions.told_by_apposition")
    return weight


def _is_age(text: str, knowledge: Knowledge) -> bool:
    """Whether a number is one of years of age as news tells them: "Ann Lee, 43, said"."""
    least, most = knowledge.whole("mentions.age_least"), knowledge.whole("mentions.age_most")
    return text.isdigit() and least <= int(text) <= most


def locative(ann: Annotation, name: Name) -> bool:
    """Whether a name says where something is: "in Paris", "Paris, France"."""
    doc = ann.doc
    before = doc[name.first - 1] if name.first else None
    if before is not None and before.lower_ in ann.knowledge.words("locative"):
        return True
    goes = before is not None and before.lower_ == "to"
    if goes and before and before.head.lemma_ in ann.knowledge.words("verbs_of_places"):
        return True
    after = doc[name.last : name.last + 2]
    return (
        len(after) == 2
        and after[0].text == ","
        and any(e.type == "Place" for e in ann.knowledge.gazetteer.lookup(after[1].text))
    )


def _evidence(ann: Annotation, name: Name) -> Iterator[tuple[str, float]]:
    doc, number = ann.doc, ann.knowledge.number
    span = doc[name.first : name.last]
    if name.type == "Thing":
        yield name.type, number("mentions.vote_untagged")
    elif ann.block_of[name.first] in ann.title_case_blocks:
        yield name.type, number("mentions.vote_tag_in_headline")
    else:
        yield name.type, number("mentions.vote_tag")
    yield from _own_words(ann, name)
    root = span.root
    if root.dep_ == "conj" and (kind := _joined_kind(root, ann.knowledge)):
        yield kind, number("names.nouns_before")
    if name.type != "Place" and _published_in(root, ann.knowledge):
        yield "Organization", number("mentions.vote_published_in")
    if name.first and ann.block_of[name.first - 1] == ann.block_of[name.first]:
        before = doc[name.first - 1]
        described = noun(before.text, ann.knowledge)
        belongs = before.head.i in range(name.first, name.last) or before == _apposed(root)
        either = before.text in ann.knowledge.words("people_or_bodies")
        told_before = is_title(before, ann.knowledge) and (
            before.lower_ not in ann.knowledge.words("before_names")
        )
        acronym = span.text.isupper() and len(span) == 1
        if either and acronym and belongs:
            # "broadcaster NRK"
            yield "Organization", number("mentions.vote_noun_before")
        elif not either and (told_before or (described and described.type == "Person" and belongs)):
            yield "Person", number("mentions.vote_title")
        elif (
            before.tag_ == "NNS"
            and belongs
            and (many := noun(before.lemma_, ann.knowledge))
            and many.type not in ("Person", "Group")
        ):
            # "the store chains Aldway and Corrin"
            yield many.type, number("names.nouns_before")
        elif described and belongs and before.tag_ == "NN" and described.type != "Group":
            # "the cruise ship Aurora", "the newspaper Echo", "the album Band of Gold"
            titled = described.type == "Work" and before.head.i != name.last - 1
            yield (
                described.type,
                number("mentions.vote_noun_of_title" if titled else "mentions.vote_noun_before"),
            )
        places = ann.knowledge.words("locative")
        goes = before.lower_ == "to" and root.head == before
        # Who moves "from Chelsea to Juventus" may be a player.
        left = any(c.dep_ == "prep" and c.lower_ == "from" for c in before.head.children)
        if goes and not left and before.head.lemma_ in ann.knowledge.words("verbs_of_places"):
            yield "Place", number("mentions.vote_goes")
        if before.lower_ in places and name.type in ("Place", "Thing", "Person"):
            inside = before.lower_ == "in" and root.dep_ == "pobj" and root.head == before
            full_name = len(span) > 1 and name.type == "Person"
            if inside and not full_name:
                yield "Place", number("mentions.vote_in")
            else:
                yield "Place", number("mentions.vote_locative")
        if len(span) == 1 and before.lower_ == "the" and not is_plural(root) and _alone(root):
            # "aboard the Aurora", "the Echo says": people have no article.
            yield "Person", number("mentions.vote_article")
            if root.dep_ == "nsubj" and root.head.lemma_ in ann.knowledge.words("person_verbs"):
                yield "Organization", number("mentions.vote_article_and_verb")
    if (
        root.dep_ == "nsubj"
        and root.head.lemma_ in ann.knowledge.words("person_verbs")
        and name.type != "Place"
    ):
        yield "Person", number("mentions.vote_person_verb")
        if name.type == "Thing":
            yield "Person", number("mentions.vote_person_verb")
    told = min(personal(ann, name), number("mentions.told_at_most"))
    yield "Person", told * number("mentions.vote_told")
    country = any(e.kind == "Country" for e in ann.knowledge.gazetteer.lookup(span.text))
    for type, weight in told_by_role(ann, name):
        # A country recalls its envoys, and is an "it".
        yield "Place" if country and type == "Organization" else type, weight
    people = ann.knowledge.words("relative_of_people")
    for child in root.children:
        if child.dep_ == "appos" and child.i >= name.last:
            described = noun(child.lemma_, ann.knowledge)
            if described is not None:
                apart = any(c.dep_ == "det" for c in child.children)
                person = name.type == "Person" and not apart
                yield (
                    described.type,
                    number("mentions.vote_apposition_to_person")
                    if person
                    else number("mentions.vote_apposition"),
                )
        if child.dep_ == "relcl" and any(t.lower_ in people for t in child.children):
            several = any(t.tag_ == "VBP" for t in (child, *child.children)) and len(span) == 1
            # "City, who own the ground": a body is many.
            yield "Organization" if several else "Person", number("mentions.vote_who")
    described = _called(root, ann.knowledge)
    if described is not None and described.type != "Person":
        yield described.type, number("mentions.vote_called")
    elif described is not None and len(span) == 1:
        yield "Person", number("mentions.vote_called_person")
    elif described is not None:
        yield "Person", number("mentions.vote_long_name_called_person")
    if root.dep_ == "appos":
        described = noun(root.head.lemma_, ann.knowledge)
        if described is not None and root.head.pos_ == "NOUN":
            if name.type == "Person":
                yield described.type, number("mentions.vote_person_explains")
            elif described.type == "Person":
                yield "Person", number("mentions.vote_explains_person")
            else:
                yield described.type, number("mentions.vote_explains")


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


def _joined_kind(root: Token, knowledge: Knowledge) -> str | None:
    """What several are called of which a name is a later one: "the chains Aldway and Corrin"."""
    first = root.head
    while first.dep_ == "conj":
        first = first.head
    before = first.nbor(-1) if first.i and first.pos_ == "PROPN" else None
    if before is None or before.tag_ != "NNS":
        return None
    many = noun(before.lemma_, knowledge)
    beside = before.head == first or first.head == before
    return many.type if many and beside and many.type not in ("Person", "Group") else None


def _published_in(root: Token, knowledge: Knowledge) -> bool:
    """Whether something is published in what a name is of: a journal or paper."""
    if root.dep_ != "pobj" or root.head.lower_ != "in":
        return False
    verb = root.head.head
    return verb.lemma_ in knowledge.words("publishing_verbs") and verb.tag_ == "VBN"


def _own_words(ann: Annotation, name: Name) -> Iterator[tuple[str, float]]:
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
    if not given and not titled_with_article(span[0]):
        demonyms = ann.knowledge.gazetteer.demonym(span.text)
        many = is_people(span[-1], ann.knowledge)
        told = any(c.dep_ == "amod" for c in span.root.lefts)
        if many and not told and demonyms and all(e.type == "Organization" for e in demonyms):
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
    if _SITE.fullmatch(span[-1].text):
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


def _called(token: Token, knowledge: Knowledge) -> Noun | None:
    """What a name is said to be: "a village called Ada", "Ada is a village"."""
    verb = token.head
    if token.dep_ == "nsubj" and verb.lemma_ == "be":
        if any(c.dep_ == "neg" for c in verb.children):
            return None
        told = [c for c in verb.children if c.dep_ == "attr" and c.pos_ == "NOUN"]
        return noun_of(told[0], knowledge) if told and not is_plural(told[0]) else None
    if token.dep_ == "pobj" and verb.lower_ in ("as", "by"):
        verb = verb.head
    calling = verb.dep_ == "acl" and verb.lemma_ in knowledge.words("called_by")
    if calling and verb.head.pos_ == "NOUN":
        return noun_of(verb.head, knowledge)
    return None


def _apposed(token: Token) -> Token | None:
    """What a token is in apposition to."""
    return token.head if token.dep_ == "appos" else None


def _alone(token: Token) -> bool:
    """Whether a name heads its own phrase: "the Aurora" rather than "the Aurora project"."""
    return token.dep_ not in ("compound", "nmod", "amod", "poss") and not any(
        child.dep_ in ("compound", "amod", "nmod") for child in token.children
    )


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
