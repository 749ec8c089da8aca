"""What a name is of by the small words and names beside it: an article, "at", a known place."""

from collections.abc import Iterator

from kg.knowledge.knowledge import Knowledge
from kg.mentions.name import Name
from kg.mentions.namewords import titled_with_article
from kg.mentions.nouns import is_given_name, is_plural
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token


def told_beside(ann: Annotation, name: Name) -> Iterator[tuple[str, float]]:
    """Types and weights for a name by the article or preposition before it and what it joins."""
    doc, knowledge = ann.doc, ann.knowledge
    words, number = knowledge.words, knowledge.number
    root = doc[name.first : name.last].root
    given = is_given_name(doc[name.first].text, knowledge)
    if _done_to_people(root, knowledge):
        yield "Person", number("names.done_to_people")
    if _awarded(root, name, knowledge):
        yield "Thing", number("names.awarded")
    if _is_order(root, name, knowledge):
        yield "Thing", number("names.order_of_merit")
    if _made(root, knowledge):
        yield "Work", number("mentions.vote_made")
    if _home(root, knowledge):
        yield "Place", number("mentions.vote_home")
    if not name.first or ann.block_of[name.first - 1] != ann.block_of[name.first]:
        return
    before = doc[name.first - 1]
    if before.lower_ == "the" and not is_plural(root) and _alone(root, name):
        if name.last - name.first == 1:
            # "aboard the Aurora", "the Echo says": people have no article.
            yield "Person", number("mentions.vote_article")
            if root.dep_ == "nsubj" and root.head.lemma_ in words("person_verbs"):
                yield "Organization", number("mentions.vote_article_and_verb")
        elif name.type == "Person" and not given:
            # "the Hoher Rat", and "the Ann Lee that we knew"
            yield "Person", number("mentions.vote_article")
            yield "Organization", number("mentions.vote_article_of_body")
        paper = titled_with_article(doc[name.first]) and name.last - name.first == 1
        if paper and name.type in ("Place", "Person", "Thing"):
            # "a reporter for The Atlantic"; "The Hague" is known
            known = knowledge.gazetteer.lookup(f"The {doc[name.first].text}")
            yield "Organization", number("mentions.vote_paper") * (not known)
    governed = root.dep_ == "pobj" and root.head == before
    aim = before.head.lemma_ in words("aimed_at")
    if (
        governed
        and before.lower_ in words("before_aims")
        and not aim
        and name.type == "Person"
        and not given
    ):
        # "a shift at Bremlow Dolci"
        yield "Organization", number("mentions.vote_at")
    if name.type != "Place" and not given and _among_places(ann, root):
        yield "Place", number("mentions.vote_among_places")


def _alone(root: Token, name: Name) -> bool:
    """Whether a name heads its own phrase: "the Aurora" rather than "the Aurora project"."""
    return root.dep_ not in ("compound", "nmod", "amod", "poss") and not any(
        child.dep_ in ("compound", "amod", "nmod") and not name.first <= child.i < name.last
        for child in root.children
    )


def _done_to_people(root: Token, knowledge: Knowledge) -> bool:
    """Whether to the bearer of a name is done what is done to people only: "Reed was jailed"."""
    return (
        root.dep_ == "nsubjpass"
        and root.head.tag_ == "VBN"
        and root.head.lemma_ in knowledge.words("done_to_people")
    )


def _made(root: Token, knowledge: Knowledge) -> bool:
    """Whether a name is of what somebody is the author of: "the writer of Harbour"."""
    above, words = root.head, knowledge.words
    if root.dep_ == "pobj":
        return above.lower_ == "of" and above.head.lemma_ in words("makers_of_works")
    if above.lemma_ not in words("verbs_of_writers"):
        # "Harbour, composed by Ann Lee"
        written = [c for c in root.children if c.dep_ == "acl" and c.tag_ == "VBN"]
        return any(
            c.lemma_ in words("verbs_of_writers") and any(a.dep_ == "agent" for a in c.children)
            for c in written
        )
    if root.dep_ == "nsubjpass":
        return any(c.dep_ == "agent" for c in above.children)
    # "wrote the Times a letter", "wrote to the council"
    others = any(c.dep_ in ("dative", "ccomp", "xcomp") or c.lower_ == "to" for c in above.children)
    by_somebody = any(c.dep_ == "nsubj" for c in above.children)
    return root.dep_ == "dobj" and above.pos_ == "VERB" and by_somebody and not others


def _home(root: Token, knowledge: Knowledge) -> bool:
    """Whether a name tells, behind an age, where somebody is from: "Lee, 54, of Moss, said"."""
    doc, home = root.doc, root.head
    if root.dep_ != "pobj" or home.lower_ not in knowledge.words("prepositions_of_homes"):
        return False
    before = doc[max(0, home.i - 3) : home.i]
    return len(before) == 3 and before[1].like_num and before[0].text == before[2].text == ","


def _awarded(root: Token, name: Name, knowledge: Knowledge) -> bool:
    """Whether a name is of what somebody is given for merit: "was awarded the Padma Kala"."""
    verb, words = root.head, knowledge.words
    owner = name.last < len(root.doc) and root.doc[name.last].tag_ == "POS"
    if root.dep_ == "dobj" and verb.lemma_ in words("verbs_of_winners") and not owner:
        merit = [p for c in verb.children if c.lower_ == "for" for p in c.children]
        if any(t.tag_ == "JJS" for m in merit for t in m.children):
            return True  # "won the Silver Lion for best director"
    return (
        root.dep_ == "dobj"
        and not owner
        and verb.tag_ == "VBN"
        and verb.lemma_ in knowledge.words("awarding_verbs")
        and any(c.dep_ == "auxpass" for c in verb.children)
    )


def _is_order(root: Token, name: Name, knowledge: Knowledge) -> bool:
    """Whether a name is of an honour of a state: "received the Order of the Falcon"."""
    words = knowledge.words
    won = root.dep_ == "dobj" and root.head.lemma_ in words("verbs_of_winners")
    given = root.dep_ in ("dobj", "oprd") and root.head.lemma_ in words("awarding_verbs")
    whole = name.last - name.first > 1 and root.text[:1].isupper()
    return (won or given) and whole and root.lower_ in words("orders_of_merit")


def _among_places(ann: Annotation, root: Token) -> bool:
    """Whether a name is joined with a known place where something is: "in Leeds and Velm"."""
    first = root
    while first.dep_ == "conj":
        first = first.head
    knowledge = ann.knowledge
    at = first.dep_ == "pobj" and first.head.lower_ in knowledge.words("locative")
    if first == root or not at or first.left_edge.i != first.head.i + 1:
        return False
    known = knowledge.gazetteer.lookup(ann.doc[first.head.i + 1 : first.i + 1].text)
    return bool(known) and known[0].type == "Place"
