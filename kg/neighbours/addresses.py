"""Addresses of articles, which come from the pages themselves, as others may follow them."""

from urllib.parse import quote, urlsplit


def web_address(url: str | None) -> str | None:
    """A web address whose characters are those of one; None of anything else."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return quote(url or "", safe="/:?#[]@!$&'()*+,;=%~")
