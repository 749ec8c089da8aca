"""Descriptions that stand with a name: titles, appositions, predicates, group nouns."""

from collections.abc import Iterator

from kg.coref.discourse import Chain, Discourse, determiner, plural_phrase
from kg.mentions.nouns import is_plural, singular
from kg.mentions.phrases import past_aside
from kg.model import Mention
from kg.syntax.tokens import Token


def named_by_syntax(discourse: Discourse, index: int) -> Chain | None:
    """The chain of the name a description stands with.

    A title before a name, an apposition, a predicate noun, a group noun after its name.
    """
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    head = doc[mention.head]
    own = discourse.by_head.get(mention.head)
    if own is not None and own != index and own in discourse.chain_of:
        return discourse.chain_of[own]
    if mention.type == "Person" and (aside := _name_past_aside(discourse, mention)) is not None:
        return aside
    first = next((c for c in head.rights if c.dep_ == "appos"), None)
    close = first is not None and first.left_edge.i == head.i + 1
    own_name = discourse.chain_at(first.i) if first is not None and close else None
    kin = head.lower_ in discourse.knowledge.table("kin")
    if kin and own_name is not None and own_name.named and _same_type(discourse, own_name, mention):
        # "Bob Lee, his wife Ann": she is no apposition to him.
        return own_name
    partner = head.head if head.dep_ == "appos" and not _listed(head) else None
    chain = discourse.chain_at(partner.i) if partner is not None else None
    called = chain is not None and _same_type(discourse, chain, mention)
    # "Through her lawyer, the 54-year-old said": who goes by an age is no lawyer without a name.
    aged = head.lower_ in discourse.knowledge.words("of_an_age")
    called = called and not (aged and chain is not None and not chain.named)
    if chain is not None and (called or _describes(discourse, mention, chain)):
        return chain
    for child in head.rights:
        joined = any(c.dep_ == "conj" for c in child.children)
        beside = head.tag_ in ("NN", "NNP") and doc[head.i + 1 : child.left_edge.i].text == ""
        listed = (joined and not beside) or _listed(child)
        chain = discourse.chain_at(child.i) if child.dep_ == "appos" and not listed else None
        if chain is not None and chain.named and _same_type(discourse, chain, mention):
            return chain
    told = identified(discourse, mention)
    if told is not None and _same_type(discourse, told, mention):
        return told
    if mention.type == "Person" and not plural_phrase(head, discourse.knowledge):
        found = _name_at_end(discourse, mention)
        if found is not None:
            return found
    if head.lower_ in discourse.knowledge.words("repeating_nouns"):
        for child in head.lefts:
            chain = discourse.chain_at(child.i) if child.dep_ in ("compound", "nmod") else None
            if chain is not None and chain.named and chain.type in ("Organization", "Group"):
                return chain if determiner(discourse, mention) in ("the", "") else None
    return _own_noun(discourse, index) or _predicate(discourse, index)


def _own_noun(discourse: Discourse, index: int) -> Chain | None:
    """The thing whose name stands right before its noun: "the Aurora telescope".

    Its short name may stand in brackets between: "the Free Trade Area (FTA) agreement".
    """
    mention, doc = discourse.mentions[index], discourse.ann.doc
    head = doc[mention.head]
    if singular(head) not in discourse.knowledge.words("after_own_name") or is_plural(head):
        return None
    end = mention.head
    if end > 2 and doc[end - 1].text == ")":
        end = next((t.i for t in reversed(doc[head.sent.start : end]) if t.text == "("), end)
    for other in discourse.ends.get(end, ()):
        chain = discourse.chain_of.get(other)
        name = discourse.mentions[other]
        inside = mention.first <= name.first or end != mention.head
        alone = determiner(discourse, mention) in ("the", "", "'s") and inside
        if name.form == "name" and alone and chain is not None and chain.type == mention.type:
            return chain
    return None


def _listed(head: Token) -> bool:
    """Whether a semicolon parts a phrase from what the parser puts it to: "Ann; her lawyer"."""
    first, last = sorted((head.i, head.head.i))
    return any(t.text == ";" for t in head.doc[first:last])


def _describes(discourse: Discourse, mention: Mention, chain: Chain) -> bool:
    """Whether a noun that no list knows is in apposition to a person: "Tom Ray, a motorcyclist"."""
    doc = discourse.ann.doc
    told = mention.type is None and chain.named and chain.type == "Person"
    apart = mention.first > 0 and doc[mention.first - 1].text == ","
    return told and apart and doc[mention.first].lower_ in ("a", "an", "the")


def identified(discourse: Discourse, mention: Mention) -> Chain | None:
    """Whom a description is said to mean: "the man, later identified as Bob Lee".

    With a verb it may be the subject or the object: "The driver was identified as Ann Lee",
    "police named the victims as Ann Lee and Bob Ray".
    """
    head = discourse.ann.doc[mention.head]
    many = plural_phrase(head, discourse.knowledge)
    for token in _identities(discourse, head):
        if many:
            token = next((c for c in token.children if c.dep_ == "cc"), token)
        chain = discourse.chain_at(token.i)
        if chain is not None and (chain.named or (many and chain.members)):
            return chain if many == bool(chain.members) else None
    return None


def _identities(discourse: Discourse, head: Token) -> Iterator[Token]:
    """The words that are said to tell who the one of a description is."""
    words = discourse.knowledge.words
    naming, identifying = words("naming_verbs"), words("identifying_verbs")
    verbs = [c for c in head.rights if c.dep_ == "acl" and c.lemma_ in naming]
    passive = head.dep_ == "nsubjpass" and head.head.lemma_ in identifying
    acted_on = head.dep_ in ("dobj", "oprd") and not any(
        c.dep_ in ("nsubjpass", "dobj") and c != head for c in head.head.children
    )
    active = acted_on and head.head.lemma_ in identifying
    if passive or active:
        verbs.append(head.head)
    if head.dep_ == "poss" and head.head.lower_ == "name":
        # "the man's name as Bob Lee", "the man's name was Bob Lee"
        subject = head.head.dep_ in ("nsubj", "nsubjpass")
        verbs.append(head.head.head if subject else head.head)
    for verb in verbs:
        if any(c.dep_ == "neg" for c in verb.children):
            continue
        told = [c for c in verb.children if c.dep_ in ("oprd", "attr", "dobj") and c.i > verb.i]
        yield from (token for token in told if token != head)
        # The parser may hang "as" on the noun: "named *the dead woman as* Ann Lee".
        for preposition in (*verb.children, *(head.rights if active else ())):
            if preposition.lower_ == "as" and preposition.i > head.i:
                yield from (c for c in preposition.children if c.dep_ == "pobj")


def _name_past_aside(discourse: Discourse, mention: Mention) -> Chain | None:
    """Whose name follows a title and words in brackets: "Labour MP (member of parliament) Lee"."""
    at = past_aside(discourse.ann.doc, mention.last, discourse.knowledge)
    for other in discourse.starts.get(at, ()) if at > mention.last else ():
        name = discourse.mentions[other]
        if name.form == "name" and name.type == "Person":
            return discourse.chain_of.get(other)
    return None


def _name_at_end(discourse: Discourse, mention: Mention) -> Chain | None:
    """Whose name ends the phrase of a role: "the envoy to Chad Ann Lee", however it is parsed."""
    doc = discourse.ann.doc
    behind = discourse.knowledge.words("behind_roles")
    for other in (
        *discourse.ends.get(mention.last, ()),
        *discourse.starts.get(mention.last, ()),
    ):
        name = discourse.mentions[other]
        if name.form != "name" or name.type != "Person" or name.first <= mention.head + 1:
            continue
        if name.title:
            continue  # "a spokesman for Mr Lee", "an aide to French President Bob Ray"
        before = doc[name.first - 1]
        nominal = before.tag_ in ("NNP", "NNPS", "NN", "NNS")
        if nominal and doc[mention.head + 1].lower_ in behind:
            return discourse.chain_of.get(other)
    return None


def _predicate(discourse: Discourse, index: int) -> Chain | None:
    """The subject of which a definite noun phrase is predicated."""
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    head = doc[mention.head]
    verb = head.head
    words = discourse.knowledge.words
    if head.dep_ == "pobj" and verb.lower_ == "as" and verb.head.lemma_ in words("naming_verbs"):
        verb, labels = verb.head, frozenset(["nsubjpass", "dobj"])
    elif head.dep_ == "attr" and verb.lemma_ in words("equating_verbs"):
        labels = frozenset(["nsubj"])
    else:
        return None
    if any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children):
        return None
    word = determiner(discourse, mention)
    role = word == "" and mention.type == "Person" and head.dep_ == "attr"
    if word not in ("the", "'s", "a", "an") and not role:
        return None
    for child in verb.children:
        if child.dep_ in labels and child.i < head.i:
            chain = discourse.chain_at(child.i)
            if chain is not None and word in ("a", "an", "") and not chain.named:
                return None
            if chain is None or chain.plural != plural_phrase(head, discourse.knowledge):
                return None
            if _same_type(discourse, chain, mention):
                return chain
            if chain.named and chain.type in ("Work", "Product", "Thing") and mention.type:
                chain.type = mention.type
                return chain
    return None


def _same_type(discourse: Discourse, chain: Chain, mention: Mention) -> bool:
    """Whether a description can be of a chain by its type; a body is an owner as people are."""
    if chain.type in (mention.type, "Thing", None):
        return True
    if mention.type is None:
        return chain.type not in ("Person", "Place", "Group")
    noun = singular(discourse.ann.doc[mention.head])
    if chain.type == "Organization" and noun in discourse.knowledge.words("nouns_of_either"):
        return True
    return {mention.type, chain.type} <= {"Organization", "Group"}
