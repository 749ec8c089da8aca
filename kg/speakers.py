"""Resolve first-person pronouns: "I" in a quotation is its speaker."""

from kg.discourse import Chain, Discourse

_SINGULAR = frozenset(["i", "me", "my", "mine", "myself"])
_PLURAL = frozenset(["we", "us", "our", "ours", "ourselves"])
_SECOND = frozenset(["you", "your", "yours", "yourself", "yourselves"])


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
        kind = (
            "I"
            if word in _SINGULAR
            else "we"
            if word in _PLURAL
            else "you"
            if word in _SECOND
            else ""
        )
        if not kind:
            continue
        speaker = discourse.speaker_of(mention.head)
        if kind == "I" and speaker is not None and not speaker.plural:
            discourse.join(index, speaker)
            continue
        if kind == "we" and speaker is not None and (speaker.plural or speaker.type != "Person"):
            discourse.join(index, speaker)
            continue
        key = (kind, speaker.order if speaker else None)
        if key not in shared:
            shared[key] = discourse.new_chain(
                type="Person" if kind == "I" else "Group", name=kind, plural=kind != "I"
            )
        discourse.join(index, shared[key])
