"""Odd texts cost in proportion to their length: an article, a question, a conversation, a diff."""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from assistant.question.standalone import standalone_question
from assistant.question.turns import Turn
from assistant.question.understanding.small_talk import topics
from assistant.suggestions import _questions
from corpus import Article
from corpus.diff import changes
from corpus.language.instructions import flaw
from corpus.language.tokens import tokens
from corpus.language.utterances import utterances
from corpus.library.integrity import wrong_passages
from corpus.library.near_duplicates import sketch
from corpus.store import Store
from corpus.text.chunking import chunk_article
from corpus.text.search_terms import query_words, stems

TIMES = 4
"""How much longer the longer text is."""
GROWTH = 9
"""How much more time it may take: linear is 4, and the square is 16."""
FREE = 0.004
"""Processor seconds that tell nothing: what other work on the machine may cost."""

UNITS = [
    "!", "?", "!)", "a\n", "(", '"', "“", "'", ".", "…", ". ", "A. ", "A.", "Mr. ", "U.S. ", "1. ",
    "1,000 ", "1", ",000", "a", "。", "\u0301", "\u200b", "a\u200b", "😀", " ", "\n", "\u00a0", "-",
    "a-", "a'", "[", "[1]", "<", "<a ", "< ", "|", "&a", ",", "_", "> ", "https://", "Ada Quill ",
    "Ada, ", "The Bank of the new ", "the ", "the new special ", "5 March 2024 ", "He said. ",
    "said that ", "she ", "it take ", "the summit ", "about that? ", "and ", "Yes.\n",
    "Rearm, a plan, ", "the coalition of the willing ", "Anna’s ", "Ada, the minister, led ",
    "one hundred ", "not ",
]  # fmt: skip


def spent(work: Callable[[str], object], text: str) -> float:
    """Processor seconds."""
    tokens.cache_clear()
    began = time.process_time()
    work(text)
    return time.process_time() - began


def grows(work: Callable[[str], object], text: str) -> bool:
    """Tell if the time grows faster than the text, three times in a row."""
    return all(spent(work, text * TIMES) > GROWTH * spent(work, text) + FREE for _ in range(3))


def conversation(text: str) -> str:
    """Resolve a follow-up after eight long questions and answers."""
    said = f"Ada Quill said that a harbour had opened. {text}"
    history = [Turn("user", f"Who is Ada Quill? {text}"), Turn("assistant", said, (said,))] * 8
    return standalone_question("What did she say about that?", history)


WORKS: dict[str, tuple[int, Callable[[str], object]]] = {
    "article": (3_000, lambda text: chunk_article(Article(text=f"Ada. {text}"))),
    "title": (5_000, lambda text: chunk_article(Article(text="Ada came.", title=f"Ada {text}"))),
    "quotes": (3_000, lambda text: utterances(f"Ada. {text}")),
    "copies": (5_000, sketch),
    "suggestions": (1_000, lambda text: list(_questions(Article(text=f"Ada. {text}")))),
    "search": (5_000, lambda text: (query_words(text), stems(text))),
    "question": (
        2_000,
        lambda text: standalone_question(
            f"What did she say about the summit {text}",
            [Turn("user", "Who is Ada Quill?"), Turn("assistant", "Ada Quill led it, a summit.")],
        ),
    ),
    "small talk": (2_000, topics),
    "markup": (3_000, flaw),
    "words": (500, tokens),
}
"""Code points of a text, and what is done with it."""


@pytest.mark.parametrize("name", WORKS)
def test_four_times_the_text_takes_no_more_than_in_proportion(name: str) -> None:
    length, work = WORKS[name]
    work("It is loaded.")
    assert [unit for unit in UNITS if grows(work, unit * (length // len(unit)))] == []


@pytest.mark.parametrize("unit", ["Ada, ", "the summit was led by Ada Quill. ", "[1] ", "!"])
def test_a_follow_up_to_long_questions_takes_no_longer_than_to_others(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert spent(conversation, text) < 3 * spent(conversation, text[:1_500]) + FREE


@pytest.mark.parametrize("unit", ["a\n", "!", "1. ", "Yes.\n", "。", "a! "])
def test_an_odd_article_has_no_more_chunks_than_another_of_its_length(unit: str) -> None:
    chunks = chunk_article(Article(text=unit * (25_000 // len(unit))))
    assert 25_000 / 900 <= len(chunks) <= 25_000 / 100
    assert {offset for c in chunks for offset in range(c.start, c.end)} >= {0, 24_000}


def test_a_long_number_is_a_number() -> None:
    assert tokens("It cost 1" + ",000" * 9_000)[2].kind == "number"


def test_a_change_to_a_long_article_is_told_in_linear_time() -> None:
    def rewritten(text: str) -> object:
        return list(changes(text, " ".join(reversed(text.split()))))

    words = " ".join(str(number * 7919 % 997) for number in range(3_000))
    assert spent(rewritten, f"{words} {words}") < 0.1
    ((kept, same), *_) = changes(f"{words} last", f"{words} first")
    assert (kept, same) == ("same", f"{words} ")


def compared(home: Path, sentences: int) -> float:
    """Store an article of so many quotes; return the seconds of comparing all with its text."""
    said = (f"Witness {number} said that it rained. " for number in range(sentences))
    article = Article(text="".join(said))
    chunks = chunk_article(article)
    vectors = np.tile(np.eye(1, 384, dtype=np.float32), (len(chunks), 1))
    with closing(Store(home)) as store:
        store.library.put(article, chunks, vectors)
        took = []
        for _ in range(3):
            began = time.process_time()
            assert wrong_passages(store.database) == []
            assert store.quotes.damaged() == 0
            assert store.quotes.find(words="RAINED").total == sentences
            assert store.quotes.speakers(words="it rained", limit=1).total == sentences
            took.append(time.process_time() - began)
        return min(took)


def test_a_long_article_is_compared_with_its_passages_and_quotes_in_linear_time(
    tmp_path: Path,
) -> None:
    short, long = (compared(tmp_path / str(size), size) for size in (1_000, 1_000 * TIMES))
    assert long <= GROWTH * short + FREE
