"""Misspelt words of a question, put right by words that the corpus has."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from corpus import Corpus
from corpus.search.spelling import _is_slip, spelled
from tests.conftest import story

ENGLISH = tuple(
    "how much does the president weigh what is plague government of in who many people died did"
    " brazil weight astronauts hibernate bridge bridges fridge".split()
)
HELD = {"weigh", "weight", "plague", "government", "astronauts", "bridge", "countys"}


def held(words: Sequence[str]) -> list[int]:
    return [int(word in HELD) for word in words]


def texts(words: Sequence[str]) -> list[str]:
    return [word for word in words if word in HELD]


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("how much does the president wiegh?", "how much does the president weigh?"),
        ("what is the plauge", "what is the plague"),
        ("What is the goverment of the bridgr?", "What is the government of the bridge?"),
        ("did the astronots hibernate", "did the astronauts hibernate"),
    ],
)
def test_put_right(question: str, right: str) -> None:
    assert spelled(question, ENGLISH, held, texts) == right


@pytest.mark.parametrize(
    "question",
    [
        "how much does the Wiegh weigh",  # it may be a name
        "how many people of brasil died",  # what would be right is not in the corpus
        "what is the countys government",  # the corpus has it as it is written
        "wieviel wiegt der Präsident von wiegh",  # another language
        "who is the wiegt of fridg",
        "",
    ],
)
def test_left_alone(question: str) -> None:
    assert spelled(question, ENGLISH, held, texts) == question


def test_an_owner_is_no_misspelling() -> None:
    words = ("what", "is", "the", "price", "prince", "princes", "interview", "wedding")

    def all_held(some: Sequence[str]) -> list[int]:
        return [int(word != "prince's") for word in some]

    assert spelled("what is the prince's interview", words, all_held, texts) == (
        "what is the prince's interview"
    )
    assert (
        spelled(
            "what is the wedidng's price",
            words,
            lambda some: [int(word in words) for word in some],
            lambda some: [word for word in some if word in words],
        )
        == "what is the wedding's price"
    )


def test_a_real_corpus(corpus: Corpus) -> None:
    corpus.add([story(1)])
    assert corpus.spelled("who went on stirke in Lisbon") == "who went on strike in Lisbon"
    assert corpus.spelled("why did the bridgs fall") == "why did the bridgs fall"  # no bridge


NEWS = {
    "jets": "Lurmark received eleven F-16 fighters and four Mi8 helicopters on Tuesday.",
    "truce": "The cease-fire at Orsk holds. Valga has a cyber security office by airstrike law.",
    "colour": "The colour of the buses in the city centre is purple, said the organization.",
    "mayor": "Mette Søderholm resigned as mayor of Vinge. She never met Łukasz Nowak of Łódź.",
    "talks": "President Zelenskyy proposed a summit. Jürgen Müller of the Goethestraße agreed.",
    "ferry": "Captain Erik Johansson was fined. The desalination plant was closed.",
    "bridge": "Harbour Bridge was closed, and Emmanuel Macron met Benny Andersson.",
}


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with Corpus.open(tmp_path_factory.mktemp("news")) as corpus:
        corpus.add([{"id": name, "text": text} for name, text in NEWS.items()])
        yield corpus


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("How many F16 fighters came?", "How many F-16 fighters came?"),
        ("how many f 16 fighters came", "how many f 16 fighters came"),  # the words are there
        ("How many Mi-8 are there?", "How many Mi8 are there?"),
        ("Does the ceasefire hold?", "Does the cease-fire hold?"),
        ("Does the cease fire hold?", "Does the cease fire hold?"),
        ("Who has a cybersecurity office?", "Who has a cyber security office?"),
        ("Which air strike law?", "Which airstrike law?"),
        ("What color are they?", "What colour are they?"),
        ("What did the organisation in the center say?",
         "What did the organization in the centre say?"),
        ("When did Soderholm resign?", "When did Søderholm resign?"),
        ("when did mette soederholm resign", "when did mette Søderholm resign"),
        ("When did Soderhlom's deputy resign?", "When did Søderholm's deputy resign?"),
        ("Who is Lukasz of Lodz?", "Who is Łukasz of Łódź?"),
        ("What did Zelensky propose?", "What did Zelenskyy propose?"),
        ("What did President Zelesnkyy propose?", "What did President Zelenskyy propose?"),
        ("How old is Jurgen Mueller?", "How old is Jurgen Müller?"),
        ("Where is the Goethestrasse?", "Where is the Goethestraße?"),
        ("Where did Marcon go?", "Where did Macron go?"),
        ("What of Emanuel Macron?", "What of Emmanuel Macron?"),
        ("why was the haarbour brigde closed", "why was the Harbour Bridge closed"),
        ("Which desalniation plant was closed?", "Which desalination plant was closed?"),
        ("Captian of the ferry?", "Captain of the ferry?"),
    ],
)  # fmt: skip
def test_as_the_corpus_spells_it(news: Corpus, question: str, right: str) -> None:
    assert news.spelled(question) == right
    assert news.spelled(right) == right


@pytest.mark.parametrize(
    "question",
    [
        "How many F-35 fighters came?",
        "How many F35 and F18 fighters came?",
        "Did Mi-24 helicopters come?",
        "When did Soderberg or Soderblom resign?",
        "What did Zelenka and Zelinski propose?",
        "How much was Erik Johansen fined?",
        "how much was erik johansen fined",
        "How much was Johanson fined?",
        "How old is Jurgen Miller or Moller?",
        "how old is jurgen moller",
        "Where did Macrom, Maron and Marlon go?",
        "What did Pamela Anderson sing?",  # Benny Andersson is another
        "Is it in Lodi?",
        "Which irstrike was it?",
        "Was the ferry able to sail?",  # no "ferryable", whatever its stem
        "Which marcon of the Goethestraße was it?",  # with capitals a name has one
    ],
)
def test_another_is_not_made_of_it(news: Corpus, question: str) -> None:
    assert news.spelled(question) == question


def test_of_two_names_none_is_taken(corpus: Corpus) -> None:
    texts = ("Tomas Varkelin sang.", "Tomas Varkleni sang.", "Tomas Vakrelni sang.")
    corpus.add([{"id": str(number), "text": text} for number, text in enumerate(texts)])
    assert corpus.spelled("What did Varklein sing?") == "What did Varklein sing?"


def test_what_the_corpus_does_not_know(news: Corpus) -> None:
    asked = ["F35", "F-35", "F-16", "F16", "F 16", "Johansen", "Johansson", "airstrike", "colors"]
    assert news.unknown(asked) == ["F35", "F-35", "Johansen"]
    assert news.unknown([]) == []


@given(st.text(max_size=100))
def test_any_text(text: str) -> None:
    assert len(spelled(text, ENGLISH, held, texts).split()) == len(text.split())


def test_of_words_that_overlap_one_pair_is_joined() -> None:
    known = {"firestorm", "stormfront"}

    def counts(words: Sequence[str]) -> list[int]:
        return [int(word in known) for word in words]

    def holding(words: Sequence[str]) -> list[str]:
        return [word for word in words if word in known]

    question = "what did the fire storm front do"
    assert spelled(question, ENGLISH, counts, holding) == "what did the firestorm front do"


def test_a_long_story_is_left_as_it_is() -> None:
    story_told = "what is the plauge " * 100
    assert spelled(story_told, ENGLISH, held, texts) == story_told


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("bloke", "broke"),
        ("flotation", "location"),
        ("changer", "changed"),
        ("changer", "change"),
        ("doesnt", "doesn"),
        ("gaffer", "gather"),
        ("whinge", "change"),
        ("crumple", "example"),
        ("barmy", "army"),
        ("stroppy", "stopped"),
    ],
)
def test_a_word_that_nobody_types_for_another_is_left_alone(word: str, near: str) -> None:
    assert not _is_slip(word, near, round(OSA.distance(word, near)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("goverment", "government"),
        ("recieve", "receive"),
        ("seperate", "separate"),
        ("elektion", "election"),
        ("settlments", "settlements"),
        ("ambasador", "ambassador"),
        ("hosputal", "hospital"),
        ("taht", "that"),
        ("definately", "definitely"),
        ("untill", "until"),
    ],
)
def test_a_slip_of_the_finger_or_the_ear_is_one(typed: str, meant: str) -> None:
    assert _is_slip(typed, meant, round(OSA.distance(typed, meant)))
