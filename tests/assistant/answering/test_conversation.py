"""Small talk is answered truly and without a search; the answer before is found in its articles."""

from dataclasses import replace

import pytest

from assistant import Answer, Assistant, Retrieved, Token
from assistant.answer import REFUSAL
from assistant.answering.conversation import answer_conversation
from assistant.question.turns import turns
from corpus import Article, Corpus
from tests.assistant.answering.test_article_lists import check, headings
from tests.assistant.question.understanding.test_small_talk import KNOWN

QUESTION = "How many passengers did the ferry to Skarvik carry?"
CARRIED = "The line carried 41,000 passengers last year, a third fewer than in 2015."


@pytest.fixture(scope="module")
def answer(press: Assistant) -> Answer:
    answer = press.ask(QUESTION)
    assert answer.statements[0].text == CARRIED
    return answer


def texts(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements]


@pytest.mark.parametrize("topic", KNOWN)
def test_it_is_never_refused(press: Assistant, answer: Answer, topic: str) -> None:
    for history in ([], [answer]):
        told = press.ask(KNOWN[topic][0], history=history)
        assert told.answered
        assert REFUSAL not in told.text
        assert told.kind == ("summary" if topic == "summary" and history else "conversation")
        assert told.remark
        check(press, told)


@pytest.mark.parametrize("text", ["hello", "thanks", "what can you do?", "who are you?", "ok"])
def test_of_itself_it_cites_nothing(press: Assistant, text: str) -> None:
    told = press.ask(text)
    assert (told.citations, told.text) == ((), told.remark)


def test_it_is_streamed_without_passages(press: Assistant) -> None:
    first, *tokens, last = press.stream("Hello, who are you?")
    assert first == Retrieved("Hello, who are you?", ())
    assert "".join(token.text for token in tokens if isinstance(token, Token)).startswith(
        "Hello. I"
    )
    assert last


def test_what_can_be_asked_names_the_corpus(press: Assistant) -> None:
    told = press.ask("what can I ask?").text
    assert told.startswith("There are 4 articles, 3 of them by 2 publishers, published from")
    assert "Summarise the article “Islanders protest”" in told
    assert press.ask("Summarise the article “Islanders protest”").kind == "summary"


def test_a_chat_model_is_told_of(press: Assistant) -> None:
    plain = answer_conversation("how do you work?", (), press.corpus)
    written = answer_conversation("how do you work?", (), press.corpus, written=True)
    assert plain
    assert written
    assert "No language model writes" in plain.text
    assert "A language model writes" in written.text


def test_an_empty_corpus_is_told_of(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Corpus.open(tmp_path_factory.mktemp("empty")) as corpus:
        told = Assistant(corpus).ask("what can I ask?").text
    assert "There are 0 articles" in told
    assert "Add articles first" in told


# -- the answer before --------------------------------------------------------------------------


def test_where_it_is_from(press: Assistant, answer: Answer) -> None:
    told = press.ask("which article is that from?", history=[answer])
    assert told.remark == (
        "It is from “Ferry to Skarvik to stop in winter”, The Fjord Times, 3 March 2025."
    )
    assert texts(told) == [CARRIED]
    assert told.standalone_question == QUESTION
    assert told.question == "which article is that from?"


def test_when_and_by_whom(press: Assistant, answer: Answer) -> None:
    told = press.ask("When was that published, and who wrote it?", history=[answer])
    assert told.remark == (
        "“Ferry to Skarvik to stop in winter” was published on 3 March 2025. “Ferry to Skarvik to "
        "stop in winter” names no author. It was published by The Fjord Times."
    )
    snow = press.ask("How many days did it snow in Hamnes?")
    told = press.ask("when was that published?", history=[snow])
    assert told.remark == "“Snow” has no date of publication."


def test_an_article_without_a_title(corpus: Corpus) -> None:
    corpus.add(Article(text="The mill of Linden has 300 workers."))
    assistant = Assistant(corpus)
    answer = assistant.ask("How many workers has the mill of Linden?")
    told = assistant.ask("when was that published?", history=[answer])
    assert told.remark == "An untitled article has no date of publication."


def test_how_sure(press: Assistant, answer: Answer) -> None:
    told = press.ask("are you sure?", history=[answer])
    assert f"{answer.statements[0].support:.0%}" in told.remark
    assert "no other article here" in told.remark
    assert texts(told) == [CARRIED]


def test_more_goes_on_until_the_end(press: Assistant, answer: Answer) -> None:
    history, seen = [answer], [CARRIED]
    for _ in range(4):
        told = press.ask("tell me more", history=history)
        assert told.standalone_question == (QUESTION if told.citations else "tell me more")
        assert not set(texts(told)) & set(seen)
        check(press, told)
        history.append(told)
        seen += texts(told)
    assert texts(history[1])[0].startswith("Ane Roe, of the county's transport board")
    article = press.corpus.article(answer.citations[0].article_id)
    assert sorted(seen) == sorted(article.text.splitlines())
    assert not history[-1].citations


def test_shorter(press: Assistant, answer: Answer) -> None:
    told = press.ask("shorter", history=[answer])
    span = answer.citations[0].span
    assert span
    assert (told.citations[0].start, told.citations[0].end) == span
    check(press, told)
    again = press.ask("shorter", history=[told])
    assert again.remark == "It is one sentence already:"


def test_summed_up_shorter_and_longer(press: Assistant) -> None:
    summary = press.ask("Summarise the article about the ferry to Skarvik")
    assert len(press.ask("shorter", history=[summary]).statements) == 3
    assert len(press.ask("longer", history=[summary]).statements) == 6
    told = press.ask("summarise it", history=[press.ask("How many days did it snow in Hamnes?")])
    assert headings(told) == ["Snow"]


def test_in_its_place(press: Assistant, answer: Answer) -> None:
    told = press.ask("where does it say that?", history=[answer])
    assert told.remark.startswith("It is sentence 2 of “Ferry to Skarvik")
    assert texts(told)[1] == CARRIED
    assert len(texts(told)) == 3
    shown = press.ask("show me the article", history=[answer])
    assert len(shown.statements) == 5


def test_thanks_in_between_change_nothing(press: Assistant, answer: Answer) -> None:
    told = press.ask("source?", history=[answer, press.ask("thanks"), press.ask("how are you?")])
    assert texts(told) == [CARRIED]


def test_a_mere_text_is_found_in_the_articles_again(press: Assistant, answer: Answer) -> None:
    pairs = [("user", QUESTION), ("assistant", answer.text), ("user", "ok"), ("assistant", "Good.")]
    told = press.ask("which article is that from?", history=pairs)
    assert texts(told) == [CARRIED]
    assert told.citations[0].article_id == answer.citations[0].article_id
    more = press.ask("more", history=pairs)
    assert more.citations
    assert CARRIED not in texts(more)


def test_what_is_not_known_is_not_said(press: Assistant, answer: Answer) -> None:
    assert press.ask("who wrote that?").remark.startswith("There is no answer before this")
    refused = press.ask("What is the capital of Peru?")
    assert not refused.answered
    for history in ([refused], [("user", "Peru?"), ("assistant", REFUSAL)], [answer, refused]):
        told = press.ask("which article is that from?", history=history)
        assert (told.citations, told.kind) == ((), "conversation")
        assert "did not answer" in told.text
    unsure = press.ask("are you sure?", history=[refused])
    assert f"{refused.confidence:.0%}" in unsure.text
    told = press.ask("source?", history=[("user", "Lima?"), ("assistant", "Lima is lovely.")])
    assert not told.citations
    assert "word for word" in told.text


def test_an_article_that_is_gone(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Corpus.open(tmp_path_factory.mktemp("gone")) as corpus:
        corpus.add([Article(text="The quay of Skarvik is 300 metres long.", id="quay")])
        assistant = Assistant(corpus)
        answer = assistant.ask("How long is the quay of Skarvik?")
        assert answer.answered
        corpus.remove("quay")
        told = assistant.ask("tell me more", history=[answer])
        assert told.text == "The article that was quoted is no longer here."


@pytest.mark.parametrize(
    ("asked", "talk"), [("Which novel did Ane Roe like?", False), (QUESTION, True)]
)
def test_after_a_book_its_author_is_meant(
    press: Assistant, answer: Answer, asked: str, talk: bool
) -> None:
    before = turns([replace(answer, standalone_question=asked)])
    assert bool(answer_conversation("who wrote it?", before, press.corpus)) == talk
    assert answer_conversation("who wrote the article?", before, press.corpus)


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the report?",
        "when was the report published",
        "who is the author of the letter?",
        "Who wrote the song?",
        "When did the study come out?",
    ],
)
def test_before_any_answer_a_work_is_one_that_articles_tell_of(
    press: Assistant, question: str
) -> None:
    assert answer_conversation(question, (), press.corpus) is None
    assert answer_conversation("who wrote the article?", (), press.corpus)


# -- follow-ups ---------------------------------------------------------------------------------


def test_a_follow_up_is_read_where_the_answer_was_found(press: Assistant, answer: Answer) -> None:
    told = press.ask("and what repairs did it need?", history=[answer])
    assert told.standalone_question == (
        "and what repairs did it need? (passengers ferry Skarvik carry)"
    )
    assert told.citations[0].article_id == answer.citations[0].article_id
    assert "nine million crowns" in told.citations[0].quote


def test_a_list_is_made_of_what_a_pronoun_means(press: Assistant, answer: Answer) -> None:
    told = press.ask("which articles mention it?", history=[answer])
    assert told.remark == "2 of the 4 articles mention “Skarvik”."


@pytest.mark.parametrize("question", ["List the articles.", "How old are the articles?"])
def test_before_any_answer_articles_are_those_of_the_corpus(
    press: Assistant, question: str
) -> None:
    assert press.ask(question).kind == "articles"


def test_before_any_answer_a_report_is_one_that_articles_tell_of(press: Assistant) -> None:
    assert press.ask("What does the report say?").kind == "fact"


def test_a_title_is_not_said_to_the_program(press: Assistant) -> None:
    answer = press.ask('Author of "Why I Am Not a Feminist"?')
    assert (answer.kind, answer.answered) == ("fact", False)
