"""What a name is of by what is said about its bearer: towns, companies, teams, ships."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from spacy.tokens import Token

from kg.knowledge.knowledge import Knowledge
from kg.mentions.name import Name
from kg.mentions.nouns import is_given_name, is_title, noun_of, singular
from kg.syntax.annotate import Annotation

_SCORE = re.compile(r"\d{1,3} ?[-–—] ?\d{1,3}")
_SUBJECTS = ("nsubj", "nsubjpass")


def told_by_role(ann: Annotation, name: Name) -> Iterator[tuple[str, float]]:
    """Types and weights for a name by its part in the sentence."""
    doc, root, number = ann.doc, ann.doc[name.first : name.last].root, ann.knowledge.number
    owned = _owned(root, name)
    last = doc[name.last - 1].lower_
    if (
        name.last - name.first > 1
        and last in ann.knowledge.words("company_words")
        and not is_given_name(doc[name.first].text, ann.knowledge)
    ):
        yield "Organization", number("names.company_verb")
    if owned is not None:
        word = singular(owned)
        if word in ann.knowledge.words("only_towns_have"):
            yield "Place", number("names.only_towns_have")
        elif word in ann.knowledge.words("had_by_towns"):
            yield "Place", number("names.had_by_town")
        elif word in ann.knowledge.words("had_by_companies"):
            yield "Organization", number("names.had_by_company")
        elif word in ann.knowledge.words("of_teams") and name.type != "Organization":
            yield "Organization", number("names.team")
        elif (
            root.dep_ in ("compound", "nmod")
            and root.head == owned
            and owned.i == name.last
            and word in ann.knowledge.words("after_own_name")
            and (kind := noun_of(owned, ann.knowledge)) is not None
        ):
            natural = word in ann.knowledge.words("natural_places")
            yield kind.type, number("names.own_natural" if natural else "names.own_noun")
    if root.dep_ in ("compound", "nmod") and (made := _possessed(root, ann.knowledge)):
        yield made, number("names.possessed")
    if _of_town(root, ann):
        yield "Place", number("names.had_by_town")
    if _of_company(root, ann):
        yield "Organization", number("names.unit_of_company")
    told = [c for c in root.head.children if c.dep_ == "attr"] if root.dep_ == "nsubj" else []
    if any(singular(c) in ann.knowledge.words("had_by_towns") and c.tag_ == "NN" for c in told):
        yield "Place", number("names.had_by_town")
    verb = root.head if root.dep_ in (*_SUBJECTS, "dobj", "agent") else None
    if root.dep_ == "pobj" and root.head.dep_ == "agent":
        verb = root.head.head
    if verb is not None and verb.pos_ == "VERB":
        yield from _by_verb(ann, name, root, verb)
    for child in root.children:
        if child.dep_ != "relcl":
            continue
        if any(t.lower_ in ann.knowledge.words("relative_of_things") for t in child.children):
            yield "Person", -number("names.which")
            yield "Organization", number("names.which") / 2
        whose = [t for t in child.subtree if t.tag_ == "WP$" and t.head.i > t.i]
        had = [o for t in whose for o in doc[t.i + 1 : t.head.i + 1]]
        if any(singular(t) in ann.knowledge.words("had_by_companies") for t in had):
            yield "Organization", number("names.had_by_company")
    at = name.first - 1
    titled = at >= 0 and is_title(doc[at], ann.knowledge)
    at -= titled
    if at > 0 and doc[at].lower_ == "the":
        at -= 1
    if at >= 0 and doc[at].lower_ in ann.knowledge.words("before_ships"):
        yield "Product", number("names.ship")
        yield "Person", -number("mentions.vote_title") * titled
    if titled and root.dep_ == "compound" and root.head.lower_ in ann.knowledge.words("vessels"):
        # "the Sergeant Lee supply vessel"
        yield "Product", number("names.ship")
        yield "Person", -number("mentions.vote_title")


def _owned(root: Token, name: Name) -> Token | None:
    """What is called after a name or is its bearer's: the "mayor" of "Leeds mayor Ann Lee"."""
    if root.dep_ == "poss":
        return root.head
    if root.dep_ not in ("compound", "nmod"):
        return None
    token = root.doc[name.last] if name.last < len(root.doc) else None
    while token is not None and token.dep_ in ("amod", "nmod") and token.i < name.last + 1:
        token = token.nbor(1) if token.i + 1 < len(root.doc) else None
    return token if token is not None and token.pos_ in ("NOUN", "PROPN") else None


def _possessed(root: Token, knowledge: Knowledge) -> str | None:
    """What a name is of behind its owner: "its Falcon rocket", "NASA's Webb space telescope"."""
    head = root.head
    while head.dep_ in ("compound", "nmod"):
        head = head.head
    kind = noun_of(head, knowledge)
    owned = any(c.dep_ == "poss" and c.i < root.left_edge.i for c in head.lefts)
    product = kind is not None and kind.type == "Product" and head.tag_ == "NN"
    return "Product" if owned and product and head.i > root.i else None


def _of_town(root: Token, ann: Annotation) -> bool:
    """Whether a name stands behind what only towns have: "the mayor of Braga"."""
    if root.dep_ != "pobj" or root.head.lower_ != "of":
        return False
    above = root.head.head
    return above.pos_ in ("NOUN", "PROPN") and singular(above) in ann.knowledge.words(
        "had_by_towns"
    )


def _of_company(root: Token, ann: Annotation) -> bool:
    """Whether a name stands behind what only companies have: "a subsidiary of Orlo"."""
    if root.dep_ != "pobj" or root.head.lower_ != "of":
        return False
    above = root.head.head
    return above.tag_ == "NN" and above.lower_ in ann.knowledge.words("units_of_companies")


def _by_verb(ann: Annotation, name: Name, root: Token, verb: Token) -> Iterator[tuple[str, float]]:
    number = ann.knowledge.number
    doing = root.dep_ in ("nsubj", "pobj")
    if doing and verb.lemma_ in ann.knowledge.words("done_by_companies"):
        yield "Organization", number("names.company_verb")
    if root.dep_ in ("nsubjpass", "dobj") and verb.lemma_ in ann.knowledge.words(
        "done_to_companies"
    ):
        yield "Organization", number("names.company_verb")
    if root.dep_ in ("nsubjpass", "dobj") and verb.lemma_ in ann.knowledge.words("done_to_ships"):
        # "Princess Ada was built in Gdansk"
        yield "Product", number("names.built")
    if doing and verb.lemma_ in ann.knowledge.words("trading_verbs") and _stands_bare(name, root):
        # "Fennel was bought by Darrow", of whom no more is told
        ends = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.i != root.i]
        if any(c.pos_ == "PROPN" for c in ends):
            yield "Organization", number("names.bought_by_name")
    traded = root.dep_ == "dobj" and verb.lemma_ in ann.knowledge.words("trading_verbs")
    if traded and any(t.ent_type_ == "MONEY" for t in verb.subtree):
        # "bought Fennel Wire for 90 million euros"
        yield "Organization", number("names.company_verb")
    ship = root.dep_ == "nsubj" and verb.lemma_ in ann.knowledge.words("done_by_ships")
    at = name.first - 1
    titled = at > 0 and is_title(ann.doc[at], ann.knowledge)
    article = ann.doc[at - titled].lower_ if at >= 0 else ""
    if ship and article == "the":
        yield "Product", number("names.ship")
        yield "Person", -number("mentions.vote_title") * titled
    if root.dep_ == "nsubj":
        its = any(
            t.lower_ in ann.knowledge.words("neuter_pronouns") and t.i > name.last
            for t in verb.subtree
        )
        named = any(t.dep_ == "nsubj" and t.i > name.last for t in verb.subtree)
        if its and not named:
            yield "Person", -number("names.its")
            yield "Organization", number("names.its") / 2
        helpers = [verb, *(c for c in verb.children if c.dep_ == "aux")]
        plural = any(t.tag_ == "VBP" or t.lower_ == "were" for t in helpers)
        joined = any(c.dep_ in ("conj", "cc", "appos") for c in root.children)
        if plural and root.tag_ == "NNP" and not joined and verb.lemma_ != "be":
            # "Norwich have not won": a body is many.
            yield "Person", -number("names.plural_verb")
            yield "Organization", number("names.plural_verb")


def _stands_bare(name: Name, root: Token) -> bool:
    """Whether a name is one word that never stands behind a given name or title."""
    return name.last - name.first == 1 and not any(
        t.i and t.nbor(-1).text[:1].isupper() and t.nbor(-1).head == t
        for t in root.doc
        if t.text == root.text
    )


def teams(ann: Annotation, names: Sequence[Name], types: Mapping[int, str]) -> dict[int, str]:
    """The occurrences of towns' names that mean a team of the town: "Leeds beat Norwich 2-0".

    Not of countries, whose teams are spoken of as the countries.
    """
    doc, found = ann.doc, dict[int, str]()
    for index, name in enumerate(names):
        if types[index] not in ("Place", "Person", "Thing", "Organization"):
            continue
        text = doc[name.first : name.last].text
        if any(e.kind == "Country" for e in ann.knowledge.gazetteer.lookup(text)):
            continue
        if types[index] == "Person" and name.last - name.first > 1:
            continue
        root = doc[name.first : name.last].root
        sides = [root.head] if root.dep_ in ("nsubj", "dobj") else []
        contest = any(v.lemma_ in ann.knowledge.words("contests") for v in sides)
        owned = _owned(root, name)
        behind = owned is not None and owned.i >= name.last
        followed = behind and owned and singular(owned) in ann.knowledge.words("of_teams")
        place = types[index] == "Place" and (_signs(root, ann) or followed)
        if place or (contest and _SCORE.search(root.sent.text)):
            found[index] = "Organization"
    teams_of = {doc[names[i].first : names[i].last].text for i in found}
    for index, name in enumerate(names):
        text = doc[name.first : name.last].text
        if index not in found and types[index] == "Person" and text in teams_of:
            found[index] = "Place"
    return found


def where_people_are(
    ann: Annotation, names: Sequence[Name], types: Mapping[int, str]
) -> dict[int, str]:
    """The occurrences of people's names that say where something is: "in Lincoln, Nebraska".

    Of a surname where a known place follows or somebody moves or lives there; of a full name that
    ends like a lake's where something is beside it.
    """
    words, gazetteer, doc = ann.knowledge.words, ann.knowledge.gazetteer, ann.doc
    found = dict[int, str]()
    for index, name in enumerate(names):
        root = doc[name.first : name.last].root
        if types[index] != "Person" or root.dep_ != "pobj" or root.head.i != name.first - 1:
            continue
        before, size = root.head, name.last - name.first
        if size == 1:
            behind = doc[name.last : name.last + 2]
            wider = len(behind) == 2 and behind[0].text == "," and gazetteer.lookup(behind[1].text)
            told = wider and any(e.type == "Place" for e in wider)
            lives = before.head.lemma_ in words("verbs_of_places")
            goes = lives and before.lower_ in words("prepositions_of_places")
            if goes or (told and before.lower_ in words("locative")):
                found[index] = "Place"
        elif before.lower_ in words("beside_places") and (
            doc[name.last - 1].lower_ in words("places_as_surnames")
        ):
            text = doc[name.first : name.last].text
            twice = sum(doc[n.first : n.last].text == text for n in names) > 1
            found |= {index: "Place"} if twice else {}
    return found


def told_otherwise(
    ann: Annotation, names: Sequence[Name], types: Mapping[int, str]
) -> dict[int, str]:
    """The occurrences of known names that the article says are another thing's.

    "Georgia, an Omaha band"; and where "Kyoto Protocol, a filly" wins a race, "the Kyoto Protocol"
    is still the treaty.
    """
    doc, gazetteer, told = ann.doc, ann.knowledge.gazetteer, dict[tuple[str, bool], str]()
    keys = [(doc[n.first : n.last].text, _has_article(ann, n)) for n in names]
    for index, name in enumerate(names):
        entries = gazetteer.lookup(keys[index][0])
        if not entries or types[index] == "Person":
            continue
        for child in doc[name.first : name.last].root.children:
            apart = child.i > name.last and doc[name.last].text == "," and child.pos_ == "NOUN"
            article = any(c.lower_ in ann.knowledge.words("articles") for c in child.lefts)
            joined = any(c.dep_ in ("conj", "cc") for c in child.children)
            kind = noun_of(child, ann.knowledge)
            type = "Thing" if singular(child) in ann.knowledge.words("animals") else ""
            type = type or (kind.type if kind is not None else "")
            if child.dep_ != "appos" or not apart or not article or joined:
                continue
            if type in ("Organization", "Product", "Work", "Thing") and all(
                e.type not in (type, "Organization") for e in entries
            ):
                told[keys[index]] = type
    return {index: told[k] for index, k in enumerate(keys) if k in told}


def _has_article(ann: Annotation, name: Name) -> bool:
    return name.first > 0 and ann.doc[name.first - 1].lower_ == "the"


def _signs(root: Token, ann: Annotation) -> bool:
    """Whether a name is of who signs a player: "Toronto signed defenceman Bob Ray"."""
    if root.dep_ != "nsubj" or root.head.lemma_ not in ann.knowledge.words("taking_players"):
        return False
    words = ann.knowledge.words("of_teams")
    taken = [c for c in root.head.children if c.dep_ == "dobj"]
    return any(singular(t) in words for c in taken for t in c.subtree if t.i <= c.i)


def pool_surnames(
    votes: dict[str, dict[str, float]],
    knowledge: Knowledge,
    told: Callable[[list[str], Knowledge], str | None],
) -> None:
    """Let a full name and the surname alone vote together, where both may be a person's.

    Not where the words of the full name tell what it is of, as ``told`` finds.
    """
    for full in [k for k in votes if 1 < len(k.split()) < 4]:
        parts = full.split()
        known = knowledge.gazetteer.lookup(full.title())
        if parts[-1] not in votes or known or told(parts, knowledge):
            continue
        if any(
            other != full and other.endswith(f" {parts[-1]}") for other in votes
        ) or knowledge.gazetteer.lookup(parts[-1].title()):
            continue
        both = {
            type: votes[full].get(type, 0.0) + votes[parts[-1]].get(type, 0.0)
            for type in {*votes[full], *votes[parts[-1]]}
        }
        if max(sorted(both), key=lambda t: both[t]) == "Person":
            for k in (full, parts[-1]):
                votes[k]["Person"] = max(votes[k].values()) + 1


def give_first_names(types: dict[str, str], knowledge: Knowledge) -> None:
    """Give a person's given name alone their type: "Hope", after "Hope Street".

    A body that nothing else is known of is none beside a person who is called so.
    """
    bodies = {k.split()[0] for k, type in types.items() if type == "Organization" and " " in k}
    firsts = {k.split()[0] for k, type in types.items() if type == "Person" and " " in k}
    for k, type in types.items():
        unknown = not knowledge.gazetteer.lookup(k.title()) and k not in bodies
        body = type == "Organization" and unknown and len(k) > knowledge.whole("names.initials")
        if k in firsts and (body or type in ("Thing", "Work", "Product", "Event")):
            types[k] = "Person"
