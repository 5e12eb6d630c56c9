"""The article: checked when it is made, identified by where it is from or what it says."""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article, InvalidArticle
from corpus.article import canonical_url, content_id

ONE_PAGE = [
    "https://news.example/a?x=1",
    "HTTPS://News.Example/a?x=1",
    "https://news.example:443/a?x=1#top",
    " https://news.example/a?utm_source=feed&x=1&fbclid=2 ",
]


def test_addresses_of_one_page_are_one_article() -> None:
    assert len({Article(text="Text.", url=url).id for url in ONE_PAGE}) == 1


def test_other_addresses_are_other_articles() -> None:
    urls = [
        "https://news.example/a?x=2", "http://news.example/a?x=1", "https://news.example/A?x=1",
        "https://news.example:8443/a?x=1", "https://news.example/a/?x=1",
    ]  # fmt: skip
    assert len({Article(text="Text.", url=url).id for url in [*urls, ONE_PAGE[0]]}) == 6


def test_without_an_address_the_text_is_the_identity() -> None:
    article = Article(text="Text.", title="One")
    assert article.id == Article(text="Text.", title="Two").id == content_id("text", "Text.")
    assert article.id != Article(text="Text!").id
    assert len(article.id) == 16


def test_the_revision_is_the_sha256_of_the_text() -> None:
    assert Article(text="é 字").revision == hashlib.sha256("é 字".encode()).hexdigest()


def test_blank_facts_are_unknown() -> None:
    article = Article(text="Text.", title=" ", url="", publisher="\n", language="")
    assert article == Article(text="Text.")
    assert article.title is article.url is article.publisher is article.language is None


def test_a_moment_becomes_its_day() -> None:
    moment = datetime(2025, 3, 6, 23, 59, tzinfo=UTC)
    assert Article(text="T.", published=moment).published == date(2025, 3, 6)
    assert type(Article(text="T.", published=moment).published) is date


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"text": ""}, "has no text"),
        ({"text": " \n\t"}, "has no text"),
        ({"text": None}, "text is None"),
        ({"text": b"bytes"}, "not a string"),
        ({"text": "a\0b"}, "text holds a NUL character at 1"),
        ({"text": "a\ud800"}, "text holds a lone surrogate at 1"),
        ({"title": "a\0"}, "title holds a NUL"),
        ({"title": 5}, "title is 5"),
        ({"publisher": "\udfff"}, "publisher holds a lone surrogate"),
        ({"authors": "Jane Doe"}, "a string; give a list"),
        ({"authors": [5]}, "author is 5"),
        ({"authors": ["\0"]}, "author holds a NUL"),
        ({"published": "2025-03-06"}, "published is '2025-03-06'"),
        ({"updated": 5}, "updated is 5"),
        ({"url": "ftp://news.example/"}, "not an http or https address"),
        ({"url": "javascript:alert(1)"}, "not an http or https address"),
        ({"url": "news.example/a"}, "not an http or https address"),
        ({"url": "http://[broken"}, "not an http or https address"),
        ({"url": "https://"}, "not an http or https address"),
        ({"id": "\0"}, "id holds a NUL"),
    ],
)
def test_what_cannot_be_stored(facts: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidArticle, match=message) as caught:
        Article(**{"text": "Text.", **facts})
    assert "\n" not in str(caught.value)


def test_the_label_is_the_title_or_the_opening_words() -> None:
    assert Article(text="Text.", title="Title").label == "Title"
    assert Article(text="  One\ntwo.").label == "One two."
    assert Article(text="word " * 100).label == "word " * 15 + "word…"


def test_to_dict_is_ready_for_json() -> None:
    article = Article(text="Text.", authors=("A",), published=date(2025, 3, 6))
    article_json = json.loads(json.dumps(article.to_dict()))
    assert article_json["published"] == "2025-03-06"
    assert article_json["authors"] == ["A"]
    assert article_json["updated"] is None
    assert article_json["revision"] == article.revision


@given(st.text())
def test_any_text_is_an_article_or_a_one_line_error(text: str) -> None:
    message = ""
    try:
        assert Article(text=text).text == text
    except InvalidArticle as error:
        message = str(error)
    assert "\n" not in message


@given(st.text())
def test_any_address_is_one_or_a_one_line_error(path: str) -> None:
    message = ""
    try:
        article = Article(text="Text.", url=f"https://news.example/{path}")
        assert article.url
        assert canonical_url(canonical_url(article.url)) == canonical_url(article.url)
    except InvalidArticle as error:
        message = str(error)
    assert "\n" not in message


def test_an_article_is_made_of_its_facts() -> None:
    article = Article(text="A text.", authors=("A", "B"), published=date(2025, 3, 6), language="en")
    assert Article.from_dict(article.to_dict()) == article
    assert Article.from_dict({"text": "A text.", "published": date(2025, 3, 6)}).published
    assert Article.from_dict({"text": "A text.", "id": None, "authors": None}).id


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"text": "A text.", "titel": "x"}, "no fact 'titel'; its facts are text, title, url"),
        ({"title": "x"}, "needs a text"),
        ({"text": 3}, "text is 3, not a string"),
        ({"text": "A text.", "published": "yesterday"}, "'yesterday'; write it like 2025-03-06"),
        ({"text": "A text.", "revision": "0"}, "revision '0' is not that of the text"),
    ],
)
def test_facts_that_make_no_article_are_named(facts: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidArticle, match=words):
        Article.from_dict(facts)
