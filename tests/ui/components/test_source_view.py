"""The article around a passage as the source pane's data."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from corpus import Article
from ui.components.passage_links import OpenedPassage, PassageLink
from ui.components.source_view import source_view

CITED = PassageLink(0, "citation", 2)
WORDS = st.text(st.sampled_from("ab \n\r\t\U0001f600é\u0301ש<&$"), min_size=1, max_size=80)


@st.composite
def passages(draw: st.DrawFn) -> tuple[Article, OpenedPassage]:
    article = Article(text=draw(WORDS) + "x")
    places = st.integers(0, len(article.text))
    start, left, right, end = sorted(draw(st.tuples(places, places, places, places)))
    span = draw(st.sampled_from([None, (left, right)]))
    return article, OpenedPassage(article.id, article.revision, start, end, span)


@given(passages())
def test_every_character_is_shown_once_and_in_its_role(
    given_: tuple[Article, OpenedPassage],
) -> None:
    article, passage = given_
    view = source_view(article, passage, CITED)
    lines = ["".join(run["text"] for run in runs) for runs in view["paragraphs"]]
    assert "\n".join(lines) == article.text
    roles = "\n".join(
        "".join(run["role"][0] * len(run["text"]) for run in runs) for runs in view["paragraphs"]
    )
    span = passage.span or (0, 0)
    for offset, role in enumerate(roles):
        if role != "\n":
            in_quote = passage.start <= offset < passage.end
            in_span = span[0] <= offset < span[1]
            assert role == ("s" if in_span else "q" if in_quote else "t")
    assert json.loads(json.dumps(view)) == view


def test_a_long_article_is_cut_around_the_passage() -> None:
    text = "a" * 300_000 + "the quote" + "b" * 300_000
    article = Article(text=text)
    passage = OpenedPassage(article.id, article.revision, 300_000, 300_009)
    view = source_view(article, passage, CITED)
    (runs,) = view["paragraphs"]
    assert view["before"]
    assert view["after"]
    assert [run["text"] for run in runs if run["role"] == "quote"] == ["the quote"]
    assert sum(len(run["text"]) for run in runs) < 250_000


def test_what_is_known_is_shown_and_what_is_not_is_said() -> None:
    known = Article(
        text="Text.",
        title="Title",
        publisher="The Paper",
        authors=("A. Writer", "B. Writer"),
        published=date(2025, 3, 6),
        url="https://example.org/a?b=c",
        language="fr",
    )
    passage = OpenedPassage(known.id, known.revision, 0, 5)
    view = source_view(known, passage, CITED)
    assert (view["title"], view["details"], view["label"], view["language"]) == (
        "Title",
        "The Paper · A. Writer, B. Writer · 6 March 2025",
        "Source 2",
        "fr",
    )
    assert (view["url"], view["host"]) == ("https://example.org/a?b=c", "example.org")
    unknown = source_view(Article(text="Text."), passage, PassageLink(0, "nearest", 1))
    assert (unknown["title"], unknown["details"], unknown["url"], unknown["label"]) == (
        "Text.",
        "Date not known",
        None,
        "Near the question, not an answer",
    )
