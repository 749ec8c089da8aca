"""Newsletters as mail: .eml, and .mbox one message at a time."""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.utils import parseaddr

from kg.errors import InputError
from kg.inputs.decode import decode_html
from kg.inputs.markup import flat, paragraphs, with_title
from kg.inputs.opened import Opened, Way
from kg.inputs.problems import Found, problem
from kg.inputs.stated import published
from kg.limits import LimitError, Limits, check_page
from kg.model import Document


def read_eml(opened: Opened, way: Way) -> Iterator[Found]:
    """The document of a message."""
    yield _message(way.whole(opened), opened.name, way)


def read_mbox(opened: Opened, way: Way) -> Iterator[Found]:
    """The documents of the messages of a mailbox, by the ids that the messages have."""
    most = way.limits.line_megabytes << 20
    lines, number, length, blank = list[bytes](), 0, 0, True
    while True:
        line = opened.file.readline(most)
        begins = blank and line.startswith(b"From ")
        if (begins or not line) and lines:
            number += 1
            yield from _numbered(lines, length, f"{opened.place}:{number}", opened, way)
            lines, length = [], 0
        if not line:
            break
        blank = not line.strip()
        if not begins:
            length += len(line)
            if length <= way.limits.file_megabytes << 20:
                # What the mailbox put before a line that begins like a message.
                lines.append(line[1:] if line.lstrip(b">").startswith(b"From ") else line)
    if not number:
        raise InputError("empty; leave it out")


def _numbered(
    lines: list[bytes], length: int, place: str, opened: Opened, way: Way
) -> Iterator[Found]:
    megabytes = way.limits.file_megabytes
    try:
        if length > megabytes << 20:
            said = f"message larger than {megabytes:,} MB"
            raise LimitError("file_megabytes", said, megabytes)
        number = place.rpartition(":")[2]
        yield _message(b"".join(lines), f"{opened.name}:{number}", way, named=True)
    except InputError as error:
        yield problem(place, str(error))


def _message(data: bytes, name: str, way: Way, named: bool = False) -> Document:
    """The document of a message, called by a name, or by its own id where it is to be ``named``."""
    return way.decoded(document, data, name, named, way.limits)


def document(data: bytes, name: str, named: bool, limits: Limits) -> Document:
    """The document of the bytes of a message.

    Raises:
        InputError: There is no text in it.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    text = _text(message, limits)
    if not text.strip():
        raise InputError("no text in the message; is it a mail?")
    title = flat(_header(message, "subject"))
    day, issued = published(_header(message, "date"))
    own = (_header(message, "message-id") or "").strip().strip("<>")
    return Document(
        (own or name) if named else name,
        with_title(title, text),
        title=title,
        published=day,
        publisher=_sender(message),
        issued=issued,
        single=True,
    )


def _text(message: EmailMessage, limits: Limits) -> str:
    """The text of a message: of its HTML, whose paragraphs are whole, else its plain one."""
    for kind in ("html", "plain"):
        part = message.get_body((kind,))
        if part is None:
            continue
        content = _content(part)
        if kind == "html":
            check_page(content, limits)
            content = paragraphs(content)
        if content.strip():
            return content
    return ""


def _content(part: Message) -> str:
    """The content of a part, also where its charset is unknown or wrong."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    return decode_html(data, part.get_content_charset())[0].replace("\r\n", "\n")


def _header(message: EmailMessage, name: str) -> str | None:
    """A header, decoded; None where it is none or broken."""
    try:
        value = message[name]
    except (ValueError, TypeError, IndexError, AttributeError):
        return None
    return None if value is None else str(value)


def _sender(message: EmailMessage) -> str | None:
    """The name of who sent a message, or else the address."""
    name, address = parseaddr(_header(message, "from") or "")
    return flat(name) or flat(address)
