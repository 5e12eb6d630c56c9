"""The library: what was stored is what is read, at every revision, or an error says why not."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus import Article, ArticleNotFound, Corpus, StoreError
from corpus.database.open_database import open_database
from corpus.library.articles import Library
from corpus.library.migrations import VERSION
from corpus.text.chunking import chunk_article
from tests.conftest import story

BACKENDS = ("files", "servers")

FIRST = Article(id="a", text="The bridge was closed. Nobody was hurt.", title="Bridge")
SECOND = Article(id="a", text="The bridge was closed. Two people were hurt.", title="Bridge")
REDATED = Article(id="a", text=SECOND.text, title="Bridge", published=date(2025, 3, 6))


def put(corpus: Corpus, article: Article) -> str:
    chunks = chunk_article(article)
    return corpus._library.put(article, chunks, np.full((len(chunks), 4), 0.5, dtype=np.float32))


def texts(corpus: Corpus) -> list[str]:
    passages = corpus._passages
    return sorted(hit.text for hit in passages.hits(passages.chunk_ids()).values())


def test_a_changed_article_is_a_new_revision(corpus: Corpus) -> None:
    assert [put(corpus, article) for article in (FIRST, FIRST, SECOND)] == [
        "added",
        "unchanged",
        "changed",
    ]
    assert corpus.article("a") == SECOND
    assert corpus.article("a", FIRST.revision) == FIRST
    assert corpus.revisions("a") == [SECOND.revision, FIRST.revision]
    assert corpus.articles() == [SECOND]
    assert texts(corpus) == [SECOND.text]


def test_going_back_to_an_older_revision(corpus: Corpus) -> None:
    for article in (FIRST, SECOND, FIRST):
        put(corpus, article)
    assert corpus.article("a") == FIRST
    assert corpus.revisions("a") == [FIRST.revision, SECOND.revision]
    assert corpus.article("a", SECOND.revision) == SECOND
    assert texts(corpus) == [FIRST.text]


def test_facts_change_without_a_new_revision(corpus: Corpus) -> None:
    put(corpus, SECOND)
    (before,) = corpus._passages.chunk_ids()
    assert put(corpus, REDATED) == "changed"
    assert corpus.revisions("a") == [SECOND.revision]
    assert corpus.article("a", SECOND.revision) == REDATED
    (after,) = corpus._passages.chunk_ids()
    assert before != after  # its header, and so its vector, is another
    renamed = Article(id="a", text=SECOND.text, title="Bridge", published=REDATED.published,
                      url="https://news.example/bridge")  # fmt: skip
    assert put(corpus, renamed) == "changed"
    assert corpus._passages.chunk_ids() == [after]


def test_chunks_that_two_revisions_share(corpus: Corpus) -> None:
    sentences = [f"Sentence number {n} of the story is here." for n in range(12)]
    long = Article(id="b", text=" ".join(sentences))
    put(corpus, long)
    longer = Article(id="b", text=" ".join([*sentences, "One more came."]))
    put(corpus, longer)
    put(corpus, long)
    assert set(corpus._passages.chunk_ids()) == {chunk.id for chunk in chunk_article(long)}


def test_removal(corpus: Corpus) -> None:
    put(corpus, FIRST)
    put(corpus, SECOND)
    corpus._library.remove("a")
    for revision in (None, FIRST.revision):
        with pytest.raises(ArticleNotFound):
            corpus.article("a", revision)
    with pytest.raises(ArticleNotFound, match="no article has the id 'a'"):
        corpus._library.remove("a")
    assert texts(corpus) == []
    assert put(corpus, FIRST) == "added"


def test_an_unknown_revision_or_article(corpus: Corpus) -> None:
    put(corpus, FIRST)
    with pytest.raises(ArticleNotFound, match="no revision 'none'"):
        corpus.article("a", "none")
    with pytest.raises(ArticleNotFound):
        corpus.revisions("b")


def test_other_chunks_only_for_what_is_stored(corpus: Corpus) -> None:
    put(corpus, SECOND)
    vectors = np.ones((1, 4), dtype=np.float32)
    corpus._library.replace_chunks(FIRST, chunk_article(FIRST), vectors)
    assert texts(corpus) == [SECOND.text]
    corpus._library.replace_chunks(SECOND, chunk_article(SECOND), 3 * vectors)
    _, vectors = corpus._passages.embeddings(corpus._passages.chunk_ids())
    assert vectors.tolist() == [[3, 3, 3, 3]]


def test_an_article_that_fails_half_way_is_not_there(corpus: Corpus) -> None:
    put(corpus, FIRST)
    chunks = chunk_article(SECOND)
    with pytest.raises(StoreError):
        corpus._library.put(SECOND, [*chunks, *chunks], np.ones((2, 4), dtype=np.float32))
    assert corpus.article("a") == FIRST
    assert corpus.revisions("a") == [FIRST.revision]
    assert texts(corpus) == [FIRST.text]


def test_every_fact_comes_back(corpus: Corpus) -> None:
    article = Article(
        text="العربية نص. \u202eעברית\u202c 中文。 e\u0301 👩‍👩‍👧",
        title="«ﬁ» “quoted” \N{RIGHT-TO-LEFT OVERRIDE}",
        url="https://例え.example/ä?q=1&b=%20",
        publisher="Süddeutsche ‘Zeitung’; DROP TABLE articles",
        authors=("A", "B, C"),
        published=date(1, 1, 1),
        updated=date(9999, 12, 31),
        language="ar",
    )
    put(corpus, article)
    assert corpus.article(article.id) == article
    assert corpus.publishers() == [article.publisher]


def test_order_and_count(corpus: Corpus) -> None:
    numbers = [3, 1, 2]
    for number in numbers:
        put(corpus, story(number))
    assert corpus.articles() == [story(number) for number in numbers]
    assert corpus._library.count() == (3, 3)


def test_ids_by_their_beginning(corpus: Corpus) -> None:
    for name in ("abc", "abd", "x%_", "x"):
        put(corpus, Article(id=name, text="Text."))
    assert corpus.resolve("abc") == "abc"
    assert corpus.resolve("x%") == "x%_"
    assert corpus.resolve("x") == "x"
    for prefix, message in (("ab", "more than one"), ("z", "no article"), ("x_", "no article")):
        with pytest.raises(ArticleNotFound, match=message):
            corpus.resolve(prefix)


def test_a_newer_schema_is_refused(corpus: Corpus) -> None:
    with corpus.database.writing() as connection:
        corpus.database.set_version(connection, VERSION + 1)
    with pytest.raises(StoreError, match="upgrade onrecord"):
        Corpus.open(corpus.home)


def test_text_that_was_altered_is_never_quoted(corpus: Corpus) -> None:
    put(corpus, FIRST)
    with corpus.database.writing() as connection:
        connection.exec_driver_sql("UPDATE revisions SET text = replace(text, 'Nob', 'Someb')")
    with pytest.raises(StoreError, match="is damaged: the text of a was altered"):
        corpus.article("a")
    with pytest.raises(StoreError, match="is damaged"):
        corpus.check()


def test_a_passage_that_was_altered_is_found_by_check_and_put_right(corpus: Corpus) -> None:
    corpus.add(FIRST)
    with corpus.database.writing() as connection:
        connection.exec_driver_sql("UPDATE chunks SET text = 'Something else.'")
    assert "1 of the articles have passages unlike those made of them" in corpus.check().problems
    assert corpus.check(repair=True).ok
    assert corpus.check().problems == ()
    assert {hit.text for hit in corpus.search("Something")} <= {FIRST.text}


def test_state_is_shared_by_all_who_open_it(home: Path) -> None:
    first, second = (Library(open_database(home)) for _ in range(2))
    first.set_state(one="1", two="2")
    second.set_state(two="3")
    assert first.state() == {"one": "1", "two": "3"}
    for library in (first, second):
        library._db.close()
