"""What a name is of by the part it has in its clause: towns have mayors, companies are bought."""

from collections.abc import Iterator

from kg.knowledge.knowledge import Knowledge
from kg.mentions.name import Name
from kg.mentions.nouns import is_given_name, is_title, noun_of, singular
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass")


def told_by_role(ann: Annotation, name: Name) -> Iterator[tuple[str, float]]:
    """Types and weights for a name by its part in the sentence."""
    doc, root, number = ann.doc, ann.doc[name.first : name.last].root, ann.knowledge.number
    owned = possession(root, name)
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


def possession(root: Token, name: Name) -> Token | None:
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
    # "The Act lists protected birds"
    ship = ship and not any(c.dep_ in ("dobj", "ccomp") for c in verb.children)
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
