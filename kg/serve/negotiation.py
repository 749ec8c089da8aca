"""Content negotiation: which of the media types on offer a client likes best (RFC 9110, 12.5.1)."""

from collections.abc import Iterable


def choose(accept: str | None, offered: Iterable[str]) -> str | None:
    """The media type that suits an ``Accept`` best, the first of several; None if none does.

    No ``Accept``, or an empty one, accepts everything. Parameters other than ``q`` are ignored.
    """
    ranges = _ranges(accept or "*/*")
    best, liked = None, 0.0
    for media in offered:
        weight = _weight(media, ranges)
        if weight > liked:
            best, liked = media, weight
    return best


def _ranges(accept: str) -> dict[str, float]:
    found = {}
    for part in accept.split(","):
        media, *parameters = (item.strip().lower() for item in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    weight = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    weight = 0.0
        if media:
            found[media] = weight
    return found or {"*/*": 1.0}


def _weight(media: str, ranges: dict[str, float]) -> float:
    """The weight that the most particular range gives to a media type."""
    for name in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0
