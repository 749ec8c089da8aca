"""What is watched: only what is new is asked for and added, whenever a run ends."""

import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg.building.build
import kg.building.changing
import kg.cli
import kg.commands.watch
import kg.reading.run
from kg.building import kept
from kg.building.changing import add, remove
from kg.errors import InputError, KgError
from kg.inputs.read import way_of
from kg.limits import Limits
from kg.model import Document
from kg.watch.state import FILE, load
from kg.watch.watch import Look, look
from kg.watch.web import Web
from tests.building.test_changing import PIPELINE, bytes_of, fake, read_now
from tests.dying import status_of
from tests.watch.web_of_tests import Said, Site, html, item, rss, site

ENVOY = "Ann Holm met Paul Ito in Velm on Monday to talk about the river and the dams above it."
DEAL = "Lena Ott met Bo Ravn in Brask, and they signed a treaty about the fish in the lake."
LATER = "Mira Stein met Ann Holm in Kören after the vote, to speak of the ferry to the islands."
AGAIN = "Mira Stein met Paul Ito in Kören after the vote, to speak of the ferry to the islands."


@pytest.fixture(autouse=True)
def no_model(monkeypatch):
    monkeypatch.setattr(kg.reading.run, "extract", fake)
    read_now.clear()


@pytest.fixture
def web():
    with way_of(Limits(fetched_megabytes=1, seconds=20)) as way:
        yield Web(way, "tester/1.0", private=True, pause=0.0)


@pytest.fixture
def here():
    with site() as made:
        yield made


@pytest.fixture
def graph(tmp_path) -> Path:
    return tmp_path / "graph"


def three(here: Site) -> list[str]:
    """Three feeds; one article is in two of them."""
    here.says["/a.rss"] = rss(item("https://a.example/1", "Envoy", ENVOY, guid="1"))
    here.says["/b.rss"] = rss(
        item("https://b.example/1", "Treaty", DEAL, guid="1"),
        item(
            "https://a.example/1", "Envoy", "Ann Holm met Paul Ito, another paper says.", guid="2"
        ),
        title="Estmark Ledger",
    )
    here.says["/c.rss"] = rss(item(None, "Later", LATER, guid="c-7"), title="Kören Post")
    return [f"{here.url}/{name}.rss" for name in "abc"]


def seen(feeds, graph, web, **more) -> Look:
    return look(feeds, graph, web, pipeline=PIPELINE, **more)


def names(graph: Path) -> list[str]:
    return sorted(kept.as_given(page).id for page in kept.pages(graph))


def lines(graph: Path) -> list[str]:
    found = map(json.loads, (graph / "problems.jsonl").read_text().splitlines())
    return [f"{row['document']}: {row['message']}" for row in found]


def test_three_feeds_watched_twice(here, web, graph):
    feeds = three(here)
    first = seen(feeds, graph, web)
    assert (len(first.new), first.same, first.problems) == (3, 0, ())
    assert names(graph) == sorted([f"{feeds[2]}#c-7", "https://a.example/1", "https://b.example/1"])
    before = bytes_of(graph)
    read_now.clear()
    here.paths()
    again = seen(feeds, graph, web)
    assert (again.new, again.same, again.made, read_now) == ((), 3, None, [])
    assert bytes_of(graph) == before
    here.says["/a.rss"] = rss(
        item("https://a.example/1", "Envoy", ENVOY, guid="1"),
        item("https://a.example/2", "Vote", AGAIN, guid="2"),
    )
    third = seen(feeds, graph, web)
    assert (third.new, third.changed, third.same) == (("https://a.example/2",), (), 2)
    assert len(read_now) == 1 and len(names(graph)) == 4


def test_servers_are_asked_for_what_changed(here, web, graph):
    (feed, *_) = three(here)
    seen([feed], graph, web)
    assert [path for path, _ in here.asked] == ["/robots.txt", "/a.rss"]
    asked = here.asked[-1][1]
    assert asked["User-Agent"] == "tester/1.0" and "If-None-Match" not in asked
    here.asked.clear()
    seen([feed], graph, web)
    ((path, asked),) = here.asked
    assert path == "/a.rss" and asked["If-None-Match"] == here.says["/a.rss"].etag
    assert asked["If-Modified-Since"] == "Fri, 09 May 2025 00:00:00 +0000"


def test_an_item_that_is_there_twice_is_read_once(here, web, graph):
    told = item("https://a.example/1", "Envoy", ENVOY, guid="1")
    here.says["/a.rss"] = rss(told, told, item("https://a.example/1", "Envoy", DEAL, guid="2"))
    found = seen([f"{here.url}/a.rss"] * 2, graph, web)
    assert (found.feeds, found.new) == (1, ("https://a.example/1",))
    told = [f"{here.url}/a.rss:2: the same item as 1; it is read once"]
    assert lines(graph) == told
    # What is said of a page stays as long as the page does.
    add([Document("mine", LATER)], graph, pipeline=PIPELINE)
    assert lines(graph) == told
    remove(["https://a.example/1"], graph, pipeline=PIPELINE)
    assert lines(graph) == []


def test_what_changes_takes_its_own_place(here, web, graph):
    feeds = three(here)
    seen(feeds, graph, web)
    here.says["/c.rss"] = rss(item(None, "Later", AGAIN, guid="c-7"), title="Kören Post")
    found = seen(feeds, graph, web)
    assert (found.new, found.changed) == ((), (f"{feeds[2]}#c-7",))
    texts = [document.text for document in kept.load(graph).documents]
    assert len(texts) == 3 and not any(LATER in text for text in texts)
    # The other paper's words are not those of the article that it tells of.
    here.says["/b.rss"] = rss(item("https://a.example/1", "Envoy", DEAL, guid="2"))
    assert seen(feeds, graph, web).changed == ()


def test_pages_of_the_user_stay_and_what_was_removed_stays_away(here, web, graph):
    feeds = three(here)
    seen(feeds[1:], graph, web)
    remove(["https://b.example/1"], graph, pipeline=PIPELINE)
    own = graph.parent / "own.jsonl"
    own.write_text(json.dumps({"id": "mine", "text": ENVOY, "url": "https://a.example/1"}))
    remove(["https://a.example/1"], graph, pipeline=PIPELINE)
    add([str(own)], graph, pipeline=PIPELINE)
    found = seen(feeds, graph, web)
    assert found.new == () and names(graph) == sorted([f"{feeds[2]}#c-7", "mine"])


def test_a_broken_feed_costs_itself(here, web, graph):
    feeds = three(here)
    here.says["/b.rss"] = Said("<rss><channel>", marked=True)
    found = seen(feeds, graph, web)
    assert len(found.new) == 2
    (line,) = lines(graph)
    assert line.startswith(f"{feeds[1]}: ") and "not well-formed" in line
    three(here)
    assert seen(feeds, graph, web).new == ("https://b.example/1",)
    assert lines(graph) == []


def test_a_feed_that_a_library_stumbles_over_costs_itself(here, web, graph, monkeypatch):
    feeds = three(here)

    def stumble(data: bytes, name: str):
        raise KeyError("oops")

    monkeypatch.setattr("kg.watch.items.parsed", stumble)
    web.way = replace(web.way, pool=None)
    found = seen(feeds, graph, web)
    assert found.made is None and len(found.problems) == 3
    assert found.problems[0].message == "broken (KeyError: 'oops'); save it again"


def test_500_then_well(here, web, graph):
    feeds = three(here)
    here.says["/b.rss"] = [Said("oops", 500), here.says["/b.rss"]]
    first = seen(feeds, graph, web)
    told = f"{feeds[1]}: answers 500 Internal Server Error; it is asked again the next time"
    assert lines(graph) == [told] and len(first.new) == 2
    assert load(graph).feeds[feeds[1]].problem in told
    assert seen(feeds, graph, web).new == ("https://b.example/1",)
    assert lines(graph) == []


def test_a_failure_of_a_look_that_adds_nothing_is_a_line_too(here, web, graph):
    feeds = three(here)
    seen(feeds, graph, web)
    facts = (graph / "facts.jsonl").stat().st_mtime_ns
    good, here.says["/a.rss"] = here.says["/a.rss"], Said("", 404)
    found = seen(feeds, graph, web)
    assert (found.made, lines(graph)) == (None, [f"{feeds[0]}: answers 404 Not Found"])
    here.says["/a.rss"] = good
    assert seen(feeds, graph, web).same == 3
    assert lines(graph) == [] and (graph / "facts.jsonl").stat().st_mtime_ns == facts


def test_a_page_over_the_limit_is_not_read(here, web, graph):
    three(here)
    here.says["/b.rss"] = Said(b"<rss>" + b" " * (2 << 20))
    found = seen([f"{here.url}/a.rss", f"{here.url}/b.rss"], graph, web)
    (told,) = found.problems
    assert told.message == (
        "larger than 1 MB; the limit is 1 (fetched_megabytes): mend it, "
        "or give --limit fetched_megabytes=2"
    )


def test_robots_are_heeded(here, web, graph):
    feeds = three(here)
    here.says["/robots.txt"] = Said(
        "User-agent: *\nDisallow: /b.rss\n\nUser-agent: other\nDisallow: /\n"
    )
    found = seen(feeds, graph, web)
    assert here.paths() == ["/a.rss", "/c.rss"]
    (told,) = found.problems
    assert told.message == f"robots.txt of {here.url[7:]} forbids it to tester"


@pytest.mark.parametrize(("status", "asked"), [(404, True), (403, False), (503, False)])
def test_robots_that_cannot_be_had(here, web, graph, status, asked):
    feeds = three(here)
    here.says["/robots.txt"] = Said("User-agent: *\nAllow: /", status)
    found = seen(feeds[:1], graph, web)
    assert (here.paths() == ["/a.rss"]) == asked == (not found.problems)
    here.says["/robots.txt"] = Said("")
    assert bool(seen(feeds[:1], graph, web).new) == (status == 503)


def test_robots_set_the_pause(here, web, graph):
    feeds = three(here)
    here.says["/robots.txt"] = Said("User-agent: *\nCrawl-delay: 7\n")
    waited = list[float]()
    web.sleep = waited.append
    seen(feeds, graph, web)
    assert [round(seconds) for seconds in waited] == [7, 7, 7]


@pytest.mark.parametrize("where", ["10.0.0.1", "[::1]", "169.254.169.254", "[::ffff:127.0.0.1]"])
def test_a_redirect_to_a_private_address_is_not_followed(here, graph, monkeypatch, where):
    feeds = three(here)
    here.says["/b.rss"] = Said("", 302, {"Location": f"http://{where}:1/x"})
    # The site of the test stands for one of the public internet.
    monkeypatch.setattr("kg.watch.addresses.public", only_here)
    with way_of(Limits(seconds=20)) as way:
        found = seen(feeds, graph, Web(way, "tester/1.0", pause=0.0))
    assert len(found.new) == 2
    (told,) = found.problems
    assert told.document == feeds[1]
    assert told.message == (
        f"{where.strip('[]')} is no address of the public internet; "
        "--allow-private lets it be asked"
    )


def only_here(address: str) -> bool:
    return address == "127.0.0.1"


def test_a_private_address_is_not_asked_unless_allowed(here, graph):
    feeds = three(here)
    with way_of() as way:
        found = seen(feeds, graph, Web(way, "tester/1.0"))
    assert here.asked == [] and len(found.problems) == 3 and found.made is None


def test_redirects_are_followed_and_versions_are_those_of_their_end(here, web, graph):
    three(here)
    here.says["/old"] = Said("", 301, {"Location": "/a.rss"})
    here.says["/loop"] = Said("", 302, {"Location": "/pool"})
    here.says["/pool"] = Said("", 302, {"Location": "/loop"})
    here.says["/away"] = Said("", 302, {"Location": "ftp://a.example/feed"})
    here.says["/words"] = Said("", 302, {"Location": "http://[nowhere"})
    feeds = [f"{here.url}/{name}" for name in ("old", "loop", "away", "words")]
    found = seen(feeds, graph, web)
    assert found.new == ("https://a.example/1",)
    assert [problem.message for problem in found.problems] == [
        "leads on more than 5 times",
        "leads to 'ftp://a.example/feed', which is no address of the web",
        "leads to what is no address (Invalid IPv6 URL)",
    ]
    here.asked.clear()
    assert seen(feeds[:1], graph, web).same == 1
    assert ["If-None-Match" in headers for _, headers in here.asked] == [False, True]


def test_a_server_that_wishes_not_to_be_asked_is_not(here, web, graph):
    feeds = three(here)
    good, here.says["/c.rss"] = here.says["/c.rss"], Said("", 429, {"Retry-After": "7200"})
    here.says["/a.rss"] = Said("", 410)
    first = seen(feeds, graph, web)
    assert [problem.message.partition(":")[0] for problem in first.problems] == [
        "answers 410 Gone",
        "answers 429 Too Many Requests; it is asked again the next time",
    ]
    here.says["/c.rss"] = good
    here.paths()
    second = seen(feeds, graph, web)
    assert here.paths() == ["/b.rss"]
    told = [problem.message for problem in second.problems]
    assert "410 Gone" in told[0] and "as its server wishes" in told[1]
    state = (graph / FILE).read_text()
    wait = datetime.fromisoformat(load(graph).feeds[feeds[2]].wait)
    assert timedelta(hours=1) < wait - datetime.now(UTC) <= timedelta(hours=2)
    (graph / FILE).write_text(state.replace(wait.isoformat(), "2025-01-01T00:00:00+00:00"))
    assert seen(feeds, graph, web).new == (f"{feeds[2]}#c-7",)


def test_the_pages_that_items_lead_to(here, web, graph):
    here.says["/a.rss"] = rss(
        item(f"{here.url}/1", "Envoy", "In short.", day="Fri, 09 May 2025 08:30:00 +0200"),
        item(f"{here.url}/2", "Treaty"),
        item(f"{here.url}/3", "Ferry", "In short, too."),
        item(f"{here.url}/4", "Gone", "It was."),
    )
    long = [f"{text} {text}" for text in (ENVOY, DEAL, LATER)]
    here.says["/1"], here.says["/2"] = html("Envoy", *long), html("Treaty", *reversed(long))
    here.says["/3"] = [Said("", 503), html("Ferry", long[1], long[2])]
    feed = f"{here.url}/a.rss"
    found = seen([feed], graph, web, pages=True)
    assert found.new == (f"{here.url}/1", f"{here.url}/2")
    assert [problem.document for problem in found.problems] == [f"{here.url}/3", f"{here.url}/4"]
    page = next(page for page in kept.load(graph).documents if page.url == f"{here.url}/1")
    assert page.text.count(ENVOY) == 2 and "In short" not in page.text
    assert (page.published, page.publisher) == ("2025-05-09", "The Velm Courier")
    here.paths()
    # What could not be had then is asked for again, what is not there at all is not.
    assert seen([feed], graph, web, pages=True).new == (f"{here.url}/3",)
    assert here.paths() == ["/a.rss", "/3"]
    assert lines(graph) == [f"{here.url}/4: answers 404 Not Found"]
    assert seen([feed], graph, web, pages=True).same == 1


def test_a_version_that_cannot_be_sent_back_is_not(here, web, graph):
    feeds = three(here)[:1]
    here.says["/a.rss"].marked = False
    here.says["/a.rss"].headers["ETag"] = '"\xe9"'
    assert len(seen(feeds, graph, web).new) == 1
    assert load(graph).feeds[feeds[0]].mark.etag is None
    assert seen(feeds, graph, web).problems == ()


@pytest.mark.parametrize("link", ["http://[x", "http://a b.example/", "http://127.0.0.1:1/", "x"])
def test_links_that_lead_nowhere_cost_themselves(here, web, graph, link):
    told = item("https://a.example/1", "Envoy", ENVOY)
    here.says["/a.rss"] = rss(item(link, "Nowhere", ""), told)
    here.says["/b.rss"] = rss(item(f"{here.url}/1", "Envoy", ENVOY))
    here.says["/1"] = html("Envoy", ENVOY * 3, DEAL * 2)
    found = seen([f"{here.url}/b.rss", f"{here.url}/a.rss"], graph, web, pages=True)
    assert f"{here.url}/1" in found.new and found.problems


def test_a_page_is_watched_as_a_feed_is(here, web, graph):
    here.says["/page"] = html("Envoy", ENVOY * 3, DEAL * 2)
    page = f"{here.url}/page"
    assert seen([page], graph, web).new == (page,)
    assert seen([page], graph, web).same == 1
    here.says["/page"] = html("Envoy", LATER * 3, DEAL * 2)
    assert seen([page], graph, web).changed == (page,)
    assert names(graph) == [page]


def test_nothing_to_read_leaves_all_to_the_next_time(here, web, graph):
    feeds = three(here)[:1]
    good = here.says["/a.rss"]
    here.says["/a.rss"] = rss(item("https://a.example/1", "Lettre", "Le ministre est à la mer."))
    text = "Le ministre de la mer a rencontré les pêcheurs de la ville et les a écoutés. " * 5
    here.says["/a.rss"] = rss(item("https://a.example/1", "Lettre", text))
    found = seen(feeds, graph, web)
    assert (found.made, found.new) == (None, ()) and "in French" in found.problems[0].message
    here.says["/a.rss"] = good
    assert seen(feeds, graph, web).new == ("https://a.example/1",)


def test_a_graph_that_is_deleted_is_made_anew(here, web, graph):
    feeds = three(here)
    seen(feeds, graph, web)
    for path in graph.iterdir():
        if path.name != FILE:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert len(seen(feeds, graph, web).new) == len(names(graph)) == 3


def test_a_state_that_is_broken_says_so(here, web, graph):
    graph.mkdir()
    (graph / FILE).write_text("{")
    with pytest.raises(InputError, match=r"watched\.json.*delete it"):
        seen(three(here), graph, web)


def test_two_watchers_do_not_meet(here, web, graph, monkeypatch):
    def meanwhile(*rest, **more):
        with pytest.raises(KgError, match="another kg run is watching"):
            seen(three(here), graph, web)
        raise InputError("enough")

    monkeypatch.setattr("kg.watch.watch.tellings", meanwhile)
    with pytest.raises(InputError, match="enough"):
        seen(three(here), graph, web)


def killed(graph: Path, feeds: list[str], moment: str) -> None:
    """A look that dies when it is about to call something."""
    patch = pytest.MonkeyPatch()
    patch.setattr(kg.reading.run, "extract", fake)
    patch.setattr(moment, lambda *rest, **more: os.kill(os.getpid(), 9))
    with way_of() as way:
        look(feeds, graph, Web(way, "tester/1.0", True, 0.0), pipeline=PIPELINE)


@pytest.mark.parametrize(
    ("moment", "begun"),
    [("kg.watch.watch.tellings", True), ("kg.building.files.lookup_tables.write", True),
     ("kg.watch.watch.save", False), ("kg.watch.watch.save", True), ("pathlib.Path.replace", True)],
)  # fmt: skip
def test_after_a_kill_the_next_look_adds_what_is_missing(here, web, graph, tmp_path, moment, begun):
    feeds = three(here)
    if begun:
        seen(feeds[:1], graph, web)
    assert status_of("tests.watch.test_watch", "killed", graph, feeds, moment) == -9
    found = seen(feeds, graph, web)
    assert found.problems == ()
    assert seen(feeds, graph, web).same == 3
    fresh = tmp_path / "fresh"
    if begun:
        seen(feeds[:1], fresh, web)
    seen(feeds, fresh, web)
    assert bytes_of(graph) == bytes_of(fresh)
    assert not list(graph.glob(".next")) and load(graph).items == load(fresh).items


def run(*arguments: object):
    return CliRunner().invoke(kg.cli.main, [str(argument) for argument in arguments])


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(kg.building.build, "pipeline_of", lambda options: PIPELINE)
    monkeypatch.setattr(kg.building.changing, "pipeline_of", lambda options: PIPELINE)
    return ("--allow-private", "--pause", "0", "--workers", "1", "--parses", "none")


def test_the_command_once(here, graph, quick):
    feeds = three(here)
    done = run("watch", *feeds, "-o", graph, "--once", *quick)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[:2] == [
        "3 feeds, 3 new", f"3 articles, 5 entities, 3 facts -> {graph}"
    ]  # fmt: skip
    done = run("watch", *feeds, "-o", graph, "--once", *quick)
    assert (done.exit_code, done.stdout) == (0, "3 feeds, 0 new, 3 as before\n")
    here.says["/a.rss"] = Said("", 500)
    done = run("watch", *feeds, "-o", graph, "--once", *quick)
    assert (done.exit_code, done.stdout) == (3, "3 feeds, 0 new, 2 as before, 1 not read\n")
    assert done.stderr.startswith(f"not read: {feeds[0]}: answers 500")
    assert here.asked[0][1]["User-Agent"].startswith("newskg/")


def test_the_command_goes_on_until_it_is_stopped(here, graph, quick, monkeypatch):
    feeds = three(here)
    good, waits = here.says["/c.rss"], list[float]()
    here.says["/c.rss"] = Said("", 500)

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        here.says["/c.rss"] = good
        if len(waits) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(kg.commands.watch.time, "sleep", sleep)
    done = run("watch", *feeds, "-o", graph, "--every", "15m", *quick)
    told = [line for line in done.stdout.splitlines() if line.startswith("3 feeds")]
    assert told == ["3 feeds, 2 new, 1 not read", "3 feeds, 1 new, 2 as before",
                    "3 feeds, 0 new, 3 as before"]  # fmt: skip
    assert [seconds for seconds in waits if seconds] == [900, 900, 900] and done.exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["feed.rss"],
            "'feed.rss' is no URL; give http://... or https://... (files go to `kg add`)",
        ),
        (["ftp://a.example/"], "is no URL"),
        (["https://me:secret@a.example/"], "a.example: no names and passwords in a URL"),
        (["https://a.example/", "--every", "10s"], "'10s' is no time of a minute or more"),
        (["https://a.example/", "--agent", "Käse"], "'Käse' is empty or not plain ASCII"),
        (["https://a.example/", "--every", "often"], "'often' is no time"),
    ],
)
def test_bad_usage_is_one_line(arguments, message):
    done = run("watch", *arguments)
    assert done.exit_code == 2 and message in done.stderr and "secret" not in done.stderr


def test_without_the_extra_a_line_says_which(monkeypatch):
    monkeypatch.setattr(kg.commands.watch, "find_spec", lambda name: None)
    done = run("watch", "https://a.example/feed")
    assert (done.exit_code, done.stderr) == (
        1, "kg: watching needs further packages: pip install 'newskg[feeds]'\n"
    )  # fmt: skip
