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
from assistant.question.standalone import added_words, standalone_question
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
        for number, turn in enumerate(conversation["turns"]):
            if number:
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
            chunk_ids = [hit.chunk_id for hit in corpus.search(question, k=5)]
            best = [hit.chunk_id for hit in corpus.search(full, k=5)]
            return chunk_ids[0] == best[0] and len(set(chunk_ids) & set(best)) >= 3

        asked = [follow_up for follow_up in follow_ups() if not follow_up.stands_alone]
        missed = [
            follow_up.name
            for follow_up in asked
            if not alike(standalone_question(follow_up.question, follow_up.history), follow_up.gold)
        ]
        unresolved = sum(not alike(follow_up.question, follow_up.gold) for follow_up in asked)
    assert len(asked) >= 45
    assert len(missed) <= 0.2 * len(asked), missed
    assert unresolved > 0.5 * len(asked), "the questions need no conversation: a bar of nothing"


@pytest.mark.parametrize("number", range(len(CONVERSATIONS)))
def test_a_first_question_is_untouched(number: int) -> None:
    question = CONVERSATIONS[number]["turns"][0]["question"]
    assert standalone_question(question, ()) == question


def test_a_change_of_topic_is_untouched() -> None:
    alone = [follow_up for follow_up in follow_ups() if follow_up.stands_alone]
    assert len(alone) >= 5
    for follow_up in alone:
        assert standalone_question(follow_up.question, follow_up.history) == follow_up.question


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
        ("Why did she say that?", "Why did Meloni say that?"),
        ("where did she propose it?", "where did Meloni propose it?"),
        ("What is her plan?", "What is Meloni’s plan?"),
        ("Who supports her?", "Who supports Meloni?"),
        ("When?", "When did Meloni propose?"),
        ("why", "Why did Meloni propose?"),
        ("What else?", "What else did Meloni propose?"),
        ("what about Macron?", "what did Macron propose?"),
        ("And France?", "what did France propose?"),
        ("and in July 2024?", "what did Meloni propose in July 2024?"),
    ],
)
def test_what_is_plain_is_filled_in(question: str, full: str) -> None:
    assert standalone_question(question, PROPOSAL) == full


@pytest.mark.parametrize(
    ("before", "question", "full"),
    [
        ("How many jets did Emirates order from Boeing?", "and from Airbus?",
         "How many jets did Emirates order from Airbus?"),
        ("How much of Titan is covered by plains?", "and by dunes?",
         "How much of Titan is covered by dunes?"),
        ("What does Article 5 say?", "And Article 10?", "What does Article 10 say?"),
        ("How many people died in the Bramber tunnel fire?", "and in the Aske hotel fire?",
         "How many people died in the Aske hotel fire?"),
        ("What happened at the Vilnius summit?", "And the Bucharest summit?",
         "What happened at the Bucharest summit?"),
        ("When was NATO founded?", "Where does it meet?", "Where does NATO meet?"),
    ],
)  # fmt: skip
def test_a_part_takes_the_place_of_its_like(before: str, question: str, full: str) -> None:
    history = turns([("user", before), ("assistant", "It is told.")])
    assert standalone_question(question, history) == full


@pytest.mark.parametrize(
    ("before", "question", "full"),
    [
        # "he" is the one who did it, and not the name in the question
        ("Who threatened to kill Ada Quill?", "how old is he?",
         "how old is the person who threatened to kill Ada Quill?"),
        ("who is investigating the harbour fire?", "When did she begin?",
         "When did the person who is investigating the harbour fire begin?"),
        ("Who was arrested in Leeds on Friday?", "where does he live",
         "where does the person who was arrested in Leeds on Friday live?"),
        ("How old was the girl kidnapped in Fort Worth?", "where was she found?",
         "where was the girl kidnapped in Fort Worth found?"),
        ("Where was the man with the stolen kayak?", "did he drown?",
         "did the man with the stolen kayak drown?"),
        ("how tall is the young goalkeeper who wears gloves?", "what does he earn?",
         "what does he earn? (young goalkeeper wears gloves)"),
    ],
)  # fmt: skip
def test_who_has_no_name_is_meant_by_what_was_told_of_them(
    before: str, question: str, full: str
) -> None:
    history = turns([("user", before), ("assistant", "It is told.")])
    assert standalone_question(question, history) == full


@pytest.mark.parametrize(
    ("before", "question", "full"),
    [
        ("How many jobs will the Brennhaven yard cut?", "Why?",
         "Why will the Brennhaven yard cut jobs?"),
        ("Which ministers were sacked?", "when?", "When were ministers sacked?"),
        ("how many people have been arrested?", "where?", "Where have people been arrested?"),
        ("What year did the war end?", "why?", "Why did the war end?"),
        ("How many jets did Emirates order from Boeing?", "when?",
         "When did Emirates order from Boeing?"),
    ],
)  # fmt: skip
def test_what_was_counted_stays_in_the_question(before: str, question: str, full: str) -> None:
    history = turns([("user", before), ("assistant", "It is told.")])
    assert standalone_question(question, history) == full


@pytest.mark.parametrize(
    "question", ["For how long?", "against whom", "by which party?", "to whom"]
)
def test_a_question_of_a_preposition_leans_on_the_one_before(question: str) -> None:
    history = turns([("user", "Which game did Norrvik lose?"), ("assistant", "The final.")])
    assert "Norrvik" in standalone_question(question, history)


@pytest.mark.parametrize(
    ("before", "question", "full"),
    [
        # whose, is not sure: "the person who … Ada Quill’s"
        ("Who threatened to kill Ada Quill?", "what is his job?",
         "what is his job? (threatened kill Ada Quill)"),
        ("What was stolen from the museum?", "when?", "when? (stolen museum)"),
        ("What did Home Depot earn per share?", "and what did Wall Street expect?",
         "and what did Wall Street expect? (Home Depot earn per share)"),
        ("Who scored the winning goal for the Islanders?", "who did they beat?",
         "who did they beat? (scored winning goal Islanders)"),
        ("When was NATO founded?", "What did she say?", "What did she say? (NATO founded)"),
        ("Did Sweden drop the Assange investigation?", "Why did he flee?",
         "Why did he flee? (Sweden drop Assange investigation)"),
    ],
)  # fmt: skip
def test_what_is_in_doubt_stands_in_brackets(before: str, question: str, full: str) -> None:
    history = turns([("user", before), ("assistant", "It was on Monday, said Ms Karla Brandt.")])
    standalone = standalone_question(question, history)
    assert standalone == full
    assert "Monday" not in standalone
    assert "Brandt" not in standalone


@pytest.mark.parametrize(
    ("other", "before", "question", "added"),
    [
        (
            "Who wrote about the new Voss phone?",
            "What is silo lung?",
            "What are the symptoms?",
            "silo lung",
        ),
        ("Who is investigating Fjord Bank?", "What is silo lung?", "Is it treatable?", "silo lung"),
        (
            "What makes the air in Lund so bad?",
            "tell me about the ice plumes",
            "how were they discovered?",
            "ice plumes",
        ),
        ("What did Ane Roe propose?", "What is silo lung?", "What are the causes?", "silo lung"),
        (
            "how many ferries is Norvik buying?",
            "What is a heat pump?",
            "what are the drawbacks?",
            "heat pump",
        ),
    ],
)
def test_a_topic_that_is_over_gives_no_words(
    other: str, before: str, question: str, added: str
) -> None:
    said = [Turn("user", other), Turn("assistant", "So it is."), Turn("user", before)]
    standalone = standalone_question(question, [*said, Turn("assistant", "It is known.")])
    assert added_words(standalone, question) == added


def test_words_are_handed_on() -> None:
    history = turns(
        [
            ("user", "How old was the man with bubonic plague in Inner Mongolia?"),
            ("assistant", "He was 55."),
            ("user", "How many people were quarantined with him?"),
            ("assistant", "28 people were."),
            ("user", "thanks"),
            ("assistant", "You are welcome."),
        ]
    )
    full = standalone_question("how did he catch it?", history)
    assert full == "how did the man with bubonic plague in Inner Mongolia catch it?"
    whole = "How many people were quarantined with the man with bubonic plague in Inner Mongolia?"
    completed = turns([*history[:2], ("user", whole), ("assistant", "28 people were.")])
    assert standalone_question("how did he catch it?", completed) == full
    full = standalone_question("is it curable?", history)
    assert (
        added_words(full, "is it curable?")
        == "people quarantined man bubonic plague Inner Mongolia"
    )
    assert added_words("Who (or what) is it?", "Who (or what) is it?") == ""


# -- the forms of a history ---------------------------------------------------------------------


def answer(text: str = "He hosted it. [1]", answered: bool = True) -> Answer:
    quote = "Keir Starmer, the British prime minister, hosted the London summit."
    citation = Citation(1, "a", "r", None, None, None, None, 0, len(quote), quote, (0, 12))
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
        "What did Keir Starmer promise?"
    )


def test_a_refusal_brings_nothing_into_the_conversation() -> None:
    asked, said = turns([answer(REFUSAL, answered=False)])
    assert (said.text, said.quotes) == ("", ())
    assert standalone_question("When?", (asked, said)) == "When? (hosted London summit)"


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
    ("before", "question", "added"),
    [
        ("What plan did the mayor of Skarvik present?", "How much could the plan cost?", "Skarvik"),
        ("Who proposed closing the mine of Hest?", "Will the unions back the proposal?", "Hest"),
        ("Which countries lead the Arctic league?", "What would they do in Norway?", "league"),
        ("What did Ane Roe say in Bergby?", "How many jobs did she promise?", "Roe"),
        ("What did Olav Moen announce?", "which towns did he visit?", "Moen"),
    ],
)
def test_what_a_question_takes_from_the_one_before(before: str, question: str, added: str) -> None:
    said = turns([("user", before), ("assistant", "It was so.")])
    assert added in standalone_question(question, said)


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (
            "what did the mayor say about the mine",
            "and the Labour Party?",
            "what did the Labour Party say about the mine?",
        ),
        (
            "What is Roe's view on the mine?",
            "What about the prosecutors?",
            "What is the prosecutors' view on the mine?",
        ),
        ("what did roe say about the mine", "and Moen?", "what did Moen say about the mine?"),
        ("What did Roe say about the mine?", "and the weather?", "and the weather? (Roe mine)"),
        ("Who opened the mine?", "and the mayor?", "and the mayor? (opened mine)"),
        ("What did Roe say about the mine?", "who was that?", "who was that? (Roe mine)"),
    ],
)
def test_another_whose_words_are_asked_for(before: str, question: str, whole: str) -> None:
    said = turns([("user", before), ("assistant", "It was so.")])
    assert standalone_question(question, said) == whole


def test_what_leans_on_two_questions_keeps_the_words_of_the_first() -> None:
    said = turns(
        [
            ("user", "Who opened the mine of Hest?"),
            ("assistant", "A man did."),
            ("user", "what did his lawyer say"),
            ("assistant", "It was so."),
        ]
    )
    whole = standalone_question("and the mayor?", said)
    assert whole == "what did the mayor say? (opened mine Hest)"
    assert added_words(whole, "and the mayor?") == "opened mine Hest"


@pytest.mark.parametrize(
    "question",
    [
        "What is the plan of the council of Vik?",
        "How much did the Skarvik mine cost?",
        "What did the allies say they would do?",
        "Who leads the coalition of the willing?",
    ],
)
def test_what_names_its_own_subject_is_left_alone(question: str) -> None:
    before = turns([("user", "What plan did the mayor present?"), ("assistant", "A plan.")])
    assert standalone_question(question, before) == question


@pytest.mark.parametrize(
    ("asked", "question", "added"),
    [
        # what the conversation is about, and not all that was asked of it last
        (["what is a heat pump?", "how does it work?"], "is it noisy?", "heat pump"),
        (["tell me about sourdough bread", "how is it made?"], "what are the benefits?",
         "sourdough bread"),
        (["what are coral reefs?", "where do they grow?", "tell me about their history"],
         "why are they dying?", "coral reefs"),
        (["what is the gig economy?", "what are the pros and cons?"],
         "how has it changed over time?", "gig economy"),
    ],
)  # fmt: skip
def test_the_topic_is_kept_over_several_follow_ups(
    asked: list[str], question: str, added: str
) -> None:
    said = turns([turn for text in asked for turn in (("user", text), ("assistant", "So it is."))])
    words = added_words(standalone_question(question, said), question)
    assert set(added.split()) <= set(words.split()), words
    assert "work" not in words


@pytest.mark.parametrize(
    "question",
    [
        "What are the main themes?",
        "Why did the villagers keep it?",
        "Is it legal?",
        "What are the benefits of its oil?",
        "Tell me about its history",
        "Are there any good restaurants there.",
        "How do I choose a new one?",
    ],
)
def test_what_says_nothing_of_its_subject_gets_words(question: str) -> None:
    said = turns([("user", "what is an olive press?"), ("assistant", "A machine.")])
    assert "olive press" in added_words(standalone_question(question, said), question)


@pytest.mark.parametrize(
    "question",
    [
        "What are the symptoms of measles?",
        "Tell me about feijoada and its history",
        "Is it legal to keep a fox?",
    ],
)
def test_what_says_its_subject_gets_no_words(question: str) -> None:
    said = turns([("user", "what is an olive press?"), ("assistant", "A machine.")])
    assert standalone_question(question, said) == question
