"""Questions that ask of several things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.understanding.several.comparisons import compares, sides
from assistant.question.understanding.several.parts import MOST, parts


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "What are Ane Roe and Olav Brand each accused of?",
            ["What is Ane Roe accused of?", "What is Olav Brand accused of?"],
        ),
        (
            "How did Roe, Brand and Holm answer the charges?",
            [f"How did {name} answer the charges?" for name in ("Roe", "Brand", "Holm")],
        ),
        (
            "what did the mayor and the doctor say of the fever",
            ["what did the mayor say of the fever?", "what did the doctor say of the fever?"],
        ),
        (
            "How many watches were stolen and how many were found?",
            ["How many watches were stolen?", "How many watches were found?"],
        ),
        (
            "When and where was the ship launched?",
            ["When was the ship launched?", "Where was the ship launched?"],
        ),
        (
            "how, when and why did the mill burn",
            ["How did the mill burn?", "When did the mill burn?", "Why did the mill burn?"],
        ),
        (
            "when did Brand sell the mill and why?",
            ["When did Brand sell the mill?", "Why did Brand sell the mill?"],
        ),
        (
            "who bought the mill and for how much?",
            ["Who bought the mill?", "For how much? (bought mill)"],
        ),
        (
            "When was the ship due, and when will it be delivered?",
            ["When was the ship due?", "When will it be delivered? (ship due)"],
        ),
        (
            "How old is Ane Roe and where is she from, and what does she face?",
            ["How old is Ane Roe?", "Where is Ane Roe from?", "What does Ane Roe face?"],
        ),
        (
            "what is the Aar Probe, when will it launch and how much did its camera cost?",
            [
                "What is the Aar Probe?",
                "When will Aar Probe launch?",
                "How much did its camera cost? (Aar Probe launch)",
            ],
        ),
        (
            "When Roe signed, what did the firm pay and who was told?",
            ["When Roe signed, what did the firm pay?", "Who was told?"],
        ),
        (
            "Which is older, the Aar bridge or the Lune bridge?",
            ["How old is the Aar bridge?", "How old is the Lune bridge?"],
        ),
        (
            "How does the fare on the tram compare with the bus?",
            ["What is the fare on the tram?", "What is the fare on the bus?"],
        ),
        (
            "what's the difference between bubonic and pneumonic plague?",
            ["What is bubonic plague?", "What is pneumonic plague?"],
        ),
        (
            "how do the moons of Saturn and Jupiter differ?",
            ["What are the moons of Saturn?", "What are the moons of Jupiter?"],
        ),
        (
            "Compare the cost of the dam with the cost of the tram",
            ["What is the cost of the dam?", "What is the cost of the tram?"],
        ),
    ],
)
def test_parts(question: str, asked: list[str]) -> None:
    assert [part.question for part in parts(question)] == asked


@pytest.mark.parametrize(
    "question",
    [
        "Where did Roe and Brand meet?",
        "When were Harald Aune and Sofia the Great married?",
        "What did Roe and Brand first talk about?",
        "What do the north and the south trade in?",
        "How long have Roe and Brand quarrelled?",
        "How long is the border between Norland and Sudland?",
        "What did Roe and Brand write together?",
        "How often did Roe and Brand beat each other?",
    ],
)
def test_what_is_done_together_is_one_question(question: str) -> None:
    assert parts(question) == ()


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Where did Roe and Brand meet the king?", ["Roe meet the king", "Brand meet the king"]),
        ("When did Roe and Brand each marry?", ["Roe marry", "Brand marry"]),
        ("When were Roe and Brand born?", ["Roe born", "Brand born"]),
        ("What is the age of Roe and Brand?", ["the age of Roe", "the age of Brand"]),
    ],
)
def test_what_each_does_alone_is_two(question: str, asked: list[str]) -> None:
    told = [part.question for part in parts(question)]
    assert [f"{words}?" for words in asked] == [question.split(maxsplit=2)[-1] for question in told]


@pytest.mark.parametrize(
    ("more", "plain"),
    [
        ("wider", "wide"),
        ("larger", "large"),
        ("simpler", "simple"),
        ("later", "late"),
        ("denser", "dense"),
        ("bigger", "big"),
        ("heavier", "heavy"),
        ("taller", "tall"),
        ("older", "old"),
        ("cheaper", "cheap"),
        ("newer", "new"),
        ("stronger", "strong"),
        ("better", "good"),
        ("more costly", "costly"),
    ],
)
def test_which_of_two_is_more_asks_how_much_each_is(more: str, plain: str) -> None:
    questions = parts(f"Which is {more}, the pier or the dam?")
    assert [part.question for part in questions] == [
        f"How {plain} is {thing}?" for thing in ("the pier", "the dam")
    ]


@pytest.mark.parametrize(
    "question",
    [
        "What did Meloni propose?",
        "What is bread and butter pudding?",
        "How did it start",
        "Salt and pepper",
    ],
)
def test_whole(question: str) -> None:
    assert parts(question) == ()


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert len(parts(text)) <= MOST


ASKING = frozenset(
    "which is who did what sets apart has the more in or and higher was put side by better".split()
)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("ferry v tunnel toll", ["ferry toll?", "tunnel toll?"]),
        (
            "who has more seats, Brandt or Oduya",
            ["who has more seats, Brandt?", "who has more seats, Oduya?"],
        ),
        (
            "Put the Welsh and the Cornish quotas side by side.",
            ["Put the Welsh quotas side by side?", "Put the Cornish quotas side by side?"],
        ),
        (
            "was rainfall higher in Ashford or in Cold Marsh",
            ["was rainfall higher in Ashford?", "was rainfall higher in Cold Marsh?"],
        ),
        (
            "what sets the Alder scheme apart from the Birch scheme",
            [
                "what sets the Alder scheme apart from the scheme?",
                "what sets the scheme apart from the Birch scheme?",
            ],
        ),
        (
            "what is Roe's plan and what has Brandt put",
            ["what is Roe's plan and what has put?", "what is plan and what has Brandt put?"],
        ),
        ("Lord of Gort as opposed to Roe", ["Lord of Gort?", "Roe?"]),
        ("which is better", []),
        ("Roe or Roe", []),
        ("salt, or", []),
    ],
)
def test_sides(question: str, asked: list[str]) -> None:
    assert [part.question for part in sides(question, ASKING.__contains__)] == asked


@given(st.text(max_size=200), st.sets(st.text(max_size=5)))
def test_sides_of_any_text(text: str, asking: set[str]) -> None:
    assert len(sides(text, asking.__contains__)) in (0, 2)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "How does the price of the Vesta phone compare with that of the Orion?",
            ["What is the price of the Vesta phone?", "What is the price of the Orion?"],
        ),
        (
            "How does Aland's rent compare with Borland's?",
            ["What is Aland's rent?", "What is Borland's rent?"],
        ),
        (
            "How many people does the Northbank stadium hold compared with the Kollen stadium?",
            [
                "How many people does the Northbank stadium hold?",
                "How many people does the Kollen stadium hold?",
            ],
        ),
        (
            "Compared with the Grell tunnel, how long is the Tarn tunnel?",
            ["how long is the Tarn tunnel?", "how long is the Grell tunnel?"],
        ),
        (
            "How much does Ida Falk earn compared to Per Holt?",
            ["How much does Ida Falk earn?", "How much does Per Holt earn?"],
        ),
        ("How many people died compared with last year?", []),
    ],
)
def test_one_thing_held_against_another(question: str, asked: list[str]) -> None:
    assert [part.question for part in parts(question)] == asked
    assert compares(question) == bool(asked)
