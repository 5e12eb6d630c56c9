"""Agreement of a sentence with its quote: what it says that the quote does not, rule by rule."""

import pytest

from corpus.language.agreement import absent, disagreement, refers_back

QUOTE = "“We are ready,” António Costa said on March 6, but the 27 leaders did not sign the text."


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("Costa said on 6 March that “we are ready”.", None),
        ("According to Costa, the 27 leaders did not sign the text.", None),
        ("The twenty-seven leaders didn't sign the text.", None),
        ("The 28 leaders did not sign the text.", "the number 28"),
        ("Costa said it on April 6.", "the date"),
        ("Macron did not sign the text.", "the name “Macron”"),
        ("The 27 leaders did sign the text.", "the words cited deny"),
        ("Costa did not say on March 6 that we are ready.", "it denies"),
    ],
)
def test_disagreement(statement: str, reason: str | None) -> None:
    difference = disagreement(statement, QUOTE)
    assert difference is None if reason is None else difference is not None and reason in difference


def test_nobody_is_given_words_that_nobody_says() -> None:
    quote = "The Costa plan covers the 27 leaders."
    assert disagreement("Costa said the plan covers the 27 leaders.", quote) == (
        "the words cited are not attributed to anybody"
    )


def test_the_passage_completes_a_name_and_the_publication_a_date() -> None:
    quote, passage = "Meloni left on March 6.", "Giorgia Meloni came. Meloni left on March 6."
    assert disagreement("Giorgia Meloni left on 6 March 2025.", quote)
    assert disagreement("Giorgia Meloni left on 6 March.", quote, passage=passage) is None
    assert disagreement("Meloni left on 6 March 2025.", quote, year=2025) is None
    assert disagreement("Meloni left on 6 March 2024.", quote, year=2025)


@pytest.mark.parametrize(
    ("one", "other"), [("rose", "fell"), ("more", "fewer"), ("accepted", "rejected")]
)
def test_opposites(one: str, other: str) -> None:
    assert disagreement(f"The leaders {one} plans.", f"The leaders {other} plans.")
    assert disagreement(f"The leaders {one} plans.", f"The leaders {one} plans.") is None


@pytest.mark.parametrize(
    ("statement", "quote", "before"),
    [
        ("Money was also pledged by the allies.", "The allies also pledged money.", ""),
        ("The plan was announced by Costa.", "Costa announced the plan.", ""),
        ("Ada Quill said it.", "She said it.", "“No more,” Ada Quill said to the people of Lune."),
        (
            "NATO gave neither a date nor a plan.",
            "They gave neither a date nor a plan.",
            "NATO met.",
        ),
        ("Ada gave up the arms.", "Ada gave up the arms and stood without arms.", ""),
        ("Member states met.", "The member states met.", ""),
    ],
)
def test_the_same_said_otherwise(statement: str, quote: str, before: str) -> None:
    assert disagreement(statement, quote, before) is None


def test_a_thing_that_is_denied() -> None:
    assert disagreement("The text set a date.", "The text set no date for the vote.")
    assert disagreement("The text set no date.", "The text set no date for the vote.") is None


def test_a_negation_before_the_quote_counts() -> None:
    assert disagreement("Ada knew Ben.", "He died before she was born.", "Ada never knew Ben.")


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("Ada Quill paid 40 euros in May.", None),
        ("Ada Quill paid 50 euros.", "50"),
        ("Ada Quill paid 40 dollars.", "dollars"),
        ("Ada Quill paid in June.", "June"),
        ("Ben Hart paid 40 euros.", "Ben Hart"),
        ("In 2024 Ada Quill paid 40 euros on 3 May.", None),
        ("Skarvik paid 40 euros.", None),
    ],
)
def test_what_a_text_has_nowhere(statement: str, word: str | None) -> None:
    quote = "On 3 May a woman paid. The bill was 40 euros, Ada Quill said."
    said = absent(statement, quote, header="Trouble in Skarvik", years=[2024])
    assert said is None if word is None else word in str(said)


def test_words_that_point_back() -> None:
    assert refers_back("She signed.")
    assert not refers_back("Ada signed.")


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("Countries that stay out are not covered.", "A country that stays out is not covered."),
        ("Protesters came to the bridge.", "A protester came to the bridge."),
        ("Ferries were cancelled.", "The ferry was cancelled."),
        ("Non-European states may join.", "States outside Europe may join."),
        ("Pro-Palestinian groups marched.", "Groups for Palestine marched."),
        ("Post-Brexit rules apply.", "Rules made after Brexit apply."),
    ],
)
def test_what_a_capital_or_a_prefix_makes_no_name(statement: str, text: str) -> None:
    assert absent(statement, text) is None


def test_a_name_that_a_text_lacks() -> None:
    text = "A country that stays out is not covered, Costa said."
    assert absent("Hungary is not covered.", text) == (
        "the name “Hungary” is not in the words cited"
    )
    assert absent("Non-Hungarian states are not covered.", text)
    assert absent("Costa did not say so.", text) is None
