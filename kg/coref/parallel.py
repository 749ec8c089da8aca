"""Whom a pronoun means by its place beside a verb, before anything is weighed."""

from kg.coref.binding import agrees
from kg.coref.discourse import Chain, Discourse
from kg.knowledge.knowledge import Knowledge
from kg.syntax.tokens import Token


def parallel(discourse: Discourse, index: int, kind: str, gender: str | None) -> Chain | None:
    """The object of the verb that a pronoun's verb is joined to or explains.

    "Officers followed Lee home and arrested him"; "Lee sacked Ott because he had lied".
    """
    own = discourse.ann.doc[discourse.mentions[index].head]
    if own.dep_ == "dobj":
        above = _joined(own.head)
    elif own.dep_ in ("nsubj", "nsubjpass"):
        above = _explained(discourse, own.head)
    else:
        above = None
    if above is None:
        return None
    objects = [c for c in above.children if c.dep_ == "dobj"]
    # "followed Lee home": the parser takes the adverb for the object.
    objects += [t for c in objects if c.tag_ == "RB" for t in c.lefts if t.pos_ == "PROPN"]
    found = [discourse.chain_at(t.i) for t in objects]
    people = [c for c in found if c is not None and c.type == "Person" and c.named]
    if kind == "it" or len(people) != 1 or not agrees(discourse, people[0], kind, gender):
        return None
    return people[0]


def joint_subject(discourse: Discourse, index: int) -> Chain | None:
    """The people joined as subject of the sentence before, for "they" as a subject.

    "Ann Lee and Bob Ott were freed, the charity said. They flew home": no body beside is meant.
    """
    doc, here = discourse.ann.doc, discourse.sites[index]
    if doc[discourse.mentions[index].head].dep_ not in ("nsubj", "nsubjpass"):
        return None
    found = list[Chain]()
    for other in discourse.before(index):
        there, chain = discourse.sites[other], discourse.chain_of[other]
        if there.sentence < here.sentence - 1:
            break
        if there.function != "subj" or there.nested:
            continue
        if there.sentence == here.sentence or (chain.plural and not chain.members):
            return None
        people = all(m.type == "Person" and not m.plural for m in chain.members)
        if len(chain.members) > 1 and people and chain not in found:
            found.append(chain)
    return found[0] if len(found) == 1 else None


def _joined(verb: Token) -> Token | None:
    """The verb that a verb is joined to and has its subject from."""
    if verb.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children):
        return None
    return verb.head if verb.head.pos_ == "VERB" else None


def _explained(discourse: Discourse, verb: Token) -> Token | None:
    """The verb whose reason a clause tells, if it is one that is done for what its object did."""
    words = discourse.knowledge.words
    above = verb.head
    reason = any(c.dep_ == "mark" and c.lower_ in words("marks_of_reasons") for c in verb.children)
    if verb.dep_ != "advcl" or not reason or above.lemma_ not in words("done_for_reasons"):
        return None
    return above


def done_by_ship(discourse: Discourse, index: int) -> bool:
    """Whether "she" is a ship, by what she does: "Her captain said she had been listing"."""
    own, knowledge = discourse.ann.doc[discourse.mentions[index].head], discourse.knowledge
    if own.dep_ == "nsubj":
        return own.head.lemma_ in knowledge.words("done_by_ships")
    return own.dep_ == "poss" and own.head.lower_ in knowledge.words("had_by_ships")


def survived(discourse: Discourse, index: int, chain: Chain) -> bool:
    """Whether somebody's kin has died before what a pronoun does: "Her father died. He met ...".

    Who is told by kinship alone is not gone on about; nor is a parent a child: "when he was six".
    """
    own, knowledge = discourse.ann.doc[discourse.mentions[index].head], discourse.knowledge
    if own.dep_ != "nsubj" or chain.named or chain.type != "Person":
        return False
    if not any(d.head in knowledge.table("kin") for d in chain.descriptions):
        return False
    heads = [discourse.ann.doc[discourse.mentions[i].head] for i in chain.mentions if i < index]
    dying = knowledge.words("dying_verbs")
    died = [t.head for t in heads if t.dep_ == "nsubj" and t.head.lemma_ in dying]
    if not died:
        return False
    verb = own.head
    if verb.lemma_ != "be":
        return verb not in died and not _in_past_perfect(verb)
    counts = knowledge.table("numbers")
    years = [counts[t.lower_][0] for t in verb.children if t.lower_ in counts]
    years += [t.text for t in verb.children if t.is_digit]
    return any(int(y) < knowledge.whole("coref.grown_up") for y in years)


def of_the_accused(discourse: Discourse, index: int, chain: Chain) -> bool:
    """Whether a pronoun in a prosecutor's words is of the accused: "He said he had laughed".

    What is told in the past perfect happened before the case, unless officers do it.
    """
    own, knowledge = discourse.ann.doc[discourse.mentions[index].head], discourse.knowledge
    speaker = discourse.speaker_of(own.i)
    if own.dep_ != "nsubj" or speaker is None or chain is speaker:
        return False
    if not any(d.head in knowledge.words("officers_of_cases") for d in speaker.descriptions):
        return False
    verb, parts = own.head, knowledge.table("case_parts")
    if not _in_past_perfect(verb) or verb.lemma_ in knowledge.words("acts_of_officers"):
        return False
    heads = [discourse.ann.doc[discourse.mentions[i].head] for i in chain.mentions if i < index]
    return any(
        t.dep_ in ("nsubjpass", "dobj") and "patient:accused" in parts.get(t.head.lemma_, ())
        for t in heads
    )


def of_the_case(discourse: Discourse, index: int, chain: Chain) -> bool:
    """Whether a pronoun is of who is tried, and so was its antecedent.

    "He spoke about *Lee's arrest* and the trial, which found *him* guilty": whoever is accused
    stays so, whatever subject is nearer.
    """
    doc, knowledge = discourse.ann.doc, discourse.knowledge
    if not _suffers(doc[discourse.mentions[index].head], knowledge):
        return False
    cases, near = knowledge.words("owned_by_accused"), knowledge.whole("coref.subject_window")
    for other in (i for i in chain.mentions if i < index):
        told = doc[discourse.mentions[other].head]
        far = discourse.sites[index].sentence - discourse.sites[other].sentence > near
        above = told.head.head if told.dep_ == "pobj" and told.head.lower_ == "of" else told.head
        owned = told.dep_ in ("poss", "pobj", "compound") and above.lemma_ in cases
        if not far and (owned or _suffers(told, knowledge)):
            return True
    return False


def _suffers(token: Token, knowledge: Knowledge) -> bool:
    """Whether somebody is arrested, charged, tried, sentenced or found guilty."""
    verb = token.head
    parts = knowledge.table("case_parts").get(verb.lemma_, ())
    if token.dep_ in ("nsubjpass", "dobj") and "patient:accused" in parts:
        return True
    verdicts, finding = knowledge.words("verdicts"), knowledge.words("verbs_of_verdicts")
    if verb.lower_ in verdicts:  # "found [him guilty]"
        return verb.head.lemma_ in finding
    return verb.lemma_ in finding and any(c.lower_ in verdicts for c in verb.children)


def _in_past_perfect(verb: Token) -> bool:
    """Whether a verb tells what was over before: "had laughed"."""
    return any(t.dep_ == "aux" and t.lemma_ == "have" and t.tag_ == "VBD" for t in verb.children)


def against_officers(discourse: Discourse, index: int, chain: Chain) -> bool:
    """Whether somebody prosecutes or judges, and a pronoun is of who was arrested or tried."""
    own = discourse.ann.doc[discourse.mentions[index].head]
    parts = discourse.knowledge.table("case_parts").get(own.head.lemma_, ())
    suffers = own.dep_ in ("nsubjpass", "dobj") and any(p.startswith("patient:") for p in parts)
    officers = discourse.knowledge.words("officers_of_cases")
    return suffers and any(d.head in officers for d in chain.descriptions)
