"""Find mentions: names, nominal phrases, coordinations and pronouns."""

from collections.abc import Iterator
from dataclasses import replace

from kg.knowledge.knowledge import Knowledge
from kg.mentions.name import Name
from kg.mentions.names import find_names
from kg.mentions.nouns import is_plural, is_seated_firm, is_title, noun_of
from kg.mentions.phrases import conjuncts, phrase
from kg.mentions.titlebodies import title_bodies
from kg.model import Mention
from kg.syntax.annotate import Annotation, spelled
from kg.syntax.tokens import Span, Token

_NOT_HEADS = frozenset(
    ["compound", "nmod", "amod", "npadvmod", "nummod", "quantmod", "det", "predet", "advmod"]
)
# Functions of words that head a phrase of their own.
_ALONE = frozenset(
    ["nsubj", "nsubjpass", "dobj", "pobj", "appos", "attr", "conj", "ROOT", "dative"]
)
# What is called by all that tells which are meant: "researchers from Leeds", "a firm in Cork".
_SEVERAL = (None, "Organization", "Group")


def find_mentions(ann: Annotation) -> tuple[Mention, ...]:
    """The mentions of an article in order of their spans; ``entity`` is not set yet.

    A name with its title is there twice: the name alone, and as a nominal the phrase with the
    title ("Defense Secretary Ann Lee"). The head of a coordination is its conjunction.
    """
    names = tuple(
        whole
        for name in find_names(ann)
        if (whole := _unbroken(ann, name))
        and not (whole.last - whole.first == 1 and _one_of_a_people(ann, ann.doc[whole.first]))
    )
    inside = {i for name in names for i in range(name.first, name.last)}
    found = [
        *(_name(ann, name) for name in names),
        *(mention for name in names for mention in _titled(ann, name)),
        *_nominals(ann, inside),
        *title_bodies(ann, inside),
        *_coordinations(ann, inside),
        *_pronouns(ann),
    ]
    return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.end, m.form)))


def _unbroken(ann: Annotation, name: Name) -> Name | None:
    """A name that does not begin at a hyphen, as if what stands before that were its title.

    "Secretary-General" alone names nobody, "Prince-Archbishop Moss" has a longer title, and
    "Saint-Marlow" is all name.
    """
    if ann.doc[name.first].text != "-":
        return name
    first = name.first + 1
    while first < name.last and is_title(ann.doc[first], ann.knowledge):
        first += 1
    if first == name.last:
        return None
    begin = name.title[0] if name.title else first
    if first == name.first + 1:
        return replace(name, first=begin, title=None)
    return replace(name, first=first, title=(begin, first))


def _name(ann: Annotation, name: Name) -> Mention:
    first = name.first
    if first and name.title is None and ann.doc[first - 1].lower_ == "the":
        # In "the Lee government" the article is the government's.
        first -= name.first <= ann.doc[first - 1].head.i < name.last
    head = _head(ann.doc[name.first : name.last])
    return Mention(
        ann.span(first, name.last),
        "name",
        first,
        name.last,
        head,
        name.type,
        spelled(ann.surface(ann.span(name.first, name.last))),
        spelled(ann.surface(ann.span(*name.title))) if name.title else "",
    )


def _head(span: Span) -> int:
    """The head of a name; never a sign, which the parser may take for a phrase: the "P4+1"."""
    root = span.root
    if any(c.isalnum() for c in root.text):
        return root.i
    above = (t for t in span if t.head not in span and any(c.isalnum() for c in t.text))
    return next(above, root).i


def _titled(ann: Annotation, name: Name) -> Iterator[Mention]:
    """The phrase of a name with what stands before it: "Turkish President R. T. Erdogan"."""
    if name.title is None:
        return
    first = min(name.title[0], ann.doc[name.first : name.last].root.left_edge.i)
    first = _skip_edge(ann, first, name.first)
    if ann.block_of[first] != ann.block_of[name.first]:
        first = name.title[0]
    head = ann.doc[name.first : name.last].root.i
    yield Mention(ann.span(first, name.last), "nominal", first, name.last, head, name.type)


def _skip_edge(ann: Annotation, first: int, last: int) -> int:
    while first < last and (
        ann.doc[first].is_punct or ann.doc[first].dep_ in ("cc", "preconj", "mark", "prep", "punct")
    ):
        first += 1
    return first


def _one_of_a_people(ann: Annotation, token: Token) -> bool:
    """Whether a word of nationality means one person: "the Turk", "An Australian, Bob Ray,".

    "The French" are many, and "the American president" is none.
    """
    many = tuple(ann.knowledge.words("endings_of_peoples"))
    if token.tag_ not in ("NNP", "NN", "JJ") or token.lower_.endswith(many):
        return False
    # "An" at the beginning of a sentence may be tagged as a name's first word.
    articles = ann.knowledge.words("articles")
    if token.dep_ not in _ALONE or not any(c.lower_ in articles for c in token.lefts):
        return False
    gazetteer = ann.knowledge.gazetteer
    known = gazetteer.country_of_demonym(token.text) is not None
    return known and not any(e.label == token.text for e in gazetteer.lookup(token.text))


def _substantive(token: Token, knowledge: Knowledge) -> bool:
    """Whether an adjective or participle stands for a person: "the 34-year-old", "the accused"."""
    if token.dep_ not in _ALONE:
        return False
    if token.lower_ in knowledge.words("of_an_age"):
        doc, i = token.doc, token.i
        units = knowledge.words("units_of_age")
        return i > 3 and doc[i - 1].text == "-" and doc[i - 2].lower_ in units
    article = any(c.dep_ == "det" and c.i == token.i - 1 for c in token.lefts)
    return token.lower_ in knowledge.words("participles_of_people") and article


def _nominals(ann: Annotation, inside: set[int]) -> Iterator[Mention]:
    for token in ann.doc:
        if token.i in inside:
            continue
        person = _substantive(token, ann.knowledge) or _one_of_a_people(ann, token)
        if not person and not _is_head(token, ann.knowledge):
            continue
        first, last = phrase(ann, token)
        kind = noun_of(token, ann.knowledge)
        type = kind.type if kind else None
        type = "Organization" if is_seated_firm(token, ann.knowledge) else type
        several = type in _SEVERAL or (type != "Event" and is_plural(token))
        told_apart = type != "Agreement" and (not several or last - 1 in inside)
        span = ann.span(first, _end_of_description(token, last) if told_apart else last)
        if person:
            yield Mention(span, "nominal", first, last, token.i, "Person")
            continue
        yield Mention(span, "nominal", first, last, token.i, type)
    for token in ann.doc:
        subject = token.dep_ in ("nsubj", "nsubjpass") and token.n_lefts == token.n_rights == 0
        if subject and token.lower_ in ann.knowledge.words("of_two"):
            span = ann.span(token.i, token.i + 1)
            yield Mention(span, "nominal", token.i, token.i + 1, token.i, "Group")
        elif token.i not in inside and _some_of(token, ann.knowledge):
            first, last = phrase(ann, token)
            one = token.lower_ in ann.knowledge.words("one_of_many")
            type = "Person" if one else "Group"
            yield Mention(ann.span(first, last), "nominal", first, last, token.i, type)


def _end_of_description(head: Token, last: int) -> int:
    """Where a description ends before what tells of it and of another: "jurors in Virginia".

    They are called "jurors", "a man who fled to Cork" is "a man", and "a rally organised by a
    union" is "a rally"; "the court of appeal" has "of" in what it is called.
    """
    for child in head.rights:
        if child.i >= last:
            break
        if child.dep_ in ("relcl", "acl") or (child.dep_ == "prep" and child.lower_ != "of"):
            return max(head.i + 1, child.left_edge.i)
        for inner in (c for c in child.rights if c.dep_ == "pobj" and c.pos_ == "NOUN"):
            done = [c.left_edge.i for c in inner.rights if c.dep_ in ("relcl", "acl")]
            # "a panel of three judges led by Ann Lee"
            last = min([last, *(at for at in done if at > inner.i)])
    return last


def _some_of(token: Token, knowledge: Knowledge) -> bool:
    """Whether a number or quantifier counts people out of several: "one of the victims"."""
    if token.dep_ not in ("nsubj", "nsubjpass") or token.pos_ not in ("NUM", "PRON", "ADJ", "DET"):
        return False
    for child in token.rights:
        for noun in child.rights if child.lower_ == "of" else ():
            kind = noun_of(noun, knowledge) if noun.tag_ == "NNS" else None
            if kind is not None and kind.type in ("Person", "Group"):
                return token.lower_ not in knowledge.words("empty_pronouns")
    return False


def _is_head(token: Token, knowledge: Knowledge) -> bool:
    if token.tag_ in ("NNP", "NNPS"):
        if token.lower_ in knowledge.words("no_names"):
            return False
        # "The President said": a title alone is a description, not a name.
        if not (is_title(token, knowledge) or noun_of(token, knowledge)):
            return False
    elif token.pos_ != "NOUN" or token.lower_ in knowledge.words("empty_nouns"):
        return False
    return token.dep_ not in _NOT_HEADS and any(c.isalpha() for c in token.text)


def _coordinations(ann: Annotation, inside: set[int]) -> Iterator[Mention]:
    """Noun phrases joined by "and": what "they" and "the two" may mean."""
    for token in ann.doc:
        if token.dep_ != "cc" or token.lower_ not in ("and", "&"):
            continue
        parts = conjuncts(token.head)
        if (len(parts) > 1 and parts[0] is token.head) or (len(parts) > 1 and token.head in parts):
            if token.i != _last_cc(parts) or any(p.pos_ not in ("NOUN", "PROPN") for p in parts):
                continue
            if token.i in inside or _one_bearer(parts, ann.knowledge):
                continue
            first, last = phrase(ann, parts[0])[0], phrase(ann, parts[-1])[1]
            if ann.block_of[first] == ann.block_of[last - 1]:
                yield Mention(ann.span(first, last), "nominal", first, last, token.i, "Group")


def _one_bearer(parts: list[Token], knowledge: Knowledge) -> bool:
    """Whether joined role nouns describe one person: "the founder and president"."""
    kinds = [noun_of(p, knowledge) for p in parts]
    return all(
        kind is not None and kind.type == "Person" and p.tag_ in ("NN", "NNP")
        for p, kind in zip(parts, kinds, strict=True)
    ) and not any(c.dep_ in ("det", "poss", "amod") for p in parts[1:] for c in p.children)


def _last_cc(parts: list[Token]) -> int:
    found = [c.i for p in parts for c in p.children if c.dep_ == "cc" and c.i < parts[-1].i]
    return max(found, default=-1)


def _pronouns(ann: Annotation) -> Iterator[Mention]:
    reflexives = ann.knowledge.words("reflexives")
    for token in ann.doc:
        if token.tag_ in ("PRP", "PRP$") or token.lower_ in reflexives:
            span = ann.span(token.i, token.i + 1)
            yield Mention(span, "pronoun", token.i, token.i + 1, token.i)
