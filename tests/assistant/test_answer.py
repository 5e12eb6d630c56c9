"""Answers as values: dictionaries, Markdown, notebooks."""

import json
import re
from dataclasses import replace
from datetime import date

from markdown_it import MarkdownIt

from assistant import REFUSAL, Answer, Citation, Statement
from assistant.answer import Mode
from corpus import Copy, Hit, Variant
from ui.cli.output import answer_lines

HOSTILE = "![x](http://evil.example/a.png) <script>alert(1)</script> [a](javascript:b) $x$ :red[y]"


def citation(quote: str = "The sky is blue.", url: str | None = None) -> Citation:
    return Citation(
        number=1,
        article_id="a",
        revision="r",
        title=HOSTILE,
        publisher="Paper",
        url=url,
        published=date(2025, 3, 6),
        start=4,
        end=4 + len(quote),
        quote=quote,
        span=(8, 11),
    )


def answer(quote: str = "The sky is blue.", mode: Mode = "extractive") -> Answer:
    return Answer(
        question="What colour?",
        standalone_question="What colour?",
        answered=True,
        text=f"{quote} [1]",
        statements=(Statement(quote, (1,), 0.9),),
        citations=(citation(quote, "https://example.org/sky"),),
        mode=mode,
        seconds=0.1234567,
    )


def refusal() -> Answer:
    hit = Hit(
        chunk_id="c",
        article_id="a",
        revision="r",
        start=0,
        end=len(HOSTILE),
        text=HOSTILE,
        sentences=((0, len(HOSTILE)),),
        title=None,
        url=None,
        publisher=None,
        published=None,
        score=0.5,
    )
    return Answer("Why?", "Why?", answered=False, text=REFUSAL, nearest=(hit,))


def test_printed_it_is_the_text_and_its_sources() -> None:
    source = f"[1] {HOSTILE}, Paper, 2025-03-06 <https://example.org/sky>"
    assert str(answer()) == f"The sky is blue. [1]\n\n{source}"
    assert str(answer(mode="written")).endswith(f"{source}\n    “The sky is blue.”")
    assert "\x1b" not in str(answer("The sky\x1b[2J is blue."))
    nearest = "Nearest passages, which may not answer the question:"
    assert str(refusal()) == f"{REFUSAL}\n\n{nearest}\n- {HOSTILE}"


def test_dictionary_is_json_with_iso_dates() -> None:
    answer_json = json.loads(json.dumps(answer().to_dict()))
    assert answer_json["answered"] is True
    assert answer_json["citations"][0]["published"] == "2025-03-06"
    assert answer_json["citations"][0]["span"] == [8, 11]
    assert answer_json["statements"] == [
        {"text": "The sky is blue.", "citations": [1], "support": 0.9, "speaker": None}
    ]
    assert answer_json["nearest"] == []
    assert answer_json["seconds"] == 0.1235


def test_a_refusal_lists_the_nearest_passages() -> None:
    answer_json = refusal().to_dict()
    assert answer_json["answered"] is False
    assert answer_json["nearest"][0]["text"] == HOSTILE
    assert answer_json["nearest"][0]["published"] is None


def test_markdown_shows_article_text_as_it_is() -> None:
    for hostile in (answer(HOSTILE), refusal()):
        html = MarkdownIt("js-default").render(hostile.to_markdown())
        assert "<img" not in html
        assert "<script" not in html
        assert "javascript:b&quot;" not in html
        assert 'href="javascript' not in html
        assert "alert(1)" in html


def test_markdown_links_the_original() -> None:
    assert "<https://example.org/sky>" in answer().to_markdown()
    assert MarkdownIt().render(answer().to_markdown()).count("<a ") == 1


def test_notebook_display_escapes_article_text() -> None:
    for hostile in (answer(HOSTILE), refusal()):
        html = hostile._repr_html_()
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_a_source_leaves_out_what_is_not_known() -> None:
    bare = Citation(1, "a", "r", None, None, None, None, 0, 1, "x")
    assert bare.source == "Untitled article"
    assert citation().source.endswith("Paper, 2025-03-06")


def test_where_else_it_can_be_read() -> None:
    copies = (
        Copy("b", HOSTILE, "The <b>Herald</b>", "https://herald.example/1", date(2025, 3, 7)),
        Copy("c", "A headline", None, None, None),
        Copy("d", None, None, None, None),
    )
    cited = replace(citation(), also_in=copies)
    assert cited.others == "The <b>Herald</b>, A headline, an untitled article"
    assert cited.to_dict()["also_in"][0] == {
        "article_id": "b",
        "title": HOSTILE,
        "publisher": "The <b>Herald</b>",
        "url": "https://herald.example/1",
        "published": "2025-03-07",
    }
    shown = replace(answer(), citations=(cited,)).to_markdown()
    assert "Also in The" in shown
    assert "<b>" not in MarkdownIt().render(shown)
    assert "Also in" not in answer().to_markdown()
    lines = answer_lines(replace(answer(), citations=(cited,)))
    assert "    Also in The <b>Herald</b>, A headline, an untitled article" in lines


def test_what_other_papers_say_otherwise_is_shown_everywhere() -> None:
    text = f"{HOSTILE} It was *not* so."
    day = date(2026, 3, 2)
    variant = Variant("b", "r", "T", "The <b>Herald</b>", None, day, 0, len(text), text)
    unknown = Variant("c", "r", None, None, None, None, 0, 3, "No.")
    told = replace(answer(), citations=(replace(citation(), differs=(variant, unknown)),))
    assert told.differs == ((1, variant), (1, unknown))
    assert told.to_dict()["citations"][0]["differs"][0] == {
        "article_id": "b",
        "revision": "r",
        "title": "T",
        "publisher": "The <b>Herald</b>",
        "url": None,
        "published": "2026-03-02",
        "start": 0,
        "end": len(text),
        "quote": text,
    }
    lines = answer_lines(told)
    assert "    Told otherwise by The <b>Herald</b>, 2 March 2026:" in lines
    assert "    Told otherwise by An untitled article:" in lines
    assert lines[-1] == "    onrecord show c"
    many = replace(told, citations=(replace(citation(), differs=(variant, unknown) * 4),))
    assert answer_lines(many)[-1] == "    … and by 5 more; --json lists them"
    assert str(told).splitlines()[-1] == "Told otherwise than [1] by An untitled article: “No.”"
    assert str(many) == str(told)
    five = tuple(replace(unknown, start=start) for start in range(5))
    printed = str(replace(told, citations=(replace(citation(), differs=five),)))
    assert (printed.count("otherwise"), printed.splitlines()[-1]) == (3, "… and by 2 more")
    rendered = MarkdownIt().render(told.to_markdown())
    assert "Told otherwise by The" in rendered
    assert "<blockquote>\n<p>No.</p>" in rendered
    for html in (rendered, told._repr_html_()):
        assert "2 March 2026" in html
        assert not set(re.findall("<[a-z]+", html)) & {"<script", "<b", "<em", "<img"}
