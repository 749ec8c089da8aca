"""One article in, its facts out: the order of the stages, and what joins them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from spacy.language import Language

from kg.attributions.quotations import Attribution, find_attributions
from kg.coref.nationality import name_countries, told_by_adjective
from kg.coref.resolution import Resolution
from kg.coref.resolve import resolve
from kg.facts.actions import find_actions
from kg.facts.certainty import judged
from kg.facts.events import Filler, Reading, find_events
from kg.facts.posts import find_relations
from kg.facts.topics import topics
from kg.facts.validity import outlives, validity
from kg.knowledge.knowledge import Knowledge
from kg.limits import DEFAULT, Limits, check_sentences
from kg.mentions.mentions import find_mentions
from kg.model import (
    UNSURE,
    WORD_ROLES,
    Argument,
    Article,
    Document,
    Extraction,
    Fact,
    Polarity,
    Span,
)
from kg.pages.identity import fact_id
from kg.pages.languages import is_foreign
from kg.propositions.propositions import find_propositions
from kg.qualification.fiction import is_fiction
from kg.qualification.qualify import Qualification, is_proposed, qualify
from kg.qualification.times import Time, find_times
from kg.qualification.when import find_when, lies_ahead
from kg.reading.holding import Holding
from kg.syntax.annotate import Annotation, annotate
from kg.syntax.clauses import find_clauses
from kg.syntax.parses import Parses


@dataclass(frozen=True)
class Pipeline:
    """What every article is read with: a spaCy pipeline and what is known beforehand.

    ``parses`` are those that are kept, if any are; ``limits`` are what an article may cost.
    ``propositions`` says whether open triples are found, too: a graph has none of them.
    """

    nlp: Language
    knowledge: Knowledge
    parses: Parses | None = None
    limits: Limits = DEFAULT
    propositions: bool = True


def extract(document: Document, article: Article, pipeline: Pipeline) -> Extraction:
    """Read one article. Pure: the same article gives the same extraction."""
    known = pipeline.nlp, pipeline.knowledge, pipeline.parses
    return read_parsed(annotate(document, article, *known), pipeline)


def read_parsed(ann: Annotation, pipeline: Pipeline) -> Extraction:
    """The same for an article that is parsed already."""
    return read_annotation(ann, limits=pipeline.limits, propositions=pipeline.propositions)


Judge = Callable[[Annotation, Iterable[Fact], Resolution], Iterable[Fact]]


def read_annotation(
    ann: Annotation,
    judge: Judge = judged,
    limits: Limits | None = None,
    propositions: bool = True,
) -> Extraction:
    """All stages after the parse; ``judge`` says how sure each fact is.

    Raises:
        LimitError: A sentence has more words than the limits allow.
    """
    if limits:
        check_sentences(map(len, ann.doc.sents), limits)
    mentions = find_mentions(ann)
    attributions = find_attributions(ann)
    resolution = name_countries(ann, resolve(ann, mentions, attributions))
    clauses = find_clauses(ann)
    times = find_times(ann)
    statements = statement_facts(ann, attributions, resolution, times)
    claiming = [
        statement
        for statement, attribution in zip(statements, attributions, strict=True)
        if attribution.clausal and not undoubted(ann, attribution)
    ]

    holding = Holding(claiming)
    told = partial(read_facts, ann, resolution, times, statements, holding)
    known = list(told([*find_events(ann, clauses, resolution), *find_relations(ann, resolution)]))
    found = list(map(holding.held, statements))
    found = list(judge(ann, [*found, *(fact for _, fact in known)], resolution))
    # What is unsure of its kind may still be told as an action.
    unsure = {fact.id for fact in found if UNSURE in fact.details}
    sure = (reading for reading, fact in known if fact.id not in unsure)
    read = predicates_read(ann, sure, attributions)
    least = ann.knowledge.number("facts.least_action")
    actions = (fact for _, fact in told(find_actions(ann, clauses, resolution, read)))
    found += (fact for fact in actions if fact.confidence >= least)
    facts = {fact.id: fact for fact in found}
    return Extraction(
        article=ann.article,
        entities=resolution.entities,
        mentions=tuple(told_by_adjective(ann, resolution.mentions)),
        facts=tuple(facts.values()),
        triples=find_propositions(ann, clauses) if propositions else (),
    )


def read_facts(
    ann: Annotation,
    resolution: Resolution,
    times: tuple[Time, ...],
    statements: list[Fact],
    holding: Holding,
    readings: Iterable[Reading],
) -> Iterator[tuple[Reading, Fact]]:
    """The facts of readings, each with the statement that holds it; none of what is fiction.

    ``holding`` are the statements whose content their speakers answer for.
    """
    for reading in readings:
        if reading.trigger is not None and is_fiction(ann, reading.trigger):
            continue
        if is_foreign(ann.surface(reading.evidence), ann.knowledge):
            continue
        fact = typed_fact(ann, reading, resolution, times)
        if "claimed" in fact.details:
            fact = claimed(fact, statements)
        if not of_itself(fact):
            own = fact.holder is not None or presupposed(ann, reading)
            yield reading, fact if own else holding.held(fact)


def predicates_read(
    ann: Annotation, readings: Iterable[Reading], attributions: Iterable[Attribution]
) -> Iterator[int]:
    """The tokens of the predicates that facts and attributions have been read from."""
    for reading in readings:
        for span in reading.cue:
            yield from ann.tokens_in(span)
    performative = ann.knowledge.words("performative_verbs")
    for attribution in attributions:
        # What is only thought or shown may be an action, too: "backed the plan"; and so is what is
        # done by saying so: "declared an emergency".
        cue = [token for span in attribution.cue for token in ann.tokens_in(span)]
        done = not attribution.clausal and any(ann.tree.lemma[t] in performative for t in cue)
        if attribution.act == "speech" and not done:
            yield from cue


def typed_fact(
    ann: Annotation, reading: Reading, resolution: Resolution, times: tuple[Time, ...]
) -> Fact:
    """The fact of a reading, qualified, not yet held."""
    trigger = reading.trigger
    qualification = Qualification() if trigger is None else qualify(ann, trigger)
    ahead = qualification.modality != "actual"
    when = None if trigger is None else find_when(ann, times, trigger, ahead)
    details = dict(reading.details)
    if details.pop("opposite", None):
        # "did not survive"
        other: Polarity = "negative" if qualification.polarity == "positive" else "positive"
        qualification = replace(qualification, polarity=other)
    if ann.knowledge.catalogue.relations[reading.relation].kind == "binary":
        told, held = validity(ann, times, reading)
        details, when = {**details, **told}, held or when
        if outlives(reading, ann.knowledge):
            details.pop("temporal", None)
            when = None
        elif qualification.ended or qualification.once:
            details["temporal"] = "former"
        if qualification.ended:
            qualification = replace(qualification, polarity="positive")
        proposed = trigger is not None and is_proposed(ann, trigger)
        if proposed and qualification.modality == "actual":
            qualification = replace(qualification, modality="planned")
    elif qualification.modality == "actual":
        modality = reading.modality
        if trigger is not None and modality == "actual" and lies_ahead(ann, when, trigger):
            modality = "planned"
        qualification = replace(qualification, modality=modality)
    args = distinct(
        without_parts(
            [
                with_name(arg, filler, resolution)
                for filler in reading.fillers
                for arg in arguments(ann, filler, resolution)
            ],
            resolution,
        )
    )
    return Fact(
        id=fact_id(ann.article, reading.relation, args, reading.cue),
        article=ann.article.id,
        document=ann.article.document,
        relation=reading.relation,
        args=args,
        cue=reading.cue,
        evidence=reading.evidence,
        rule=reading.rule,
        confidence=doubted(reading.confidence, (f.head for f in reading.fillers), resolution),
        polarity=qualification.polarity,
        modality=qualification.modality,
        when=when,
        details=details,
    )


def of_itself(fact: Fact) -> bool:
    """Whether a tie joins something with itself: nothing is a part of, or based in, itself."""
    ends = {arg.role: arg.entity for arg in fact.args if arg.role in ("subject", "object")}
    return len(ends) == 2 and len(set(ends.values())) == 1 and None not in ends.values()


def doubted(confidence: float, heads: Iterable[int], resolution: Resolution) -> float:
    """A confidence, less the doubt whom the pronouns among the arguments mean."""
    for mention in map(resolution.at, dict.fromkeys(heads)):
        if mention is not None:
            confidence *= mention.certainty
    return round(confidence, 2)


def presupposed(ann: Annotation, reading: Reading) -> bool:
    """Whether the writer takes the fact for granted: a title or apposition outside quotations.

    "Officials said that Defence Secretary Ann Lee agreed" has her post from the writer.
    """
    return reading.trigger is None and not any(
        cue in quote.span for cue in reading.cue for quote in ann.quotes
    )


def arguments(ann: Annotation, filler: Filler, resolution: Resolution) -> Iterable[Argument]:
    """The argument of a filler; a group whose members are known gives one for each of them."""
    text = ann.surface(filler.span)
    spans = (filler.span, filler.measured) if filler.measured else (filler.span,)
    found = () if filler.role in WORD_ROLES else resolution.entities_at(filler.head)
    if not found:
        return [Argument(filler.role, spans, text, None, filler.side)]
    return [Argument(filler.role, spans, text, entity.id, filler.side) for entity in found]


def without_parts(args: list[Argument], resolution: Resolution) -> Iterator[Argument]:
    """The arguments but those that have no name and are a piece of a name in the same role.

    Half a name is nobody: "Northern" beside "the Northern League".
    """
    named = [(a.role, a.spans[0]) for a in args if resolution.is_named(a.entity)]
    for arg in args:
        whole = any(
            role == arg.role and arg.spans[0] in span and arg.spans[0] != span
            for role, span in named
        )
        if resolution.is_named(arg.entity) or not whole:
            yield arg


def distinct(args: Iterable[Argument]) -> tuple[Argument, ...]:
    """Each entity once in each role: "the ministers, Ann Lee and Bob Ray" are told twice."""
    found: dict[tuple[str, str], Argument] = {}
    for arg in args:
        key = (arg.role, arg.entity or f" {arg.spans}")
        before = found.get(key)
        spans = dict.fromkeys((*(before.spans if before else ()), *arg.spans))
        found[key] = replace(before or arg, spans=tuple(spans))
    return tuple(found.values())


def with_name(arg: Argument, filler: Filler, resolution: Resolution) -> Argument:
    """The argument, and where the nearest name of what it means stands if it is none itself."""
    mention = resolution.at(filler.head)
    if mention is None or mention.form == "name" or arg.entity is None:
        return arg
    names = [m.span for m in resolution.told(arg.entity, "name")]
    if not names or any(span.overlaps(filler.span) for span in names):
        return arg
    start = filler.span.start
    nearest = min(names, key=lambda span: (span.start > start, abs(span.start - start)))
    return replace(arg, spans=(*arg.spans, nearest))


def statement_facts(
    ann: Annotation,
    attributions: tuple[Attribution, ...],
    resolution: Resolution,
    times: tuple[Time, ...],
) -> list[Fact]:
    """The attributions as facts of relation Statement."""
    facts = []
    about = topics(ann, attributions, resolution)
    for attribution, topical in zip(attributions, about, strict=True):
        args = speakers(ann, attribution, attributions, resolution)
        if attribution.content:
            text = " ... ".join(ann.surface(span) for span in attribution.content)
            args.append(Argument("content", attribution.content, text))
        args += participants(ann, attribution, resolution)
        args += topical
        details = {"act": attribution.act, "speech_act": attribution.kind}
        if attribution.mode:
            details["mode"] = attribution.mode
        facts.append(
            Fact(
                id=fact_id(ann.article, "Statement", args, attribution.cue),
                article=ann.article.id,
                document=ann.article.document,
                relation="Statement",
                args=tuple(args),
                cue=attribution.cue,
                evidence=with_words(ann, attribution),
                rule=attribution.rule,
                confidence=doubted(
                    attribution.confidence, speaker_heads(attribution, attributions), resolution
                ),
                polarity=attribution.polarity,
                modality=attribution.modality,
                when=None
                if attribution.cue_head is None
                else find_when(ann, times, attribution.cue_head),
                details=details,
            )
        )
    return facts


def with_words(ann: Annotation, attribution: Attribution) -> Span:
    """The sentence of an attribution with all its words of the same paragraph.

    The parser may end a sentence between a quotation and its tag; the reader wants both.
    """
    sentence = attribution.evidence
    block = next(b.span for b in ann.article.blocks if b.span.overlaps(sentence))
    parts = [sentence, *(span for span in attribution.content if span in block)]
    return Span(min(p.start for p in parts), max(p.end for p in parts))


def undoubted(ann: Annotation, attribution: Attribution) -> bool:
    """Whether the writer takes the content for certain: "there is no doubt that ...".

    So of what a question takes for granted: "nobody knows *who* shot the trader".
    """
    knowledge, head = ann.knowledge, attribution.cue_head
    first = next((t for span in attribution.content for t in ann.tokens_in(span)), None)
    if first is not None and head is not None and ann.quote_at(first) is None:
        asked = ann.doc[first].lower_ in knowledge.words("open_questions")
        if asked and ann.doc[first].tag_[0] == "W":
            return True
    if head is None or attribution.speaker_head is not None:
        return False
    nouns = [t for t in (ann.doc[head], *ann.doc[head].children) if t.pos_ == "NOUN"]
    return any(
        noun.lemma_ in knowledge.words("doubts")
        and any(c.lower_ in knowledge.words("empty_determiners") for c in noun.children)
        for noun in nouns
    )


def speaker_heads(attribution: Attribution, attributions: tuple[Attribution, ...]) -> Iterable[int]:
    """The head token of the speaker as written, or as carried over; nothing without one."""
    while attribution.speaker_head is None and attribution.carried_from is not None:
        attribution = attributions[attribution.carried_from]
    return [] if attribution.speaker_head is None else [attribution.speaker_head]


def speakers(
    ann: Annotation,
    attribution: Attribution,
    attributions: tuple[Attribution, ...],
    resolution: Resolution,
) -> list[Argument]:
    """The speaker as written, or where the attribution was written that it carries over from."""
    if attribution.speaker is not None and attribution.speaker_head is not None:
        span = ann.span(*attribution.speaker)
        filler = Filler("speaker", attribution.speaker_head, span)
        return list(arguments(ann, filler, resolution))
    if attribution.carried_from is None:
        return []
    return speakers(ann, attributions[attribution.carried_from], attributions, resolution)


def participants(
    ann: Annotation, attribution: Attribution, resolution: Resolution
) -> list[Argument]:
    """The addressee and the venue or medium of an attribution."""
    args = list[Argument]()
    if attribution.addressee is not None and attribution.addressee_head is not None:
        span = ann.span(*attribution.addressee)
        filler = Filler("addressee", attribution.addressee_head, span)
        args += arguments(ann, filler, resolution)
    if attribution.venue is not None and attribution.venue_head is not None:
        filler = Filler("venue", attribution.venue_head, attribution.venue)
        args += arguments(ann, filler, resolution)
    return args


def claimed(fact: Fact, statements: list[Fact]) -> Fact:
    """A fact that its own verb makes a claim, held by the statement of that verb.

    "The rebels claimed responsibility for the attack": it is possible where no statement is read.
    """
    details = {name: value for name, value in fact.details.items() if name != "claimed"}
    cue = set(fact.cue)
    holder = next((s.id for s in statements if any(c in span for c in s.cue for span in cue)), None)
    told = replace(fact, details=details, holder=holder)
    return told if holder is not None else replace(told, modality="possible")
