"""What the parser hung on the wrong word, where the words alone tell where it belongs."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.knowledge.knowledge import Knowledge
from kg.syntax import misparsed
from kg.syntax.misparsed import Move

_LOOSE = frozenset(("acl", "advcl"))
_WITHIN = frozenset(("amod", "compound", "nmod"))
_NOBODY = frozenset(("FAC", "GPE", "LOC", "ORG"))
_ARGUMENTS = frozenset(("attr", "conj", "dobj", "nsubj", "nsubjpass", "pobj"))


def rehang(doc: Doc, knowledge: Knowledge) -> None:
    """Hang such words of a doc where they belong."""
    tokens = list(doc)
    for rule in (*_RULES, *misparsed.RULES):
        _move([*rule(tokens, knowledge)])


def _move(moved: list[Move]) -> None:
    """Hang words elsewhere; a sentence in which they would hang in a circle stays as it is."""
    by_sentence = defaultdict[int, list[Move]](list)
    for token, head, dep in moved:
        by_sentence[token.sent.start].append((token, head, dep))
    for moves in by_sentence.values():
        if not _goes_wrong(moves):
            for token, head, dep in moves:
                token.head, token.dep_ = head, dep


def _goes_wrong(moves: list[Move]) -> bool:
    """Whether a word would hang on what hangs on it, or in another sentence."""
    heads = {token: head for token, head, _ in moves}
    for token, head in heads.items():
        seen, at = set[Token](), token
        while (above := heads.get(at, at.head)) != at:
            if above in seen:
                return True
            seen.add(above)
            at = above
        if token.sent != head.sent:
            return True
    return False


def _days(tokens: list[Token], knowledge: Knowledge) -> Iterator[Move]:
    """A day is its preposition's, not the next noun's: "On *Sunday* crews cleared the road"."""
    before, names = knowledge.words("before_named_days"), knowledge.words("calendar_names")
    for preposition, token in pairwise(tokens):
        if token.text not in names or preposition.lower_ not in before:
            continue
        noun = token.head
        within = token.dep_ in ("compound", "nmod") and noun.i > token.i
        empty = preposition.dep_ == "prep" and preposition.head != noun
        if within and empty and not any(preposition.children) and not any(token.children):
            yield token, preposition, "pobj"


def _gerunds(tokens: list[Token], knowledge: Knowledge) -> Iterator[Move]:
    """A gerund is what a noun before it may do: "the risk of a dam *bursting*"."""
    for preposition in tokens:
        if preposition.lower_ != "of" or preposition.head.pos_ != "NOUN":
            continue
        if "possible" not in knowledge.table("qualify_nouns").get(preposition.head.lemma_, ()):
            continue
        noun = next((child for child in preposition.children if child.dep_ == "pobj"), None)
        if noun is None:
            continue
        inside = next((c for c in noun.children if c.dep_ == "acl"), None)
        behind = (inside.left_edge if inside is not None else noun.right_edge.nbor()).i
        gerund = tokens[behind]
        bare = gerund.tag_ == "VBG" and gerund.dep_ in _LOOSE and gerund.sent == noun.sent
        if bare and gerund.head.i <= noun.i and not any(c.i < behind for c in gerund.children):
            yield gerund, preposition, "pcomp"
            yield noun, gerund, "nsubj"


def _prefixes(tokens: list[Token], knowledge: Knowledge) -> Iterator[Move]:
    """A prefix is its noun's, no noun of its own in a row: "Lee and 30 *co*-plaintiffs"."""
    for prefix, hyphen, noun in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if hyphen.text != "-" or prefix.whitespace_ or hyphen.whitespace_:
            continue
        if prefix.lower_ not in knowledge.words("hyphened_prefixes"):
            continue
        if noun.pos_ == "NOUN" and noun.dep_ == "poss" and prefix.head == noun.head != noun:
            # "The *ex*-minister's lawyer"
            yield prefix, noun, "compound"
            yield hyphen, noun, "punct"
            before = prefix.nbor(-1) if prefix.i else noun
            if before.dep_ == "det" and before.head == noun.head:
                yield before, noun, "det"
            continue
        apart = prefix.dep_ in _ARGUMENTS and noun.pos_ == "NOUN" and noun.dep_ != "compound"
        above = prefix.head
        if not apart or above in (noun, hyphen) or noun.is_ancestor(above):
            continue
        yield noun, above, prefix.dep_
        yield prefix, noun, "compound"
        yield hyphen, noun, "punct"
        for child in prefix.children:
            if child.i < prefix.i:
                yield child, noun, child.dep_


def _rows(tokens: list[Token], _: Knowledge) -> Iterator[Move]:
    """The second of a row of names is no other name of the first.

    "Lee of Maine, *Day* of Ohio and Roe of Utah".
    """
    for second in tokens:
        first = second.head
        if second.dep_ != "appos" or not second.ent_type_ or first.ent_type_ != second.ent_type_:
            continue
        before = tokens[second.left_edge.i - 1]
        last = next((c for c in second.children if c.dep_ == "conj" and c.i > second.i), None)
        if before.text != "," or last is None or last.ent_type_ != second.ent_type_:
            continue
        joined = any(child.dep_ == "cc" for child in second.children)
        behind = last.right_edge
        closed = behind.i + 1 < len(tokens) and behind.nbor().text in (",", ")")
        if joined and not closed and behind.text != ",":
            yield second, first, "conj"


def _once(tokens: list[Token], knowledge: Knowledge) -> Iterator[Move]:
    """A post between commas behind an adverb of time is the name's before it, no subject.

    "Lee, then the *mayor* of Ohio, left".
    """
    for noun in tokens:
        if noun.dep_ not in ("nsubj", "nsubjpass") or noun.pos_ != "NOUN":
            continue
        edge, behind = noun.left_edge, noun.right_edge
        if behind.text != "," and behind.i + 1 < len(tokens):
            behind = behind.nbor()
        name = next((c for c in noun.head.children if c.dep_ == noun.dep_ and c.i < edge.i), None)
        if name is None or not name.ent_type_ or behind.text != "," or edge.i < 2:
            continue
        adverb = edge if edge.lower_ in knowledge.words("times_of_posts") else tokens[edge.i - 1]
        comma = tokens[adverb.i - 1]
        if adverb.lower_ in knowledge.words("times_of_posts") and comma.text == ",":
            yield noun, name, "appos"
            if adverb.head != noun:
                yield adverb, noun, "advmod"


def _fined(tokens: list[Token], knowledge: Knowledge) -> Iterator[Move]:
    """Who is fined is no part of the sum: "fined *Siemens* £90m for delays"."""
    for verb in tokens:
        if verb.pos_ != "VERB" or verb.lemma_ not in knowledge.words("fining_verbs"):
            continue
        for amount in verb.children:
            if amount.dep_ != "dobj" or amount.i < verb.i:
                continue
            signs = [c.i for c in amount.subtree if unicodedata.category(c.text[0]) == "Sc"]
            name = tokens[signs[0] - 1] if signs else verb
            if verb.i < name.i and name.text[:1].isupper() and name.head.i >= name.i:
                yield name, verb, "dobj"
                yield amount, verb, "npadvmod"
        fined = [c for c in verb.children if c.dep_ == "dative" and c.i > verb.i]
        sums = [c for c in verb.children if c.dep_ == "dobj"]
        if fined and sums and fined[0].pos_ in ("NOUN", "PROPN"):
            yield fined[0], verb, "dobj"
            yield sums[0], verb, "npadvmod"


def _holders(tokens: list[Token], knowledge: Knowledge) -> Iterator[Move]:
    """Who is named behind a post of a common noun holds it: "the head of the league, Ann *Lee*"."""
    posts = knowledge.table("posts")
    for name in tokens:
        body = name.head
        if name.dep_ != "appos" or name.ent_type_ != "PERSON" or body.ent_type_ == "PERSON":
            continue
        post = body.head.head if body.dep_ == "pobj" and body.head.lower_ == "of" else body
        comma = tokens[name.left_edge.i - 1].text == ","
        if body.pos_ == "NOUN" and post != body and comma and post.lemma_.lower() in posts:
            yield name, post, "appos"


def _pairs(tokens: list[Token], knowledge: Knowledge) -> Iterator[Move]:
    """What stands before two joined nouns is no word of the first: "*both* men and boys"."""
    for pairing in tokens:
        noun = pairing.head
        if pairing.dep_ != "det" or pairing.lower_ not in knowledge.words("before_pairs"):
            continue
        second = next((c for c in noun.children if c.dep_ == "conj"), None)
        joined = any(c.dep_ == "cc" and c.i > noun.i for c in noun.children)
        if second is not None and joined and not any(c.dep_ == "det" for c in second.children):
            yield pairing, noun, "preconj"


def _roles(tokens: list[Token], _: Knowledge) -> Iterator[Move]:
    """A role right before a name is no subject beside it: "Chief *executive* Ann Lee left"."""
    for role in tokens:
        if role.dep_ not in ("nsubj", "nsubjpass") or role.tag_ != "NN":
            continue
        if any(c.i > role.i or c.dep_ == "poss" for c in role.children):
            continue
        articles = [c for c in role.children if c.dep_ == "det"]
        for name in role.head.children:
            beside = name.i > role.i and name.left_edge.i == role.i + 1 and name.tag_ == "NNP"
            # "The tanker Baltic Star sank"
            alike = name.ent_type_ == "PERSON" or any(c.lower_ == "the" for c in articles)
            if name.dep_ == role.dep_ and beside and alike:
                yield role, name, "compound"
                for article in articles:
                    yield article, name, "det"


def _charged(tokens: list[Token], knowledge: Knowledge) -> Iterator[Move]:
    """What somebody is accused of is the verb's, not his: "accused the mayor *of* theft"."""
    for preposition in tokens:
        noun = preposition.head
        if preposition.lower_ != "of" or preposition.dep_ != "prep" or noun.i > preposition.i:
            continue
        verb = noun.head
        if noun.dep_ != "dobj" or verb.lemma_ not in knowledge.words("verbs_with_of"):
            continue
        below = next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp")), None)
        kinds = knowledge.table("entity_nouns")
        person = noun.pos_ == "PROPN" or "Person" in kinds.get(noun.lemma_, ())
        # "the chief of police" is one, whatever he is accused of.
        body = below is None or below.ent_type_ or below.lemma_ in kinds
        if person and not body and preposition.i == noun.i + 1:
            yield preposition, verb, "prep"


def _chosen(tokens: list[Token], knowledge: Knowledge) -> Iterator[Move]:
    """Who is put into a post is no part of its name: "named *Ann Lee* chief executive"."""
    people = knowledge.table("entity_nouns")
    for verb in tokens:
        if verb.pos_ != "VERB" or verb.lemma_ not in knowledge.words("verbs_of_choice"):
            continue
        name = verb
        for token in tokens[verb.i + 1 :]:
            if token.tag_ != "NNP" or token.ent_type_ != "PERSON":
                break
            name = token
        for title in verb.children:
            called = tokens[name.i + 1 : title.i + 1]
            plain = all(t == title or t.dep_ in _WITHIN for t in called if t.is_alpha)
            plain = plain and all(t.is_lower or t.is_punct for t in called)
            words = {title.lemma_, " ".join(t.lower_ for t in called[-2:])}
            person = "Person" in people.get(title.lemma_, ())
            post = person or not words.isdisjoint(knowledge.table("posts"))
            if name == verb or not called or not plain or title.tag_ != "NN" or not post:
                continue
            yield title, verb, "oprd"
            yield name, verb, "dobj"
            for part in tokens[verb.i + 1 : name.i]:
                yield part, name, "compound"
            if verb.dep_ == "acl" and verb.tag_ == "VBD" and verb.head.dep_ == "ROOT":
                yield verb.head, verb, "nsubj"  # "*The board* named Ann Lee chair"
                yield verb, verb, "ROOT"


def _of_people(tokens: list[Token], knowledge: Knowledge) -> Iterator[Move]:
    """Who is somebody and no place or body beside one: "*Lee*, from Leeds, who was fined"."""
    people = knowledge.table("entity_nouns")
    for clause in tokens:
        if clause.dep_ != "relcl":
            continue
        opening = tokens[clause.left_edge.i]
        if opening.lower_ not in knowledge.words("relative_of_people"):
            continue
        noun = clause.head
        while noun.ent_type_ in _NOBODY and noun.dep_ == "pobj" and noun.head.dep_ == "prep":
            beside = tokens[noun.head.i - 1]
            noun = beside if noun.head.head.pos_ == "VERB" else noun.head.head
        person = noun.ent_type_ == "PERSON" or "Person" in people.get(noun.lemma_.lower(), ())
        if person and noun != clause.head and noun.pos_ in ("NOUN", "PROPN"):
            yield clause, noun, "relcl"


_RULES = (
    _of_people, _days, _gerunds, _prefixes, _rows, _once, _fined, _holders, _pairs, _roles,
    _charged, _chosen,
)  # fmt: skip
