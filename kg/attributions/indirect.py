"""Indirect speech, thought and intention: a cue and the complement it takes, by syntax."""

from collections.abc import Iterator
from dataclasses import replace

from kg.attributions.candidate import Candidate
from kg.attributions.chains import is_infinitive, reporter_above
from kg.attributions.complements import complement
from kg.attributions.cues import (
    Entry,
    adjective_entry,
    noun_entry,
    verb_entry,
    verb_phrase,
)
from kg.attributions.deeds import is_done
from kg.attributions.displaced import (
    conditions,
    coordinates,
    further_clauses,
    headline_rest,
    predicate_behind,
    reduced_tag,
    stranded_source,
    stranded_subject,
)
from kg.attributions.naming import name_given
from kg.attributions.nominalcues import of_adjective, of_noun
from kg.attributions.othervoices import afterthoughts
from kg.attributions.sources import (
    Source,
    agent,
    is_passive,
    noun_phrase,
    source_of,
)
from kg.attributions.spans import subtree_tokens, trim, whole_quotes
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of
from kg.model import Act
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_WORDED = ("clause", "tag", "parenthesis")
_WITHHELD = frozenset(["asserted", "confirmed", "discussed", "announced"])


def find_indirect(ann: Annotation) -> Iterator[Candidate]:
    """The candidates of every reporting verb, noun, adjective and preposition."""
    for token in ann.doc:
        found = None
        entry = verb_entry(token, ann.knowledge)
        if entry is not None:
            found = _verb(ann, token, entry)
        if found is None and (entry := adjective_entry(token, ann.knowledge)) is not None:
            found = of_adjective(ann, token, entry)
        if found is None and (entry := noun_entry(token, ann.knowledge)) is not None:
            found = of_noun(ann, token, entry)
        if found is not None and found.content:
            yield found


def _verb(ann: Annotation, verb: Token, entry: Entry) -> Candidate | None:
    phrase = verb_phrase(verb, ann.knowledge)
    if _between_commas(ann, verb):
        return None
    if entry.takes("that") and (tag := reduced_tag(ann, verb)) is not None:
        words, whose = tag
        spoken = entry.act == "speech" or entry.takes("told")
        return Candidate(
            rule="verb.tag",
            cue=(verb.i,),
            content=trim(ann, whole_quotes(ann, words)),
            act="speech" if spoken else entry.act,
            kind=entry.kind,
            head=verb.i,
            source=whose,
        )
    passive = is_passive(verb)
    found = complement(ann, verb, entry, passive)
    if found is None or _foretells_speech(ann, verb) or _gives_the_floor(verb, entry, ann):
        return None
    rule, content, extra = found
    if rule == "object" and _names_a_work(ann, entry, content):
        return None
    if rule == "object" and entry.kind == "cited" and _somebody(verb, ann.knowledge):
        return None
    if rule == "object" and is_done(ann, verb, entry):
        return None
    source: Source | None
    addressee = _addressee(verb, entry, rule)
    if passive:
        by = agent(verb)
        source = noun_phrase(by) if by is not None else None
        if by is not None:
            content -= subtree_tokens(by.head)
    else:
        source = _parenthetic(ann, verb) or source_of(verb, ann.knowledge)
        source = source or stranded_source(ann, verb)
    cue = sorted({*phrase.tokens, *extra})
    if rule == "clause":
        content |= predicate_behind(ann, content)
        content |= further_clauses(ann, content)
        content |= coordinates(ann, verb, content)
        content |= conditions(verb, ann.knowledge, content)
        content |= stranded_subject(verb, content)
        content -= afterthoughts(ann, verb, content)
    content |= headline_rest(ann, content)
    if (inverted := _parenthetic(ann, verb)) is not None:
        content = set(range(verb.sent.start, verb.sent.end)) - set(range(verb.i, inverted.last))
    content -= set(cue)
    if source is not None and rule != "seem":
        content -= set(range(source.first, source.last))
    naming = rule in ("object", "preposition")
    name = name_given(ann, verb, entry, content) if naming else set[int]()
    thing = content - name if name else set[int]()
    content = name or content
    calling = ann.knowledge.words("calling_verbs")
    if source is not None and _nobody(ann.doc[source.head], ann.knowledge):
        phrase = replace(phrase, polarity="negative")
    withheld = phrase.refused or (phrase.polarity == "negative" and entry.kind in _WITHHELD)
    kind = "refused" if withheld and entry.act == "speech" else entry.kind
    if kind == "demanded" and rule == "object" and verb.lemma_ in calling:
        kind = "described"
    if rule == "seem":
        source = None
    act: Act = entry.act
    spoken = reporter_above(verb, ann.knowledge) is not None
    worded = rule in (*_WORDED, "small-clause") and entry.takes("told") and _tells(verb, content)
    if spoken or worded or (act == "evidence" and _by_text(verb, source, rule, ann.knowledge)):
        act = "speech"
    infinitive = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    inner = verb_entry(infinitive, ann.knowledge) if infinitive is not None else None
    refusing = verb.lemma_ in ann.knowledge.words("refusing_verbs")
    if refusing and inner is not None and inner.act == "speech":
        act, kind = "speech", "refused"
    return Candidate(
        rule=f"verb.{rule}" + (".passive" if passive else ""),
        cue=tuple(cue),
        content=trim(ann, whole_quotes(ann, content)),
        act=act,
        kind=kind,
        head=verb.i,
        source=source,
        polarity=phrase.polarity,
        modality=phrase.modality,
        addressee=addressee,
        named=bool(name) and (not passive or source is not None),
        thing=tuple(sorted(thing)),
    )


def _nobody(noun: Token, knowledge: Knowledge) -> bool:
    """Whether nobody is meant: "no group", "none of them", "nobody"."""
    negations = knowledge.words("negations")
    alone = noun.lower_ in knowledge.words("empty_pronouns")
    return alone or any(c.dep_ == "det" and c.lower_ in negations for c in noun.lefts)


def _names_a_work(ann: Annotation, entry: Entry, content: set[int]) -> bool:
    """Whether the object is but a title in quotation marks: sang "Grey Winters"."""
    words = [ann.doc[i] for i in sorted(content) if ann.doc[i].is_alpha]
    if entry.kind != "asserted" or not all(ann.quote_at(i) for i in content) or len(words) < 2:
        return False
    small = ("ADP", "DET", "CCONJ", "PART")
    return all(t.text[0].isupper() or t.pos_ in small for t in words)


def _somebody(verb: Token, knowledge: Knowledge) -> bool:
    """Whether a verb only names whom one goes by: "citing officials", not "citing a lack of"."""
    noun = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if noun is None or any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.rights):
        return False
    kind = noun_of(noun, knowledge)
    people = kind is not None and kind.type in ("Person", "Group")
    sources = noun.lemma_ in knowledge.words("nouns_of_sources")
    return noun.ent_type_ in ("PERSON", "ORG") or people or sources


def _between_commas(ann: Annotation, verb: Token) -> bool:
    """Whether a participle behind its noun was read as the verb: "Holt, *wanted* there, was held".

    What would be its clause has no subject: it is the predicate of the noun.
    """
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    clause = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
    if subject is None or clause is None or ann.doc[verb.i - 1].text != ",":
        return False
    finite = clause.left_edge.tag_ in ("VBD", "VBZ", "VBP", "MD")
    return verb.tag_ in ("VBD", "VBN") and finite and ann.doc[clause.left_edge.i - 1].text == ","


def _parenthetic(ann: Annotation, verb: Token) -> Source | None:
    """The speaker behind a verb between commas, taken for the subject of what follows.

    "The theft, said Ann Lee, curator of the collection, took four minutes."
    """
    before = verb.i > 0 and ann.doc[verb.i - 1].text == ","
    inner = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
    if not before or inner is None or not any(c.dep_ == "nsubj" for c in verb.lefts):
        return None
    subject = next((c for c in inner.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.left_edge.i != verb.i + 1 or subject.ent_type_ != "PERSON":
        return None
    found = noun_phrase(subject, before=inner.i)
    return found if ann.doc[found.last].text == "," else None


def _gives_the_floor(verb: Token, entry: Entry, ann: Annotation) -> bool:
    """Whether a verb of citing only leads to the words of another: "cited Holt as saying"."""
    for child in verb.subtree if entry.kind == "cited" else ():
        if child.dep_ == "pcomp" and child.head.lower_ == "as" and child.head.head == verb:
            inner = verb_entry(child, ann.knowledge)
            return inner is not None and inner.act == "speech"
    return False


def _foretells_speech(ann: Annotation, verb: Token) -> bool:
    """Whether a verb only says that speech is planned ("is expected to say that ...")."""
    given = ann.knowledge.table("reporting-control-verbs").get(verb.lemma_, ("actual",))[0]
    infinitive = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if infinitive is None or given == "actual":
        return False
    inner = verb_entry(infinitive, ann.knowledge)
    return (
        inner is not None
        and inner.act == "speech"
        and (complement(ann, infinitive, inner, is_passive(infinitive)) is not None)
    )


def _tells(verb: Token, content: set[int]) -> bool:
    """Whether a verb of finding tells what was found: not "found dead", not "to determine if"."""
    sought = is_infinitive(verb)
    verbs = ("VBD", "VBZ", "VBP", "MD", "TO", "VB")
    return not sought and any(verb.doc[i].tag_ in verbs for i in content)


def _by_text(verb: Token, source: Source | None, rule: str, knowledge: Knowledge) -> bool:
    """Whether a report or review shows something in so many words."""
    objects = ("object",) if verb.lemma_ in knowledge.words("verbs_of_figures") else ()
    if source is None or rule not in (*_WORDED, *objects):
        return False
    return verb.doc[source.head].lemma_.lower() in knowledge.words("reporting-documents")


def _addressee(verb: Token, entry: Entry, rule: str) -> Source | None:
    """Whom the words are for: the object of "tell", or what follows "to"."""
    if entry.takes("addr") and rule in ("clause", "tag", "quote"):
        for child in verb.children:
            if child.dep_ in ("dobj", "dative") and child.i > verb.i and child.pos_ != "ADP":
                return noun_phrase(child)
    if entry.takes("np-to") and rule == "object-infinitive":
        for child in verb.children:
            if child.dep_ in ("dobj", "dative") and child.i > verb.i:
                return noun_phrase(child)
    for child in verb.children:
        if child.dep_ in ("prep", "dative") and child.lower_ == "to" and child.i > verb.i:
            obj = next((part for part in child.children if part.dep_ == "pobj"), None)
            if obj is not None and entry.act == "speech" and rule != "preposition":
                return noun_phrase(obj)
    return None
