"""Topics: which entities, agreements and events the content of an attribution is about.

The first topic is the primary one: what the main clause of the content has as its subject, or
else the first entity the content names. Agreements and events named anywhere in the content are
topics too, and so are the participants of its main clause. A sentence that names nothing goes on
about the topic of the one before it by the same speaker.
"""

from collections.abc import Sequence

from kg.attributions.quotations import Attribution
from kg.coref.resolution import Resolution
from kg.model import Argument, Entity, Mention
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
_ALWAYS = frozenset(["Agreement", "Event", "Law"])
_TOPICAL = frozenset(
    ["Person", "Organization", "Place", "Group", "Agreement", "Law", "Event", "Document", "Product"]
)


def topics(
    ann: Annotation, attributions: Sequence[Attribution], resolution: Resolution
) -> list[tuple[Argument, ...]]:
    """The ``about`` arguments of each attribution, the primary topic first."""
    mentions = {m.head: m for m in resolution.mentions if m.entity}
    named = {m.entity for m in resolution.mentions if m.form == "name" and m.entity}
    found: list[tuple[Argument, ...]] = []
    last: dict[str, tuple[Argument, ...]] = {}
    for index, attribution in enumerate(attributions):
        speaker = _speaker(index, attributions, resolution)
        own = _topics(ann, attribution, resolution, mentions, speaker, named)
        told = any(arg.entity in named for arg in own)
        if not told and speaker is not None and attribution.act == "speech":
            before = last.get(speaker, ())[:1]
            own = (*(Argument("about", (), arg.text, arg.entity) for arg in before), *own)
        if told and speaker is not None:
            last[speaker] = own
        found.append(own)
    return found


def _speaker(index: int, attributions: Sequence[Attribution], resolution: Resolution) -> str | None:
    """The id of the entity that speaks, through attributions it is carried over from."""
    attribution = attributions[index]
    if attribution.speaker_head is not None:
        entities = resolution.entities_at(attribution.speaker_head)
        return entities[0].id if entities else None
    if attribution.carried_from is not None and attribution.carried_from < index:
        return _speaker(attribution.carried_from, attributions, resolution)
    return None


def _topics(
    ann: Annotation,
    attribution: Attribution,
    resolution: Resolution,
    mentions: dict[int, Mention],
    speaker: str | None,
    named: set[str],
) -> tuple[Argument, ...]:
    """The topics that the content itself names; what has a name in the article goes first."""
    words = (*attribution.thing, *attribution.content)
    tokens = [i for span in words for i in ann.tokens_in(span)]
    themselves = ann.knowledge.words("speaker_and_addressee")
    most = ann.knowledge.whole("facts.topics")
    ranked: list[tuple[int, int, Mention, Entity]] = []
    for i in tokens:
        mention = mentions.get(i)
        if mention is None or ann.doc[i].lower_ in themselves:
            continue
        for entity in resolution.entities_at(i):
            if entity.type == "Agreement" and entity.id not in named:
                entity = _deal_meant(ann, mention, resolution, named) or entity
            if entity.type in _TOPICAL and (entity.id != speaker or mention.form != "pronoun"):
                ranked.append((_rank(ann.doc[i], tokens[0]), i, mention, entity))
    ranked.sort(key=lambda item: (item[3].id not in named, *item[:2]))
    chosen: dict[str, Argument] = {}
    for rank, _, mention, entity in ranked:
        if entity.id in chosen or (len(chosen) >= most and entity.type != "Agreement"):
            continue
        close = rank <= 1 and entity.id in named
        if not chosen or entity.type in _ALWAYS or close:
            text = ann.surface(mention.span)
            chosen[entity.id] = Argument("about", (mention.span,), text, entity.id)
    return tuple(chosen.values())


def _deal_meant(
    ann: Annotation, mention: Mention, resolution: Resolution, named: set[str]
) -> Entity | None:
    """The named agreement that "the deal" or "the accord" means: the last one before it."""
    definite = ann.doc[mention.first].lower_ in ann.knowledge.words("definite_of_agreements")
    if not definite or mention.head != mention.first + 1:
        return None
    for other in reversed(resolution.mentions):
        if other.head < mention.first and other.form == "name" and other.entity in named:
            entity = resolution.entity(other.entity)
            if entity is not None and entity.type == "Agreement":
                return entity
    return None


def _rank(token: Token, first: int) -> int:
    """How far a mention stands from the subject of the content's first clause; 0 is the subject."""
    subject = False
    depth = 0
    while token.head != token and token.head.i >= first:
        if token.dep_ in _SUBJECTS:
            subject = True
            break
        if token.dep_ in ("relcl", "acl", "advcl"):
            depth += 2
        if token.dep_ in ("prep", "appos"):
            depth += 1
        token = token.head
    return depth if subject else depth + 1
