"""Follow-up questions: what stands alone is untouched, what does not finds what was meant."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from assistant.answer import REFUSAL, Answer, Citation
from assistant.question.standalone import standalone_question
from assistant.question.turns import Turn, turns
from corpus import Corpus
from corpus.errors import InvalidInput
from corpus.samples import samples

CONVERSATIONS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data/conversations.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
MELONI = (
    "Italian Prime Minister Giorgia Meloni suggested on March 6 that NATO could extend Article 5 "
    "protections to Ukraine without granting Kyiv membership in the alliance."
)
PROPOSAL = turns([("user", "what did Meloni propose?"), ("assistant", MELONI)])


@dataclass(frozen=True)
class FollowUp:
    """A question in its conversation, with the full question written by hand."""

    name: str
    question: str
    history: tuple[Turn, ...]
    gold: str

    @property
    def stands_alone(self) -> bool:
        return self.question == self.gold


def follow_ups() -> Iterator[FollowUp]:
    for conversation in CONVERSATIONS:
        history: list[Turn] = []
        for place, turn in enumerate(conversation["turns"]):
            if place:
                yield FollowUp(
                    conversation["name"], turn["question"], tuple(history), turn["standalone"]
                )
            history.append(Turn("user", turn["question"]))
            if "answer" in turn:
                history.append(Turn("assistant", turn["answer"], (turn["answer"],)))


# -- the conversations on the samples -----------------------------------------------------------


def test_the_conversations_are_many_and_their_answers_are_the_samples_own_words() -> None:
    texts = {article.id: article.text for article in samples()}
    assert len(CONVERSATIONS) >= 30
    for conversation in CONVERSATIONS:
        assert len(conversation["turns"]) in (2, 3)
        for turn in conversation["turns"]:
            assert "answer" not in turn or turn["answer"] in texts[turn["article"]]


def test_four_in_five_follow_ups_find_what_the_full_question_finds(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(samples())

        def alike(question: str, full: str) -> bool:
            mine = [hit.chunk_id for hit in corpus.search(question, k=5)]
            best = [hit.chunk_id for hit in corpus.search(full, k=5)]
            return mine[0] == best[0] and len(set(mine) & set(best)) >= 3

        asked = [each for each in follow_ups() if not each.stands_alone]
        missed = [
            each.name
            for each in asked
            if not alike(standalone_question(each.question, each.history), each.gold)
        ]
        unresolved = sum(not alike(each.question, each.gold) for each in asked)
    assert len(asked) >= 45
    assert len(missed) <= 0.2 * len(asked), missed
    assert unresolved > 0.5 * len(asked), "the questions need no conversation: a bar of nothing"


@pytest.mark.parametrize("place", range(len(CONVERSATIONS)))
def test_a_first_question_is_untouched(place: int) -> None:
    question = CONVERSATIONS[place]["turns"][0]["question"]
    assert standalone_question(question, ()) == question


def test_a_change_of_topic_is_untouched() -> None:
    alone = [each for each in follow_ups() if each.stands_alone]
    assert len(alone) >= 5
    for each in alone:
        assert standalone_question(each.question, each.history) == each.question


def test_every_opening_question_is_untouched_in_every_other_conversation() -> None:
    openings = [conversation["turns"][0] for conversation in CONVERSATIONS]
    altered = [
        (before["question"], after["question"])
        for before in openings
        for after in openings
        if standalone_question(
            after["question"],
            (Turn("user", before["question"]), Turn("assistant", before["answer"])),
        )
        != after["question"]
    ]
    assert altered == []


# -- kinds of follow-up -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Does NATO say that it covers Ukraine?",
        "Why is it that Hungary did not agree?",
        "How long did it take to sign the treaty?",
        "Which country gave up its nuclear weapons?",
        "What did Costa say about his own plans?",
        "What did the allies say they would do?",
        "Are there missiles made in Belfast?",
        "Who said that the United Kingdom was ready?",
        "When Ukraine signed the memorandum, what did it give up?",
        "and what does Article 6 say?",
        "NATO summit Washington 2024",
        "What is the plan of the European Commission?",
        'Which band made "Let it be"?',
        "hello",
        "?",
    ],
)
def test_a_question_that_stands_alone_is_untouched(question: str) -> None:
    assert standalone_question(question, PROPOSAL) == question


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("Why did she say that?", "Why did Meloni say that NATO could extend Article 5"),
        ("where did she propose it?", "Where did Meloni propose"),
        ("What is her plan?", "What is Meloni’s plan?"),
        ("Who supports her?", "Who supports Meloni?"),
        ("When?", "When did Meloni propose that NATO could extend"),
        ("why", "Why did Meloni propose that NATO could extend"),
        ("What else?", "What else did Meloni propose?"),
        ("what about Macron?", "what did Macron propose?"),
        ("And France?", "what did France propose?"),
        ("and in July 2024?", "what did Meloni propose in July 2024?"),
        ("Will the U.S. support the proposal?", "Will the U.S. support Meloni’s proposal that"),
        ("Is it new?", "Is Meloni’s proposal that NATO could extend"),
    ],
)
def test_a_follow_up_names_what_it_means(question: str, full: str) -> None:
    assert standalone_question(question, PROPOSAL).startswith(full)


def test_he_and_she_go_to_the_one_that_agrees() -> None:
    history = turns(
        [
            ("user", "Who spoke in Brussels?"),
            ("assistant", "Ms Ada Lind spoke first. Then Mr Karl Brandt spoke to reporters."),
        ]
    )
    assert standalone_question("What did he say?", history) == "What did Karl Brandt say?"
    assert standalone_question("What did she say?", history) == "What did Ada Lind say?"


def test_a_pronoun_in_the_article_tells_the_gender() -> None:
    said = "Robin Vale met Kim Storm in Oslo. Storm said she was content."
    history = turns([("user", "Who met in Oslo?"), ("assistant", said)])
    assert standalone_question("Why was she content?", history) == "Why was Kim Storm content?"


def test_a_pronoun_with_nobody_to_stand_for_is_left() -> None:
    history = turns([("user", "When was NATO founded?"), ("assistant", "It was in 1949.")])
    assert standalone_question("What did she say?", history) == "What did she say?"


def test_a_thread_is_followed_over_several_questions() -> None:
    history = turns(
        [
            ("user", "Who presented ReArm Europe?"),
            ("assistant", "Ursula von der Leyen, the president of the Commission, did."),
            ("user", "When?"),
            ("assistant", "On 4 March 2025."),
            ("user", "and where?"),
            ("assistant", REFUSAL),
        ]
    )
    full = standalone_question("How much did she want for it?", history)
    assert "Ursula von der Leyen" in full or "she" not in full
    assert standalone_question("Why?", history) == "Why was ReArm Europe presented?"


# -- the forms of a history ---------------------------------------------------------------------


def answer(text: str = "He hosted it. [1]", answered: bool = True) -> Answer:
    quote = "Keir Starmer, the British prime minister, hosted the London summit."
    citation = Citation(1, "a", "r", None, None, None, None, 0, len(quote), quote)
    return Answer(
        question="and London?",
        standalone_question="Who hosted the London summit?",
        answered=answered,
        text=text,
        citations=(citation,) if answered else (),
    )


def test_every_form_of_history_says_the_same() -> None:
    expected = (Turn("user", "Who?"), Turn("assistant", "Keir Starmer did."))
    forms: list[list[object]] = [
        [HumanMessage("Who?"), AIMessage("Keir Starmer did.")],
        [HumanMessage("Who?"), AIMessage([{"type": "text", "text": "Keir Starmer did."}])],
        [SystemMessage("Be brief."), HumanMessage("Who?"), AIMessage("Keir Starmer did.")],
        [("user", "Who?"), ("assistant", "Keir Starmer did.")],
        [("human", "Who?"), ["ai", "Keir Starmer did."]],
        [{"role": "user", "content": "Who?"}, {"role": "ai", "content": "Keir Starmer did."}],
        list(expected),
    ]
    for form in forms:
        assert turns(form) == expected


def test_an_answer_gives_its_full_question_and_its_quotes() -> None:
    asked, said = turns([answer()])
    assert asked == Turn("user", "Who hosted the London summit?")
    assert said.quotes == ("Keir Starmer, the British prime minister, hosted the London summit.",)
    assert standalone_question("What did he promise?", (asked, said)) == (
        "What did Keir Starmer promise at the London summit?"
    )


def test_a_refusal_brings_nothing_into_the_conversation() -> None:
    asked, said = turns([answer(REFUSAL, answered=False)])
    assert (said.text, said.quotes) == ("", ())
    assert standalone_question("When?", (asked, said)) == "When was the London summit hosted?"


@pytest.mark.parametrize(
    "history",
    [
        ["who?"],
        [("system", "x")],
        [("user", None)],
        [{"role": "user"}],
        [{"content": "x"}],
        [None],
        [("user", "a", "b")],
        "who?",
        {"role": "user", "content": "x"},
    ],
)
def test_anything_else_is_refused_with_its_value(history: Any) -> None:
    with pytest.raises(InvalidInput, match=r"in the history is no turn|give a list of turns"):
        turns(history)


# -- any text at all ----------------------------------------------------------------------------


@given(st.text(max_size=120), st.lists(st.text(max_size=200), max_size=4))
def test_any_text_gets_a_question_and_the_same_one_each_time(
    question: str, said: list[str]
) -> None:
    roles = ("user", "assistant")
    history = turns([(roles[i % 2], text) for i, text in enumerate(said)])
    first = standalone_question(question, history)
    assert standalone_question(question, history) == first
    assert first == question or not question.isspace()


@given(
    st.lists(
        st.sampled_from(
            ["why?", "and", "she", "it", "that", "they", "there", "Meloni", "the proposal", "NATO",
             "did", "what", "about", "in July", "2024", "else", "who", "?", "said", "“x”", "[1]"]
        ),
        max_size=8,
    )
)  # fmt: skip
def test_fragments_in_any_order_do_not_break_it(words: list[str]) -> None:
    full = standalone_question(" ".join(words), PROPOSAL)
    assert len(full) <= len(" ".join(words)) + 400


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("How old is he?", "How old is Antonio Costa?"),
        ("how tall was he?", "How tall was Antonio Costa?"),
        ("How much did he earn?", "How much did Antonio Costa earn?"),
        ("How did he vote?", "How did Antonio Costa vote?"),
    ],
)
def test_how_somebody_is(question: str, whole: str) -> None:
    said = turns(
        [
            ("user", "Who leads the European Council?"),
            ("assistant", "Antonio Costa leads the European Council."),
        ]
    )
    assert standalone_question(question, said) == whole
