"""What an input states of an article besides its text: when, by whom, in which part of a paper."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_PART_OF_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WITH_TIME = re.compile(r"[T ]\d{2}:\d{2}")


def iso_day(text: str | None) -> str | None:
    """The day of an ISO date or time, if it is one."""
    try:
        return date.fromisoformat((text or "")[:10]).isoformat()
    except ValueError:
        return None


def published(text: str | None) -> tuple[str | None, str | None]:
    """The ISO day, month or year of a date in ISO or RSS form, and its time of day with the zone.

    The day is the one that stands there, in the zone that it is told in. A time without a zone is
    none: nobody knows when it was. Both are None for what is no date.
    """
    told = (text or "").strip()
    if _PART_OF_DATE.fullmatch(told):
        return (told, None) if told > "0000-99" else (None, None)
    try:
        day = date.fromisoformat(told[:10]).isoformat()
    except ValueError:
        moment = _of_feed(told)
        return (moment.date().isoformat(), _instant(moment)) if moment else (None, None)
    if not _WITH_TIME.match(told[10:]):
        return day, None
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return day, None
    return day, _instant(moment)


def _of_feed(text: str) -> datetime | None:
    """A date as RSS writes it: "Fri, 03 May 2024 23:30:00 -0500"."""
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None


def _instant(moment: datetime) -> str | None:
    """A time with its zone in the canonical form of XML Schema."""
    if moment.tzinfo is None:
        return None
    plain = moment.replace(microsecond=0)
    offset = plain.utcoffset()
    if not offset:
        return plain.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return plain.isoformat() if not offset.total_seconds() % 60 else None


def language(text: str | None) -> str | None:
    """A language tag as it is written in RDF ("en-GB" as "en-gb"); None for what is none."""
    tag = (text or "").strip().replace("_", "-")
    return tag.lower() if _LANGUAGE.fullmatch(tag) else None


def authors(told: str | Iterable[str] | None) -> tuple[str, ...]:
    """The names of those who wrote an article, each once; a string has them between semicolons."""
    return _each(told)


def sections(told: str | Iterable[str] | None) -> tuple[str, ...]:
    """The parts of a paper that an article stands in ("World", "Sport"), given as authors are."""
    return _each(told)


def _each(told: str | Iterable[str] | None) -> tuple[str, ...]:
    names = told.split(";") if isinstance(told, str) else (told or ())
    return tuple(dict.fromkeys(name for name in (" ".join(n.split()) for n in names) if name))
