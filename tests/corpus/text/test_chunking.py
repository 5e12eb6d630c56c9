"""Chunks: verbatim, overlapping, complete, and always the same."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus import Article
from corpus.text.chunking import (
    _MAX_CHARACTERS,
    _MAX_SENTENCES,
    _MIN_CHARACTERS,
    _MIN_SENTENCES,
    chunk_article,
)
from corpus.text.sentences import sentence_ranges

TEXT = " ".join(f"This is sentence number {number} of a story." for number in range(1, 13))
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1
).filter(str.strip) | st.lists(
    st.sampled_from(["One came. ", "Two went away, it is said.\n", "“Three!” he said. ", "四。"]),
    min_size=1,
    max_size=60,
).map("".join)


def test_four_or_five_sentences_that_overlap_by_one() -> None:
    chunks = chunk_article(Article(text=TEXT))
    assert [len(chunk.sentences) for chunk in chunks] == [5, 5, 4]
    for before, after in pairwise(chunks):
        assert before.sentences[-1] == after.sentences[0]


def test_the_last_chunk_is_filled() -> None:
    words = TEXT.split(" This")
    text = " This".join(words[:6])
    assert [len(chunk.sentences) for chunk in chunk_article(Article(text=text))] == [
        _MAX_SENTENCES,
        _MIN_SENTENCES,
    ]


def test_the_header_is_embedded_and_not_quoted() -> None:
    (chunk,) = chunk_article(
        Article(text="It rained.", title="Weather", published=date(2025, 3, 6))
    )
    assert chunk.text == "It rained."
    assert chunk.embedded_text == "Weather (6 March 2025)\nIt rained."
    (bare,) = chunk_article(Article(text="It rained."))
    assert bare.embedded_text == "It rained."


def test_ids_depend_on_what_is_embedded_and_filtered() -> None:
    def ids(**facts: object) -> set[str]:
        article = Article(id="a", text=TEXT, **facts)  # type: ignore[arg-type]  # what is tested
        return {chunk.id for chunk in chunk_article(article)}

    plain = ids()
    assert ids() == plain
    assert ids(url="https://news.example/") == plain
    others = [ids(title="T"), ids(published=date(2025, 1, 1)), ids(publisher="P")]
    for other in others:
        assert not other & plain


def test_ids_do_not_change_between_versions() -> None:
    """A change here makes every stored corpus embed again: raise chunking's version with it."""
    (chunk,) = chunk_article(Article(id="a", text="It rained."))
    assert chunk.id == "ecf17666de8f54cf918d582c498dae8c"


@given(TEXTS)
def test_every_chunk_is_verbatim_and_every_sentence_is_in_one(text: str) -> None:
    article = Article(text=text)
    chunks = chunk_article(article)
    assert {sentence for chunk in chunks for sentence in chunk.sentences} == set(
        sentence_ranges(text)
    )
    for chunk in chunks:
        assert article.text[chunk.start : chunk.end] == chunk.text
        assert (chunk.start, chunk.end) == (chunk.sentences[0][0], chunk.sentences[-1][1])
        if len(chunk.sentences) > _MAX_SENTENCES:
            assert chunk.sentences[-2][1] - chunk.start < _MIN_CHARACTERS
        assert len(chunk.sentences) == 1 or chunk.end - chunk.start <= _MAX_CHARACTERS
    assert len({chunk.id for chunk in chunks}) == len(chunks)
    assert [chunk.id for chunk in chunks] == [chunk.id for chunk in chunk_article(article)]
