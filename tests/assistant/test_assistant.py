"""The assistant on the sample articles: real search, real models."""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from langchain_core.runnables import RunnableLambda

from assistant import (
    REFUSAL,
    Answer,
    Assistant,
    Finished,
    InvalidInput,
    Retrieved,
    Settings,
    StoreError,
    Token,
    ask,
)
from corpus import Article, Corpus, Filters
from corpus.samples import add_samples

PROPOSAL = "suggested on March 6 that NATO could extend Article 5 protections to Ukraine"
QUESTION = "What did Giorgia Meloni suggest on March 6?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("home")) as opened:
        yield opened


def check_citations(assistant: Assistant, answer: Answer) -> None:
    """The four promises, as far as they can be read off an answer."""
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    for citation in answer.citations:
        article = assistant.corpus.article(citation.article_id, citation.revision)
        assert article.text[citation.start : citation.end] == citation.quote
        if citation.span:
            assert citation.start <= citation.span[0] < citation.span[1] <= citation.end
    for statement in answer.statements:
        assert statement.citations
        assert set(statement.citations) <= set(numbers)
        assert 0 <= statement.support <= 1
    assert answer.answered == (bool(answer.statements) or answer.kind == "conversation")
    assert answer.answered or answer.text == REFUSAL


def test_answers_with_the_sentence_that_says_it(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    assert answer.answered
    assert PROPOSAL in answer.citations[0].quote
    assert answer.citations[0].published == date(2025, 3, 6)
    assert answer.mode == "extractive"
    assert answer.model is None
    assert answer.seconds > 0
    assert answer.confidence == max(statement.support for statement in answer.statements)
    assert answer.text.startswith(answer.statements[0].text + " [1]")
    check_citations(assistant, answer)


def test_refuses_what_the_articles_do_not_say(assistant: Assistant) -> None:
    answer = assistant.ask("What is the capital of Peru?")
    assert not answer.answered
    assert answer.text == REFUSAL
    assert 0 < answer.confidence < assistant.reader.threshold
    assert answer.citations == ()
    assert answer.nearest
    for hit in answer.nearest:
        article = assistant.corpus.article(hit.article_id, hit.revision)
        assert article.text[hit.start : hit.end] == hit.text


def test_refuses_on_an_empty_corpus(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        answer = Assistant(corpus).ask(QUESTION)
    assert not answer.answered
    assert answer.nearest == ()


def test_streams_the_same_answer(assistant: Assistant) -> None:
    events = list(assistant.stream(QUESTION))
    first, *tokens, last = events
    assert isinstance(first, Retrieved)
    assert first.hits
    assert isinstance(last, Finished)
    assert "".join(t.text for t in tokens if isinstance(t, Token)) == last.answer.text
    assert len(tokens) > 3
    assert last.answer.citations == assistant.ask(QUESTION).citations


def test_filters_reach_the_search(assistant: Assistant) -> None:
    late = assistant.ask(QUESTION, published_after=date(2026, 1, 1))
    cited = [hit.published for hit in late.nearest] + [c.published for c in late.citations]
    assert cited
    assert all(day is not None and day >= date(2026, 1, 1) for day in cited)
    assert not assistant.ask(QUESTION, publishers=["Nobody at all"]).answered
    whole = assistant.ask(QUESTION, filters=Filters(published_after=date(2026, 1, 1)))
    assert replace(whole, seconds=0) == replace(late, seconds=0)
    both = assistant.ask(
        QUESTION,
        published_after=date(2026, 1, 1),
        filters=Filters(published_before=date(2025, 1, 1)),
    )
    assert not both.nearest
    with pytest.raises(InvalidInput, match="published_after"):
        assistant.ask(QUESTION, published_after=date(2025, 2, 1), published_before=date(2025, 1, 1))


def test_asynchronous_and_batch_give_the_same(assistant: Assistant) -> None:
    one = assistant.ask(QUESTION)
    other = asyncio.run(assistant.aask(QUESTION))
    batch = assistant.batch([QUESTION, "What is the capital of Peru?"])
    assert other.citations == one.citations
    assert [answer.answered for answer in batch] == [True, False]
    assert batch[0].citations == one.citations
    together = asyncio.run(assistant.abatch([QUESTION, "What is the capital of Peru?"]))
    assert [answer.citations for answer in together] == [answer.citations for answer in batch]
    assert asyncio.run(assistant.abatch([])) == []
    with pytest.raises(InvalidInput, match="is empty"):
        asyncio.run(assistant.abatch([QUESTION, " "]))


@pytest.mark.parametrize("read_only", [False, True])
def test_a_closed_assistant_says_so(tmp_path: Path, *, read_only: bool) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add({"text": "The bridge over the Lune was opened by Ada Quill."})
    with Assistant(Corpus.open(tmp_path, read_only=read_only)) as closed:
        assert closed.ask("Who opened the bridge?").answered
    uses: tuple[Callable[[], object], ...] = (
        closed.corpus.count,
        lambda: closed.ask("Who opened the bridge?"),
        # These need nothing of the corpus.
        lambda: closed.ask("Hello"),
        lambda: closed.chain.invoke("Thanks"),
        lambda: closed.as_tool().invoke("Hello"),
        lambda: closed.verify("Who opened the bridge?"),
    )
    for use in uses:
        with pytest.raises(StoreError, match="is closed; open the corpus again"):
            use()


def test_composes_as_a_runnable(assistant: Assistant) -> None:
    shout = assistant.chain | RunnableLambda(lambda answer: answer.text.upper())
    assert "NATO COULD EXTEND" in shout.invoke(QUESTION)
    given: dict[str, Any] = {"question": QUESTION, "publishers": ["Nobody at all"]}
    assert not assistant.chain.invoke(given).answered


def test_the_chain_streams_tokens_then_the_answer(assistant: Assistant) -> None:
    *tokens, answer = assistant.chain.stream(QUESTION)
    assert all(isinstance(token, Token) for token in tokens)
    assert isinstance(answer, Answer)
    assert "".join(token.text for token in tokens) == answer.text
    shout = assistant.chain | RunnableLambda(lambda whole: whole.text.upper())
    assert list(shout.stream(QUESTION)) == [answer.text.upper()]

    async def later() -> tuple[Answer, list[Any]]:
        streamed = [piece async for piece in assistant.chain.astream(QUESTION)]
        return await assistant.chain.ainvoke(QUESTION), streamed

    alone, streamed = asyncio.run(later())
    assert alone.text == streamed[-1].text == answer.text
    assert len(streamed) == len(tokens) + 1


def test_history_makes_a_question_stand_alone(assistant: Assistant) -> None:
    answer = assistant.ask(
        "And what did she say about it?",
        history=[("user", QUESTION), ("assistant", assistant.ask(QUESTION).text)],
    )
    assert answer.question == "And what did she say about it?"
    assert "Meloni" in answer.standalone_question


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "\0", "\ud800"])
def test_blank_questions_are_refused_with_a_reason(assistant: Assistant, question: str) -> None:
    with pytest.raises(InvalidInput, match="empty"):
        assistant.ask(question)


def test_an_endless_question_is_refused_with_a_reason(assistant: Assistant) -> None:
    with pytest.raises(InvalidInput, match="characters"):
        assistant.ask("why " * 10_000)


@pytest.mark.parametrize(
    "question",
    [
        "🙂🙃",
        '"',
        "*",
        "NEAR(",
        "'; DROP TABLE articles; --",
        "what\0did\ud800Meloni propose?",
        "Meloni " * 1_400,
        "text: AND OR NOT ^",
    ],
)
def test_odd_questions_have_an_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    check_citations(assistant, answer)
    json.dumps(answer.to_dict(), ensure_ascii=False).encode()
    assert len(assistant.corpus.articles()) == 7


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(min_size=1, max_size=80).filter(lambda text: text.isprintable() and text.strip()))
def test_every_answer_keeps_the_promises(assistant: Assistant, question: str) -> None:
    check_citations(assistant, assistant.ask(question))


def test_settings_are_followed(assistant: Assistant) -> None:
    strict = Assistant(assistant.corpus, Settings(threshold=1.0, nearest=1))
    answer = strict.ask(QUESTION)
    assert not answer.answered
    assert len(answer.nearest) == 1
    lax = Assistant(assistant.corpus, Settings(threshold=0.0, sentences=1))
    assert len(lax.ask(QUESTION).statements) == 1


def test_an_old_citation_still_resolves_after_an_update(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        url = "https://example.org/bridge"
        corpus.add(Article(text="The bridge was opened by Ada Quill in 1931.", url=url))
        assistant = Assistant(corpus, Settings(threshold=0.0))
        old = assistant.ask("Who opened the bridge?").citations[0]
        corpus.add(Article(text="The bridge was closed by Ben Hart in 1999.", url=url))
        assert corpus.article(old.article_id, old.revision).text[old.start : old.end] == old.quote
        assert "1999" in assistant.ask("Who closed the bridge?").citations[0].quote


def test_ask_opens_the_default_corpus_with_the_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_HOME", str(tmp_path / "new"))
    assert PROPOSAL in ask(QUESTION).citations[0].quote
    assert (tmp_path / "new" / "library.db").exists()


def test_suggestions_are_answered(assistant: Assistant) -> None:
    suggestions = assistant.suggestions(3)
    assert len(suggestions) == 3
    assert len(set(suggestions)) == 3
    assert all(assistant.ask(question).answered for question in suggestions)


def test_samples_that_were_removed_do_not_come_back(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = tmp_path_factory.mktemp("home")
    Assistant.open(home, samples=False).close()
    with Corpus.open(home) as corpus:
        assert corpus.count() == 0
        for article_id in add_samples(corpus).added:
            corpus.remove(article_id)
    with Assistant.open(home) as assistant:
        assert assistant.corpus.count() == 0
