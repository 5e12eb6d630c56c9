"""Quotes: found when an article is stored, searched over all of them, and put right."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus import Article, Corpus, Filters, InvalidInput, Quote
from corpus.language.utterances import utterances
from corpus.library.migrations import VERSION
from tests.corpus.library.test_migrations import VERSION_1

BACKENDS = ("files", "servers")

FERRY = Article(
    title="Skarvik loses its winter ferry",
    publisher="The Fjord Times",
    published=date(2025, 3, 3),
    text="""\
“Nobody asked us.”
The ferry between Hamnes and Skarvik will not sail in winter, the county decided on Monday.
“The ship is worn out,” said Ane Roe, the county's transport minister. “It needs nine million \
crowns, and we do not have them.”
She promised that the post would go by fishing boat.
Roe's lawyer said the contract was void.""",
)
TRAM = Article(
    title="Tram line opens at last",
    publisher="Harbour Post",
    published=date(2025, 6, 20),
    text="Ane Roe cut the ribbon. “I had stopped believing in it,” she said.\n"
    "Tomas Wick, an engineer, said that the brakes had cost 100% more than the rails.",
)
UNDATED = Article(text="“It rained,” said Émile Rask, a shepherd.")


def told(quotes: tuple[Quote, ...] | list[Quote]) -> list[tuple[str | None, str]]:
    return [(quote.speaker, quote.said) for quote in quotes]


def test_a_quote_is_a_place_of_a_revision_with_its_speaker(corpus: Corpus) -> None:
    corpus.add(FERRY)
    first, second, _ = corpus.quotes.find().quotes
    assert first.text.startswith("“The ship is worn out,” said Ane Roe")
    assert first.text.endswith("we do not have them.”")
    assert first.said == (
        "The ship is worn out, It needs nine million crowns, and we do not have them."
    )
    assert (first.speaker, first.form, first.cue) == ("Ane Roe", "direct", "said")
    assert first.role == "the county's transport minister"
    assert first.named
    assert FERRY.text[slice(*first.named)] == "Ane Roe"
    assert (second.speaker, second.form) == ("Ane Roe", "indirect")
    row = first.to_dict()
    assert (
        corpus.article(row["article_id"], row["revision"]).text[row["start"] : row["end"]]
        == (row["quote"])
    )


def test_quotes_are_found_by_speaker_words_and_filters_the_newest_first(corpus: Corpus) -> None:
    corpus.add([UNDATED, TRAM, FERRY])
    find = corpus.quotes.find
    days = [quote.article.published for quote in find().quotes]
    assert days == [TRAM.published] * 2 + [FERRY.published] * 3 + [None]
    assert {speaker for speaker, _ in told(find("roe").quotes)} == {"Ane Roe", "Roe's lawyer"}
    assert {speaker for speaker, _ in told(find("Ane ROE").quotes)} == {"Ane Roe"}
    assert told(find("emile rask").quotes) == [("Émile Rask", "It rained,")]
    assert [speaker for speaker, _ in told(find("engineers").quotes)] == ["Tomas Wick"]
    assert told(find(words="BELIEVING stopped").quotes)[0][0] == "Ane Roe"
    assert find(words="100%").total == 1
    assert find(words="cost_").total == find("?!").total == find("Roe", "brakes").total == 0
    since = Filters(published_after=date(2025, 4, 1))
    assert {speaker for speaker, _ in told(find(filters=since).quotes)} == {"Ane Roe", "Tomas Wick"}
    paper = Filters(publishers=("The Fjord Times",))
    assert corpus.quotes.speakers("ane roe", filters=paper).counts == (("Ane Roe", 2),)


def test_a_list_has_pages_and_a_whole_count(corpus: Corpus) -> None:
    corpus.add([UNDATED, TRAM, FERRY])
    pages = [corpus.quotes.find(limit=4, offset=offset) for offset in (0, 4, 8)]
    assert [(len(page.quotes), page.total) for page in pages] == [(4, 6), (2, 6), (0, 6)]
    assert len({quote.place for page in pages for quote in page.quotes}) == 6
    speakers = corpus.quotes.speakers(limit=1)
    assert (speakers.counts, speakers.total) == ((("Ane Roe", 3),), 4)
    for limit, offset in ((0, 0), (1, -1)):
        with pytest.raises(InvalidInput, match="the limit is at least 1"):
            corpus.quotes.find(limit=limit, offset=offset)


def test_nobody_is_quoted_in_an_empty_corpus(corpus: Corpus) -> None:
    assert (corpus.quotes.find().quotes, corpus.quotes.find().total) == ((), 0)
    assert corpus.quotes.speakers().total == corpus.quotes.unread() == 0


def test_words_of_nobody_knows_whom_are_kept_and_not_listed(corpus: Corpus) -> None:
    corpus.add(FERRY)
    every = corpus.quotes.among([FERRY.id])
    assert (None, "Nobody asked us.") in told(every)
    assert every == corpus.quotes.within(FERRY.id, FERRY.revision)
    assert len(every) == corpus.quotes.find().total + 1


def test_quotes_are_those_of_the_newest_revision_and_go_with_the_article(corpus: Corpus) -> None:
    later = replace(FERRY, text="“We found the money,” said Ane Roe.", id=FERRY.id)
    corpus.add([FERRY, later])
    assert told(corpus.quotes.find().quotes) == [("Ane Roe", "We found the money,")]
    assert len(corpus.quotes.within(FERRY.id, FERRY.revision)) == 4
    both = corpus.quotes.by(["Ane Roe"], lambda who, *_: who.speaker == "Ane Roe", every=True)
    assert len(both) == 3
    corpus.add(replace(FERRY, publisher="Another"))  # back to the first, with another fact
    assert corpus.quotes.find().total == 3
    corpus.remove(FERRY.id)
    assert corpus.quotes.find().total == len(corpus.quotes.within(FERRY.id, FERRY.revision)) == 0


def test_an_import_has_the_quotes_of_every_revision(corpus: Corpus, tmp_path: Path) -> None:
    corpus.add([FERRY, replace(FERRY, text=TRAM.text, id=FERRY.id)])
    lines = list(corpus.export_lines())
    corpus.remove(FERRY.id)
    corpus.import_lines(lines)
    assert corpus.quotes.find().total == 2
    assert len(corpus.quotes.within(FERRY.id, FERRY.revision)) == 4


def test_lost_and_altered_quotes_are_told_and_found_anew(corpus: Corpus) -> None:
    corpus.add([FERRY, TRAM])
    before = told(corpus.quotes.find().quotes)
    with corpus.database.writing() as connection:
        connection.exec_driver_sql(f"DELETE FROM quotes WHERE n = 0 AND article_id = '{TRAM.id}'")
        connection.exec_driver_sql(
            f"UPDATE quotes SET \"end\" = 9999 WHERE n = 1 AND article_id = '{FERRY.id}'"
        )
    problem = "2 of the articles are with other quotes than were found in them"
    assert corpus.check().problems == (problem,)
    assert corpus.check(repair=True).repaired
    assert corpus.check().problems == ()
    assert told(corpus.quotes.find().quotes) == before
    with corpus.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM quotes")
    corpus.rebuild()
    assert told(corpus.quotes.find().quotes) == before


def _waiting(path: Path, *articles: Article) -> None:
    """Make a library as a migration leaves it: nothing was read for quotes yet."""
    with Corpus.open(path) as corpus:
        corpus.add(articles)
        with corpus.database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM quotes")
            connection.exec_driver_sql("UPDATE revisions SET quotes = NULL")
            connection.exec_driver_sql("INSERT INTO state VALUES ('quotes', 'unread')")
            assert corpus.database.version(connection) == VERSION


def test_a_library_of_version_1_is_read_when_quotes_are_asked_for(tmp_path: Path) -> None:
    shutil.copy(VERSION_1, tmp_path / "library.db")
    with Corpus.open(tmp_path) as corpus:
        assert corpus.quotes.unread() == 2
        texts = [corpus.article(a.id, r).text for a in corpus.articles() for r in [a.revision]]
        expected = sum(
            utterance.speaker is not None for text in texts for utterance in utterances(text)
        )
        assert corpus.quotes.find().total == expected
        assert corpus.quotes.unread() == 0


def test_a_library_of_version_3_is_read_when_quotes_are_asked_for(home: Path) -> None:
    with Corpus.open(home) as corpus:
        corpus.add([FERRY, TRAM])
        before = told(corpus.quotes.find().quotes)
        with corpus.database.writing() as connection:
            connection.exec_driver_sql("DROP TABLE quotes")
            connection.exec_driver_sql("ALTER TABLE revisions DROP COLUMN quotes")
            connection.exec_driver_sql("DELETE FROM state WHERE name = 'quotes'")
            corpus.database.set_version(connection, 3)
    with Corpus.open(home) as corpus:
        assert corpus.quotes.unread() == 2
        assert told(corpus.quotes.find().quotes) == before
        assert corpus.check().problems == ()


def test_an_older_library_is_read_bit_by_bit_or_by_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _waiting(tmp_path, UNDATED, TRAM, FERRY)
    monkeypatch.setattr("corpus.library.quotes._AT_ONCE", 1)
    with Corpus.open(tmp_path, read_only=True) as corpus:
        assert corpus.quotes.find().total == 0
        assert corpus.check().problems == ("3 of the articles are not read for who says what",)
    with Corpus.open(tmp_path) as corpus:
        assert {quote.article.id for quote in corpus.quotes.find().quotes} == {FERRY.id}
        assert corpus.quotes.unread() == 2
        corpus.add(replace(UNDATED, text="“It snowed,” said Émile Rask, a shepherd.", id="new"))
        with corpus.database.lock("write"):  # another is changing it: nobody waits
            assert corpus.quotes.find().total == 4
        assert corpus.quotes.unread() == 2
        assert corpus.check().problems == ()
        assert (corpus.quotes.unread(), corpus.quotes.find().total) == (0, 7)
