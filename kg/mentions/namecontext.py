"""What the words around an occurrence of a name tell of its kind: titles, ages, verbs, nouns."""

from collections.abc import Iterator

from kg.knowledge.knowledge import Knowledge
from kg.mentions.name import Name
from kg.mentions.namebeside import told_beside
from kg.mentions.nameintroduced import introduced
from kg.mentions.nameroles import told_by_role
from kg.mentions.namewords import own_words, type_by_words
from kg.mentions.nouns import Noun, is_given_name, is_plural, is_title, noun, noun_of
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token


def evidence(ann: Annotation, name: Name) -> Iterator[tuple[str, float]]:
    """The types that an occurrence speaks for, and how much: by itself and what is around it."""
    doc, number = ann.doc, ann.knowledge.number
    span = doc[name.first : name.last]
    if name.type == "Thing":
        yield name.type, number("mentions.vote_untagged")
    elif ann.block_of[name.first] in ann.title_case_blocks:
        yield name.type, number("mentions.vote_tag_in_headline")
    else:
        yield name.type, number("mentions.vote_tag")
    yield from own_words(ann, name)
    yield from told_beside(ann, name)
    yield from introduced(ann, name)
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
        told_before |= described is not None and described.type == "Person" and belongs
        acronym = span.text.isupper() and len(span) == 1
        if either and acronym and belongs:
            # "broadcaster NRK"
            yield "Organization", number("mentions.vote_noun_before")
        elif not either and told_before:
            if not _called_after_title(ann, name):
                yield "Person", number("mentions.vote_title")
        elif (
            before.tag_ == "NNS"
            and belongs
            and (many := noun(before.lemma_, ann.knowledge))
            and many.type not in ("Person", "Group")
        ):
            # "the store chains Aldway and Corrin"
            yield many.type, number("names.nouns_before")
        elif either:
            pass  # who else a "retailer" or "publisher" is tells `introduced`
        elif described and belongs and _is_one(before) and described.type != "Group":
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
            given = is_given_name(span[0].text, ann.knowledge)
            full_name = len(span) > 1 and name.type == "Person" and given
            if inside and not full_name:
                yield "Place", number("mentions.vote_in")
            else:
                yield "Place", number("mentions.vote_locative")
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
            if name.type == "Person" and not _is_the_body(ann, name, described):
                yield described.type, number("mentions.vote_person_explains")
            elif described.type == "Person":
                yield "Person", number("mentions.vote_explains_person")
            else:
                yield described.type, number("mentions.vote_explains")


def _called_after_title(ann: Annotation, name: Name) -> bool:
    """Whether a title before a name is of whom the thing is called after: "General Lee Base"."""
    parts = [t.text for t in ann.doc[name.first : name.last]]
    surname = parts[-1].lower().removesuffix("s") in ann.knowledge.words("places_as_surnames")
    return type_by_words(parts, ann.knowledge) in ("Place", "Organization") and not surname


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
    if verb.lemma_ not in knowledge.words("publishing_verbs"):
        # "published a study in Nature", where the parser may put the journal to the study
        made = noun_of(verb, knowledge)
        text = made is not None and made.type in ("Document", "Work") and verb.dep_ == "dobj"
        return text and verb.head.lemma_ in knowledge.words("publishing_verbs")
    objects = [noun_of(c, knowledge) for c in verb.children if c.dep_ == "dobj"]
    texts = any(kind is not None and kind.type in ("Document", "Work") for kind in objects)
    return verb.tag_ == "VBN" or texts


def _called(token: Token, knowledge: Knowledge) -> Noun | None:
    """What a name is said to be: "a village called Ada", "Ada is a village", "the town is Ada"."""
    verb = token.head
    if token.dep_ == "attr" and verb.lemma_ == "be" and token.tag_ == "NNP":
        if any(c.dep_ == "neg" for c in verb.children):
            return None
        first = [c for c in verb.children if c.dep_ == "nsubj" and c.tag_ == "NN"]
        kind = noun_of(first[0], knowledge) if first else None
        return kind if kind is not None and kind.type in ("Place", "Product") else None
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


def _is_one(token: Token) -> bool:
    """Whether a word before a name is a noun of one; a small letter tells it from a name."""
    return token.tag_ == "NN" or (token.tag_ == "NNP" and token.text.islower())


def _is_the_body(ann: Annotation, name: Name, described: Noun) -> bool:
    """Whether no given name but what a body is called is meant: "the agency, Basarnas, said"."""
    first, doc = ann.doc[name.first], ann.doc
    noun = ann.doc[name.first : name.last].root.head
    enclosed = name.last < len(doc) and doc[name.last].text == "," == doc[name.first - 1].text
    definite = any(c.lower_ == "the" for c in noun.lefts)
    alone = name.last - name.first == 1 and not is_given_name(first.text, ann.knowledge)
    return described.type == "Organization" and enclosed and definite and alone


def _apposed(token: Token) -> Token | None:
    """What a token is in apposition to."""
    return token.head if token.dep_ == "appos" else None
