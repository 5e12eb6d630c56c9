"""No article takes the place of another: what sources say they are, from files and the network."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Article, Corpus, Options
from corpus.article import canonical_url, content_id, is_safe_id
from corpus.sources.identity import is_home_page, same_site
from tests.sources_server import LOOPBACK, Page, Server, page, redirect, serving

LOCAL = Options(allow=LOOPBACK, delay=0)
TRUE = (
    "The Tarn tunnel will close for five weeks from July, the roads agency said on Thursday. "
    "Engineer Runa Dahl found rust in fourteen of its sixty steel ribs."
)
FALSE = (
    "The Tarn tunnel will never open again, a secret report says. The mayor of Halden took "
    "forty thousand crowns from the builders, and nobody was told of it."
)


def html(text: str, title: str = "Tunnel", head: str = "") -> str:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}"
        "</article></body></html>"
    )


def rss(*items: tuple[str, str, str]) -> str:
    """A feed of links, each with its id and its content, which may be none."""
    inside = "".join(
        f"<item><title>T</title><link>{link}</link><guid isPermaLink='false'>{guid}</guid>"
        + (f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>" if text else "")
        + "<description>Short.</description></item>"
        for link, guid, text in items
    )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Evil</title>{inside}</channel></rss>"
    )


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Server, Server]]:
    """A paper, and another site."""
    with serving({}) as paper, serving({}) as other:
        yield paper, other


@pytest.fixture
def sites(servers: tuple[Server, Server], corpus: Corpus) -> tuple[str, Server, str]:
    """The address of the paper's article, which is stored; the other site; the article's id."""
    paper, other = servers
    url = f"{paper.url}/tunnel"
    other.pages.clear()
    paper.pages = {"/tunnel": page(html(TRUE)), "/": page(html("Home. " * 30, "Home"))}
    (article_id,) = corpus.add(url, options=LOCAL).added
    return url, other, article_id


def claims(url: str, article_id: str) -> dict[str, Page]:
    """The kinds of sources that can say what they are, each claiming to be the paper's article."""
    matter = f"---\nid: {article_id}\nurl: {url}\npublisher: P\n---\n{FALSE}"
    row = {"id": article_id, "url": url, "text": FALSE}
    canonical = f'<link rel="canonical" href="{url}"><meta property="og:url" content="{url}">'
    linked = json.dumps({"@type": "NewsArticle", "url": url, "headline": "T"})
    canonical += f'<script type="application/ld+json">{linked}</script>'
    table = f'id,url,text\n{article_id},{url},"{FALSE}"\n'
    return {
        "/text": page(matter, "text/plain"),
        "/markdown": page(matter, "text/markdown"),
        "/json": page(json.dumps([row]), "application/json"),
        "/object": page(json.dumps(row), "application/json"),
        "/jsonl": page(json.dumps(row) + "\n", "application/jsonl"),
        "/csv": page(table, "text/csv"),
        "/html": page(html(FALSE, head=canonical)),
    }


KINDS = ("/text", "/markdown", "/json", "/object", "/jsonl", "/csv", "/html")


def test_no_address_replaces_another_sites_article_by_itself_or_behind_a_feed(
    sites: tuple[str, Server, str], corpus: Corpus
) -> None:
    url, other, article_id = sites
    other.pages |= claims(url, article_id)
    links = [(f"{other.url}{kind}", kind, "") for kind in KINDS]
    other.pages["/feed"] = page(rss(*links), "text/xml")
    for kind in KINDS:
        other.pages[f"/away{kind}"] = redirect(f"{other.url}{kind}")
        ways = [f"{other.url}{kind}", f"{other.url}/away{kind}"]
        report = corpus.add(ways, options=LOCAL)
        assert (len(report.added), report.changed) == (1, []), kind
        assert report.added[0] not in (article_id, content_id("url", canonical_url(url)))
        assert FALSE in corpus.article(report.added[0]).text
        assert any("another site" in note.text for note in report.notes), kind
    corpus.add(f"{other.url}/feed", options=LOCAL)
    assert TRUE in corpus.article(article_id).text
    assert len(corpus.revisions(article_id)) == 1


def test_a_row_from_the_network_changes_nothing_that_is_known_of_the_same_text(
    sites: tuple[str, Server, str], corpus: Corpus
) -> None:
    _, other, _ = sites
    (added_id,) = corpus.add(Article(text=FALSE, publisher="The Lune Courier")).added
    other.pages["/rows.csv"] = page(f'text,publisher\n"{FALSE}",Evil\n', "text/csv")
    report = corpus.add(f"{other.url}/rows.csv", options=LOCAL)
    assert (len(report.added), report.changed) == (1, [])
    assert corpus.article(added_id).publisher == "The Lune Courier"
    assert corpus.add(f"{other.url}/rows.csv", options=LOCAL).unchanged == report.added


@pytest.mark.parametrize("way", ["link", "json feed", "redirect"])
def test_what_a_feed_says_of_another_sites_article_is_kept_apart_from_it(
    way: str, sites: tuple[str, Server, str], corpus: Corpus
) -> None:
    url, other, article_id = sites
    items = [{"id": url, "url": url, "content_text": FALSE}]
    feeds = {
        "link": rss((url, url, FALSE)),
        "json feed": json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}),
        "redirect": rss((url, url, FALSE)),
    }
    kind = "application/feed+json" if way == "json feed" else "application/rss+xml"
    other.pages["/real"] = page(feeds[way], kind)
    other.pages["/feed"] = redirect("/real") if way == "redirect" else other.pages["/real"]
    (added,) = corpus.add(f"{other.url}/feed", options=LOCAL).added
    assert corpus.article(added).text == FALSE
    assert corpus.article(added).url == url  # to be shown: the feed tells of it
    assert TRUE in corpus.article(article_id).text
    # Nor is the feed's own version replaced when the paper's page is read again.
    assert corpus.add(url, options=LOCAL).unchanged == [article_id]
    assert corpus.article(added).text == FALSE


def test_a_page_behind_another_sites_feed_speaks_for_itself(
    sites: tuple[str, Server, str], corpus: Corpus, servers: tuple[Server, Server]
) -> None:
    url, other, article_id = sites
    servers[0].pages["/tunnel"] = page(html(TRUE.replace("fourteen", "fifteen")))
    other.pages["/feed"] = page(rss((f"{other.url}/go", "1", "")), "text/xml")
    other.pages["/go"] = redirect(url)
    report = corpus.add(f"{other.url}/feed", options=LOCAL)
    assert report.changed == [article_id]
    article = corpus.article(article_id)
    assert ("fifteen" in article.text, article.publisher, article.title) == (True, None, "Tunnel")


def test_an_open_redirect_at_the_paper_does_not_lend_its_name(
    sites: tuple[str, Server, str], corpus: Corpus, servers: tuple[Server, Server]
) -> None:
    url, other, article_id = sites
    other.pages |= claims(url, article_id)
    servers[0].pages["/out"] = redirect(f"{other.url}/html")
    (added,) = corpus.add(f"{servers[0].url}/out", options=LOCAL).added
    assert corpus.article(added).url == f"{other.url}/html"
    assert TRUE in corpus.article(article_id).text


def test_a_site_may_say_which_of_its_own_addresses_an_article_has(
    sites: tuple[str, Server, str], corpus: Corpus, servers: tuple[Server, Server]
) -> None:
    url, _, article_id = sites
    servers[0].pages["/amp"] = page(html(TRUE, head=f'<link rel="canonical" href="{url}">'))
    servers[0].pages["/md"] = page(f"---\nurl: {url}\n---\n{TRUE}", "text/markdown")
    report = corpus.add([f"{servers[0].url}/amp", f"{servers[0].url}/md"], options=LOCAL)
    assert {*report.unchanged, *report.changed} == {article_id}


def test_a_canonical_address_that_says_nothing_is_no_identity(
    corpus: Corpus, servers: tuple[Server, Server], tmp_path: Path
) -> None:
    paper, _ = servers
    for n, canonical in enumerate(("", "/", "/index.html", "/en/", "/shared")):
        head = f'<link rel="canonical" href="{paper.url}{canonical}">'
        (tmp_path / str(n)).mkdir()
        for name, text in (("a1", TRUE), ("a2", FALSE)):
            paper.pages[f"/{n}{name}"] = page(html(text, head=head))
            (tmp_path / str(n) / f"{name}.html").write_text(html(f"File {n}. {text}", head=head))
        report = corpus.add([f"{paper.url}/{n}a1", f"{paper.url}/{n}a2"], options=LOCAL)
        assert len(report.added) == 2, canonical
        again = corpus.add([f"{paper.url}/{n}a2", f"{paper.url}/{n}a1"], options=LOCAL)
        assert sorted(again.unchanged) == sorted(report.added), canonical
        if canonical != "/shared":
            assert len(corpus.add(tmp_path / str(n)).added) == 2, canonical
            (tmp_path / str(n) / "a1.html").unlink()  # what came second does not move up
            assert len(corpus.add(tmp_path / str(n)).unchanged) == 1, canonical
    assert corpus.count() == 18


def test_files_that_share_what_they_say_they_are_stay_apart(corpus: Corpus, tmp_path: Path) -> None:
    for n in (1, 2):
        notice = f"Notice {n}: the court fined a ship {n}00 crowns."
        (tmp_path / f"{n}.md").write_text(f"---\nid: 1\n---\n{notice}")
        (tmp_path / f"{n}.csv").write_text(f"id,text\n1,{notice} Row.\n2,{notice} Row two.\n")
        (tmp_path / f"{n}.json").write_text(json.dumps({"id": 1, "text": f"{notice} Object."}))
        rows = [
            {"url": "https://court.example/notices", "text": f"{notice} Line {i}."} for i in "ab"
        ]
        (tmp_path / f"{n}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    report = corpus.add(tmp_path)
    assert (len(report.added), report.changed) == (12, [])
    assert len(corpus.add(tmp_path).unchanged) == 12
    (tmp_path / "1.csv").write_text("id,text\n1,The court fined a ship 900 crowns.\n")
    assert len(corpus.add(tmp_path / "1.csv").changed) == 1


def test_a_file_of_the_users_may_say_what_it_is(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\nid: tunnel.2025\n---\n{TRUE}")
    assert corpus.add(tmp_path / "a.md").added == ["tunnel.2025"]
    (tmp_path / "b.md").write_text(f"---\nid: tunnel.2025\n---\n{TRUE} More came.")
    assert corpus.add(tmp_path / "b.md").changed == ["tunnel.2025"]
    (tmp_path / "c.md").write_text(f"---\nurl: https://tide.example/c\n---\n{FALSE}")
    (added,) = corpus.add(tmp_path / "c.md").added
    assert added == Article(text="x", url="https://tide.example/c").id


UNSAFE = ("a;rm -rf ~", "a\x1b[31m", "$(id)", "a b", "-v", "~root", "a`id`", "a|b", "a>b", "a'b")


def test_an_id_is_safe_to_print_and_paste(corpus: Corpus, tmp_path: Path) -> None:
    for n, bad in enumerate(UNSAFE):
        assert not is_safe_id(bad)
        (tmp_path / f"{n}.md").write_text(f"---\nid: {json.dumps(bad)}\n---\n{n}. {TRUE}")
    given = [Article(text=TRUE, id=bad) for bad in UNSAFE]
    report = corpus.add([*given, Article(text=FALSE, id="safe-1.b:c_d")])
    assert report.added == ["safe-1.b:c_d"]
    assert all(
        "letters, digits" in failure.reason and failure.reason.isprintable()
        for failure in report.failed
    )
    assert len(report.failed) == len(UNSAFE)
    report = corpus.add(tmp_path)
    assert len(report.added) == len(UNSAFE)
    assert all(map(is_safe_id, report.added))


def test_an_id_of_former_times_still_resolves(corpus: Corpus, tmp_path: Path) -> None:
    old = Article(text=TRUE, id="foi 2025;1")
    with Corpus.open(tmp_path / "old") as before:
        # As version 1 stored it: the library takes any id, what is added does not.
        store = before._store
        from corpus.text.chunking import chunk_article

        chunks = chunk_article(old)
        store.library.put(old, chunks, store.embed(chunks))
        lines = list(before.export_lines())
        assert before.add(Article(text=TRUE + " More.", id=old.id)).changed == [old.id]
    assert corpus.import_lines(lines).added == [old.id]
    assert corpus.resolve("foi") == old.id
    assert corpus.article(old.id, old.revision).text == TRUE
    assert corpus.search("rust in steel ribs")[0].article_id == old.id
    corpus.remove(old.id)
    assert corpus.count() == 0


def test_entries_of_a_feed_that_lead_to_its_home_page_are_articles_of_their_own(
    corpus: Corpus, servers: tuple[Server, Server]
) -> None:
    paper, _ = servers
    items = ((f"{paper.url}/", "1", TRUE), (f"{paper.url}/", "2", FALSE))
    paper.pages["/feed"] = page(rss(*items), "text/xml")
    report = corpus.add(f"{paper.url}/feed", options=LOCAL)
    assert len(report.added) == 2
    paper.pages["/feed"] = page(rss(items[1], (f"{paper.url}/", "3", TRUE + " More.")), "text/xml")
    again = corpus.add(f"{paper.url}/feed", options=LOCAL)
    assert (len(again.added), len(again.unchanged), again.changed) == (1, 1, [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://news.paper.example/a", "https://www.paper.example/b", True),
        ("https://news.paper.example/a", "http://paper.example/b", True),
        ("https://ann.blogs.example/a", "https://tom.blogs.example/b", False),
        ("https://amp.blogs.example/a", "https://tom.blogs.example/b", False),
        ("https://paper.example:8443/a", "https://paper.example/b", False),
        ("https://paper.example:443/a", "http://paper.example:80/b", True),
        ("https://evilpaper.example/a", "https://paper.example/b", False),
        ("https://paper.example.evil.example/", "https://paper.example/b", False),
        ("http://127.0.0.1:1/a", "http://127.0.0.1:2/a", False),
        ("http://localhost/a", "http://a.localhost/a", False),
        ("https://paper.example:x/", "https://paper.example/", True),
    ],
)
def test_which_hosts_are_one_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same_site(other, one) is same


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://tide.example", True),
        ("https://tide.example/index.php", True),
        ("https://tide.example/de-AT/", True),
        ("https://tide.example/en/index.html#top", True),
        ("https://tide.example/?p=12", False),
        ("https://tide.example/a", False),
        ("https://tide.example/index/story", False),
        ("http://[", False),
    ],
)
def test_which_addresses_are_home_pages(url: str, home: bool) -> None:
    assert is_home_page(url) is home
