"""Which antecedents a pronoun may have: agreement, and binding within its sentence."""

from collections.abc import Iterator

from kg.coref.discourse import Chain, Discourse
from kg.knowledge.knowledge import Knowledge
from kg.mentions.namewords import type_by_words
from kg.mentions.nouns import noun, singular
from kg.syntax.tokens import Token


def agrees(discourse: Discourse, chain: Chain, kind: str, gender: str | None) -> bool:
    """Whether type, number and gender let a pronoun of a kind ("he", "it", "they") mean a chain."""
    if kind == "he":
        if chain.plural or chain.gazetteer is not None:
            return False
        if chain.mentions and all(_names_a_place(discourse, i) for i in chain.mentions):
            return False
        if chain.type != "Person" and not (chain.named and _may_be_person(discourse, chain)):
            return False
        return not (chain.sure and chain.gender is not None and chain.gender != gender)
    if kind == "it":
        return chain.type not in ("Person", "Group") and not chain.plural
    if chain.type == "Person" and not chain.plural:
        return chain.gender == "they" or (chain.gender is None and not chain.named)
    return chain.plural or chain.type in ("Organization", "Group", "Place")


def _may_be_person(discourse: Discourse, chain: Chain) -> bool:
    """Whether a name that was not taken for a person's has the shape of one."""
    parts = chain.name.split()
    kind = noun(parts[-1], discourse.knowledge) if parts else None
    told = (noun(d.head, discourse.knowledge) for d in chain.descriptions)
    if any(found is not None and found.type != "Person" for found in told):
        return False
    return (
        0 < len(parts) <= discourse.knowledge.whole("coref.person_parts")
        and all(part[:1].isupper() and not part.isupper() for part in parts)
        and type_by_words(parts, discourse.knowledge) is None
        and (kind is None or kind.type == "Person")
        and not any(
            discourse.ann.doc[discourse.mentions[i].first].lower_ == "the"
            for i in chain.mentions
            if discourse.mentions[i].form == "name"
        )
    )


def _names_a_place(discourse: Discourse, index: int) -> bool:
    """Whether a name stands before the noun of a place: "the Yamal peninsula", read as a man."""
    mention = discourse.mentions[index]
    name = discourse.ann.doc[mention.head]
    before = mention.form == "name" and name.dep_ in ("compound", "nmod", "amod")
    kind = noun(singular(name.head), discourse.knowledge) if before else None
    return kind is not None and kind.type == "Place"


def is_country(chain: Chain, knowledge: Knowledge) -> bool:
    """Whether a chain is a country of the gazetteer."""
    entry = knowledge.gazetteer.entry(chain.gazetteer)
    return entry is not None and entry.kind == "Country"


def barred(discourse: Discourse, index: int) -> list[Chain]:
    """The entities that a pronoun can't mean, as binding keeps it from one of their mentions."""
    here = discourse.sites[index]
    if discourse.ann.doc[here.token].lower_ in discourse.knowledge.words("reflexives"):
        return []
    return [
        discourse.chain_of[other]
        for other in discourse.before_in_sentence(index)
        if not free(discourse, index, other)
    ]


def free(discourse: Discourse, index: int, other: int) -> bool:
    """Whether binding lets the pronoun mean the other mention."""
    here, there = discourse.sites[index], discourse.sites[other]
    own = discourse.ann.doc[here.token]
    if there.first <= here.token < there.last:
        return False
    if own.lower_ in discourse.knowledge.words("reflexives"):
        return (there.verb == here.verb and there.function in ("subj", "obj", "agent")) or (
            there.sentence == here.sentence and there.function == "subj"
        )
    if here.sentence != there.sentence:
        return True
    if here.function in ("obj", "prep") and _is_who(discourse, here.verb, there.token):
        return False
    if here.function == "poss":
        # "Lee, his brother": he is somebody else than Lee.
        owned, named = own.head, discourse.ann.doc[there.token]
        if _is_victims(owned, named, discourse.knowledge):
            return False
        return not (owned.dep_ == "appos" and owned.head == named) and not (
            named.dep_ == "appos" and named.head == owned
        )
    if here.verb == there.verb and here.function != "other":
        # Principle B: a pronoun is free in its clause; conjoined subjects are two.
        pair = {here.function, there.function}
        if pair <= {"subj", "obj", "agent", "attr"} and not there.nested:
            return False
        if (
            pair == {"subj", "prep"}
            and not there.nested
            and here.token > there.token
            and here.function == "prep"
        ):
            return own.head.head.pos_ not in ("VERB", "AUX")
    if there.nested or discourse.ann.doc[there.token].dep_ == "conj":
        return True
    if here.function == "obj" and there.token in _shared_subjects(discourse.ann.doc[here.verb]):
        return False
    return there.token not in _understood(discourse.ann.doc[here.verb], own, discourse.knowledge)


def _is_who(discourse: Discourse, verb: int, token: int) -> bool:
    """Whether a relative clause tells what somebody does: "*Lee*, who endorsed him in May"."""
    clause = discourse.ann.doc[verb]
    relatives = discourse.knowledge.words("subject_relatives")
    if clause.dep_ != "relcl" or clause.head.i != token:
        return False
    return any(c.dep_ == "nsubj" and c.lower_ in relatives for c in clause.children)


def _is_victims(crime: Token, accused: Token, knowledge: Knowledge) -> bool:
    """Whether a crime is one that somebody else suffered: "Lee was charged with *his* murder"."""
    verb = crime.head.head
    return (
        crime.lemma_ in knowledge.words("crimes_upon_others")
        and crime.dep_ == "pobj"
        and verb.lemma_ in knowledge.words("verbs_of_cases")
        and accused.head == verb
        and accused.dep_ in ("nsubjpass", "dobj", "nsubj")
    )


def _shared_subjects(verb: Token) -> Iterator[int]:
    """The subject that a verb has from the one it is joined to: "Lee sits down and sees him"."""
    while verb.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        verb = verb.head
        if verb.pos_ in ("VERB", "AUX"):
            yield from (c.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))


def _understood(verb: Token, pronoun: Token, knowledge: Knowledge) -> Iterator[int]:
    """Who is the unsaid subject of the infinitive that a pronoun is an argument of.

    "Lee tried to call him", "Lee asked Ott to call him": he is not Lee, and not Ott. The subject of
    an infinitive clause is no subject of the verb above: "Lee let him go".
    """
    above = verb.head
    trying = above.dep_ == "dobj" and above.lemma_ in knowledge.words("nouns_of_attempts")
    if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VB" and trying:
        if pronoun.head == verb:
            yield from (t.i for t in above.head.children if t.dep_ == "nsubj")
        return  # "Lee joined the race to replace him"
    purpose = verb.dep_ == "advcl" and verb.tag_ == "VB" and above.pos_ == "VERB"
    if purpose and pronoun.head == verb and pronoun.dep_ in ("dobj", "dative"):
        marks = [t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass", "mark", "aux")]
        if [t.lower_ for t in marks] == ["to"]:
            yield from (t.i for t in above.children if t.dep_ == "nsubj")
        return  # "Lee flew to Oslo to meet him"
    if verb.dep_ not in ("xcomp", "ccomp") or above == verb or verb.tag_ not in ("VB", "VBG"):
        return
    said = [t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass", "aux")]
    if any(t.dep_ == "aux" and t.lower_ != "to" for t in said):
        return
    subjects = [t for t in said if t.dep_ != "aux"]
    if pronoun in subjects:
        yield from (t.i for t in above.children if t.dep_ in ("nsubj", "nsubjpass"))
    elif not subjects and pronoun.dep_ in ("dobj", "dative", "iobj", "pobj"):
        if pronoun.dep_ == "pobj" and pronoun.head.head != verb:
            return
        objects = [t.i for t in above.children if t.dep_ in ("dobj", "dative")]
        yield from objects or [t.i for t in above.children if t.dep_ in ("nsubj", "nsubjpass")]


def in_own_words(discourse: Discourse, speaker: int, token: int) -> bool:
    """Whether a token is quoted from the one whom the pronoun names as the speaker."""
    said = discourse.said_in.get(token)
    return (
        said is not None
        and discourse.attributions[said].speaker_head == speaker
        and discourse.ann.quote_at(token) is not None
    )


def is_hearer(discourse: Discourse, speaker: int, token: int) -> bool:
    """Whether a token names whom the words of a speaker are for: "in a talk with Lee, he said"."""
    return any(
        token in (a.addressee_head, a.venue_head) for a in discourse.said_by.get(speaker, ())
    )


def may_speak(discourse: Discourse, mention: int, chain: Chain, kind: str) -> bool:
    """Whether a pronoun of a kind can mean a chain as the source of words or thoughts.

    People, bodies and texts speak, and countries, which are no "they"; a paper that is told
    something is no "he".
    """
    if kind == "he":
        heads = {discourse.mentions[i].head for i in chain.mentions}
        return chain.type == "Person" or heads.isdisjoint(discourse.addressed)
    if chain.type in ("Person", "Organization", "Group"):
        return True
    if chain.type == "Place":
        return chain.gazetteer is not None and kind == "it"
    head = singular(discourse.ann.doc[discourse.mentions[mention].head])
    words = discourse.knowledge.words
    texts = words("reporting-documents") | words("reporting-texts") | words("reporting-utterances")
    return head in texts or chain.type in ("Document", "Work", "Law", "Agreement")
