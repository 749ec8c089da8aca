"""A name as it stands in the text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands: its token range without title, its type and the title in front."""

    first: int
    last: int
    type: str
    title: tuple[int, int] | None = None
