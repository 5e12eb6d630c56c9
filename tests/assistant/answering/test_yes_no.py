"""Yes-or-no questions: what they ask to be so."""

import pytest

from assistant.answering.yes_no import statement_of


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Did Costa reject the plan?", "Costa did reject the plan."),
        ("did the council reject the plan", "the council did reject the plan."),
        ("Is the pier 420 metres long?", "the pier is 420 metres long."),
        ("Has Carla Winstanley been sentenced?", "Carla Winstanley has been sentenced."),
        ("Was he really arrested?", "he was arrested."),
        ("Is it true that the mayor resigned?", "the mayor resigned."),
        ("Hasn't the cap been lifted already?", "the cap has been lifted already."),
        ("And will Zelensky sign it?", "Zelensky will sign it."),
    ],
)
def test_a_question_as_a_statement(question: str, statement: str) -> None:
    assert statement_of(question) == statement


def test_the_article_tells_where_the_subject_ends() -> None:
    text = "The northern pier of Melbury will close, the council said."
    statement = statement_of("Will the northern pier of Melbury close?", text)
    assert statement == "the northern pier of Melbury will close."


@pytest.mark.parametrize(
    "question",
    [
        "Who opened the bridge?",
        "Did he win or lose?",
        "Can you help me?",
        "Is there any news?",
        "Did?",
    ],
)
def test_another_question(question: str) -> None:
    assert statement_of(question) is None
