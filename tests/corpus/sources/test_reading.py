"""One way in: files, folders, patterns, standard input, pages, feeds and lists of feeds."""

import gzip
import io
import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import corpus.sources
from corpus.article import content_id
from corpus.errors import SourceError
from corpus.reports import Failure
from corpus.sources import Item, Options, Sourced, Visit, find_files, read, read_file
from tests.corpus.sources.formats.test_documents import pdf, word
from tests.sources_server import HTML, LOOPBACK, Page, Server, page, redirect, serving

LOCAL = Options(allow=LOOPBACK, delay=0, seconds=5)


def articles(items: Iterator[Item]) -> list[Sourced]:
    return [item for item in items if isinstance(item, Sourced)]


def failures(items: Iterator[Item]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Failure)]


def feed(base: str, content: str = "") -> str:
    whole = f"<content:encoded><![CDATA[<p>{content}</p>]]></content:encoded>" if content else ""
    items = "".join(
        f"<item><title>{name}</title><link>{base}/{name}</link><description>Short {name}."
        f"</description>{whole}<pubDate>Thu, 06 Mar 2025 10:00:00 GMT</pubDate></item>"
        for name in ("one", "two")
    )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The Example</title>{items}</channel></rss>"
    )


def test_the_public_names() -> None:
    assert sorted(corpus.sources.__all__) == [
        "Item", "Options", "SourceParser", "Sourced", "Visit", "find_files", "read", "read_file",
    ]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "no.txt").write_text("Hidden.")
    (tmp_path / "a.md").write_text("# Head\n\nMarkdown words.")
    (tmp_path / "below" / "b.html").write_text(HTML)
    (tmp_path / "below" / "c.docx").write_bytes(word("Word words."))
    (tmp_path / "d.pdf").write_bytes(pdf())
    (tmp_path / "e.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\nnot this\n')
    (tmp_path / "f.opml").write_text("<opml/>")
    (tmp_path / "g.txt").write_bytes(b"\0\1\2 binary")
    (tmp_path / "h.zip").write_bytes(b"PK")
    return tmp_path


def test_a_folder_is_read_with_all_below_it_and_nothing_stops_it(folder: Path) -> None:
    items = list(read(folder))
    assert [Path(item.source).name for item in items if isinstance(item, Sourced)] == [
        "a.md", "d.pdf", "e.jsonl:1", "e.jsonl:2", "b.html", "c.docx",
    ]  # fmt: skip
    assert [Path(item.source).name for item in items if isinstance(item, Failure)] == [
        "e.jsonl:3", "g.txt",
    ]  # fmt: skip


def test_an_article_of_a_file_is_its_path(folder: Path) -> None:
    (sourced,) = articles(read(folder / "a.md"))
    assert sourced.article.id == content_id("path", str((folder / "a.md").resolve()))
    assert sourced.article.title == "Head"
    assert sourced.origins == {"title": "heading"}
    assert read_file(folder / "a.md") == sourced.article


def test_links_that_go_round_are_not_followed(folder: Path) -> None:
    (folder / "below" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "below" / "self.txt").symlink_to(folder / "below" / "self.txt")
    assert len(list(read(folder))) == 8
    (problem,) = failures(read(folder / "below" / "self.txt"))
    assert "cannot be read" in problem


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read_is_told_of(folder: Path) -> None:
    (folder / "below").chmod(0)
    assert any("below cannot be read" in reason for reason in failures(read(folder)))
    (folder / "below").chmod(0o700)


def test_patterns(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(articles(read(str(folder / "*.md")))) == 1
    assert len(articles(read(str(folder / "**" / "*.html")))) == 1
    assert len(articles(read(str(folder / "b*")))) == 2
    assert "matches no file" in failures(read(str(folder / "*.nothing")))[0]
    monkeypatch.chdir(folder)
    assert len(articles(read("below/*"))) == 2
    (folder / "what[1]?.txt").write_text("Odd name.")
    assert len(articles(read("what[1]?.txt"))) == 1


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n ", "is empty"),
        ("a.txt", b"x" * 20_000_001, "more than 20 MB"),
        ("a.xyz", b"words", "not of a kind that can be read"),
        ("a.pdf", b"words", "not of a kind that can be read"),
        ("a.docx", b"words", "not of a kind that can be read"),
        ("a.txt", gzip.compress(b"words", mtime=0), "is an archive"),
        ("a.doc.txt", b"\xd0\xcf\x11\xe0" + b"x" * 600, "old Office file"),
        ("a.txt", b"PK\x03\x04words", "is an archive"),
        ("a.xml", b"words", "no feed: there is no XML in it"),
        ("a.md", b"---\ntitle: [a: b\n---\nWords.", "not valid YAML"),
        ("a.md", b"---\ntitle: [1, 2]\n---\nWords.", "title of"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (problem,) = failures(read(path))
    assert said in problem
    with pytest.raises(SourceError):
        read_file(path)


def test_front_matter_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    names = "abcdefghijk"
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise(names)
    )
    (tmp_path / "bomb.md").write_text(f"---\n{bomb}title: *k\n---\nWords.")
    (problem,) = failures(read(tmp_path / "bomb.md"))
    assert "is a list, not a string" in problem


def test_what_is_not_there_and_what_is_no_path(tmp_path: Path) -> None:
    assert "No such file" in failures(read(tmp_path / "none.txt"))[0]
    assert failures(read("a\0b.txt"))
    for nothing in ("", " \n"):
        assert "the source is empty" in failures(read(nothing))[0]
    assert failures(read("x" * 5_000 + ".txt"))
    assert "not an http or https address" in failures(read("file:///etc/passwd"))[0]
    assert list(find_files(tmp_path / "none.txt")) == [tmp_path / "none.txt"]
    with pytest.raises(SourceError, match="holds no file of a kind"):
        list(find_files(tmp_path))


def test_a_reason_is_one_line_without_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "bad\nname\x1b[31m.txt"
    path.write_bytes(b"")
    (item,) = read(path)
    assert isinstance(item, Failure)
    assert item.reason.isprintable()
    assert item.source.isprintable()


@pytest.mark.parametrize(
    ("text", "count"),
    [("Plain words.", 1), ("[Music] and words.", 1), (HTML, 1),
     ('{"text": "a"}\n{"text": "b"}\n', 2),
     ('[{"text": "a"},\n {"text": "b"}]', 2), (feed("https://example.org"), 2)],
)  # fmt: skip
def test_standard_input(monkeypatch: pytest.MonkeyPatch, text: str, count: int) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    sourced = articles(read("-"))
    assert len(sourced) == count
    assert len({one.article.id for one in sourced}) == count


def test_standard_input_without_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    assert failures(read("-")) == ["standard input is empty"]


def test_a_page_is_its_address_and_its_visit_comes_last() -> None:
    with serving({"/a": page(ETag='"1"'), "/old": redirect("/a")}) as server:
        sourced, visit = read(f"{server.url}/old", LOCAL)
        assert isinstance(sourced, Sourced)
        assert sourced.article.url == f"{server.url}/a"
        assert sourced.origins["url"] == "address"
        assert sourced.article.published is None
        assert visit == Visit(f"{server.url}/old", "read", etag='"1"')


def test_a_page_that_is_gone_or_unchanged() -> None:
    with serving({"/same": lambda handler: handler.send(b"", status=304)}) as server:
        visit, problem = read(f"{server.url}/none", LOCAL)
        assert isinstance(problem, Failure)
        assert visit == Visit(f"{server.url}/none", "gone")
        same = f"{server.url}/same"
        earlier = Visit(same, "read", etag='"1"')
        options = Options(allow=LOOPBACK, visits={same: earlier})
        assert list(read(same, options)) == [Visit(same, "unchanged", etag='"1"')]
        assert server.asked[-1][1]["If-None-Match"] == '"1"'


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (page(pdf(), "text/html"), "The council met 0"),
        (page(word("Words."), "text/plain"), "Words."),
        (page("Plain words.", "text/plain"), "Plain words."),
        (page("Zażółć".encode("cp1250"), "text/plain; charset=windows-1250"), "Zażółć"),
        (page('{"text": "From JSON."}', "application/json"), "From JSON."),
    ],
)
def test_the_bytes_say_what_an_answer_is(answer: Page, text: str) -> None:
    with serving({"/a": answer}) as server:
        (sourced,) = articles(read(f"{server.url}/a", LOCAL))
        assert sourced.article.text.startswith(text)


@pytest.mark.parametrize("kind", ["image/png", "application/zip", "video/mp4", "text/css"])
def test_an_answer_of_another_kind_is_refused(kind: str) -> None:
    with serving({"/a": page(b"\x89PNG", kind)}) as server:
        assert (
            f"not of a kind that can be read ({kind})"
            in failures(read(f"{server.url}/a", LOCAL))[0]
        )


def feed_server(**pages: Page) -> dict[str, Page]:
    return {f"/{name}": answer for name, answer in pages.items()}


def test_a_feed_with_whole_articles_is_enough() -> None:
    with serving({}) as server:
        server.pages["/feed"] = page(feed(server.url, "All of it."), "text/xml", ETag='"f"')
        *items, visit = read(f"{server.url}/feed", LOCAL)
        texts = [item.article.text for item in items if isinstance(item, Sourced)]
        assert texts == ["All of it.", "All of it."]
        assert visit == Visit(f"{server.url}/feed", "read", feed=True, etag='"f"')
        assert server.paths == ["/feed"]


def summaries(server: Server) -> None:
    server.pages["/feed"] = page(feed(server.url), "application/rss+xml", ETag='"f"')


def test_a_summary_is_followed_to_its_page_and_stands_in_where_that_fails() -> None:
    with serving(feed_server(one=page())) as server:
        summaries(server)
        one, seen, two, visit = read(f"{server.url}/feed", LOCAL)
        assert seen == Visit(f"{server.url}/one", "read", followed=True)
        assert isinstance(one, Sourced)
        assert isinstance(two, Sourced)
        assert one.article.text.endswith("Nobody objected.")
        assert str(one.article.published) == "2025-03-06"
        assert one.origins["published"] == "feed"
        assert one.origins["title"] == "html"
        assert two.article.text == "Short two."
        assert "only the feed's summary: " in two.notes[0]
        assert "gone" in two.notes[0]
        assert visit == Visit(f"{server.url}/feed", "read", feed=True)
        assert server.paths.count("/robots.txt") == 1


def test_an_entry_that_has_not_changed_is_not_sent_again() -> None:
    with serving(feed_server(one=lambda handler: handler.send(b"", status=304))) as server:
        summaries(server)
        link = f"{server.url}/one"
        earlier = Visit(link, "read", etag='"1"')
        options = Options(allow=LOOPBACK, delay=0, visits={link: earlier})
        items = list(read(f"{server.url}/feed", options))
        assert items[0] == Visit(link, "unchanged", etag='"1"')


def test_a_feed_is_not_followed_when_told_so_nor_from_a_file(tmp_path: Path) -> None:
    with serving(feed_server(one=page(), two=page())) as server:
        summaries(server)
        sourced = articles(read(f"{server.url}/feed", Options(allow=LOOPBACK, follow=False)))
        assert [one.notes for one in sourced] == [("only the feed's summary",)] * 2
        assert server.paths == ["/feed"]
        (tmp_path / "feed.rss").write_text(feed(server.url))
        assert len(articles(read(tmp_path / "feed.rss", LOCAL))) == 2
        assert server.paths == ["/feed"]


def test_a_feed_cannot_lead_inside() -> None:
    with serving({}) as server:
        inside = server.url.replace("127.0.0.1", "127.0.0.2")
        server.pages["/feed"] = page(feed(inside), "application/rss+xml")
        sourced = articles(read(f"{server.url}/feed", LOCAL))
        assert [one.article.text for one in sourced] == ["Short one.", "Short two."]
        assert all("which is this machine itself" in str(one.notes) for one in sourced)


def test_a_list_of_feeds_is_read_feed_by_feed(tmp_path: Path) -> None:
    with serving({}) as server:
        server.pages["/feed"] = page(feed(server.url, "All."), "text/xml")
        server.pages["/list"] = page(
            f'<opml><body><outline xmlUrl="{server.url}/list"/></body></opml>', "text/x-opml"
        )
        outlines = "".join(
            f'<outline xmlUrl="{url}"/>'
            for url in (f"{server.url}/none", f"{server.url}/list", f"{server.url}/feed", "x:y")
        )
        (tmp_path / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>")
        items = list(read(tmp_path / "feeds.opml", LOCAL))
        assert len([item for item in items if isinstance(item, Sourced)]) == 2
        reasons = [item.reason for item in items if isinstance(item, Failure)]
        assert ["is gone" in reasons[0], "within a list" in reasons[1]] == [True, True]
        assert "not an http or https address" in reasons[2]


@pytest.mark.parametrize("text", ["All.", ""], ids=["texts", "pages"])
def test_of_a_feed_with_too_many_entries_the_first_are_read_and_it_is_told(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("corpus.sources.reading.MOST_ENTRIES", 1)
    with serving({}) as server:
        server.pages["/one"] = page("<article><p>The page has words.</p></article>", "text/html")
        server.pages["/feed"] = page(feed(server.url, text), "application/rss+xml")
        (sourced,) = articles(read(f"{server.url}/feed", LOCAL))
    assert sourced.article.text == (text or "The page has words.")
    assert "the first 1 of 2 entries of the feed were read" in sourced.notes


def test_of_a_list_with_too_many_feeds_the_first_are_read_and_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.sources.reading.MOST_FEEDS", 1)
    with serving({}) as server:
        server.pages["/feed"] = page(feed(server.url, "All."), "text/xml")
        outlines = "".join(f'<outline xmlUrl="{server.url}/{name}"/>' for name in ("feed", "b"))
        (tmp_path / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>")
        items = list(read(tmp_path / "feeds.opml", LOCAL))
    assert len(articles(iter(items))) == 2
    assert "the first 1 of 2 feeds were read; split the list" in failures(iter(items))[0]
