"""Counterparts: "his Norwegian counterpart" is whoever holds the same post in Norway."""

from kg.coref.descriptions import country_of
from kg.coref.discourse import Chain, Description, Discourse
from kg.coref.listed import group_of
from kg.knowledge.knowledge import Knowledge
from kg.mentions.nouns import singular

# Classes of posts that states have alike.
_POSTS = frozenset({"state", "government", "minister"})


def meet_counterparts(discourse: Discourse, index: int) -> Chain | None:
    """Whom a counterpart phrase means by the post of the one it belongs to, if that is known.

    A counterpart named beside it is told the post, so that "the Norwegian minister" may be he.
    """
    doc, mention = discourse.ann.doc, discourse.mentions[index]
    head = doc[mention.head]
    if singular(head) not in discourse.knowledge.words("counterparts"):
        return None
    owner = next((discourse.chain_at(c.i) for c in head.lefts if c.dep_ == "poss"), None)
    posts = _posts(owner, discourse.knowledge) if owner is not None else []
    countries = [
        c
        for c in (country_of(doc[i], discourse.knowledge) for i in range(mention.first, head.i))
        if c
    ]
    if not posts or not countries:
        return None
    found = [_holder(discourse, owner, post, country) for post in posts for country in countries]
    known = tuple(chain for chain in found if chain is not None)
    if len(posts) > 1 or not known:
        return None
    if len(countries) == 1:
        return known[0] if head.tag_ == "NN" else None
    return group_of(discourse, known, mention, some=len(known) < len(countries))


def _posts(owner: Chain, knowledge: Knowledge) -> list[Description]:
    """The posts told of somebody: noun and portfolio, without the country."""
    nouns = {
        entry.split()[-1]
        for entry, (kind, *_) in knowledge.table("posts").items()
        if kind in _POSTS
    }
    portfolios, ranks = knowledge.words("portfolios"), knowledge.words("ranks")
    found = [
        Description(told.head, told.modifiers & portfolios)
        for told in owner.descriptions
        if told.head in nouns and not told.modifiers & ranks
    ]
    return list(dict.fromkeys(found))


def _holder(
    discourse: Discourse, owner: Chain | None, post: Description, country: str
) -> Chain | None:
    """The one person of whom the article tells that post in that country."""
    words = discourse.knowledge.words
    portfolios, ranks = words("portfolios"), words("ranks")
    found = [
        chain
        for chain in discourse.chains
        if chain.named and chain.type == "Person" and chain is not owner
        if any(
            told.head == post.head
            and told.modifiers & portfolios == post.modifiers
            and country in told.countries
            and not told.modifiers & ranks
            for told in chain.descriptions
        )
    ]
    return found[0] if len(found) == 1 else None
