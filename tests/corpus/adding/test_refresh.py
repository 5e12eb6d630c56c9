"""Refreshing: what was added by address is read again, politely, and nothing is lost by it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Article, Corpus, InvalidInput, Options, RefreshReport, StoreError
from tests.sources_server import LOOPBACK, Handler, Page, Server, page, serving

BACKENDS = ("files", "servers")
LOCAL = Options(allow=LOOPBACK, delay=0)
WORDS = "The council met on Thursday and agreed to send the letter to all members. " * 5


def article(words: str = WORDS, title: str = "A letter") -> str:
    return (
        f"<html lang=en><head><title>{title}</title></head><body><nav>Home Sport</nav><article>"
        f"<h1>{title}</h1><p>{words}</p><p>Nobody objected to that at all.</p></article>"
        "</body></html>"
    )


def feed(url: str, *names: str, content: str = "") -> str:
    items = "".join(
        f"<item><title>Entry {name}</title><link>{url}/{name}</link>"
        f"<pubDate>Thu, 06 Mar 2025 10:00:00 GMT</pubDate><description>Short {name}.</description>"
        f"{content}</item>"
        for name in names
    )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The Paper</title><link>{url}</link>{items}</channel></rss>"
    )


def tagged(text: str) -> Page:
    """A page with an ETag, which is not sent again to who has it."""
    tag = f'"{hash(text):x}"'

    def answer(handler: Handler) -> None:
        if handler.headers["If-None-Match"] == tag:
            handler.send(b"", status=304)
        else:
            handler.send(text.encode(), "text/html; charset=utf-8", ETag=tag)

    return answer


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({}) as running:
        yield running


def refreshed(corpus: Corpus, *, every: bool = False) -> RefreshReport:
    return corpus.refresh(options=LOCAL, every=every)


def counts(report: RefreshReport) -> tuple[int, ...]:
    names = ("added", "changed", "unchanged", "gone", "failed")
    return tuple(len(getattr(report, name)) for name in names)


def test_a_page_that_changed_is_a_new_revision(corpus: Corpus, server: Server) -> None:
    server.pages["/a"] = tagged(article())
    (added,) = corpus.add(f"{server.url}/a", options=LOCAL).added
    assert counts(refreshed(corpus)) == (0, 0, 1, 0, 0)
    assert server.asked[-1][1]["If-None-Match"]
    server.pages["/a"] = tagged(article(WORDS.replace("letter", "parcel")))
    report = refreshed(corpus)
    assert report.changed == [added]
    assert not report.quiet
    assert "parcel" in corpus.article(added).text
    assert len(corpus.revisions(added)) == 2
    assert refreshed(corpus).quiet
    assert corpus.check().problems == ()


def test_a_page_that_is_gone_stays_and_is_marked_until_it_is_back(
    corpus: Corpus, server: Server
) -> None:
    url = f"{server.url}/a"
    server.pages["/a"] = page(article())
    (added,) = corpus.add(url, options=LOCAL).added
    del server.pages["/a"]
    report = refreshed(corpus)
    assert (report.gone, report.failed) == ([url], [])
    assert corpus.article(added).title == "A letter"
    assert corpus.gone(added) == url
    assert refreshed(corpus).quiet
    server.pages["/a"] = page(article())
    assert refreshed(corpus).unchanged == [added]
    assert corpus.gone(added) is None


def test_what_was_never_there_is_not_remembered(corpus: Corpus, server: Server) -> None:
    assert len(corpus.add(f"{server.url}/none", options=LOCAL).failed) == 1
    assert corpus.addresses() == []


def test_a_page_that_fails_keeps_its_article_and_says_so_each_time(
    corpus: Corpus, server: Server
) -> None:
    server.pages["/a"] = page(article())
    (added,) = corpus.add(f"{server.url}/a", options=LOCAL).added
    server.pages["/a"] = lambda handler: handler.send(b"", status=500)
    for _ in range(2):
        report = refreshed(corpus)
        assert [failure.source for failure in report.failed] == [f"{server.url}/a"]
        assert corpus.article(added).title == "A letter"


def test_a_feed_brings_what_is_new_and_pages_are_asked_once(corpus: Corpus, server: Server) -> None:
    server.pages |= {f"/{name}": tagged(article(WORDS, name)) for name in ("one", "two")}
    server.pages["/feed"] = tagged(feed(server.url, "one"))
    report = corpus.add(f"{server.url}/feed", options=LOCAL)
    assert len(report.added) == 1
    (one,) = corpus.articles()
    assert corpus.origins(one.id)["title"] == "html"
    assert corpus.origins(one.id)["published"] == "feed"
    corpus.add(f"{server.url}/one", options=LOCAL)
    server.pages["/feed"] = tagged(feed(server.url, "one", "two"))
    server.asked.clear()
    assert counts(refreshed(corpus)) == (1, 0, 1, 0, 0)
    assert sorted(server.paths) == ["/feed", "/one", "/robots.txt", "/two"]
    assert [
        address.url[len(server.url) :] for address in corpus.addresses() if not address.followed
    ] == [
        "/feed",
        "/one",
    ]
    # The page by itself says nothing of its date; what the feed said stays.
    assert str(corpus.article(one.id).published) == "2025-03-06"


def test_pages_that_left_their_feed_are_read_again_when_all_are(
    corpus: Corpus, server: Server
) -> None:
    server.pages |= {"/one": tagged(article()), "/robots.txt": page("User-agent: *", "text/plain")}
    server.pages["/feed"] = page(feed(server.url, "one"), "application/rss+xml")
    (one,) = corpus.add(f"{server.url}/feed", options=LOCAL).added
    server.pages["/feed"] = page(feed(server.url, "none"), "application/rss+xml")
    server.pages["/one"] = page(article(WORDS.replace("letter", "parcel")))
    assert one not in refreshed(corpus).changed
    assert refreshed(corpus, every=True).changed == [one]
    assert corpus.origins(one)["published"] == "feed"
    server.pages["/robots.txt"] = page("User-agent: *\nDisallow: /", "text/plain")
    (refused,) = refreshed(corpus, every=True).failed
    assert "robots.txt" in refused.reason


def test_a_summary_never_takes_the_place_of_an_article(corpus: Corpus, server: Server) -> None:
    server.pages |= {"/one": page(article())}
    server.pages["/feed"] = page(feed(server.url, "one"), "application/rss+xml")
    (one,) = corpus.add(f"{server.url}/feed", options=LOCAL).added
    whole = corpus.article(one)
    server.pages["/one"] = lambda handler: handler.send(b"", status=500)
    assert counts(refreshed(corpus)) == (0, 0, 0, 0, 1)
    again = corpus.add(f"{server.url}/feed", options=LOCAL)
    assert again.unchanged == [one]
    assert "the text that is stored stays" in again.notes[0].text
    del server.pages["/one"]
    assert refreshed(corpus).gone == [f"{server.url}/one"]
    assert corpus.article(one) == whole


def test_a_summary_gives_way_to_a_newer_one_and_to_the_article(
    corpus: Corpus, server: Server
) -> None:
    server.pages["/feed"] = page(feed(server.url, "one"), "application/rss+xml")
    (one,) = corpus.add(f"{server.url}/feed", options=LOCAL).added
    assert corpus.article(one).text == "Short one."
    newer = feed(server.url, "one").replace("Short one.", "Short and new.")
    server.pages["/feed"] = page(newer, "application/rss+xml")
    assert refreshed(corpus).changed == [one]
    server.pages["/one"] = page(article())
    assert refreshed(corpus).changed == [one]
    assert "The council met" in corpus.article(one).text
    assert "text" not in corpus.origins(one)


def test_a_feed_that_is_not_followed_stays_so(corpus: Corpus, server: Server) -> None:
    server.pages |= {"/one": page(article()), "/two": page(article())}
    server.pages["/feed"] = tagged(feed(server.url, "one"))
    options = Options(allow=LOOPBACK, delay=0, follow=False)
    corpus.add(f"{server.url}/feed", options=options)
    assert counts(refreshed(corpus)) == (0, 0, 0, 0, 0)
    server.pages["/feed"] = tagged(feed(server.url, "one", "two"))
    assert len(refreshed(corpus).added) == 1
    assert set(server.paths) == {"/feed"}


def test_a_table_is_read_again_by_its_columns(corpus: Corpus, server: Server) -> None:
    server.pages["/t.csv"] = page("story\nThe ferry sails at nine.\n", "text/csv")
    options = Options(allow=LOOPBACK, delay=0, fields={"text": "story"})
    corpus.add(f"{server.url}/t.csv", options=options)
    server.pages["/t.csv"] = page("story\nThe ferry sails at ten.\n", "text/csv")
    assert counts(refreshed(corpus)) == (1, 0, 0, 0, 0)


def test_a_list_of_feeds_is_read_again_with_its_feeds(corpus: Corpus, server: Server) -> None:
    whole = "<content:encoded>All of it.</content:encoded>"
    outline = f'<opml><body><outline xmlUrl="{server.url}/feed"/></body></opml>'
    server.pages["/list"] = tagged(outline)
    server.pages["/feed"] = page(feed(server.url, "one", content=whole), "application/rss+xml")
    corpus.add(f"{server.url}/list", options=LOCAL)
    server.asked.clear()
    server.pages["/feed"] = page(feed(server.url, "one", "two", content=whole), "text/xml")
    assert counts(refreshed(corpus)) == (1, 0, 1, 0, 0)
    assert sorted(server.paths) == ["/feed", "/list"]


def test_what_was_removed_stays_away_until_it_is_added(corpus: Corpus, server: Server) -> None:
    whole = "<content:encoded>All of it.</content:encoded>"
    server.pages["/feed"] = page(feed(server.url, "one", content=whole), "application/rss+xml")
    server.pages["/a"] = page(article())
    one, letter = corpus.add([f"{server.url}/feed", f"{server.url}/a"], options=LOCAL).added
    corpus.remove(one)
    corpus.remove(letter)
    assert refreshed(corpus).quiet
    assert corpus.articles() == []
    assert [address.feed for address in corpus.addresses()] == [True]
    assert corpus.add(f"{server.url}/feed", options=LOCAL).added == [one]
    assert refreshed(corpus).unchanged == [one]


def test_an_address_is_forgotten(corpus: Corpus, server: Server) -> None:
    server.pages["/a"] = page(article())
    (added,) = corpus.add(f"{server.url}/a", options=LOCAL).added
    corpus.forget(f"{server.url}/a")
    server.asked.clear()
    assert refreshed(corpus).quiet
    assert server.asked == []
    assert corpus.article(added)
    with pytest.raises(InvalidInput, match="is not among the addresses"):
        corpus.forget(f"{server.url}/a")


def test_two_refreshes_do_not_run_at_once(corpus: Corpus, server: Server) -> None:
    let_go = threading.Event()
    server.pages["/a"] = page(article())
    corpus.add(f"{server.url}/a", options=LOCAL)
    asked = threading.Event()

    def slow(handler: Handler) -> None:
        asked.set()
        let_go.wait(20)
        handler.send(article().encode())

    server.pages["/a"] = slow
    first = threading.Thread(target=refreshed, args=(corpus,))
    first.start()
    assert asked.wait(20)
    with Corpus.open(corpus.home) as other, pytest.raises(StoreError, match="left alone"):
        refreshed(other)
    let_go.set()
    first.join()
    assert refreshed(corpus).quiet


def test_articles_and_files_are_not_refreshed(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry sails at nine.")
    corpus.add([Article(text="A comet came.", url="https://news.example/1"), tmp_path / "a.txt"])
    assert corpus.addresses() == []
    assert str(refreshed(corpus)) == "nothing to add"
