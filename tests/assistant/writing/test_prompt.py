"""The prompt: what a model is given, and that it fits."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant import REFUSAL
from assistant.writing.prompt import _INSTRUCTIONS, _estimate_tokens, fitting_passages, messages
from corpus import Article
from tests.benchmarks.verification import passage

PASSAGE = passage(
    Article(
        text="Ada Quill opened the bridge.\nIt cost two million crowns.",
        title="A bridge",
        publisher="The Lune Courier",
    )
)


def test_passages_are_numbered_with_publisher_and_date() -> None:
    dated = passage(Article(text="It rained.", published=date(1931, 5, 2)))
    system, human = messages("Who opened it?", [PASSAGE, dated])
    assert REFUSAL in str(system.text)
    text = str(human.text)
    assert "passage 1: A bridge, The Lune Courier, date not known\nAda Quill opened" in text
    assert "passage 2: 2 May 1931\nIt rained." in text
    assert text.endswith("The reader's question: Who opened it?")


def test_the_code_is_new_each_time() -> None:
    texts = {str(messages("Why?", [PASSAGE])[1].text)[:16] for _ in range(5)}
    assert len(texts) == 5


@given(st.integers(0, 3_000))
def test_what_fits_is_no_longer_than_the_room(room: int) -> None:
    chosen = fitting_passages("Who opened it?", [PASSAGE] * 20, room)
    sent = "".join(str(message.text) for message in messages("Who opened it?", chosen))
    assert not chosen or _estimate_tokens(sent) <= room
    assert len(chosen) == 0 or room > _estimate_tokens(_INSTRUCTIONS)


def test_as_many_passages_as_fit() -> None:
    assert len(fitting_passages("Who?", [PASSAGE] * 20, 1_000)) in range(2, 8)
    assert len(fitting_passages("Who?", [PASSAGE] * 20, 100_000)) == 20


def test_tokens_are_not_estimated_too_low() -> None:
    assert 300 < _estimate_tokens(_INSTRUCTIONS) < 700
    assert _estimate_tokens("Здравствуйте") == 24
    assert _estimate_tokens("a b, c") == 4
    assert _estimate_tokens("") == 0
