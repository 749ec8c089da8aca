"""What sets apart a thing without a name, for other articles to know it by."""

import re
from collections import Counter
from collections.abc import Mapping

from kg.coref.descriptions import country_of, modifiers_of
from kg.coref.discourse import Chain, Discourse, determiner, plural_phrase
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import singular
from kg.model import Designation
from kg.syntax.tokens import Token

_YEAR = re.compile(r"(1[89]|20)\d\d")


def designation(discourse: Discourse, chain: Chain, ids: Mapping[int, str]) -> Designation | None:
    """What all descriptions of a chain say together, if one of them is definite.

    ``ids`` gives the entity of a chain by its order. None for what is named or known.
    """
    if chain.named or chain.gazetteer or chain.members:
        return None
    doc, words = discourse.ann.doc, discourse.knowledge.words
    indefinite, telling = words("indefinite"), words("telling_prepositions")
    nominals = [
        discourse.mentions[i]
        for i in chain.mentions
        if discourse.mentions[i].form == "nominal" and doc[discourse.mentions[i].head].dep_ != "cc"
    ]
    if not nominals:
        return None
    nouns = Counter(singular(doc[m.head]) for m in nominals)
    noun = min(nouns, key=lambda word: (-nouns[word], word))
    names, modifiers, owners, definite = set[str](), set[str](), list[str](), False
    for mention in nominals:
        head = doc[mention.head]
        if singular(head) != noun:
            continue
        word = determiner(discourse, mention)
        definite = definite or (word != "" and word not in indefinite)
        owned = set[int]()
        for child in head.lefts:
            owner = _owner(discourse, child)
            if owner is not None and owner.order in ids and owner is not chain:
                owners.append(ids[owner.order])
                owned.update(token.i for token in child.subtree)
        for token in modifiers_of(head, discourse.knowledge):
            if token.i not in owned:
                _tell(token, names, modifiers, discourse.knowledge)
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ in telling:
                for token in (t for p in child.children if p.dep_ == "pobj" for t in p.subtree):
                    if token.pos_ == "PROPN":
                        _tell(token, names, set(), discourse.knowledge)
    told = modifiers - words("vague_modifiers")
    if not definite or not (names or owners):
        return None
    possessor = owners[0] if len(set(owners)) == 1 else None
    plural = plural_phrase(doc[nominals[0].head], discourse.knowledge)
    return Designation(noun, tuple(sorted(names)), tuple(sorted(told)), possessor, plural)


def _tell(token: Token, names: set[str], modifiers: set[str], knowledge: Knowledge) -> None:
    """Put a modifier among the names or the other ones."""
    country = country_of(token, knowledge)
    if country:
        names.add(country)
    elif _YEAR.fullmatch(token.text) or (token.pos_ == "PROPN" and token.text[:1].isupper()):
        names.add(token.text)
    elif token.is_alpha:
        modifiers.add(token.lemma_.lower())


def _owner(discourse: Discourse, modifier: Token) -> Chain | None:
    """Who possesses a thing: "Reed's team", "his team"; "the Reed team" is a person's, too."""
    chain = discourse.chain_at(modifier.i)
    if modifier.dep_ == "poss":
        return chain
    person = chain is not None and chain.named and chain.type == "Person"
    return chain if person and modifier.dep_ in ("compound", "nmod") else None
