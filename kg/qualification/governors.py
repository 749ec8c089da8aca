"""How governors qualify a predicate: "refused to ...", "plans for ...", "if ...".

A *link* leads from a predicate to what governs it, with the effect that the governor has on it. The
signatures of the governors (implicative, factive, modal) are word lists in ``ontology/lexicon``,
in the line of Nairn, Condoravdi & Karttunen (2006), "Computing relative polarity".
"""

from dataclasses import replace

from kg.knowledge.knowledge import Knowledge
from kg.qualification.gapping import gapped_behind, shares_auxiliaries
from kg.qualification.links import END, Link, is_general, signature, verb_above
from kg.qualification.moods import effects_of, is_predicate, is_timeless, mark_of
from kg.qualification.noungovernors import noun_link
from kg.syntax.tokens import Token

_FINITE = ("VBD", "VBZ", "VBP", "VBN")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


def link_of(token: Token, knowledge: Knowledge) -> Link:
    """The link of a predicate to its governor; one without a goal where qualification ends."""
    head, dep = token.head, token.dep_
    if head == token:
        return END
    if dep == "conj":
        return _conjunct_link(token, knowledge)
    if dep in ("appos", "nmod", "dep") and not is_predicate(token):
        return END
    if token.pos_ == "ADJ" and dep in ("ccomp", "xcomp", "oprd", "acomp"):
        # "finds him guilty": what the verb makes of its object is so as far as the verb is.
        return Link((), head)
    if is_predicate(token):
        return _verb_link(token, head, dep, knowledge)
    return noun_link(token, head, dep, knowledge)


def _conjunct_link(token: Token, knowledge: Knowledge) -> Link:
    """A conjunct has its first conjunct's governors, and its markers where it has none."""
    head = token.head
    if not is_predicate(token):
        return link_of(head, knowledge)
    if shares_auxiliaries(token, knowledge):
        return Link((), head)
    if (infinitive := _joined_infinitive(token, head)) is not None:
        return link_of(infinitive, knowledge)
    if _is_infinitive(token) and (head.tag_ in _FINITE or not is_predicate(head)):
        # "sentenced to prison and to pay a fine"
        verb = head if is_predicate(head) else verb_above(head)
        key = signature(verb, knowledge) if verb is not None else None
        effects = effects_of("qualify_verbs", key, knowledge) if key else ()
        return Link(effects or ("planned",), verb, ahead_only=True)
    own = any(child.dep_ in (*_SUBJECTS, "aux", "auxpass", "neg") for child in token.children)
    finite = token.tag_ in ("VBD", "VBZ", "VBP")
    denied = any(c.dep_ == "neg" for c in head.children)
    if own or (finite and (denied or token.tag_ != head.tag_)):
        above = link_of(head, knowledge) if head.dep_ != "ROOT" else END
        return replace(above, effects=(*_opening(head, knowledge), *above.effects))
    alternative = any(child.lower_ in ("or", "nor") for child in head.children)
    return Link((), head, denied=alternative)


def _opening(verb: Token, knowledge: Knowledge) -> tuple[str, ...]:
    """What adverbs before a clause make of it and its conjuncts: "Reportedly, ..."."""
    subject = min((c.i for c in verb.children if c.dep_ in _SUBJECTS), default=verb.i)
    words = [c.lower_ for c in verb.children if c.dep_ == "advmod" and c.i < subject]
    return tuple(e for word in words for e in effects_of("qualify_words", word, knowledge))


def _verb_link(verb: Token, head: Token, dep: str, knowledge: Knowledge) -> Link:
    """The link of a clause to what governs it."""
    infinitive = _is_infinitive(verb)
    if dep == "acl" and (first := gapped_behind(verb, head)) is not None:
        return Link((), first)
    if infinitive and (outcome := _outcome(verb, head, knowledge)) is not None:
        return Link((), outcome)
    told = dep in ("acl", "ccomp") or (dep == "relcl" and _is_contact_clause(verb, head, knowledge))
    if told and not infinitive and head.pos_ == "NOUN":
        return _content_link(verb, head, knowledge)
    if dep in ("xcomp", "ccomp", "csubj", "csubjpass", "dobj", "oprd", "acomp"):
        return _complement_link(verb, head, infinitive, knowledge)
    if dep == "advcl":
        return _adverbial_link(verb, head, infinitive, knowledge)
    if dep == "pcomp":
        return _gerund_link(head, knowledge)
    if dep in ("acl", "relcl") and infinitive:
        if head.pos_ in ("NOUN", "PROPN") and head.lemma_ in knowledge.table("qualify_nouns"):
            return Link(effects_of("qualify_nouns", head.lemma_, knowledge), head)
        if _is_one_of_few(head, knowledge):
            return Link((), verb_above(head))
        return Link(("planned",), verb_above(head), ahead_only=True)
    if dep == "relcl" and verb.tag_ in ("VBZ", "VBP"):
        any_of_kind = _is_indefinite(head, knowledge) or is_general(head)
        if any_of_kind and is_timeless(head.head):
            return Link(("possible",))
        if any_of_kind and not is_general(head):
            return Link((), head)
    return END


def _is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to", also in the perfect or passive: "was to have opened"."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return "to" in helpers and (verb.tag_ == "VB" or not helpers.isdisjoint(("have", "be")))


def _joined_infinitive(verb: Token, head: Token) -> Token | None:
    """The infinitive that one is joined to, where the parse joined it to a finite verb.

    "They were jailed over a plot to kill the king and *to rob* the bank".
    """
    if not _is_infinitive(verb) or _is_infinitive(head) or head.tag_ not in _FINITE:
        return None
    before = [t for t in head.subtree if t.i < verb.i and t.tag_ == "VB" and _is_infinitive(t)]
    return before[-1] if before else None


def _is_one_of_few(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a noun is told apart by what it did: "the *first* woman to lead it"."""
    return any(
        child.tag_ == "JJS" or child.lower_ in knowledge.words("told_apart")
        for child in (noun, *noun.lefts)
    )


def _outcome(verb: Token, head: Token, knowledge: Knowledge) -> Token | None:
    """The verb whose infinitive tells what came of it.

    "Came from behind to win", "beat Leeds to reach the final", "took two hours to reach it".
    """
    attained = verb.lemma_ in knowledge.words("attaining_verbs")
    if attained and head.tag_ == "VBD" and head.lemma_ in knowledge.words("verbs_of_success"):
        return head
    if is_predicate(head) and signature(head, knowledge, "outcome_verbs"):
        return head
    gathered = head.tag_ in ("VBD", "VBN") and head.lemma_ in knowledge.words("verbs_of_gathering")
    if gathered and verb.lemma_ in knowledge.words("done_by_gathering"):
        return head
    above = head.head if head.pos_ == "NOUN" and head.dep_ == "dobj" else head
    units = knowledge.table("time_units")
    lasted = any(c.dep_ == "dobj" and c.lemma_ in units for c in above.children)
    return above if lasted and above.lemma_ in knowledge.words("lasting_verbs") else None


def _content_link(verb: Token, noun: Token, knowledge: Knowledge) -> Link:
    """A clause that says what a noun is about: "reports that he met her are false"."""
    opened = any(c.dep_ == "mark" and c.lower_ in knowledge.words("that") for c in verb.children)
    opened = opened or _is_contact_clause(verb, noun, knowledge)
    key = noun.lemma_.lower()
    if not opened or key not in knowledge.table("qualify_nouns"):
        return END
    effects = effects_of("qualify_nouns", key, knowledge)
    return Link((*effects, *(("negative",) if _is_refuted(noun, knowledge) else ())))


def _is_contact_clause(verb: Token, noun: Token, knowledge: Knowledge) -> bool:
    """Whether a clause without "that" tells what a noun says: "an allegation he robbed her".

    It lacks nothing, as a relative clause would: "the allegation he made".
    """
    if noun.lemma_.lower() not in knowledge.table("reporting-nouns"):
        return False
    before = [c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")]
    full = any((c.dep_ == "dobj" and c.i > verb.i) or c.dep_ == "nsubjpass" for c in verb.children)
    open_word = any(c.dep_ == "mark" or c.tag_ in ("WDT", "WP", "WRB") for c in verb.lefts)
    return bool(before) and full and not open_word


def _is_refuted(noun: Token, knowledge: Knowledge) -> bool:
    """Whether what a noun says is called untrue: "the claim is false", "denied reports"."""
    verb = noun.head
    if noun.dep_ in ("nsubjpass", "dobj") and verb.lemma_ in knowledge.words("refuting_verbs"):
        return True
    called = [c.lower_ for c in verb.children if c.dep_ in ("acomp", "oprd")]
    return noun.dep_ == "nsubj" and not knowledge.words("untrue").isdisjoint(called)


def _is_indefinite(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a noun phrase names none in particular, so its relative clause tells no fact."""
    words = knowledge.words("indefinite_determiners")
    anybody = noun.lower_ in knowledge.words("general_pronouns")
    return anybody or any(child.lower_ in words for child in noun.children)


def _complement_link(verb: Token, head: Token, infinitive: bool, knowledge: Knowledge) -> Link:
    if (told := _content_of(verb, head, knowledge)) is not None:
        return told
    conditional = mark_of(verb) in knowledge.words("conditional_conjunctions")
    if conditional or (verb.dep_ == "ccomp" and verb.i < head.i):
        return END
    if not is_predicate(head):
        if mark_of(head) in knowledge.words("conditional_conjunctions"):
            return Link(("possible",))  # the verb of a condition that was tagged as a noun
        effects = effects_of("qualify_words", head.lower_, knowledge)
        return Link(effects, head.head if head.dep_ in ("acomp", "oprd") else None)
    if head.lemma_ == "be":
        adjective = next(
            (c for c in head.children if c.dep_ in ("acomp", "attr", "oprd") and c != verb), None
        )
        if adjective is not None and adjective.dep_ in ("acomp", "oprd"):
            return Link((), head)  # the verb's own markers tell what it is
        if adjective is not None:
            name = "qualify_words" if adjective.pos_ != "NOUN" else "qualify_nouns"
            return Link(effects_of(name, adjective.lemma_.lower(), knowledge), head)
        return Link(("planned",), head) if infinitive else END
    if head.lemma_ == "have" and infinitive:
        yet = any(child.lower_ in knowledge.words("yet") for child in head.children)
        return Link(("negative",) if yet else ("requested",), head)
    if head.lemma_ in knowledge.words("habit_verbs") and infinitive and head.tag_ == "VBD":
        return Link(("once",), head)
    if head.lemma_ in knowledge.words("going_verbs") and infinitive:
        return Link(("planned",) if head.tag_ == "VBG" else (), head)
    key = signature(head, knowledge)
    if key is None:
        return Link(("possible",), head) if infinitive else END
    reported = verb.dep_ == "ccomp" and key in knowledge.words("verbs_of_words")
    if reported and not infinitive:
        return END
    return Link(effects_of("qualify_verbs", key, knowledge), head)


def _content_of(verb: Token, head: Token, knowledge: Knowledge) -> Link | None:
    """The link of what a plan or demand is said to be: "their demands include freeing him"."""
    if verb.tag_ != "VBG" or head.lemma_ not in knowledge.words("verbs_of_contents"):
        return None
    nouns = [c for c in head.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"]
    effects = [effects_of("qualify_nouns", noun.lemma_, knowledge) for noun in nouns]
    return Link(effects[0], head) if effects and effects[0] else None


def _adverbial_link(verb: Token, head: Token, infinitive: bool, knowledge: Knowledge) -> Link:
    mark = mark_of(verb)
    opened = [c for c in verb.children if c.i and c.i < verb.i and c.dep_ in ("mark", "prep")]
    if any(_is_instead(c, knowledge) for c in opened):
        return Link(("negative",))
    if infinitive:
        asked = f"{head.lemma_} {mark}"  # "called for the mill to be sold"
        if is_predicate(head) and asked in knowledge.table("qualify_verbs"):
            return Link(effects_of("qualify_verbs", asked, knowledge), head)
        if is_predicate(head) and (key := signature(head, knowledge)) is not None:
            effects = effects_of("qualify_verbs", key, knowledge)
            aimed = any(c.dep_ == "dobj" and c.i < verb.i for c in head.children)
            if "negative" in effects and aimed and key not in knowledge.words("forbidding_verbs"):
                # "blocked the road to protest"
                return Link(("planned",), head, ahead_only=True)
            return Link(effects or ("planned",), head)
        if not is_predicate(head):
            return Link(
                effects_of("qualify_words", head.lower_, knowledge) or ("planned",), head.head
            )
        return Link(("planned",), head, ahead_only=True)
    if mark in knowledge.words("conditional_conjunctions"):
        return Link((), head, ahead_only=True)
    if not mark and verb.tag_ == "VBG" and verb.i > head.i:
        # What comes of it is as likely as that: "reportedly struck, killing two".
        return Link((), head, denied=False)
    if mark in knowledge.words("temporal_conjunctions") or verb.tag_ in ("VBG", "VBN"):
        return Link((), head, ahead_only=True)
    return END


def _is_instead(word: Token, knowledge: Knowledge) -> bool:
    """Whether a word is the end of "instead of", "rather than"."""
    before = word.nbor(-1).lower_ if word.i else ""
    return f"{before} {word.lower_}" in knowledge.words("instead_of")


def _gerund_link(preposition: Token, knowledge: Knowledge) -> Link:
    """A gerund after a preposition: "without signing", "banned from entering"."""
    word, governor = preposition.lower_, preposition.head
    if word in knowledge.words("without") or _is_instead(preposition, knowledge):
        return Link(("negative",))
    if word in knowledge.words("despite"):
        return Link()
    if word in knowledge.words("prepositions_of_bars") and is_predicate(governor):
        barred = governor.lemma_ in knowledge.words("barring_verbs")
        return Link(("negative",), governor) if barred else END
    if governor.pos_ in ("NOUN", "PROPN") and governor.lemma_ in knowledge.table("qualify_nouns"):
        return Link(effects_of("qualify_nouns", governor.lemma_, knowledge), governor)
    if is_predicate(governor):
        beside = word in knowledge.words("prepositions_of_circumstances")
        adjective = next((c for c in governor.children if c.dep_ == "acomp"), None)
        if governor.lemma_ == "be" and adjective is not None and not beside:
            return Link(effects_of("qualify_words", adjective.lower_, knowledge), governor)
        if (key := signature(governor, knowledge)) is not None and not beside:
            return Link(effects_of("qualify_verbs", key, knowledge), governor)
        return Link((), governor, ahead_only=word != "by")
    above = f"{governor.head.lemma_} {governor.lower_}"
    if above in knowledge.table("qualify_verbs"):  # "stopped short of signing"
        return Link(effects_of("qualify_verbs", above, knowledge), governor.head)
    return Link(effects_of("qualify_words", governor.lower_, knowledge), governor.head)
