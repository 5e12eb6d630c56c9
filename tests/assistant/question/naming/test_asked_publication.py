"""Questions about an article itself, and those that only look so."""

import pytest

from assistant.question.naming.asked_publication import Publication, publication_asked


@pytest.mark.parametrize(
    ("question", "what", "description"),
    [
        ("Who wrote the piece on the mine?", "author", "the mine"),
        ("who wrote the gravel pit story", "author", "gravel pit"),
        ("can you tell me who's the author of the article about Ane Roe?", "author", "Ane Roe"),
        ("By whom is the Courier's column on school meals?", "author", "school meals"),
        ("who is the journalist behind the lantern festival piece", "author", "lantern festival"),
        ("Which paper ran the ferry story?", "paper", "ferry"),
        ("where was the story about the bells published?", "paper", "the bells"),
        ("who published the report on the harbour", "paper", "the harbour"),
        ("When was the article on Titan published?", "published", "Titan"),
        ("what's the date of the interview about the dam", "published", "the dam"),
        ("how old is the article about bees?", "published", "bees"),
        ("When was the plum jam recipe last updated?", "updated", "plum jam"),
    ],
)
def test_an_article_is_asked_of(question: str, what: Publication, description: str) -> None:
    asked = publication_asked(question)
    assert asked is not None
    assert (asked.what, asked.description, asked.title) == (what, description, False)


def test_a_paper_beside_it() -> None:
    asked = publication_asked("When did the Upland Mercury run the article on fares?")
    assert asked is not None
    assert "Upland Mercury" in asked.owner


def test_every_article_on_a_thing() -> None:
    asked = publication_asked("Who has written about the tunnel?")
    assert asked is not None
    assert asked.every


@pytest.mark.parametrize("title", ["Mine shut after fire", "Bees return to Lund"])
def test_a_title(title: str) -> None:
    called = publication_asked(f"Who wrote the article called {title}?")
    assert called is not None
    assert (called.description, called.title, called.sure) == (title, True, True)
    bare = publication_asked(f"Who wrote “{title}”?")
    assert bare is not None
    assert (bare.description, bare.title, bare.sure) == (title, True, False)


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote that?",
        "Who wrote the report on meals?",  # the report has an author of its own
        "When was the first article on the vaccine published?",
        "Which articles were published in May?",
        "What did Ane Roe write?",
        "Who published?",
        "How old is she?",
    ],
)
def test_something_else_is_asked(question: str) -> None:
    assert publication_asked(question) is None
