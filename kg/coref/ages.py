"""How old somebody is told to be."""

from kg.coref.discourse import Chain, Discourse
from kg.knowledge.knowledge import Knowledge
from kg.syntax.tokens import Token


def years_told(head: Token, knowledge: Knowledge) -> str:
    """The age that a description tells: "34" of "the 34-year-old"."""
    start = max(head.sent.start, head.i - knowledge.whole("coref.words_of_age"))
    before = (t for t in head.doc[start : head.i] if t.tag_ == "CD")
    own = head.left_edge.i
    return next((t.lower_ for t in before if t.i >= own or t.nbor().text == "-"), "")


def age_of(discourse: Discourse, chain: Chain) -> str:
    """The age told beside a name: "Ann Lee, 34,", "the 34-year-old guard Ann Lee"; or nothing."""
    knowledge = discourse.knowledge
    telling, aged = knowledge.words("before_ages") | {",", "("}, knowledge.words("of_an_age")
    reach = knowledge.whole("coref.age_before_name")
    for index in chain.mentions:
        mention = discourse.mentions[index]
        after = discourse.ann.doc[mention.last : mention.last + 3]
        ages = [t.text for t in after if t.is_digit and after[0].text in telling]
        if ages:
            return ages[0]
        before = discourse.ann.doc[max(0, mention.first - reach) : mention.first]
        olds = [t for t in before if t.lower_ in aged and t.nbor(-1).text == "-"]
        if olds:
            return years_told(olds[-1], knowledge)
    return ""
