"""Names, numbers and dates of a sentence, and whom its pronouns mean."""

import pytest

from corpus.language.facts import antecedents, facts, is_named, spellings
from corpus.language.tokens import tokens


def test_facts_in_their_order() -> None:
    told = list(facts(tokens("Giorgia Meloni spent 5 million euros in Rome on 6 March 2025.")))
    assert [(fact.kind, fact.forms) for fact in told] == [
        ("name", ("giorgia", "meloni")),
        ("number", ("5000000",)),
        ("name", ("rome",)),
        ("date", ("3-6",)),
        ("number", ("2025",)),
    ]
    assert next(facts(tokens("She met Ursula von der Leyen."))).forms == (
        "ursula",
        "von",
        "der",
        "leyen",
    )
    assert told[0].written == "Giorgia Meloni"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("italy", "the Italian press"),
        ("incb", "the International Narcotics Control Board"),
        ("eu", "the European Union"),
        ("orban", "Viktor Orbán’s party"),
    ],
)
def test_a_name_in_another_form(form: str, text: str) -> None:
    assert is_named(form, spellings(tokens(text)))


@pytest.mark.parametrize(
    ("form", "text"), [("iran", "Iraq"), ("austria", "Australia"), ("macron", "Meloni said no")]
)
def test_another_name(form: str, text: str) -> None:
    assert not is_named(form, spellings(tokens(text)))


def test_a_pronoun_means_the_first_name_of_the_sentence_before() -> None:
    before = "Ada Quill met Ben Hart."
    assert antecedents(tokens("She opened the bridge."), before) == {"ada", "quill"}
    assert antecedents(tokens("It opened."), before) == {"ada", "quill", "ben", "hart"}
    assert antecedents(tokens("The bridge was opened."), before) == set()
    after_title = "NATO’s secretary general, Mark Rutte, came."
    assert antecedents(tokens("He spoke."), after_title) == {"mark", "rutte"}
    assert antecedents(tokens("She opened the bridge."), "") == set()
