"""Several papers' articles that a question names, each with the words that are asked of it."""

import pytest

from assistant.question.naming.named_pieces import named_pieces

PUBLISHERS = (
    "The Lantern",
    "Upland Mercury",
    "hillnews.com",
    "The Bugle | News From The Isles",
    "Fell Post - Sport",
    "Fell Post - Arts & Books",
)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "Does the Lantern article say that the mine will close, while the Mercury's report"
            " says it stays open?",
            {"Lantern": "say that the mine will close", "Mercury": "says it stays open"},
        ),
        (
            "Is the toll reported by the Lantern higher than the figure given in hillnews.com?",
            {"Lantern": "the toll higher", "hillnews.com": "the figure"},
        ),
        (
            "Did “The Lantern” describe the storm after 'The Bugle | News From The Isles'"
            " mentioned the flood?",
            {"Lantern": "the storm", "Bugle | News From The Isles": "the flood"},
        ),
        (
            "What do the Lantern and the Upland Mercury say about the ferry?",
            {"Lantern": "about the ferry", "Upland Mercury": "about the ferry"},
        ),
        (
            "What do the Lantern and the Upland Mercury say about a UN report?",
            {"Lantern": "about a UN report", "Upland Mercury": "about a UN report"},
        ),
        (
            "How many died, according to the Lantern and the Bugle?",
            {"Lantern": "How many died", "Bugle": "How many died"},
        ),
        (
            "did the lantern report the storm before the bugle reported the flood",
            {"lantern": "the storm", "bugle": "the flood"},
        ),
    ],
)
def test_each_paper_has_its_words(question: str, words: dict[str, str]) -> None:
    pieces = named_pieces(question, PUBLISHERS)
    assert {piece.called: piece.words for piece in pieces} == words


def test_what_is_asked_of_both_is_shared() -> None:
    one, two = named_pieces(
        "Between the Lantern's report of 3 March on the ferry and the Mercury's of 5 March, was the"
        " fare raised?",
        PUBLISHERS,
    )
    assert (one.words, two.words) == ("of 3 March on the ferry", "of 5 March")
    assert one.shared == two.shared == "the fare raised"


@pytest.mark.parametrize(
    "question",
    [
        "Does the Lantern's article on the ferry differ from the same paper's article on fares?",
        "Does the Lantern's article on the ferry differ from another article on fares?",
        "Did the Lantern change its view between the report on the ferry and the report on fares?",
        "Do both Lantern articles tell of fares, with one on the ferry and the other on buses?",
    ],
)
def test_two_articles_of_one_paper(question: str) -> None:
    assert [piece.publishers for piece in named_pieces(question, PUBLISHERS)] == [
        ("The Lantern",),
        ("The Lantern",),
    ]


def test_a_paper_is_all_of_its_sections() -> None:
    one, two = named_pieces("Do the Fell Post and the Lantern report the flood?", PUBLISHERS)
    assert one.publishers == ("Fell Post - Sport", "Fell Post - Arts & Books")
    assert two.publishers == ("The Lantern",)
    one, _ = named_pieces("Do Fell Post - Sport and the Lantern report the flood?", PUBLISHERS)
    assert one.publishers == ("Fell Post - Sport",)


@pytest.mark.parametrize(
    "question",
    [
        "What does the Lantern say about the ferry?",
        "Did the Lantern buy the Upland Mercury?",
        "Who owns the Lantern and the Upland Mercury?",
        "Did the Lantern report that the Upland Mercury is to be sold?",
        "Does a Tribune article say that it sank, while the Lantern's and the Bugle's say no?",
        "Did the Lantern report that the later report on the crash was wrong?",
        "Does the Lantern's article on the mine mention the new report on safety?",
        "Who lit the lantern, and who blew the bugle?",
        "Who carried the lantern in the report of the Bugle?",
    ],
)
def test_one_source_or_none(question: str) -> None:
    assert not named_pieces(question, PUBLISHERS)
