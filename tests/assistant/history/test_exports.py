"""Conversations in other programs' formats, whatever their articles are called."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant import Answer, Citation, Statement
from assistant.evaluation import load_cases
from assistant.history.conversations import KeptConversations
from assistant.history.exports import (
    Reference,
    judged_cases,
    references,
    to_bibtex,
    to_csl_json,
)
from assistant.history.saved_conversation import Conversation
from corpus import Article, ArticleNotFound, Corpus
from tests.answers import answers_by_hand
from tests.assistant.answering.conftest import ARTICLES
from ui.cli.main import cli

ARTICLE = Article(
    title="NATO & Kyiv: 100% {sure}",
    text="Meloni spoke. She said so.",
    authors=("Ana de Sousa", "AP and Reuters, Inc."),
    publisher="The_Post",
    url="https://e.org/a_b?x=%20{1}",
    published=date(2025, 3, 6),
    language="en",
)
GONE = "0123456789abcdef"


def find(article_id: str, revision: str) -> Article:
    if (article_id, revision) != (ARTICLE.id, ARTICLE.revision):
        raise ArticleNotFound(article_id)
    return ARTICLE


def cite(number: int, article_id: str, revision: str, quote: str, start: int = 0) -> Citation:
    known = article_id == ARTICLE.id
    return Citation(
        number,
        article_id,
        revision,
        ARTICLE.title if known else None,
        ARTICLE.publisher if known else None,
        ARTICLE.url if known else None,
        ARTICLE.published if known else None,
        start,
        start + len(quote),
        quote,
        (start, start + 6) if known else None,
    )


@pytest.fixture
def conversation() -> Conversation:
    made = Conversation("")
    first = made.ask("Who <b>spoke</b>?\n# Aside")
    first.answer = Answer(
        first.question,
        first.question,
        answered=True,
        text="Meloni spoke. [1]",
        statements=(Statement("Meloni spoke.", (1,), 0.9),),
        citations=(
            cite(1, ARTICLE.id, ARTICLE.revision, "Meloni spoke."),
            cite(2, GONE, "r", "Others did."),
            cite(3, ARTICLE.id, ARTICLE.revision, "She said so.", 14),
        ),
    )
    second = made.ask("And what is the weather?")
    second.answer = Answer(second.question, second.question, answered=False, text="No answer.")
    made.ask("Broken?").problem = "the model *failed*"
    made.ask("Stopped?").partial = "Half of *it"
    return made


def test_an_article_is_one_reference_with_its_authors(conversation: Conversation) -> None:
    first, second = references(conversation.turns, find)
    assert first == Reference(
        ARTICLE.id,
        "NATO & Kyiv: 100% {sure}",
        ARTICLE.authors,
        "The_Post",
        date(2025, 3, 6),
        ARTICLE.url,
        "en",
    )
    assert second == Reference(GONE, "Untitled article", (), None, None, None, None)


def test_csl_json_holds_what_is_known(conversation: Conversation) -> None:
    first, second = json.loads(to_csl_json(references(conversation.turns, find)))
    assert first == {
        "id": ARTICLE.id,
        "type": "article-newspaper",
        "title": "NATO & Kyiv: 100% {sure}",
        "author": [{"literal": "Ana de Sousa"}, {"literal": "AP and Reuters, Inc."}],
        "container-title": "The_Post",
        "issued": {"date-parts": [[2025, 3, 6]]},
        "URL": ARTICLE.url,
        "language": "en",
    }
    assert second == {"id": GONE, "type": "article-newspaper", "title": "Untitled article"}


def test_bibtex_escapes_what_tex_would_act_on(conversation: Conversation) -> None:
    assert to_bibtex(references(conversation.turns, find)) == (
        f"@article{{onrecord-{ARTICLE.id},\n"
        r"  title = {{NATO \& Kyiv: 100\% \textbraceleft{}sure\textbraceright{}}},"
        "\n  author = {{Ana de Sousa} and {AP and Reuters, Inc.}},\n"
        "  journal = {{The\\_Post}},\n"
        "  year = {2025},\n"
        "  day = {6},\n"
        "  url = {https://e.org/a_b?x=%20%7B1%7D},\n"
        "  month = mar,\n"
        "}\n\n"
        f"@misc{{onrecord-{GONE},\n"
        "  title = {{Untitled article}},\n"
        "}\n"
    )


@given(title=st.text(min_size=1), name=st.text(min_size=1))
def test_no_title_or_name_breaks_out_of_its_field(title: str, name: str) -> None:
    entry = to_bibtex([Reference("id", title, (name,), name, None, None, None)])
    depth = 0
    for mark in entry:
        depth += (mark == "{") - (mark == "}")
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"(?<!\\)[$&%#_~^]", entry)


def test_nothing_cited_is_an_empty_list() -> None:
    assert json.loads(to_csl_json([])) == []
    assert to_bibtex([]) == ""


def test_markdown_holds_every_turn_and_no_markup_of_others(conversation: Conversation) -> None:
    text = conversation.to_markdown()
    html = MarkdownIt().render(text)
    assert html.count("<h1>") == 1
    assert html.count("<h2>") == 4
    assert "<b>" not in html
    assert "<em>" not in html
    for shown in ("Meloni spoke.", "No answer.", "Half of *it", "Stopped before the end.", "*fail"):
        assert shown in html


def test_exports_hold_answers_of_every_kind() -> None:
    made = Conversation("Kinds")
    answers = answers_by_hand(ARTICLES).values()
    for answer in answers:
        made.ask(answer.question).answer = answer
    html = " ".join(MarkdownIt().render(made.to_markdown()).split())
    kept = json.loads(made.to_json())["turns"]
    for answer, turn in zip(answers, kept, strict=True):
        assert html.count(answer.opening) >= 1
        assert all(statement.marked in html for statement in answer.statements)
        answer_json = turn["answer"]
        assert (answer_json["kind"], answer_json["remark"]) == (answer.kind, answer.remark)
        assert answer_json["sections"] == answer.to_dict()["sections"]


def test_json_holds_every_turn(conversation: Conversation) -> None:
    conversation.turns[0].verdict = "up"
    exported = json.loads(conversation.to_json())
    assert list(exported) == ["id", "title", "updated", "turns"]
    assert exported["title"] == conversation.title
    assert exported["updated"] == conversation.updated.isoformat()
    assert [turn["question"] for turn in exported["turns"]] == [
        t.question for t in conversation.turns
    ]
    first, _, broken, stopped = exported["turns"]
    words = ["question", "asked", "answer", "problem", "partial", "verdict", "comment"]
    assert list(first) == words
    assert first["asked"] == conversation.turns[0].asked.isoformat()
    assert first["verdict"] == "up"
    assert first["answer"]["citations"][0]["quote"] == "Meloni spoke."
    assert (broken["problem"], stopped["partial"]) == ("the model *failed*", "Half of *it")


def test_verdicts_are_questions_to_measure_with(conversation: Conversation, tmp_path: Path) -> None:
    good, refused, *_ = conversation.turns
    good.verdict, refused.verdict, refused.comment = "up", "up", "indeed"
    late = conversation.ask("Who else?")
    late.answer, late.verdict = good.answer, "down"
    path = tmp_path / "verdicts.jsonl"
    with Corpus.open(tmp_path) as corpus:
        KeptConversations.of(corpus, "reader").keep(conversation, *conversation.turns)
    printed = CliRunner().invoke(cli, ["--home", str(tmp_path), "verdicts"]).stdout
    assert printed == "".join(judged_cases([conversation]))
    path.write_text(printed, encoding="utf-8")
    right, silent, wrong = load_cases(path)
    assert right.question == good.question
    assert right.answers == ("Meloni", "Others did.", "She sa")
    assert right.article_ids == (ARTICLE.id, GONE)
    assert right.answerable
    assert not silent.answerable
    assert silent.history == (("user", good.question), ("assistant", "Meloni spoke. [1]"))
    assert wrong.answers == ()
    assert [json.loads(line)["verdict"] for line in path.read_text().splitlines()] == [
        "up",
        "up",
        "down",
    ]
