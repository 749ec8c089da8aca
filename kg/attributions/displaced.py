"""Parts of what somebody says that the parser hangs on other words than the reporting one."""

from kg.attributions.cues import Entry, verb_entry
from kg.attributions.sources import Source
from kg.attributions.spans import subtree_tokens
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import noun_of
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token


def displaced(right: list[Token]) -> tuple[str, set[int], set[int]] | None:
    """A that-clause hung on a word of an adjunct ("said in reply to the statement that ...")."""
    for child in right:
        for part in child.subtree if child.dep_ in ("prep", "npadvmod", "dobj") else ():
            marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in part.children)
            if marked and part.dep_ in ("acl", "ccomp", "relcl"):
                return "displaced", subtree_tokens(part), set()
    return None


def low_complement(verb: Token, obj: Token, entry: Entry) -> Token | None:
    """The preposition of an accusation hung on a noun: "accused parties to the deal of lying".

    Only before a gerund, which few nouns take.
    """
    if "of" not in entry.beyond:
        return None
    for part in verb.subtree:
        if part.i < obj.i or part.lower_ != "of" or part.head.pos_ not in ("NOUN", "PROPN"):
            continue
        between = [t for t in part.ancestors if t.i > verb.i]
        gerund = any(c.dep_ == "pcomp" and c.tag_ == "VBG" for c in part.children)
        if gerund and all(t.pos_ not in ("VERB", "AUX") for t in between):
            return part
    return None


def low_quotation(verb: Token, obj: Token, entry: Entry) -> set[int]:
    """The words that one calls a thing, hung lower: "described it in a report *as "a farce"*"."""
    if "as" not in entry.beyond:
        return set()
    for part in verb.subtree:
        low = part.i > obj.i and part.lower_ == "as" and part.dep_ == "prep" and part.head != verb
        if low and part.i + 1 < len(part.doc) and part.nbor().is_quote:
            return subtree_tokens(part)
    return set()


def told_to(inner: Token, knowledge: Knowledge) -> set[int]:
    """The tokens of the person to whom a thing is proposed: "of a truce to his hosts"."""
    for child in inner.rights:
        if child.dep_ == "prep" and child.lower_ == "to":
            kinds = [noun_of(c, knowledge) for c in child.children if c.dep_ == "pobj"]
            if any(kind is not None and kind.type == "Person" for kind in kinds):
                return subtree_tokens(child)
    return set()


def conditions(verb: Token, knowledge: Knowledge, content: set[int] | None = None) -> set[int]:
    """The tokens of the if-clause that ends a proposal: "floated the idea of a truce if ...".

    Behind ``content``, if that is given, without a comma: "said she would go if asked".
    """
    marks = knowledge.words("marks_of_conditions")
    for child in verb.rights:
        apart = content and child.left_edge.i != max(content) + 1
        condition = any(c.lower_ in marks and c.dep_ == "mark" for c in child.lefts)
        if child.dep_ == "advcl" and condition and not apart:
            return subtree_tokens(child)
    return set()


def headline_rest(ann: Annotation, content: set[int]) -> set[int]:
    """The names that a headline lists after what it reports: "... beyond the treaty, NPT"."""
    if not content:
        return set()
    last = max(content)
    block = ann.block(last)
    if block.kind != "headline":
        return set()
    rest = range(last + 1, ann.tokens_in(block.span).stop)
    words = [ann.doc[i] for i in rest]
    listed = len(words) > 1 and words[0].text == ","
    if listed and all(w.tag_ in ("NNP", "NNPS", "CC") or w.is_punct for w in words):
        return set(rest)
    return set()


def stranded_subject(verb: Token, content: set[int]) -> set[int]:
    """The words between a reporting verb and a clause that the parse left without its subject.

    "Holt said on Monday the road itself, which is straight, will be examined".
    """
    first = verb.doc[min((i for i in content if not verb.doc[i].is_punct), default=verb.i)]
    if first.tag_ not in ("MD", "VBZ", "VBD", "VBP") or first.i <= verb.i + 1:
        return set()
    start = verb.i + 1
    while start < first.i and (verb.doc[start].ent_type_ in ("DATE", "TIME")):
        start += 1
    if verb.doc[start].dep_ == "prep":
        return set()
    return set(range(start, first.i))


def further_clauses(ann: Annotation, content: set[int]) -> set[int]:
    """The that-clauses behind semicolons that go on with one: "that ...; that ...; and that"."""
    found = set[int]()
    at = max(content, default=len(ann.doc)) + 1
    while at + 2 < len(ann.doc) and ann.doc[at].text == ";":
        first = at + 1 + (ann.doc[at + 1].dep_ == "cc")
        if ann.doc[first].lower_ != "that" or ann.block_of[first] != ann.block_of[at]:
            break
        last = ann.doc[first].sent.end
        stop = next((i for i in range(first, last) if ann.doc[i].text == ";"), last)
        found |= set(range(at, stop))
        at = stop
    return found


def coordinates(ann: Annotation, verb: Token, content: set[int]) -> set[int]:
    """The clause coordinated with the reporting verb that goes on with what is said, by its tense.

    "She said the road was closed, but would be open by Friday": behind a verb in the past, "would"
    and "had" go on with the words, and so does a present where the words are in the present.
    """
    if not content:
        return set()
    last = max(content)
    kinds = ("conj", "ccomp")
    part = next((c for c in verb.rights if c.dep_ in kinds and c.left_edge.i > last), None)
    entry = verb_entry(part, ann.knowledge) if part is not None else None
    if part is None or verb.tag_ not in ("VBD", "VBN") or (entry and entry.act != "thought"):
        return set()
    joined = last - 1 if ann.doc[last].dep_ == "cc" else last
    lead = ann.doc[joined + 1 : part.left_edge.i]
    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in part.lefts)
    if not any(t.dep_ == "cc" for t in lead) and part.dep_ == "ccomp":
        return set() if len(lead) else set(range(part.left_edge.i, part.right_edge.i + 1))
    quoted = ann.quote_at(part.i) is not None and not marked
    if not all(t.is_punct or t.dep_ == "cc" for t in lead) or quoted:
        return set()
    if any(t.text == ";" for t in lead):
        return set()
    shifted = ann.knowledge.words("auxiliaries_of_free_speech")
    consequence = ann.knowledge.words("words_of_consequence")
    said = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
    goes_on = (
        marked
        or any(c.dep_ in ("aux", "auxpass") and c.lower_ in shifted for c in part.lefts)
        or (said is not None and _in_present(part) and _in_present(said))
        or (_in_present(part) and any(t.lower_ in consequence for t in lead))
    )
    return set(range(last + 1, part.right_edge.i + 1)) if goes_on else set()


def _in_present(verb: Token) -> bool:
    """Whether a clause is in the present tense."""
    parts = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    bare = verb.tag_ == "VB" and any(c.dep_ == "nsubj" for c in verb.lefts)
    return (parts or [verb])[0].tag_ in ("VBZ", "VBP") or (bare and not parts)


def stranded_source(ann: Annotation, verb: Token) -> Source | None:
    """The name before a verb of speech without a subject, which the parse hung on what is before.

    "In a statement on Monday, Ann Lee, who owns the ferry, said it was late."
    """
    subjects = ("nsubj", "nsubjpass", "csubj", "expl")
    shares = verb.dep_ in ("conj", "xcomp", "advcl", "acl", "relcl", "pcomp")
    if verb.tag_ not in ("VBD", "VBZ") or shares or any(c.dep_ in subjects for c in verb.children):
        return None
    parts: list[list[Token]] = [[]]
    for token in ann.doc[verb.sent.start : verb.i]:
        if token.text == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    relatives = ann.knowledge.words("relative_pronouns")
    for part in reversed(parts[1:]):
        words = [t for t in part if t.dep_ != "advmod"]
        if words and words[0].lower_ not in relatives:
            named = all(t.pos_ == "PROPN" for t in words)
            return Source(words[0].i, words[-1].i + 1, words[-1].i) if named else None
    return None


def read_as_object(ann: Annotation, verb: Token, obj: Token | None) -> set[int]:
    """The clause whose subject the parse took for the verb's object, and its verb for another's.

    "Announced the break had been mended": a finite verb without subject right behind the object.
    Not so in "the firm that announced the plan was fined".
    """
    if obj is None or obj.dep_ != "dobj" or obj.i < verb.i:
        return set()
    at = obj.right_edge.i + 1
    while (
        at < len(ann.doc) - 1 and ann.doc[at].is_quote and ann.quote_at(at) == ann.quote_at(obj.i)
    ):
        at += 1
    apart = any(t.text == "," for t in obj.subtree)
    at += at < len(ann.doc) and ann.doc[at].text == "," and apart
    if at >= len(ann.doc) or ann.doc[at].tag_ not in ("VBD", "VBZ", "VBP", "MD"):
        return set()
    first, finite = ann.doc[at], ann.doc[at]
    if finite.dep_ in ("aux", "auxpass"):
        finite = finite.head
    subjects = [c for c in finite.lefts if c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl")]
    if subjects or finite.i < at or first.sent != verb.sent or finite.dep_ in ("acl", "relcl"):
        return set()
    if verb.dep_ in ("relcl", "acl") and not _before_main(verb, finite):
        return set()
    return set(range(obj.left_edge.i, finite.right_edge.i + 1))


def _before_main(verb: Token, finite: Token) -> bool:
    """Whether the verb that a noun is an argument of stands elsewhere, so that another does not.

    "Groups claiming the vote was stolen *met*"; "the firm, which said the road was shut, *closed*".
    """
    noun = verb.head
    if noun.dep_ in ("dobj", "pobj", "attr"):
        return verb.dep_ == "acl"
    main = noun.head
    return noun.dep_ in ("nsubj", "nsubjpass") and main.i > finite.i


def reduced_tag(ann: Annotation, verb: Token) -> tuple[set[int], Source] | None:
    """The words and source of a tag that was read as a participle: "..., a poll found on Monday".

    A noun behind the last comma, the verb, and no more than a time behind it.
    """
    noun, sent = verb.head, verb.sent
    first = noun.left_edge.i
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or noun.i > verb.i or first - 2 <= sent.start:
        return None
    if ann.doc[first - 1].text != "," or any(c.dep_ == "agent" for c in verb.children):
        return None
    rest = [t for t in ann.doc[verb.i + 1 : sent.end] if not t.is_punct]
    timed = all(t.ent_type_ in ("DATE", "TIME") or t.pos_ in ("ADP", "ADV") for t in rest)
    told = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in ann.doc[sent.start : first - 1])
    if not timed or not told or verb.i - noun.i > 2:
        return None
    return set(range(sent.start, first - 1)), Source(first, noun.i + 1, noun.i)


def predicate_behind(ann: Annotation, content: set[int]) -> set[int]:
    """The predicate of a clause whose subject the parse took for the whole of it.

    "Holt said the birds counted in winter were fewer": "counted" was read as the verb. Also behind
    what is told of a subject beside: "they think gas, which leaks at times, was the cause".
    """
    at = max(content, default=len(ann.doc)) + 1
    if at + 1 < len(ann.doc) and ann.doc[at].text == "," and _ends_in_relative(ann, content):
        at += 1
    if at >= len(ann.doc) or ann.doc[at].tag_ not in ("VBD", "VBZ", "VBP", "MD"):
        return set()
    stop = next((i for i in range(at, ann.doc[at].sent.end) if ann.doc[i].text == ";"), None)
    return set(range(at, stop or ann.doc[at].sent.end))


def _ends_in_relative(ann: Annotation, content: set[int]) -> bool:
    """Whether the last comma of a content is that before "who" or "which"."""
    last = max((i for i in content if ann.doc[i].text == ","), default=None)
    relatives = ann.knowledge.words("subject_relatives")
    return last is not None and ann.doc[last + 1].lower_ in relatives
