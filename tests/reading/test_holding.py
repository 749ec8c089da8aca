"""The innermost statement holds what stands in its content."""

from kg.model import Argument, Fact, Span
from kg.reading.holding import Holding


def fact(id: str, first: int, last: int, act: str = "", content: Span | None = None) -> Fact:
    args = (Argument("content", (content,), "", None),) if content else ()
    cue = (Span(first, last),)
    details = {"act": act} if act else {}
    return Fact(id, "a", "d", "Statement", args, cue, cue[0], "r", 1.0, details=details)


OUTER = fact("outer", 0, 4, "speech", Span(5, 900))
INNER = fact("inner", 300, 304, "thought", Span(310, 700))
HOLDING = Holding([OUTER, INNER, fact("planned", 1, 3, "intention", Span(0, 2000))])


def test_the_innermost_content_holds():
    assert HOLDING.held(fact("f", 600, 604)).holder == "inner"
    assert HOLDING.held(fact("f", 701, 704)).holder == "outer"
    assert HOLDING.held(INNER).holder == "outer"


def test_what_stands_in_no_content_is_held_by_nobody():
    assert HOLDING.held(fact("f", 1000, 1004)).holder is None
    assert HOLDING.held(fact("f", 698, 704)).holder == "outer", "the inner one ends within the cue"
    assert HOLDING.held(OUTER).holder is None


def test_nothing_holds_itself():
    own = fact("own", 10, 14, "speech", Span(5, 40))
    assert Holding([own]).held(own).holder is None
