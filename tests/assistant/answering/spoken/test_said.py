"""Questions of who said what, on a few invented articles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from assistant.answering.spoken.speakers import speaks
from assistant.answering.spoken.spoken_words import not_others
from assistant.question.understanding.kinds import understood
from assistant.reader.evidence import Evidence
from corpus import Article, Corpus
from corpus.language.attributions import attributions

FERRY = Article(
    title="Skarvik loses its winter ferry",
    publisher="The Fjord Times",
    published=date(2025, 3, 3),
    text="""\
The ferry between Hamnes and Skarvik will not sail in winter, the county decided on Monday.
“The ship is worn out,” said Ane Roe, the county's transport minister. “It needs nine million \
crowns, and we do not have them.”
She promised that the post would go by fishing boat.
Olav Brand, who keeps the only shop, was told of it by telephone.
The mayor of Skarvik, Ida Lunde, called the decision “a winter without bread”.
Her deputy mayor, Per Sund, said the island should buy a ship of its own.
Roe's lawyer said the contract with the shipping line was void.
A spokesman for the Coast Guard said the strait is too rough for small boats.""",
)
TRAM = Article(
    title="Tram line opens at last",
    publisher="Harbour Post",
    published=date(2025, 6, 20),
    text="""\
Hamnes opened its first tram line on Thursday, two years late.
Ane Roe cut the ribbon. “I had stopped believing in it,” she said.
Tomas Wick, an engineer, drove the first tram. He said that the brakes had cost more than the rails.
Olav Brand came over from Skarvik to watch.
“Nobody on the island will ever ride it,” said a woman in the crowd.""",
)
WOLVES = Article(
    title="Wolves seen near Torvik",
    publisher="Harbour Post",
    published=date(2025, 2, 1),
    text="""\
Three wolves were seen near Torvik, according to the forest agency.
Greta Holm, a shepherd, has lost eleven sheep since Christmas. “A dog would have left the skins,” \
she said.
Biologist Emil Rask doubts it. “Give me a hair and I will give you an answer,” he said.""",
)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Corpus.open(tmp_path_factory.mktemp("said")) as corpus:
        corpus.add([FERRY, TRAM, WOLVES])
        yield Assistant(corpus)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def speakers(answer: Answer) -> list[str | None]:
    return [statement.speaker for statement in answer.statements]


@pytest.mark.parametrize(
    ("question", "speaker", "words"),
    [
        ("What did Ane Roe say about the ferry?", "Ane Roe", "The ship is worn out"),
        ("what has roe said on the tram", "Ane Roe", "stopped believing"),
        ("What does the mayor of Skarvik think of the decision?", "Ida Lunde", "without bread"),
        ("What did the engineer say about the brakes?", "Tomas Wick", "cost more than the rails"),
        ("quotes by Greta Holm", "Greta Holm", "left the skins"),
        ("What were Rask's words on the hair?", "Emil Rask", "Give me a hair"),
        ("What did the Coast Guard say about the strait?", "Coast Guard", "too rough"),
        ("What did the forest agency say about the wolves?", "forest agency", "Three wolves"),
        ("What did Roe's attorney say?", "Roe's lawyer", "contract"),
    ],
)
def test_the_words_of_a_speaker(press: Assistant, question: str, speaker: str, words: str) -> None:
    answer = press.ask(question)
    assert answer.kind == "said"
    assert words in quotes(answer)[0]
    assert all(speaker in (speaker_named or "") for speaker_named in speakers(answer))
    assert all(section.speaker for section in answer.sections)


def test_a_long_quotation_is_one_citation_under_article_speaker_and_day(press: Assistant) -> None:
    answer = press.ask("What did Ane Roe say about the ship?")
    assert quotes(answer)[0].startswith("“The ship is worn out,” said Ane Roe")
    assert quotes(answer)[0].endswith("we do not have them.”")
    (first, *_) = answer.sections
    assert (first.heading, first.speaker) == (FERRY.title, "Ane Roe")
    assert (first.day, first.publisher) == (FERRY.published, FERRY.publisher)
    for citation in answer.citations:
        article = press.corpus.article(citation.article_id, citation.revision)
        assert article.text[citation.start : citation.end] == citation.quote


def test_without_a_topic_the_newest_words_come_first(press: Assistant) -> None:
    answer = press.ask("What has Ane Roe said?")
    assert [section.day for section in answer.sections] == [TRAM.published, FERRY.published]
    assert answer.remark == "3 statements by “Ane Roe” in 2 articles."


@pytest.mark.parametrize(
    "question",
    [
        "What did Olav Brand say about the ferry?",
        "What did Olav Brand say about the tram?",
        "What did Ane Roe say about the contract?",
        "What did Ane Roe say about wolves?",
        "What did Emil Rask say about the sheep of Torvik?",
        "What did the mayor say about an own ship?",
        "What did Tim Roe say about the ferry?",
        "What did Ida Lunde's lawyer say?",
        "What did the Coast Guard's captain say?",
        "Ida Lunde's lawyer's answer to the county?",
    ],
)
def test_anothers_words_are_never_given(press: Assistant, question: str) -> None:
    asked = understood(question, [], date(2025, 7, 1)).speaker
    answer = press.ask(question)
    for citation in answer.citations:
        article = press.corpus.article(citation.article_id)
        here = [
            attribution
            for attribution in attributions(article.text)
            if attribution.sentences[0] < citation.end and citation.start < attribution.sentences[1]
        ]
        named = [speaks(asked, said, article.title or "", article.text) for said in here]
        assert not here or any(named), citation.quote


@dataclass(frozen=True)
class Said:
    """Somebody who says something, with what he or she is."""

    speaker: str
    role: str | None = None


@pytest.mark.parametrize(
    ("asked", "said", "is_one"),
    [
        ("Fjord Bank", Said("Fjord Bank"), True),
        ("Fjord Bank ceo", Said("Fjord Bank"), False),
        ("Fjord Bank's analysts", Said("Fjord Bank"), False),
        ("Fjord Bank ceo", Said("Ivar Dahl", "chief executive of Fjord Bank"), True),
        ("Fjord Bank ceo", Said("Ivar Dahl", "chief executive of the Lund mill"), False),
        ("Fjord Bank ceo", Said("executives of Fjord Bank"), False),
        ("Roe's lawyer", Said("Ane Roe", "minister"), False),
        ("Minister Roe", Said("Ane Roe"), True),
        ("Norwegian government", Said("Norwegian government"), True),
        ("Stephen King", Said("Stephen King", "novelist"), True),
        ("head of Fjord Bank", Said("Ivar Dahl", "president of Fjord Bank"), True),
        ("the boss of the Oslo Fed", Said("Ivar Dahl", "governor of the Oslo Fed"), True),
        ("head of the Oslo Fed", Said("Ivar Dahl", "chief of the Federal Bank of Oslo"), False),
        ("head of Lund police", Said("Ivar Dahl", "Lund police chief"), True),
        ("head of Lund police", Said("Ivar Dahl", "deputy chief of Lund police"), False),
        ("head of Lund police", Said("Ivar Dahl", "spokesman of Lund police"), False),
        ("head of state", Said("Ivar Dahl", "chief executive"), False),
        ("boss of Fjord Bank", Said("Fjord Bank"), False),
    ],
)
def test_an_office_is_not_who_or_what_it_is_for(asked: str, said: Said, is_one: bool) -> None:
    assert speaks(asked, said, "", "") == is_one


TRIAL = Article(
    title="Man of Vik admits threats",
    text="Odd Moen admitted on Monday that he had threatened Ane Roe. Moen's attorney, Eva Lind, "
    "said he was sorry. “He never meant to do it,” Lind said. “The law protects all of us,” said "
    "Per Aas, the prosecutor in Vik.",
)
MILL = Article(
    title="Mill at Lund sued",
    text="The mill at Lund was sued on Friday. “We have done nothing,” said Kari Vold, a lawyer of "
    "the mill. “The river is dead,” said Tor Berg, the prosecutor of Lund.",
)


def test_a_follow_up_asks_what_others_say_of_the_same(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add([TRIAL, MILL])
        assistant = Assistant(corpus)
        history = [assistant.ask("Who admitted that he threatened Ane Roe?")]
        for question, speaker in (
            ("what did his lawyer say", "Eva Lind"),
            ("and the prosecutor?", "Per Aas"),
            ("What about Eva Lind?", "Eva Lind"),
        ):
            history.append(assistant.ask(question, history=history))
            assert set(speakers(history[-1])) == {speaker}, question


def test_who_said_it_and_the_sentence_that_names_him(press: Assistant) -> None:
    answer = press.ask("Who said that the brakes had cost more than the rails?")
    assert "brakes" in quotes(answer)[0]
    assert speakers(answer)[0] == "Tomas Wick"
    assert quotes(answer)[1].startswith("Tomas Wick, an engineer")
    answer = press.ask("Who called the decision a winter without bread?")
    assert "Ida Lunde" in quotes(answer)[0]


def test_who_is_quoted(press: Assistant) -> None:
    answer = press.ask("Who is quoted in the article about wolves?")
    assert set(speakers(answer)) == {"Greta Holm", "Emil Rask"}
    assert answer.remark == "2 speakers are quoted in 1 article on “wolves”."


def test_two_speakers_at_once(press: Assistant) -> None:
    answer = press.ask("What did Holm and Rask say about the wolves?")
    assert set(speakers(answer)) == {"Greta Holm", "Emil Rask"}


def test_what_somebody_did_is_a_fact(press: Assistant) -> None:
    for question in ("What did Ane Roe propose?", "What did the county decide?"):
        assert understood(question, [], date(2025, 7, 1)).kind == "fact"
        assert press.ask(question).kind == "fact"


def test_evidence_of_another_is_left_out(press: Assistant) -> None:
    request = understood("What did Olav Brand say about the ferry?", [], date(2025, 7, 1))
    hits = press.corpus.search("ferry Skarvik winter bread")
    evidence = [Evidence(hit, *sentence, 0.9) for hit in hits for sentence in hit.sentences]
    kept = {piece.quote for piece in not_others(evidence, request, press.corpus)}
    assert any(quote.startswith("Olav Brand") for quote in kept)
    assert not any("Ida Lunde" in quote or "Ane Roe, the county" in quote for quote in kept)
    fact = understood("What did the county decide?", [], date(2025, 7, 1))
    assert not_others(evidence, fact, press.corpus) == evidence


ORREN = (
    "The pit at Orren closes in June, its owner announced on Monday.\n"
    "Mara Lind, the mayor of Orren, said the people of Orren had worked in the pit for ninety "
    "years. “Whoever puts a house on the market today gets half of what was paid for it,” Lind "
    "said. “The people of this town were proud of the pit, and it fed their homes,” Lind said. "
    "“Nobody has told us who cleans the river,” Lind added."
)


@pytest.mark.parametrize(
    ("question", "led_by"),
    [
        ("What did Mara Lind say happens to people who sell their homes in Orren?", "“Whoever"),
        ("What did Lind say about the price of homes in Orren?", "“Whoever"),
        ("What does Lind say is not known about the river at Orren?", "“Nobody has told"),
        ("What did Lind say about how long people in Orren have been miners?", "Mara Lind, the"),
    ],
)
def test_what_answers_leads_over_what_shares_words(
    tmp_path: Path, question: str, led_by: str
) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(Article(id="orren", title="Pit at Orren to close", text=ORREN))
        answer = Assistant(corpus).ask(question)
    assert answer.kind == "said"
    assert answer.statements[0].text.startswith(led_by)
    assert len(answer.statements) > 1


TYRES = (
    "The council of Lund hopes that drivers who still use studded tyres in the town will give them "
    "up when the fee comes in November, it said.\n"
    "“Nobody I know drives with studs any more,” said Kari Dahl, a taxi driver. “With what I save "
    "on tyres I bought a boat.” Her husband is said to dislike the boat, and she to love it.\n"
    "The fee is 40 crowns a day, and drivers with studded tyres will pay it at the bridge."
)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who says that drivers no longer use studded tyres?", "Nobody I know"),
        ("Who said nobody drives with studs any more?", "Nobody I know"),
        ("Who hopes that drivers give up their studs?", "council of Lund hopes"),
    ],
)
def test_who_said_it_is_whose_words_answer(tmp_path: Path, question: str, words: str) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(Article(id="tyres", title="Town to charge for studded tyres", text=TYRES))
        answer = Assistant(corpus).ask(question)
    assert words in quotes(answer)[0]


def test_what_the_article_tells_of_a_view_leads_over_quotes_on_other_things(
    tmp_path: Path,
) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(Article(id="tyres", title="Town to charge for studded tyres", text=TYRES))
        answer = Assistant(corpus).ask("What does Kari Dahl's husband think of the boat?")
    assert "dislike the boat" in quotes(answer)[0]
