"""Resolve first-person pronouns: "I" in a quotation is its speaker."""

from kg.coref.discourse import Chain, Discourse

# The rule that finds texts given in full.
_SPEECH = "speech.full"


def resolve_first_person(discourse: Discourse) -> None:
    """Join first- and second-person pronouns to their speaker, or to each other.

    Outside quotations all of one block of speech belong together: the writer is always the same.
    A "we" stands for the same group as long as the same person speaks.
    """
    shared: dict[tuple[str, int | None], Chain] = {}
    for index, mention in enumerate(discourse.mentions):
        if mention.form != "pronoun" or index in discourse.chain_of:
            continue
        word = discourse.ann.doc[mention.head].lower_
        (kind,) = discourse.knowledge.table("first_person").get(word, ("",))
        if not kind:
            continue
        speaker = discourse.speaker_of(mention.head)
        if kind == "I" and speaker is not None and not speaker.plural:
            discourse.join(index, speaker)
            continue
        if kind == "we" and speaker is not None and (speaker.plural or speaker.type != "Person"):
            discourse.join(index, speaker)
            continue
        sender = _represented(discourse, mention.head, speaker) if kind == "we" else None
        if sender is not None:
            discourse.join(index, sender)
            continue
        key = (kind, speaker.order if speaker else None)
        if key not in shared:
            shared[key] = discourse.new_chain(
                type="Person" if kind == "I" else "Group", name=kind, plural=kind != "I"
            )
        discourse.join(index, shared[key])


def _represented(discourse: Discourse, token: int, speaker: Chain | None) -> Chain | None:
    """The country for which an official reads out a text: the "we" of an envoy's speech."""
    attribution = discourse.said_in.get(token)
    while attribution is not None and discourse.attributions[attribution].rule != _SPEECH:
        attribution = _around(discourse, attribution)
    if attribution is None:
        return None
    if speaker is None or speaker.type != "Person":
        speaker = discourse.chain_at(discourse.speaker_head(attribution))
    told = [d.countries for d in speaker.descriptions if len(d.countries) == 1] if speaker else []
    countries = frozenset[str]().union(*told)
    if len(countries) != 1:
        return None
    return next((c for c in discourse.chains if c.gazetteer in countries), None)


def _around(discourse: Discourse, inner: int) -> int | None:
    """The speech in whose content an attribution stands."""
    place = discourse.attributions[inner].evidence
    return next(
        (
            number
            for number, attribution in enumerate(discourse.attributions)
            if attribution.rule == _SPEECH
            and any(span.overlaps(place) for span in attribution.content)
        ),
        None,
    )
