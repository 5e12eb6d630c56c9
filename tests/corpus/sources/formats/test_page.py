"""Pages: the article without its surroundings, and the facts with their origins."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.sources.draft import Draft, Raw, Sourced
from corpus.sources.formats.html import all_text, article_text, decode_html, parse
from corpus.sources.formats.page import read_page
from corpus.sources.formats.page_metadata import web_address
from corpus.sources.identity import finish, same_site
from tests.benchmarks import pages
from tests.sources_server import HTML, WORDS

URL = "https://www.example.org/news/1"
DATA = Path("../shared/data")


def read(
    head: str = "", *, linked: object = None, url: str | None = URL, body: str = HTML
) -> Sourced:
    if linked is not None:
        head += f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    raw = Raw(data=body.replace("<head>", f"<head>{head}").encode(), name="page", url=url)
    return finish(read_page(raw), raw)


def test_boilerplate_is_out_and_paragraphs_are_lines() -> None:
    lines = read().article.text.split("\n")
    assert lines[-1].endswith("Nobody objected.")
    assert lines[-2] == (WORDS * 5).strip()
    assert "Weather" not in read().article.text
    assert "rights reserved" not in read().article.text


def test_a_publisher_may_be_named_as_at_x() -> None:
    head = '<meta property="og:site_name" content="@TheExample">'
    assert read(head).article.publisher == "TheExample"


def test_every_fact_has_its_origin_and_linked_data_goes_first() -> None:
    sourced = read(
        '<link rel="canonical" href="/news/one?utm_source=x"><meta property="og:title" content="B">'
        '<meta property="og:site_name" content="The Example"><meta name="author" content="C. Dee">',
        linked={
            "@graph": [
                {"@type": "WebSite", "name": "X"},
                {
                    "@type": ["NewsArticle"],
                    "headline": "Tom &amp; Ann",
                    "author": [{"name": "Ann"}, "Tom", {"url": "https://example.org/x"}],
                    "datePublished": "2025-03-06T23:30:00-05:00",
                    "dateModified": "2025-03-08",
                    "inLanguage": "en_gb",
                },
            ]
        },
    )
    article = sourced.article
    assert article.title == "Tom & Ann"
    assert article.authors == ("Ann", "Tom")
    assert article.published == date(2025, 3, 6)
    assert article.updated == date(2025, 3, 8)
    assert article.language == "en-GB"
    assert article.publisher == "The Example"
    assert article.url == "https://www.example.org/news/one?utm_source=x"
    assert sourced.origins == {
        "title": "json-ld",
        "authors": "json-ld",
        "published": "json-ld",
        "updated": "json-ld",
        "language": "json-ld",
        "publisher": "open graph",
        "url": "html",
    }
    assert sourced.notes == ()


def test_a_date_found_twice_with_different_values_is_reported() -> None:
    sourced = read(
        '<meta property="article:published_time" content="2025-03-07">',
        linked={"@type": "Article", "datePublished": "2025-03-06"},
    )
    assert sourced.article.published == date(2025, 3, 6)
    assert sourced.notes == (
        "published: json-ld says 2025-03-06, open graph says 2025-03-07; 2025-03-06 is kept",
    )


def test_one_instant_in_two_time_zones_is_no_difference() -> None:
    sourced = read(
        '<meta property="article:published_time" content="2025-03-07T01:00:00+02:00">',
        linked={"@type": "Article", "datePublished": "2025-03-06T23:00:00Z"},
    )
    assert sourced.article.published == date(2025, 3, 6)
    assert sourced.notes == ()


def test_a_date_that_can_be_read_in_two_ways_is_not_taken() -> None:
    sourced = read('<meta name="date" content="06/03/2025">')
    assert sourced.article.published is None
    assert sourced.notes == ("published: meta says '06/03/2025', which is no clear date",)


def test_no_date_is_guessed_from_the_text_or_the_clock() -> None:
    body = HTML.replace("Nobody", "Published on March 6, 2025. Nobody")
    sourced = read(url="https://www.example.org/2025/03/06/news", body=body)
    assert sourced.article.published is None
    assert sourced.article.updated is None


def test_a_page_cannot_take_the_identity_of_another_sites_article() -> None:
    sourced = read('<link rel="canonical" href="https://www.bbc.com/news/1">')
    assert sourced.article.url == URL
    assert sourced.origins["url"] == "address"
    assert "which is another site; not taken" in sourced.notes[0]


def test_a_saved_page_has_the_canonical_address_else_none() -> None:
    link = '<link rel="canonical" href="https://www.bbc.com/news/1">'
    assert read(link, url=None).article.url == "https://www.bbc.com/news/1"
    assert read(url=None).article.url is None


@pytest.mark.parametrize(
    "linked",
    [
        [[[[]]]],
        {"@type": None, "@graph": {"@graph": [1, "a", None]}},
        {"@type": "NewsArticle", "headline": {"a": []}, "author": 7, "publisher": [[]]},
        {"@type": "NewsArticle", "url": 5, "mainEntityOfPage": {"@id": "javascript:alert(1)"}},
        {"@type": "NewsArticle", "headline": "\ud800\u0000", "inLanguage": "../../etc"},
    ],
)
def test_strange_linked_data_does_no_harm(linked: object) -> None:
    sourced = read(linked=linked)
    assert sourced.article.title == "A letter"
    assert sourced.article.url == URL
    assert sourced.article.language == "en"


def test_linked_data_that_is_no_json_does_no_harm() -> None:
    script = '<script type="application/ld+json">{} [</script>'
    assert read(script.format("{" * 5)).article.title == "A letter"
    assert read(script.format('{"a":' * 20_000)).article.title == "A letter"


def test_the_authors_address_is_not_a_name() -> None:
    head = '<meta property="article:author" content="https://facebook.com/ann">'
    assert read(head).article.authors == ()
    assert read(head + '<meta name="author" content="Ann">').article.authors == ("Ann",)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.bbc.com/a", "http://bbc.com/b", True),
        ("https://m.bbc.com/a", "https://feeds.bbc.com/b", True),
        ("https://bbc.com.evil.org/a", "https://bbc.com/b", False),
        ("https://ann.example.org/", "https://tom.example.org/", False),
        ("https://m.com/", "https://www.m.com/", True),
        ("not an address", "also not", False),
        ("http://[", "http://[", False),
    ],
)
def test_which_addresses_are_of_one_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("/b", "https://www.example.org/b"),
        ("//x.org/b", "https://x.org/b"),
        ("javascript:alert(1)", None),
        ("http://a:b@c.org/", None),
        ("http://[", None),
        ("", None),
        (5, None),
    ],
)
def test_what_is_an_address(value: object, address: str | None) -> None:
    assert web_address(value, URL) == address


def test_all_text_keeps_order_rows_and_breaks_and_leaves_scripts() -> None:
    tree = parse(
        "<p>One<br>two <b>bold</b></p><script>x</script><ul><li>three</ul>"
        "<table><tr><td>a<td>b<tr><td><p>c</p></table>after<style>y</style> all",
        "page",
    )
    assert all_text(tree) == "One\ntwo bold\nthree\na | b\nc\nafter all"


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<div>" * 100_000, "no article text"),
        ("<div><p>" + "</div>" * 50_000, "no article text"),
        ("<p>" * 30_000, "30,00"),
        ("<p " + " ".join(f"a{n}=1" for n in range(1_000)) + ">Text", "over 500 attributes"),
        ("<!-- only this -->", "no HTML that can be read"),
        ("", "no HTML that can be read"),
        ("\0\0\0 binary \x01\x02", "binary file"),
    ],
)
def test_hostile_pages_fail_with_a_reason(markup: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_page(Raw(data=markup.encode(), name="page"))
    assert said in str(caught.value)


def test_an_entity_bomb_stays_small() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    text = read(body=bomb + "]>" + HTML.replace("Nobody", "&i; Nobody")).article.text
    assert len(text) < 5_000
    assert "Nobody objected." in text


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("<meta charset=windows-1251>Москва".encode("cp1251"), None, "Москва"),
        ("<meta charset=utf-8>Москва".encode("cp1251"), "windows-1251", "Москва"),
        ("<meta charset=iso-8859-1>“Málaga”".encode("cp1252"), None, "“Málaga”"),
        ("<meta charset=iso-8859-1>Málaga".encode(), "utf-8", "Málaga"),
        ("\ufeff<meta charset=koi8-r>Málaga".encode(), "latin-1", "Málaga"),
        (b"<meta charset=unicode_escape>M\\u0041l", "idna", "M\\u0041l"),
        ("<meta charset=no-such>Málaga".encode(), "rot13", "Málaga"),
        ('<?xml version="1.0" encoding="koi8-r"?>Москва'.encode("koi8-r"), None, "Москва"),
    ],
)
def test_the_charset_is_that_of_the_header_the_page_or_the_bytes(
    data: bytes, charset: str | None, text: str
) -> None:
    assert decode_html(data, "page", charset).endswith(text)


def test_a_broken_byte_does_not_make_the_whole_page_another_language() -> None:
    raw = Raw(data=HTML.encode() + b"caf\xe9" + "é".encode() * 3, name="page", charset="utf-8")
    assert decode_html(raw.data, "page", "utf-8").endswith("caf\ufffdééé")
    body = HTML.replace("Nobody", "Éé N\ufffdbody éÉ").encode().replace(b"\xef\xbf\xbd", b"\xff")
    raw = Raw(data=body, name="page", charset="utf-8")
    assert "1 characters could not be decoded" in finish(read_page(raw), raw).notes


def test_a_draft_keeps_the_first_and_skips_what_says_nothing() -> None:
    draft = Draft()
    for value, origin in (("  ", "a"), (None, "b"), ("one\n two", "c"), ("three", "d")):
        draft.offer("title", value, origin)
    assert draft.facts == {"title": "one two"}
    assert draft.origins == {"title": "c"}


@pytest.mark.skipif(not DATA.exists(), reason="the saved pages are not here")
def test_the_articles_of_saved_news_pages_are_taken() -> None:
    folder = DATA / "pages"
    truth: Mapping[str, dict[str, str]] = json.loads((folder / "ground-truth.json").read_text())
    some = sorted(truth)[::6]
    overlaps = [
        pages.overlap(pages.extract(folder / f"{key}.html.gz"), truth[key]["articleBody"], 1)
        for key in some
    ]
    assert pages.mean_f1(overlaps) > 0.9


def test_the_balanced_extraction_stands_in_for_a_torn_one() -> None:
    tree = parse(HTML, "page")
    assert article_text(tree, "page") == article_text(tree, "page")


SEEN = (
    "The county spent 4 million crowns on the bridge last year, auditor Eva Lie wrote in a report.",
    "The council will read the report on Tuesday, and the mayor has promised to answer all of it.",
)


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        'style="display:none"',
        'style="color:red; DISPLAY : none !important"',
        'style="visibility: hidden"',
        'style="color:white;font-size:0"',
        'style="font-size: 0px; line-height: 1"',
        'style="opacity:0"',
        'style="position:absolute;left:-9999px"',
        'style="text-indent: -5000em"',
    ],
)
def test_what_nobody_sees_is_not_read(attributes: str) -> None:
    secret = (
        "The county spent 900 million crowns on the bridge, and all of it was stolen, she wrote."
    )
    page = f"<article><p>{SEEN[0]}</p><p {attributes}>{secret}</p><p>{SEEN[1]}</p></article>"
    assert article_text(parse(f"<html><body>{page}</body></html>", "page"), "page") == "\n".join(
        SEEN
    )


@pytest.mark.parametrize(
    "attributes",
    ['style="opacity:0.5"', 'style="font-size:0.9em"', 'style="left:-9px"', "class=hidden"],
)
def test_what_is_seen_is_read(attributes: str) -> None:
    page = f"<article><p>{SEEN[0]}</p><p {attributes}>{SEEN[1]}</p></article>"
    assert article_text(parse(f"<html><body>{page}</body></html>", "page"), "page") == "\n".join(
        SEEN
    )


def test_an_article_that_a_script_shows_is_read() -> None:
    page = (
        f"<article style='opacity:0'><p>{SEEN[0]}</p><p>{SEEN[1]}</p></article><footer>Us</footer>"
    )
    assert SEEN[1] in article_text(parse(f"<html><body>{page}</body></html>", "page"), "page")
