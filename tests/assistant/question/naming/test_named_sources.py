"""Papers and articles that a question names as its source, and those that it asks of."""

import pytest

from assistant.question.naming.named_sources import last_words, named_article, named_papers

PUBLISHERS = (
    "The Lantern",
    "Quayside Gazette",
    "The Quayside Gazette",
    "Upland Mercury",
    "Metro",
    "BBC News",
    "hillnews.co.uk",
)
GAZETTE = ("Quayside Gazette", "The Quayside Gazette")
MERCURY = ("Upland Mercury",)
LANTERN = ("The Lantern",)


@pytest.mark.parametrize(
    ("question", "papers", "rest"),
    [
        ("How many were hurt, according to the Quayside Gazette?", GAZETTE, "How many were hurt?"),
        ("according to upland mercury how many were hurt", MERCURY, "How many were hurt?"),
        ("how many ppl hurt according to lantern", LANTERN, "How many ppl hurt?"),
        ("According to the Upland-Mercury’s report, who steered?", MERCURY, "Who steered?"),
        (
            "How many does the Upland Mercury say were hurt?",
            MERCURY,
            "How many were hurt?",
        ),
        ("Who does the Lantern say owns the ferry?", LANTERN, "Who owns the ferry?"),
        (
            "Did the Lantern report that the firm was fined?",
            LANTERN,
            "Is it true that the firm was fined?",
        ),
        (
            "Did the Upland Mercury say the captain was drunk?",
            MERCURY,
            "Is it true that the captain was drunk?",
        ),
        ("did upland mercury report the ferry crash?", MERCURY, "The ferry crash?"),
        ("How many did the Upland Mercury report hurt?", MERCURY, "How many hurt?"),
        ("In the Lantern, who is blamed for the crash?", LANTERN, "Who is blamed for the crash?"),
        ("who is blamed for the crash in upland mercury", MERCURY, "Who is blamed for the crash?"),
        ("who was captain in the quayside gazette article", GAZETTE, "Who was captain?"),
        ("In an article by the Upland Mercury, who owns it?", MERCURY, "Who owns it?"),
        ("How many were hurt, the Lantern says?", LANTERN, "How many were hurt?"),
        ("How many, says the Lantern, were hurt?", LANTERN, "How many were hurt?"),
        ("As the Upland Mercury reports, when did it sail?", MERCURY, "When did it sail?"),
        ("The Lantern says how many were hurt?", LANTERN, "How many were hurt?"),
        ("What will repairs cost, as reported by The Lantern?", LANTERN, "What will repairs cost?"),
        (
            "How many were reported by the Quayside Gazette to be hurt?",
            GAZETTE,
            "How many were reported to be hurt?",
        ),
        ("Quayside Gazette: how many were hurt?", GAZETTE, "How many were hurt?"),
        ("What was the ferry carrying (Upland Mercury)?", MERCURY, "What was the ferry carrying?"),
        ("What is the Lantern's toll of the crash?", LANTERN, "What is the toll of the crash?"),
        ("Per BBC, how fast was the ferry?", ("BBC News",), "How fast was the ferry?"),
        ("according to hillnews who sank", ("hillnews.co.uk",), "Who sank?"),
        ("Who sank according to Metro?", ("Metro",), "Who sank?"),
        ("Who sank according to the Lantern or Metro?", (*LANTERN, "Metro"), "Who sank?"),
    ],
)
def test_the_source_of_an_answer(question: str, papers: tuple[str, ...], rest: str) -> None:
    named = named_papers(question, PUBLISHERS)
    assert named
    assert (named.publishers, named.question) == (papers, rest)


@pytest.mark.parametrize(
    "question",
    [
        "Who bought the Upland Mercury?",
        "Why did the Lantern lay off staff?",
        "Who edits the Quayside Gazette?",
        "When was the Upland Mercury founded?",
        "How many people work at the Lantern?",
        "Who has a stake in the Upland Mercury?",
        "Who resigned from the Lantern?",
        "Did the Lantern report a loss?",
        "How much did the Upland Mercury report in losses?",
        "Did the Lantern say it would close its office?",
        "Why did the Upland Mercury say it was sorry?",
        "Who was sued by the Lantern?",
        "Who wrote to the Upland Mercury?",
        "What did the captain tell the Lantern?",
        "How many were hurt in the metro?",
        "Was anyone hurt in the metro?",
        "Who lit the lantern?",
        "How many jobs were cut in the Upland Mercury?",
        "Where is the Quayside Gazette printed?",
        "Who did the Upland Mercury hire?",
        "Does the Lantern own a ferry?",
        "Is the Lantern profitable?",
        "Was the mayor interviewed by the Upland Mercury?",
        "Who invested in the Lantern?",
        "What does the Upland Mercury pay its staff?",
        "How much did the Lantern sell for?",
        "Was the Upland Mercury hacked?",
        "Who was fired by the Quayside Gazette?",
        "How many were hurt according to the police?",
        "According to the Lantern?",
    ],
)
def test_a_paper_that_is_spoken_of_is_no_source(question: str) -> None:
    assert named_papers(question, PUBLISHERS) is None


def test_what_may_be_told_of_the_paper_is_not_sure() -> None:
    for question, sure in (
        ("Who died according to the Lantern?", True),
        ("Who died, in the Lantern?", False),
        ("Did the Lantern mention the dead?", False),
    ):
        named = named_papers(question, PUBLISHERS)
        assert named
        assert named.sure is sure


@pytest.mark.parametrize(
    ("question", "description", "rest"),
    [
        ("In the article about the crash, who is blamed?", "the crash", "Who is blamed?"),
        ("who is blamed in the article about the crash", "the crash", "Who is blamed?"),
        ("in the story on the crash who is blamed", "the crash", "Who is blamed?"),
        ("In the Lantern's piece on fares, who voted?", "fares", "Who voted?"),
        ("According to the article titled Ferry sinks, who died?", "Ferry sinks", "Who died?"),
        ("In “Ferry sinks”, who died?", "Ferry sinks", "Who died?"),
        ("who died in 'Ferry sinks'", "Ferry sinks", "Who died?"),
        ("How many does the article about the ferry say died?", "the ferry", "How many died?"),
        (
            "Does the article on the ferry say that he drank?",
            "the ferry",
            "Is it true that he drank?",
        ),
    ],
)
def test_the_article_that_is_named(question: str, description: str, rest: str) -> None:
    named = named_article(question)
    assert named
    assert (named.description, named.question) == (description, rest)


@pytest.mark.parametrize(
    "question",
    [
        "Why was the article about the mayor withdrawn?",
        "Who wrote the story about the ferry?",
        "Who is blamed in the report on the crash?",
        "Which article of the constitution is about the crown?",
        "Who was named in the lawsuit about the ferry?",
        "What is Article 5 about?",
        'What did "Ferry sinks" win?',
    ],
)
def test_an_article_that_is_spoken_of_is_no_source(question: str) -> None:
    assert named_article(question) is None


def test_a_name_written_together_is_the_papers() -> None:
    named = named_papers("How many were hurt, according to BBCNews?", PUBLISHERS)
    assert named is not None
    assert named.publishers == ("BBC News",)


@pytest.mark.parametrize(
    ("question", "papers", "rest"),
    [
        ("according to the mercury, who sank", MERCURY, "Who sank?"),
        ("Does the Mercury say who was to blame?", MERCURY, "Who was to blame?"),
        ("did the lantern write how many died", LANTERN, "How many died?"),
        ("Has the Upland Mercury told us why it sank?", MERCURY, "Why it sank?"),
        ("Who sank, as the Gazette reported?", GAZETTE, "Who sank?"),
    ],
)
def test_a_paper_is_called_by_its_last_word(
    question: str, papers: tuple[str, ...], rest: str
) -> None:
    named = named_papers(question, PUBLISHERS)
    assert named is not None
    assert (named.publishers, named.question) == (papers, rest)


def test_a_last_word_of_two_papers_or_of_many_is_nobodys() -> None:
    assert last_words(["Upland Mercury", "Quayside Mercury", "BBC News", "Fjord Times"]) == {
        "times": "Fjord Times"
    }
    assert last_words(["Quayside Gazette", "The Quayside Gazette"]) == {
        "gazette": "Quayside Gazette"
    }


def test_a_paper_is_called_without_the_name_of_its_section() -> None:
    publishers = ("The Bugle | News From The Isles", "Fell Post - Sport", "Fell Post - Arts")
    named = named_papers("Who sank, according to the Bugle?", publishers)
    assert named is not None
    assert named.publishers == publishers[:1]
    named = named_papers("Who sank, according to the Fell Post?", publishers)
    assert named is not None
    assert named.publishers == publishers[1:]
    named = named_papers("Who sank, according to Fell Post - Sport?", publishers)
    assert named is not None
    assert named.publishers == publishers[1:2]
    assert last_words(publishers) == {}
