"""A draft held against a corpus, sentence by sentence."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant, Verification
from assistant.judge.verification import MAX_TEXT, _no_claim
from corpus import Article, Corpus, InvalidInput

FERRY = Article(
    title="Skarvik loses its ferry",
    publisher="The Fjord Times",
    published=date(2025, 3, 3),
    text="The county ended the ferry between Hamnes and Skarvik on 1 March 2025. The ship cost "
    "nine million crowns. Ane Roe, the transport minister, did not visit the village. The bus may "
    "replace the ferry. A former captain allegedly sank the old ship.",
)
SEALS = Article(
    title="Seals return",
    publisher="Harbour Post",
    published=date(2025, 4, 1),
    text="The ship cost eight million crowns. Forty seals were counted in the bay of Skarvik.",
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home: Path = tmp_path_factory.mktemp("verify") / "home"
    with Corpus.open(home) as corpus:
        corpus.add([FERRY, SEALS])
    with Assistant.open(home) as opened:
        yield opened


def findings(verification: Verification) -> list[str]:
    return [sentence.finding for sentence in verification.sentences]


def test_each_sentence_is_told_with_its_quotes(assistant: Assistant) -> None:
    text = (
        "Forty seals were counted in the bay of Skarvik. Sixty seals were counted in the bay of "
        "Skarvik.\nWolves were seen at the airport. Did anybody count them? I think so."
    )
    verification = assistant.verify(text)
    assert findings(verification) == [
        "supported",
        "contradicted",
        "not told",
        "no claim",
        "no claim",
    ]
    assert [text[s.start : s.end] for s in verification.sentences] == [
        s.text for s in verification.sentences
    ]
    true, false, unknown, asked, own = verification.sentences
    (number,) = true.citations
    assert verification.citation(number).quote == "Forty seals were counted in the bay of Skarvik."
    assert false.citations == true.citations  # the words are cited once
    assert false.reason is not None
    assert "60" in false.reason or "Sixty" in false.reason
    assert (unknown.citations, bool(unknown.reason)) == ((), True)
    assert (asked.reason, own.reason) == ("it is a question", "it is the author's own word")
    assert verification.summary == "3 claims: 1 supported, 1 contradicted, 1 not confirmed."
    assert not verification.verified
    assert verification.to_dict()["counts"]["no claim"] == 2
    assert "✗ Sixty seals" in verification.to_markdown()


@pytest.mark.parametrize(
    ("claim", "finding"),
    [
        ("The county ended the ferry between Hamnes and Skarvik on 1 March 2025.", "supported"),
        ("The county ended the ferry between Hamnes and Skarvik on 2 March 2025.", "contradicted"),
        ("Ane Roe, the transport minister, visited the village.", "contradicted"),
        ("The bus will replace the ferry.", "not told"),
        ("The bus could replace the ferry.", "supported"),
        ("A former captain sank the old ship.", "not told"),
        ("The ship cost nine million crowns and a captain.", "not told"),
        ("Roe ended the ferry between Hamnes and Skarvik.", "contradicted"),
        ("The ship cost nine million euros.", "not told"),
        ("More than 7 million crowns is what the ship cost.", "not told"),
        (
            "Forty seals were counted in the bay of Skarvik, and wolves were seen at the airport.",
            "partly",
        ),
    ],
)
def test_a_claim(assistant: Assistant, claim: str, finding: str) -> None:
    assert findings(assistant.verify(claim)) == [finding]


def test_who_tells_it_otherwise_stands_beside_who_bears_it_out(assistant: Assistant) -> None:
    (sentence,) = (verification := assistant.verify("The ship cost nine million crowns.")).sentences
    assert sentence.finding == "supported"
    quotes = [verification.citation(number).quote for number in sentence.otherwise]
    assert quotes == ["The ship cost eight million crowns."]
    assert verification.verified


def test_passages_do_not_lend_each_other_a_not(assistant: Assistant) -> None:
    verification = assistant.verify("Forty seals were not counted in the bay of Skarvik.")
    assert findings(verification) == ["contradicted"]


def test_the_nearest_words_stand_beside_what_is_not_confirmed(assistant: Assistant) -> None:
    (sentence,) = (verification := assistant.verify("The bus will replace the ferry.")).sentences
    quotes = [verification.citation(number).quote for number in sentence.citations]
    assert (sentence.finding, quotes) == ("not told", ["The bus may replace the ferry."])


def test_filters_narrow_it(assistant: Assistant) -> None:
    claim = "Forty seals were counted in the bay of Skarvik."
    assert findings(assistant.verify(claim, publishers=["Harbour Post"])) == ["supported"]
    assert findings(assistant.verify(claim, publishers=["The Fjord Times"])) == ["not told"]
    assert findings(assistant.verify(claim, published_before=date(2025, 3, 31))) == ["not told"]


def test_a_pronoun_is_the_name_before_it(assistant: Assistant) -> None:
    text = "Ane Roe is known here. She did not visit the village."
    assert findings(assistant.verify(text))[1] == "supported"


@pytest.mark.parametrize(
    "before", ["", "Ane Roe met Tomas Wick. ", "They met Ane Roe and Brandt in Hamnes. "]
)
def test_nobody_is_taken_for_whom_a_pronoun_means(assistant: Assistant, before: str) -> None:
    sentence = assistant.verify(f"{before}She did not visit the village.").sentences[-1]
    assert (sentence.finding, sentence.reason) == ("not told", "whom “She” means is not clear")


@pytest.mark.parametrize("text", ["", " \n", "a" * (MAX_TEXT + 1)])
def test_a_text_without_sentences_is_refused(assistant: Assistant, text: str) -> None:
    with pytest.raises(InvalidInput):
        assistant.verify(text)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Who paid?", "question"),
        ("Overview", "no sentence"),
        ("We hope that it works.", "own word"),
        ("The county should pay.", "opinion"),
        ("“We hope that it works,” said Roe.", None),
        ("Roe said that the county should pay.", None),
        ("The county paid.", None),
    ],
)
def test_what_claims_nothing_is_not_checked(sentence: str, reason: str | None) -> None:
    said = _no_claim(sentence)
    assert said is None if reason is None else reason in str(said)


@pytest.mark.parametrize(
    ("claim", "cause"),
    [
        (
            "The county ended the ferry between Hamnes and Skarvik because the captain drank.",
            "because the captain drank",
        ),
        (
            "The county ended the ferry between Hamnes and Skarvik due to a lack of passengers.",
            "due to a lack of passengers",
        ),
        (
            "Forty seals were counted in the bay of Skarvik thanks to a ban on nets.",
            "thanks to a ban on nets",
        ),
        (
            "Ane Roe did not visit the village, owing to a storm.",
            "owing to a storm",
        ),
        (
            "Ane Roe did not visit the village in order to avoid protesters.",
            "in order to avoid protesters",
        ),
    ],
)
def test_a_cause_that_no_article_tells_is_named(
    assistant: Assistant, claim: str, cause: str
) -> None:
    (sentence,) = assistant.verify(claim).sentences
    assert sentence.finding == "partly"
    assert sentence.reason == f"no article says why: “{cause}”"
    assert sentence.citations
