"""Answers as the page's data."""

import json
from dataclasses import replace
from datetime import date

from assistant import REFUSAL, Answer, Citation, Statement, Withheld
from corpus import Copy, Hit, Variant
from tests.answers import answers_by_hand
from tests.assistant.answering.conftest import ARTICLES
from ui.components.answer_view import AnswerView, Known, answer_view

NOTE = {"word": "", "text": ""}


def citation(number: int, title: str | None = "Title", article_id: str = "a") -> Citation:
    return Citation(
        number=number,
        article_id=article_id,
        revision="r",
        title=title,
        publisher="The Paper",
        url=None,
        published=date(2025, 3, 6),
        start=0,
        end=4,
        quote="Text",
    )


def answer(*citations: Citation, statements: tuple[Statement, ...], **more: object) -> Answer:
    values: dict[str, object] = {"question": "q", "standalone_question": "q", "answered": True}
    text = " ".join(statement.marked for statement in statements)
    values |= {"text": text, "statements": statements, "citations": citations, **more}
    return Answer(**values)  # type: ignore[arg-type]


def test_markers_follow_their_statement_and_name_their_source() -> None:
    one, two = Statement("One.", (1,), 0.9), Statement("Two.", (2, 1), 0.8)
    view = answer_view(answer(citation(1), citation(2), statements=(one, two)), 3, {})
    assert [s["text"] for s in view["statements"]] == ["One.", "Two."]
    markers = [[m["ref"] for m in s["markers"]] for s in view["statements"]]
    assert markers == [["3:citation:1"], ["3:citation:2", "3:citation:1"]]
    assert view["statements"][0]["markers"][0]["source"] == "Title, The Paper · 6 March 2025"
    assert json.loads(json.dumps(view)) == view


def test_a_marker_without_its_citation_is_not_drawn() -> None:
    view = answer_view(answer(citation(1), statements=(Statement("One.", (1, 7), 0.9),)), 0, {})
    assert [m["number"] for m in view["statements"][0]["markers"]] == [1]


def test_a_source_says_where_else_the_story_stands() -> None:
    copies = tuple(
        Copy(name, title=None, publisher=name, url=None, published=None)
        for name in ("The Post", "The Herald")
    )
    cited = replace(citation(1), also_in=copies)
    view = answer_view(answer(cited, statements=(Statement("One.", (1,), 0.9),)), 0, {})
    assert [source["details"] for source in view["sources"]] == [
        "The Paper · 6 March 2025 · also in The Post, The Herald"
    ]


def test_a_source_is_also_only_where_all_that_is_cited_of_it_stands() -> None:
    post, herald = (
        Copy(name, title=None, publisher=name, url=None, published=None)
        for name in ("The Post", "The Herald")
    )
    cited = replace(citation(1), also_in=(post, herald)), replace(citation(2), also_in=(herald,))
    view = answer_view(answer(*cited, statements=(Statement("S.", (1, 2), 0.9),)), 0, {})
    (source,) = view["sources"]
    assert source["details"] == "The Paper · 6 March 2025 · also in The Herald"


def test_what_another_paper_says_otherwise_can_be_opened() -> None:
    variant = Variant("b", "r", None, "The Herald", None, date(2026, 3, 2), 5, 9, "No\nway")
    cited = replace(citation(1), differs=(variant,)), replace(citation(2), differs=(variant,))
    one = answer(*cited, statements=(Statement("S.", (1, 2), 0.9),))
    assert answer_view(one, 4, {"b": Known("Its opening words…", "en")})["differs"] == [
        {
            "ref": "4:differs:1",
            "title": "Its opening words…",
            "details": "The Herald · 2 March 2026 · differs from [1]",
            "text": "No way",
            "language": "en",
        }
    ]
    assert answer_view(answer(citation(1), statements=()), 0, {})["differs"] == []


def test_sources_are_listed_once_per_article_in_order_of_appearance() -> None:
    citations = (citation(1), citation(2, "Other", "b"), citation(3))
    view = answer_view(answer(*citations, statements=(Statement("S.", (1, 2, 3), 0.9),)), 0, {})
    assert [(s["title"], s["numbers"]) for s in view["sources"]] == [
        ("Title", [1, 3]),
        ("Other", [2]),
    ]
    assert [s["ref"] for s in view["sources"]] == ["0:citation:1", "0:citation:2"]


def test_an_untitled_article_is_called_by_its_label() -> None:
    one = answer(citation(1, title=None), statements=(Statement("S.", (1,), 0.9),))
    known = {"a": Known("Its opening words…", None)}
    assert answer_view(one, 0, known)["sources"][0]["title"] == "Its opening words…"
    assert answer_view(one, 0, {})["sources"][0]["title"] == "Untitled article"


def test_quoted_words_are_in_the_language_of_their_article() -> None:
    statements = (Statement("S.", (1,), 0.9),)
    known = {"a": Known("", "ar")}
    quoted = answer_view(answer(citation(1), statements=statements), 0, known)
    assert quoted["statements"][0]["language"] == quoted["sources"][0]["language"] == "ar"
    written = answer_view(answer(citation(1), statements=statements, mode="written"), 0, known)
    assert written["statements"][0]["language"] is None
    assert written["statements"][0]["markers"][0]["language"] == "ar"


def test_a_marker_shows_its_quote_with_the_answering_words() -> None:
    one = replace(citation(1), start=10, end=24, quote="It cost 5 euro", span=(18, 24))
    (marker,) = answer_view(answer(one, statements=(Statement("S.", (1,), 0.9),)), 0, {})[
        "statements"
    ][0]["markers"]
    assert marker["quote"] == [
        {"text": "It cost ", "role": "quote"},
        {"text": "5 euro", "role": "span"},
    ]
    undated = replace(one, published=None, publisher=None)
    view = answer_view(answer(undated, statements=(Statement("S.", (1,), 0.9),)), 0, {})
    assert view["statements"][0]["markers"][0]["details"] == "Date not known"


def test_the_note_says_whose_words_they_are() -> None:
    statements = (Statement("S.", (1,), 0.9),)
    quoted = answer_view(answer(citation(1), statements=statements), 0, {})
    assert quoted["kind"] == "quoted"
    assert quoted["note"] == {"word": "Quoted", "text": "in the articles’ own words"}
    fallen = answer(citation(1), statements=statements, note="the model did not answer")
    assert (answer_view(fallen, 0, {})["note"] or NOTE)["text"].endswith("did not answer")
    written = answer(citation(1), statements=statements, mode="written", model="some-model")
    view = answer_view(written, 0, {})
    assert view["kind"] == "written"
    assert "some-model" in (view["note"] or NOTE)["text"]


def test_withheld_sentences_come_with_their_reasons() -> None:
    withheld = (Withheld("It rained.", "no passage says so"),)
    one = answer(citation(1), statements=(Statement("S.", (1,), 0.9),), withheld=withheld)
    assert answer_view(one, 0, {})["withheld"] == [
        {"text": "It rained.", "reason": "no passage says so"}
    ]


def test_a_refusal_lists_the_nearest_passages_in_their_order() -> None:
    hits = tuple(
        Hit("c", "a", "r", 0, 9, f"Passage\n{n}", ((0, 9),), f"T{n}", None, None, None, 1.0 / n)
        for n in (1, 2)
    )
    refusal = Answer("q", "q", answered=False, text=REFUSAL, nearest=hits)
    view = answer_view(refusal, 1, {}, ["by The Paper"], "The corpus holds 2 articles.")
    assert view["kind"] == "refusal"
    assert view["note"] is None
    assert view["filters"] == ["by The Paper"]
    assert view["coverage"] == "The corpus holds 2 articles."
    assert [s["text"] for s in view["statements"]] == [REFUSAL]
    assert view["sources"] == []
    assert [(p["ref"], p["title"], p["text"], p["details"]) for p in view["nearest"]] == [
        ("1:nearest:1", "T1", "Passage 1", ""),
        ("1:nearest:2", "T2", "Passage 2", ""),
    ]


MADE = answers_by_hand(ARTICLES)


def made(name: str, known: dict[str, Known] | None = None) -> AnswerView:
    view = answer_view(MADE[name], 2, known or {})
    assert json.loads(json.dumps(view)) == view
    return view


def test_a_list_names_each_article_once() -> None:
    view = made("list")
    assert view["remark"] == "2 of the 9 articles mention “ferry”."
    assert [(s["title"], s["details"]) for s in view["sections"]] == [
        ("Ferry to Skarvik to stop in winter", "The Fjord Times · 3 March 2025"),
        ("Islanders protest", "Harbour Post · 9 March 2025"),
    ]
    first, second = (s["statements"] for s in view["sections"])
    assert [m["ref"] for s in (*first, *second) for m in s["markers"]] == [
        "2:citation:1",
        "2:citation:2",
    ]
    assert not view["statements"]
    assert not view["sources"]
    assert view["cited"] == 2
    assert (view["note"] or NOTE)["text"] == "in the articles’ own words; counted by On Record"


def test_a_section_says_where_else_all_its_quotes_stand_and_in_which_language() -> None:
    post = Copy("p", title=None, publisher="The Post", url=None, published=None)
    copied = [replace(c, title=None, also_in=(post,)) for c in MADE["summary"].citations]
    (section,) = MADE["summary"].sections
    untitled = replace(section, heading="Untitled article")
    one = replace(MADE["summary"], citations=tuple(copied), sections=(untitled,))
    known = {ARTICLES[0].id: Known("Its opening words…", "nb")}
    (shown,) = answer_view(one, 0, known)["sections"]
    assert (shown["title"], shown["language"]) == ("Its opening words…", "nb")
    assert shown["details"] == "The Fjord Times · 3 March 2025 · also in The Post"
    assert [s["language"] for s in shown["statements"]] == ["nb", "nb"]


def test_the_program_alone_has_no_note_and_no_quotes() -> None:
    for name in ("talk", "publishers", "none"):
        view = made(name)
        assert view["remark"] == MADE[name].text
        assert view["note"] is None
        assert not any((view["statements"], view["sections"], view["sources"]))
    assert made("none")["kind"] == "refusal"
    assert made("talk")["kind"] == "quoted"


def test_a_verdict_is_a_word_of_its_own() -> None:
    no, disputed = made("no"), made("disputed")
    assert (no["verdict"], no["remark"]) == ("No.", "")
    assert (disputed["verdict"], disputed["remark"]) == ("Sources differ.", "")
    assert len(no["statements"]) == 1
    assert (no["note"] or NOTE)["text"].endswith("judged by On Record")


def test_a_speaker_leads_and_the_source_is_below() -> None:
    view = made("said")
    assert [(s["title"], s["details"]) for s in view["sections"]] == [
        ("Ane Roe", "The Fjord Times · 3 March 2025"),
        ("Olav Brand", "9 March 2025"),
    ]
    assert [source["numbers"] for source in view["sources"]] == [[1, 2], [3]]
    assert {said["speaker"] for s in view["sections"] for said in s["statements"]} == {""}
    loose = replace(MADE["said"], sections=())
    assert answer_view(loose, 0, {})["statements"][0]["speaker"] == "Ane Roe"


def test_what_is_in_no_section_stands_before_them() -> None:
    first, *_ = MADE["said"].sections
    view = answer_view(replace(MADE["said"], sections=(first,)), 0, {})
    assert [s["text"] for s in view["statements"]] == [MADE["said"].statements[-1].text]


def test_what_nothing_answers_and_what_the_question_narrows() -> None:
    assert made("compare")["lacking"] == "Not told: the bus, the train."
    assert made("compare")["sections"][0]["title"] == "the ferry"
    view = answer_view(MADE["list"], 0, {}, narrowed=["by The Fjord Times"])
    assert view["narrowed"] == ["by The Fjord Times"]
    assert view["wider"] == ""
    assert view["filters"] == []
