"""Questions of a property: they lack their thing only where no other word tells it."""

import pytest

from assistant.question.properties import lacks_its_thing


@pytest.mark.parametrize(
    "question",
    ["What are the main causes?", "are there any side effects", "How did the results differ?",
     "Describe the structure", "What are the main issues?"],
)  # fmt: skip
def test_a_property_of_nothing(question: str) -> None:
    assert lacks_its_thing(question)


@pytest.mark.parametrize(
    "question",
    ["What are the causes of floods?", "What did the mayor say?", "why?", "", "Who won the cup?",
     "What is the cost of the tunnel?", "Are there any film festivals?"],
)  # fmt: skip
def test_what_tells_its_thing(question: str) -> None:
    assert not lacks_its_thing(question)
