"""Requests as the W3C's protocols have them; retries; refusals in one line."""

import httpx
import pytest

from kg.errors import PushError
from kg.push.endpoint import Endpoint

GRAPH = "https://g.example/a b?c"


def endpoint(answer, **options) -> Endpoint:
    client = httpx.Client(transport=httpx.MockTransport(answer))
    return Endpoint(client, "https://s.example/store", **{"wait": 0.0, **options})


def recorded(seen, *answers):
    queue = list(answers)

    def answer(request):
        seen.append(request)
        found = queue.pop(0) if queue else 204
        if isinstance(found, Exception):
            raise found
        return found if isinstance(found, httpx.Response) else httpx.Response(found)

    return answer


def test_put_replaces_and_post_adds():
    seen = []
    endpoint(recorded(seen)).put(GRAPH, ["<a:a> <a:b> <a:c> .\n", "<a:a> <a:b> <a:d> .\n"])
    assert [request.method for request in seen] == ["PUT", "POST"]
    assert all(request.url.params["graph"] == GRAPH for request in seen)
    assert seen[0].content == b"<a:a> <a:b> <a:c> .\n"


def test_update_drops_and_inserts():
    seen = []
    endpoint(recorded(seen), protocol="update").put("https://g.example/", ['<a:a> <a:b> "ö" .\n'])
    assert [request.content.decode() for request in seen] == [
        "DROP SILENT GRAPH <https://g.example/>",
        'INSERT DATA { GRAPH <https://g.example/> {\n<a:a> <a:b> "ö" .\n} }',
    ]
    assert seen[0].headers["content-type"] == "application/sparql-update"


@pytest.mark.parametrize(
    "passing", [503, 429, httpx.ConnectError("refused"), httpx.ReadTimeout("")]
)
def test_what_passes_is_tried_again(passing):
    seen = []
    endpoint(recorded(seen, passing, passing)).put(GRAPH, ["<a:a> <a:b> <a:c> .\n"])
    assert len(seen) == 3


def test_a_store_that_is_gone_is_said_to_be():
    seen = []
    gone = [httpx.ConnectError("refused")] * 9
    with pytest.raises(PushError, match=r"https://s.example/store: does not answer \(refused\)"):
        endpoint(recorded(seen, *gone), tries=3).delete(GRAPH)
    assert len(seen) == 3


def test_a_busy_store_says_so_at_last():
    with pytest.raises(PushError, match="503 Service Unavailable: later"):
        endpoint(lambda _: httpx.Response(503, text="later\n"), tries=2).delete(GRAPH)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (httpx.Response(400, text="bad\n  triple"), "400 Bad Request: bad triple"),
        (httpx.Response(401), "not allowed; see `kg push --help`"),
        (httpx.Response(307, headers={"location": "https://t.example/"}), "moved to https://t"),
    ],
)
def test_a_refusal_is_one_line_and_not_repeated(answer, message):
    seen = []
    with pytest.raises(PushError, match=message) as caught:
        endpoint(recorded(seen, answer)).put(GRAPH, ["<a:a> <a:b> <a:c> .\n"])
    assert len(seen) == 1
    assert "\n" not in str(caught.value)


def test_a_graph_that_is_not_there_may_be_deleted():
    endpoint(lambda _: httpx.Response(404)).delete(GRAPH)


def row(number):
    return {"g": {"value": f"https://g.example/{number}"}, "n": {"value": "7"}}


def test_counts_come_in_pages():
    pages = [[row(n) for n in range(5_000)], [row(5_000)]]
    seen = []
    answers = [httpx.Response(200, json={"results": {"bindings": page}}) for page in pages]
    found = endpoint(recorded(seen, *answers), query="https://s.example/q").counts("https://g")
    assert len(found) == 5_001
    assert set(found.values()) == {7}
    assert b"OFFSET+5000" in seen[1].content


def test_an_aggregate_over_nothing_is_no_graph():
    empty = httpx.Response(200, json={"results": {"bindings": [{"n": {"value": "0"}}]}})
    assert endpoint(lambda _: empty, query="https://s.example/q").counts("https://g") == {}


def test_what_is_no_query_endpoint_is_named():
    page = httpx.Response(200, text="<html>")
    with pytest.raises(PushError, match="--query-endpoint"):
        endpoint(lambda _: page, query="https://s.example/q").counts("https://g")
