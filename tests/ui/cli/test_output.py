"""Answers, articles and differences as the terminal shows them."""

from dataclasses import replace
from datetime import date

import click

from assistant import Answer, Withheld
from corpus import Article
from corpus.article_record import ArticleRecord
from corpus.diff import compare
from tests.answers import answers_by_hand
from tests.assistant.answering.conftest import ARTICLES
from ui.cli.output import WIDTH, answer_lines, article_lines, diff_lines, plain


def test_plain_keeps_words_and_drops_commands() -> None:
    assert plain("naïve café — “quoted”\tand\nmore") == "naïve café — “quoted”\tand\nmore"
    assert plain("a\x1b[31mb\x07c\u202ed\x9be") == "a�[31mb�c�d�e"
    assert plain("lone \ud800 surrogate") == "lone � surrogate"


def test_an_article_shows_only_what_is_known() -> None:
    article = Article(text="One line.", title="Title", authors=("A", "B"))
    lines = article_lines(ArticleRecord(article, [article.revision], {"title": "json-ld"}, None))
    assert "title:      Title  (json-ld)" in lines
    assert "authors:    A, B" in lines
    assert lines[-1] == "One line."
    assert not any(line.startswith(("url", "published", "revisions")) for line in lines)
    assert any(
        x.startswith("revisions:")
        for x in article_lines(ArticleRecord(article, ["x", "y"], {}, None))
    )
    summary = article_lines(
        ArticleRecord(article, ["x"], {"text": "feed's summary"}, "https://gone.example\x1b")
    )
    assert "text:       not the article's  (feed's summary)" in summary
    assert "gone:       https://gone.example�" in summary


def test_who_wrote_the_answer_is_told() -> None:
    answer = Answer(
        "Why?",
        "Why?",
        answered=True,
        text="It rained. [1]",
        mode="written",
        model="gpt\x1b",
        withheld=(Withheld("It snowed.", "no"),),
    )
    assert answer_lines(answer)[-1] == "Written by gpt�; 1 of its sentences withheld."
    noted = Answer("Why?", "Why?", answered=True, text="It rained. [1]", note="no key")
    assert answer_lines(noted)[-1] == "In the articles' own words: no key."


MADE = answers_by_hand(ARTICLES)


def test_a_list_of_articles_shows_each_once_with_its_quote_and_id() -> None:
    first, second, *_ = ARTICLES
    assert answer_lines(MADE["list"]) == [
        "2 of the 9 articles mention “ferry”.",
        "",
        "Ferry to Skarvik to stop in winter, The Fjord Times, 3 March 2025",
        "    “The ferry between Hamnes and Skarvik will not sail in winter, the county decided on",
        "    Monday.” [1]",
        f"    onrecord show {first.id}",
        "",
        "Islanders protest, Harbour Post, 9 March 2025",
        "    “Two hundred people stood on the quay of Skarvik on Sunday and sang until the mayor",
        "    came out.” [2]",
        f"    onrecord show {second.id}",
    ]


def test_under_a_speaker_every_quote_has_its_source_below() -> None:
    lines = answer_lines(MADE["said"])
    assert lines[:3] == ["2 people are quoted.", "", "Ane Roe, The Fjord Times, 3 March 2025"]
    assert "[1] Ferry to Skarvik to stop in winter, The Fjord Times, 2025-03-03" in lines
    assert " ".join(lines).count("The line carried 41,000 passengers") == 1


def test_what_the_program_says_itself_stands_alone() -> None:
    assert answer_lines(MADE["talk"]) == ["I answer from the articles."]
    assert answer_lines(MADE["none"]) == ["None of the 9 articles mentions “zebras”."]
    assert answer_lines(MADE["no"])[:3] == [
        "No.",
        "",
        "The ferry between Hamnes and Skarvik will not sail in winter, the county decided on",
    ]
    assert answer_lines(MADE["disputed"])[0] == "Sources differ."
    assert answer_lines(MADE["compare"])[0] == "Not told: the bus, the train."


def test_no_line_is_wider_than_the_terminal_and_none_commands_it() -> None:
    for answer in MADE.values():
        assert all(len(line) <= WIDTH for line in answer_lines(answer))
    (section, *_) = MADE["list"].sections
    hostile = replace(section, heading="a\x1b[31m\u202eb")
    assert "\x1b" not in "".join(answer_lines(replace(MADE["list"], sections=(hostile,))))


def shown(old: Article, new: Article) -> list[str]:
    return [click.unstyle(line) for line in diff_lines(compare(old, new))]


def test_a_difference_shows_the_paragraphs_that_changed() -> None:
    text = "First.\nSecond.\nIt cost two crowns.\nThird.\nFourth.\nLast word.\nNot this."
    old = Article(id="a", text=text, title="Bridge", authors=("A", "B"))
    new = Article(
        id="a",
        text=text.replace("two", "three").replace("Last", "Final"),
        title="Bridges",
        published=date(2025, 3, 6),
    )
    assert shown(old, new) == [
        f"old:        {old.revision}",
        f"new:        {new.revision}",
        "title:      [-Bridge-] {+Bridges+}",
        "authors:    [-A, B-]",
        "published:  {+2025-03-06+}",
        "",
        "…",
        "It cost [-two-]{+three+} crowns.",
        "…",
        "[-Last-]{+Final+} word.",
        "…",
    ]
    assert "\x1b[31m[-two-]\x1b[0m" in "".join(diff_lines(compare(old, new)))


def test_a_difference_at_the_ends_and_of_nothing() -> None:
    old, new = Article(id="a", text="One two."), Article(id="a", text="Two.\x1b\u202e\nThree.")
    assert shown(old, new)[3:] == ["[-One two-]{+Two.��", "Three+}."]
    assert diff_lines(compare(old, old)) == [f"a has only the revision {old.revision}"]
