"""Answers in parts as Markdown and HTML."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from assistant import Answer
from assistant.answer_parts import Section
from corpus import Copy, Variant
from tests.answers import answers_by_hand
from tests.assistant.answering.conftest import ARTICLES

MADE = answers_by_hand(ARTICLES)
FIRST = (
    "The ferry between Hamnes and Skarvik will not sail in winter, the county decided on Monday."
)
SECOND = "The line carried 41,000 passengers last year, a third fewer than in 2015."
HOSTILE = "<script>alert(1)</script> ![x](http://evil.example/a.png)"


def read(answer: Answer) -> str:
    """The words of the Markdown as a reader sees them."""
    html = MarkdownIt().render(answer.to_markdown())
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("&quot;", '"').split())


@pytest.mark.parametrize("name", MADE)
def test_every_quote_stands_there_once_with_its_number(name: str) -> None:
    answer = MADE[name]
    shown = read(answer)
    for statement in set(answer.statements):
        assert statement.marked in shown
    if answer.sections and name != "long list":
        for citation in answer.citations:
            assert shown.count(" ".join(citation.quote.split())) == 1
    for text in (answer.remark, answer.verdict_word, answer.lacking):
        assert shown.count(text) >= 1
    assert answer.lacking in str(answer)


def test_a_list_has_an_item_an_article_and_no_sources_below() -> None:
    assert (
        MADE["list"].to_markdown()
        == f"""\
2 of the 9 articles mention “ferry”.

- **Ferry to Skarvik to stop in winter, The Fjord Times, 3 March 2025**

  > {FIRST} [1]

- **Islanders protest, Harbour Post, 9 March 2025**

  > Two hundred people stood on the quay of Skarvik on Sunday and sang until the mayor came out. [2]
"""
    )


def test_under_a_speaker_the_sources_are_footnotes_without_the_quote() -> None:
    shown = MADE["said"].to_markdown()
    assert f"- **Ane Roe, The Fjord Times, 3 March 2025**\n\n  > {FIRST} [1] {SECOND} [2]" in shown
    assert "\n[1] Ferry to Skarvik to stop in winter, The Fjord Times, 2025-03-03\n" in shown
    assert shown.count(FIRST) == 1


def test_what_the_label_does_not_tell_stands_before_the_statement() -> None:
    (section, _) = MADE["said"].sections
    bare = replace(MADE["said"], sections=(replace(section, speaker=None),))
    assert f"Ane Roe: {FIRST} [1]" in read(bare)
    assert f"Ane Roe: {FIRST} [1]" in bare._repr_html_()


def test_a_verdict_is_said_once_and_before_its_quote() -> None:
    assert read(MADE["no"]).startswith(f"No. {FIRST} [1]")
    assert MADE["no"]._repr_html_().startswith(f"<p>No.</p><p>{FIRST} [1]</p>")
    assert read(MADE["disputed"]).count("Sources differ.") == 1
    assert MADE["disputed"]._repr_html_().count("Sources differ.") == 1


def test_what_nothing_answers_is_told() -> None:
    told = "Not told: the bus, the train."
    assert told in read(MADE["compare"])
    assert told in MADE["compare"]._repr_html_()
    assert read(replace(MADE["compare"], remark=told)).count(told) == 1


def test_notebooks_show_sections_and_only_the_sources_that_these_do_not_tell() -> None:
    html = MADE["list"]._repr_html_()
    assert html.startswith("<p>2 of the 9 articles mention “ferry”.</p><ul><li><b>Ferry to")
    assert "<ol>" not in html
    assert MADE["said"]._repr_html_().count("<li value='") == 3
    assert MADE["talk"]._repr_html_() == "<p>I answer from the articles.</p>"
    assert MADE["none"]._repr_html_() == "<p>None of the 9 articles mentions “zebras”.</p>"


def test_nothing_in_a_section_takes_effect() -> None:
    answer = MADE["list"]
    (cited, _) = answer.citations
    copy = Copy("b", HOSTILE, HOSTILE, None, None)
    variant = Variant("c", "r", HOSTILE, HOSTILE, None, None, 0, len(HOSTILE), HOSTILE)
    told = replace(
        cited,
        title=HOSTILE,
        url="https://example.org/a",
        also_in=(copy,),
        differs=(variant,),
    )
    said = replace(answer.statements[0], text=HOSTILE, speaker=HOSTILE)
    section = Section((said,), HOSTILE, None, HOSTILE)
    hostile = replace(
        answer, remark=HOSTILE, statements=(said,), citations=(told,), sections=(section,)
    )
    html = MarkdownIt("js-default").render(hostile.to_markdown())
    assert html.count("<a href") == 1
    assert html.count("alert(1)") >= 6
    for shown in (html, hostile._repr_html_()):
        assert "<script" not in shown
        assert "<img" not in shown


def test_a_section_names_its_article_only_if_all_its_quotes_are_from_there() -> None:
    answer = MADE["list"]
    one, other = answer.sections
    assert [c.number for c in answer.headed(one)] == [1]
    both = replace(one, statements=(*one.statements, *other.statements))
    assert answer.headed(both) == ()
    assert answer.headed(replace(one, heading="winter")) == ()
    assert replace(answer, mode="written").headed(one) == ()
    assert replace(answer, sections=(both,)).footnotes == answer.citations
    assert answer.footnotes == ()
