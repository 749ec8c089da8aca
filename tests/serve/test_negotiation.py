"""Which media type suits an Accept best."""

import pytest

from kg.serve.negotiation import choose

OFFERED = ("text/turtle", "application/ld+json", "text/html")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/html", "text/html"),
        ("text/html, text/turtle", "text/turtle"),
        ("text/turtle;q=0.5, text/html", "text/html"),
        ("text/*;q=0.5, application/ld+json;q=0.4", "text/turtle"),
        ("text/*, text/turtle;q=0", "text/html"),
        ("*/*;q=0.1, application/*", "application/ld+json"),
        ("image/png", None),
        ("text/html;q=0", None),
        ("text/html;q=nonsense, text/turtle;q=0.1", "text/turtle"),
        ("text/html;level=1;q=0.9", "text/html"),
        (", ;", "text/turtle"),
    ],
)
def test_choose(accept, chosen):
    assert choose(accept, OFFERED) == chosen
