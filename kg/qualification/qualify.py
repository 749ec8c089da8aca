"""Polarity and modality of a predicate, from its context.

A predicate is qualified by its own markers (`moods`) and by what governs it (`governors`),
link by link up the dependency tree: "refused to attend talks" denies the talks because *attend* is
light and *refuse* negates its infinitive. The walk goes on as long as a link lets qualification
through; a presupposing link ("criticised the visit") ends it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Modality, Polarity
from kg.qualification.governors import link_of
from kg.qualification.links import END
from kg.qualification.moods import markers, wonders
from kg.syntax.annotate import Annotation
from kg.syntax.tokens import Token
from kg.syntax.voice import is_severed

# What wins where several modalities meet: "would ask him to meet" is a request.
_RANK: tuple[Modality, ...] = ("requested", "possible", "expected", "planned")


@dataclass(frozen=True, slots=True)
class Qualification:
    """How a predicate is presented, leaving aside whose words it stands in."""

    polarity: Polarity = "positive"
    modality: Modality = "actual"
    # What was so, and is no longer; "once" without saying that it is over ("used to live").
    ended: bool = False
    once: bool = False


def qualify(ann: Annotation, trigger: int) -> Qualification:
    """Read the qualification of the predicate (verb or event noun) at token ``trigger``."""
    kept = ann.doc.answers[qualify]
    if trigger not in kept:
        kept[trigger] = _qualification(ann, ann.doc[trigger])
    qualification: Qualification = kept[trigger]
    return qualification


def _qualification(ann: Annotation, token: Token) -> Qualification:
    effects = list(_walk(ann, token))
    if token.lemma_ in ann.knowledge.words("planning_verbs") and token.pos_ == "VERB":
        effects.append("planned")
    ended = "ended" in effects
    polarity: Polarity = "negative" if effects.count("negative") % 2 or ended else "positive"
    modality: Modality = next((label for label in _RANK if label in effects), "actual")
    return Qualification(polarity, modality, ended, "once" in effects)


def is_proposed(ann: Annotation, trigger: int) -> bool:
    """Whether a post is only meant for somebody: "was nominated as ambassador"."""
    return ann.doc[trigger].lemma_ in ann.knowledge.words("proposing_verbs")


def _walk(ann: Annotation, token: Token) -> Iterator[str]:
    """The effects on a predicate, from the inside out."""
    ahead_only, denied = False, True
    via = token
    for _ in range(ann.knowledge.whole("qualification.links")):
        found = list(markers(ann, token, via))
        if not denied:
            found = [effect for effect in found if effect != "negative"]
        link = END if is_severed(ann.tree, token.i) else link_of(token, ann.knowledge)
        denied = link.denied
        found += link.effects
        yield from (e for e in found if not ahead_only or e in ("planned", "expected"))
        if link.goal is None or link.goal == token:
            break
        ahead_only = ahead_only or link.ahead_only
        via, token = token, link.goal
    if _is_called_untrue(ann, ann.doc[via.i]):
        yield "negative"
    if _is_question(ann, token) or _is_asked(ann, ann.doc[via.i]):
        yield "possible"


def _is_called_untrue(ann: Annotation, token: Token) -> bool:
    """Whether a noun behind a colon or dash says of the sentence that it is not so.

    "The king has died, and the queen has fled: two rumours, both untrue".
    """
    told, untrue = ann.knowledge.words("told_things"), ann.knowledge.words("untrue")
    doc, end = ann.doc, token.sent.end
    cut = next((i for i in range(token.i, end) if doc[i].text in (":", "–", "—", "--")), end)
    rest = doc[cut + 1 : end]
    noun = next((t for t in rest if t.pos_ == "NOUN"), None)
    return noun is not None and noun.lemma_ in told and any(t.lower_ in untrue for t in rest)


def _is_asked(ann: Annotation, token: Token) -> bool:
    """Whether a question asks for it that the parser cut wrongly: it opens with an auxiliary."""
    sentence = token.sent
    if sentence[0].lower_ not in ann.knowledge.words("asking_auxiliaries"):
        return False
    aside = any(t.dep_ in ("relcl", "advcl", "acl") for t in (token, *token.ancestors))
    return not aside and any(t.text == "?" for t in sentence[-3:])


def _is_question(ann: Annotation, root: Token) -> bool:
    """Whether the walk ended at the head of a question."""
    sentence = root.sent
    end = ann.knowledge.whole("qualification.end_of_a_question")
    return (
        root.dep_ == "ROOT"
        and not wonders(root, ann.knowledge)
        and any(token.text == "?" for token in sentence[-end:])
    )
