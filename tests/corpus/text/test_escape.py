"""Escaping: what others wrote is shown as it is."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus.text.escape import escape_markdown

ACTIVE = st.text(alphabet="ab1 *_`[]()<>#!~|$:&\\-+=.@/wh\"'", max_size=60)


def rendered(text: str) -> str:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return str(parser.render(text))


@given(ACTIVE)
def test_nothing_in_escaped_text_takes_effect(text: str) -> None:
    html = rendered("x " + escape_markdown(text))
    assert set(re.findall(r"<(\w+)", html)) <= {"p"}


@given(ACTIVE)
def test_escaped_text_reads_the_same(text: str) -> None:
    html = rendered("x" + escape_markdown(text) + "x")
    shown = unescape(re.sub(r"</?p>", "", html)).strip().replace("\u2060", "")
    assert shown == f"x{text}x"


def test_the_beginning_of_a_line_is_no_list_or_heading() -> None:
    for text in ("- a", "+ a", "# a", "> a", "= a", "1. a", "2) a", "    code", "---"):
        assert set(re.findall(r"<(\w+)", rendered(escape_markdown(text)))) <= {"p", "pre", "code"}
        assert "<li" not in rendered(escape_markdown(text))
