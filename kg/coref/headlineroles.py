"""Roles in headlines and captions: the person whom the article is about."""

from kg.coref.appositions import named_by_syntax
from kg.coref.descriptions import compatible, describe
from kg.coref.discourse import Chain, Description, Discourse, determiner, plural_phrase
from kg.coref.nominals import described, named_beside
from kg.syntax.tokens import Token


def resolve_headlines(discourse: Discourse) -> None:
    """Join a role in a headline or caption to the person the article is about.

    Headlines say "UN chief" for whom the first lines name; only where one person is clearly the
    most quoted or most named, and is given no other role.
    """
    for index, mention in enumerate(discourse.mentions):
        block = discourse.ann.block(mention.head)
        if mention.form != "nominal" or block.kind not in ("headline", "caption"):
            continue
        head = discourse.ann.doc[mention.head]
        if (
            mention.type != "Person"
            or index in discourse.chain_of
            or plural_phrase(head, discourse.knowledge)
            or determiner(discourse, mention) in discourse.knowledge.words("indefinite")
            or named_by_syntax(discourse, index) is not None
        ):
            continue
        description = describe(head, discourse.knowledge)
        chain = (
            described(discourse, index)
            or _of_same_deed(discourse, head, description)
            or _main_person(discourse, index, description)
        )
        if chain is not None:
            chain.descriptions.append(description)
            discourse.join(index, chain)


def _of_same_deed(discourse: Discourse, head: Token, description: Description) -> Chain | None:
    """Who does in the article what the headline says: "Physicist dies", "Ann Lee has died"."""
    subjects = ("nsubj", "nsubjpass")
    if head.dep_ not in subjects or head.head.pos_ != "VERB":
        return None
    for token in discourse.ann.doc:
        body = discourse.ann.block(token.i).kind == "body"
        if not body or token.dep_ not in subjects or token.head.lemma_ != head.head.lemma_:
            continue
        chain = discourse.chain_at(token.i)
        if chain is not None and chain.named and chain.type == "Person":
            return chain if _may_be(discourse, chain, description) else None
    return None


def _main_person(discourse: Discourse, index: int, description: Description) -> Chain | None:
    people = [
        c
        for c in discourse.chains
        if c.named and c.type == "Person" and not named_beside(discourse, index, c)
    ]
    mentions = discourse.mentions
    body = [
        c
        for c in people
        if any(discourse.ann.block(mentions[i].head).kind == "body" for i in c.mentions)
    ]
    if not body:
        return None
    speakers = [discourse.chain_at(a.speaker_head) for a in discourse.attributions]
    spoken = [c for c in speakers if c in body]
    # Who is quoted first is whom the first lines are about; later voices answer.
    quoted = [
        discourse.chain_at(a.speaker_head) for a in discourse.attributions if a.mode == "direct"
    ]
    first = next((c for c in quoted if c in body), None)
    best = max(body, key=lambda c: (c is first, spoken.count(c), len(c.mentions), -c.mentions[0]))
    times = discourse.knowledge.number("coref.focus_times")
    # Somebody else whom the headline names is no candidate.
    here = discourse.ann.block(mentions[index].head)
    rivals = [c for c in body if discourse.ann.block(mentions[c.mentions[0]].head) != here]
    named = max((_named_times(discourse, c) for c in rivals), default=0)
    if named <= times * _named_times(discourse, best) and _may_be(discourse, best, description):
        return best
    # Who has another role may only have spoken of the one whom the article names most.
    most, *others = sorted(body, key=lambda c: -_named_times(discourse, c))
    least = times * max((_named_times(discourse, c) for c in others), default=1)
    main = _named_times(discourse, most) >= least
    return most if main and _may_be(discourse, most, description) else None


def _may_be(discourse: Discourse, chain: Chain, description: Description) -> bool:
    """Whether somebody is given no role, or one that the description can repeat."""
    told = chain.descriptions
    return not told or any(compatible(description, d, discourse.knowledge) for d in told)


def _named_times(discourse: Discourse, chain: Chain) -> int:
    return sum(discourse.mentions[i].form == "name" for i in chain.mentions)
