"""Written answers on the sample articles: real search, real models to find and to verify, and a
chat model that follows a script.
"""

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler

from assistant import (
    REFUSAL,
    Answer,
    Assistant,
    Checked,
    Finished,
    Retrieved,
    Settings,
    Token,
    Withheld,
)
from assistant.langchain.tool import _content
from corpus import Article, Corpus, SettingsError
from tests.models import ScriptedModel

QUESTION = "What did Giorgia Meloni suggest on March 6?"
TRUE = "Giorgia Meloni suggested on 6 March that NATO could extend Article 5 to Ukraine [1]."
FALSE = "Emmanuel Macron suggested on 6 March that NATO could extend Article 5 to Ukraine [1]."
SETTINGS = Settings(threshold=0.0)

Make = Callable[..., Assistant]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with Assistant.open(tmp_path_factory.mktemp("home")) as opened:
        yield opened.corpus


@pytest.fixture
def make(corpus: Corpus) -> Make:
    def made(reply: str, **options: Any) -> Assistant:
        model = ScriptedModel(script=lambda prompt: reply, **options)
        return Assistant(corpus, SETTINGS, model=model)

    return made


def scripted(assistant: Assistant) -> ScriptedModel:
    assert isinstance(assistant.model, ScriptedModel)
    return assistant.model


def check_promises(assistant: Assistant, answer: Answer) -> None:
    for citation in answer.citations:
        article = assistant.corpus.article(citation.article_id, citation.revision)
        assert article.text[citation.start : citation.end] == citation.quote
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(s.citations and set(s.citations) <= set(numbers) for s in answer.statements)
    json.dumps(answer.to_dict())


def test_a_supported_sentence_is_the_answer_with_a_narrow_citation(make: Make) -> None:
    assistant = make(TRUE)
    answer = assistant.ask(QUESTION)
    assert (answer.mode, answer.model, answer.note) == ("written", "scripted", None)
    assert answer.text == TRUE.replace(" [1].", ". [1]")
    assert len(answer.citations) == 1
    assert answer.citations[0].quote.startswith("Italian Prime Minister Giorgia Meloni")
    assert answer.citations[0].quote.endswith("membership in the alliance.")
    check_promises(assistant, answer)


def test_what_the_cited_passage_lacks_is_cited_from_the_rest_of_its_article(
    tmp_path: Path,
) -> None:
    between = "\n\n".join(
        f"At mill {number} the river was low in summer, and logs lay dry on its banks for weeks."
        for number in range(40)
    )
    text = (
        "Norrland Kraft will raise the dam at Storsele by two metres.\n\n"
        f"{between}\n\nKaryn Ek, its head, spoke to 300 villagers on 4 March 2025."
    )
    reply = "Karyn Ek spoke to 300 villagers on 4 March 2025 [1]. She spoke to 400 of them [1]."
    with Corpus.open(tmp_path) as corpus:
        corpus.add(Article(title="Dam to be raised", text=text))
        assistant = Assistant(corpus, SETTINGS, model=ScriptedModel(script=lambda prompt: reply))
        answer = assistant.ask("By how much will the dam at Storsele be raised?")
        model = scripted(assistant)
        shown = str(model.prompts[0][-1].content)
        assert shown.index("two metres") < shown.index(
            "villagers" if "villagers" in shown else "[2]"
        )
        assert (answer.mode, len(answer.statements)) == ("written", 1)
        (citation,) = answer.citations
        assert "300 villagers" in citation.quote
        assert [withheld.text for withheld in answer.withheld] == ["She spoke to 400 of them."]
        check_promises(assistant, answer)


def test_an_unsupported_sentence_is_withheld(make: Make) -> None:
    assistant = make(f"{TRUE} {FALSE} It rained [99]. Kyiv is old.")
    answer = assistant.ask(QUESTION)
    assert answer.mode == "written"
    assert len(answer.statements) == 1
    assert "Macron" not in answer.text
    reasons = [withheld.reason for withheld in answer.withheld]
    assert "Emmanuel Macron" in reasons[0]
    assert "[99]" in reasons[1]
    assert reasons[2] == "it cites no passage"
    check_promises(assistant, answer)


def test_when_nothing_holds_the_articles_speak(make: Make, corpus: Corpus) -> None:
    plain = Assistant(corpus, SETTINGS).ask(QUESTION)
    answer = make(FALSE).ask(QUESTION)
    assert answer.mode == "extractive"
    assert answer.model is None
    assert answer.note == "no sentence that the model wrote is borne out by the articles"
    assert answer.text == plain.text
    assert answer.citations == plain.citations
    assert answer.withheld[0].text == FALSE.replace(" [1]", "")
    assert answer.note in answer.to_markdown()


def test_sentences_are_checked_as_they_end(make: Make) -> None:
    assistant = make(f"{TRUE} {FALSE} {TRUE}")
    first, *events, last = assistant.stream(QUESTION)
    assert isinstance(first, Retrieved)
    assert isinstance(last, Finished)
    checked = [event for event in events if isinstance(event, Checked)]
    assert [(event.index, event.supported) for event in checked] == [
        (0, True),
        (1, False),
        (2, True),
    ]
    assert checked[1].reason
    drafted = "".join(event.text for event in events if isinstance(event, Token))
    assert drafted == f"{TRUE} {FALSE} {TRUE}"
    ends = [0, *(each.end for each in checked)]
    assert [drafted[a:b].strip() for a, b in pairwise(ends)] == [TRUE, FALSE, TRUE]
    # The first verdict comes while the model is still writing.
    index = events.index(checked[0])
    assert any(isinstance(event, Token) for event in events[index + 1 :])
    assert last.answer.withheld == (Withheld(checked[1].text, checked[1].reason),)
    assert [statement.text for statement in last.answer.statements] == [checked[0].text]


def test_closing_the_stream_ends_the_request(make: Make) -> None:
    assistant = make(f"{TRUE} " * 30)
    events = assistant.stream(QUESTION)
    assert next(event for event in events if isinstance(event, Token))
    events.close()
    assert scripted(assistant).closed_early
    assert scripted(assistant).words < 10


async def test_cancelling_ends_the_request(make: Make) -> None:
    assistant = make(f"{TRUE} " * 500)
    task = asyncio.create_task(assistant.aask(QUESTION))
    while not scripted(assistant).words:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert scripted(assistant).closed_early
    assert scripted(assistant).words < 500


async def test_the_asynchronous_stream_is_the_same(make: Make) -> None:
    assistant = make(f"{TRUE} {FALSE}")
    events = [event async for event in assistant.astream(QUESTION)]
    plain = list(assistant.stream(QUESTION))
    assert [type(event) for event in events] == [type(event) for event in plain]
    assert [e for e in events if isinstance(e, Checked)] == [
        e for e in plain if isinstance(e, Checked)
    ]
    assert (await assistant.aask(QUESTION)).text == assistant.batch([QUESTION])[0].text


def test_a_model_that_refuses_is_believed(make: Make) -> None:
    answer = make(REFUSAL).ask(QUESTION)
    assert not answer.answered
    assert (answer.text, answer.mode, answer.citations) == (REFUSAL, "written", ())
    assert answer.nearest
    assert answer.withheld == ()


FOLLOW_UP = "What did she suggest on March 6?"
HISTORY = (("user", "Who is Giorgia Meloni?"), ("assistant", "The Italian prime minister."))


def follow_up(corpus: Corpus, reply: str, **options: Any) -> tuple[Answer, ScriptedModel]:
    """The answer to a follow-up that the model rewrites as ``reply``."""
    model = ScriptedModel(
        script=lambda prompt: reply if "to be rewritten" in prompt else TRUE, **options
    )
    answer = Assistant(corpus, SETTINGS, model=model).ask(FOLLOW_UP, history=HISTORY)
    return answer, model


def test_a_follow_up_is_put_by_the_model(corpus: Corpus) -> None:
    answer, model = follow_up(corpus, QUESTION)
    assert (answer.question, answer.standalone_question) == (FOLLOW_UP, QUESTION)
    assert answer.mode == "written"
    assert len(model.prompts) == 2
    assert QUESTION in str(model.prompts[1][-1].text)


@pytest.mark.parametrize(
    ("reply", "options"),
    [
        ("What did Emmanuel Macron suggest on March 6?", {}),
        ("I cannot do that.", {}),
        (QUESTION, {"errors": [ValueError("odd")]}),
    ],
)
def test_a_follow_up_that_the_model_spoils_is_put_by_rule(
    corpus: Corpus, reply: str, options: dict[str, Any]
) -> None:
    answer, _ = follow_up(corpus, reply, **options)
    assert answer.standalone_question == QUESTION
    assert answer.mode == "written"


def test_a_first_question_is_not_rewritten(make: Make) -> None:
    assistant = make(TRUE)
    assert assistant.ask(QUESTION).standalone_question == QUESTION
    assert len(scripted(assistant).prompts) == 1


def test_without_evidence_no_model_is_called(corpus: Corpus) -> None:
    model = ScriptedModel(script=lambda prompt: TRUE)
    answer = Assistant(corpus, Settings(threshold=1.0), model=model).ask(QUESTION)
    assert not answer.answered
    assert answer.text == REFUSAL
    assert model.prompts == []


def test_without_a_model_nothing_of_it_is_loaded(corpus: Corpus) -> None:
    assistant = Assistant(corpus, SETTINGS)
    assert assistant.ask(QUESTION).mode == "extractive"
    assert assistant._writer is None


def test_suggestions_do_not_trouble_the_model(make: Make) -> None:
    assistant = make(TRUE)
    assert assistant.suggestions(2)
    assert scripted(assistant).prompts == []


def test_callbacks_and_tags_reach_the_model(make: Make) -> None:
    seen: list[tuple[list[str] | None, dict[str, Any] | None]] = []

    class Recorder(BaseCallbackHandler):
        def on_chat_model_start(self, *args: Any, **kwargs: Any) -> None:
            seen.append((kwargs.get("tags"), kwargs.get("metadata")))

    config: Any = {"callbacks": [Recorder()], "tags": ["press"], "metadata": {"desk": "news"}}
    make(TRUE).ask(QUESTION, config=config)
    make(TRUE).chain.invoke(QUESTION, config)
    assert len(seen) == 2
    for tags, metadata in seen:
        assert "press" in (tags or [])
        assert (metadata or {})["desk"] == "news"


@pytest.mark.parametrize(
    ("question", "news"),
    [
        (
            "How far did trust in the police fall?",
            "Trust in the police fell to 40 percent in 2024.",
        ),
        ("Which trains were cancelled?", "Express trains between two cities were cancelled."),
        ("Who gave the jury new instructions?", "Judge Quill gave the jury new instructions."),
    ],
)
def test_news_that_opens_like_an_order_is_answered_with_a_model_too(
    tmp_path: Path, question: str, news: str
) -> None:
    with Corpus.open(tmp_path) as home:
        home.add(Article(text=f"{news}\nThe mayor of Lune opened a new bridge on Saturday."))
        plain = Assistant(home, SETTINGS).ask(question)
        said = ScriptedModel(script=lambda prompt: f"{news[:-1]} [1].")
        written = Assistant(home, SETTINGS, model=said).ask(question)
        silent = ScriptedModel(script=lambda prompt: "Nobody knows [1].")
        kept = Assistant(home, SETTINGS, model=silent).ask(question)
    assert plain.citations[0].quote == news
    assert (written.mode, written.statements[0].text) == ("written", news)
    assert kept.text == plain.text


def test_a_corpus_opens_with_the_model_of_the_environment(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "nonsense:model")
    with Assistant.open(tmp_path, SETTINGS) as assistant:
        answer = assistant.ask(QUESTION)
    assert answer.answered
    assert answer.mode == "extractive"
    assert answer.note
    given = ScriptedModel(script=lambda prompt: TRUE)
    with Assistant.open(tmp_path, SETTINGS, model=given) as assistant:
        assert assistant.model is given


def test_a_name_that_is_no_models_fails_at_once(
    corpus: Corpus, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsError, match="'nonsense' is not of the form provider:model"):
        Assistant(corpus, model="nonsense")
    folder = tmp_path / "unmade"
    with pytest.raises(SettingsError, match="'nonsense'"):
        Assistant.open(folder, model="nonsense")
    monkeypatch.setenv("ONRECORD_MODEL", "other")
    with pytest.raises(SettingsError, match="'other'"):
        Assistant.open(folder)
    assert not folder.exists()


def test_the_prompt_fits_a_small_context(corpus: Corpus) -> None:
    model = ScriptedModel(script=lambda prompt: TRUE)
    small = Assistant(corpus, Settings(threshold=0.0, context=2_048), model=model)
    small.ask(QUESTION)
    Assistant(corpus, SETTINGS, model=model).ask(QUESTION)
    lengths = [sum(len(str(m.text)) for m in prompt) for prompt in model.prompts]
    assert lengths[0] < 3.5 * 1_024
    assert lengths[0] < lengths[1]
    answer = small.ask(f"{QUESTION} {'why ' * 4_000}")
    assert answer.mode == "extractive"
    assert answer.note == "the question and its passages do not fit the model's context"


def test_a_model_and_its_reader_see_both_of_two_papers_that_differ(tmp_path: Path) -> None:
    text = (
        "A fire in a hotel in Ellery killed at least 12 people on Sunday, officials said. The "
        "blaze broke out on the third floor. The mayor, Ines Falk, closed the street until noon."
    )
    papers = [
        Article(text=text, title="Fire", publisher="The Courier", published=date(2026, 3, 1)),
        Article(
            text=text.replace("12", "15"),
            title="Blaze",
            publisher="The Herald",
            published=date(2026, 3, 2),
        ),
    ]
    said = "A fire in a hotel in Ellery killed at least {} people on Sunday, officials said [{}]."
    with Corpus.open(tmp_path) as corpus:
        corpus.add(papers)

        def reply(prompt: str) -> str:
            both = [prompt.index(f"killed at least {n} people") for n in (12, 15)]
            first, second = (12, 15) if both[0] < both[1] else (15, 12)
            return f"{said.format(first, 1)} {said.format(second, 2)}"

        # One paper alone is searched, and the other is shown all the same.
        publishers = ["The Courier"]
        question = "How many people did the fire in Ellery kill?"
        plain = Assistant(corpus, SETTINGS).ask(question, publishers=publishers)
        (citation,) = plain.citations
        assert (citation.publisher, citation.also_in) == ("The Courier", ())
        assert [variant.source for variant in citation.differs] == ["The Herald, 2 March 2026"]
        assistant = Assistant(corpus, SETTINGS, model=ScriptedModel(script=reply))
        answer = assistant.ask(question, publishers=publishers)
        assert [(c.publisher, c.differs[0].publisher) for c in answer.citations] == [
            ("The Courier", "The Herald"),
            ("The Herald", "The Courier"),
        ]
        check_promises(assistant, answer)
        assert 'Told otherwise by The Herald, 2 March 2026: "A fire' in _content(plain)
