"""One story in several papers: found, kept right as articles come and go, counted once."""

import random
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise, permutations
from pathlib import Path

import numpy as np
import pytest

from corpus import Article, Corpus
from corpus.database.base import Database
from corpus.database.open_database import open_database
from corpus.library import near_duplicates
from corpus.library.articles import Library
from corpus.library.near_duplicates import NearDuplicates, sketch, word_runs
from corpus.search.hybrid import merge_copies
from corpus.text.chunking import chunk_article
from tests.servers import Backend

BACKENDS = ("files", "servers")

WIRE = (
    "The ferry to Lowmoor ran aground on a sandbank on Tuesday morning with forty people aboard. "
    "Nobody was hurt, but the passengers waited for six hours until the tide came in again. "
    "The harbour master, Edith Crane, blamed a buoy that had drifted in the storm of Sunday. "
    "A new buoy will be laid next week, and until then the boat takes the longer way round. "
    "The company promised to pay back every fare and to send each passenger a voucher. "
    "It was the third such accident this year, after those in February and in May."
)
SENTENCES = [sentence + "." for sentence in WIRE.removesuffix(".").split(". ")]
LOCAL = "Our reporter met the baker of Quay Street, who had sent warm bread out to the boat."
OTHER = (
    "The ferry company said on Friday that it would buy two boats with electric engines. "
    "They are to sail to Lowmoor from next spring, twice an hour, and carry bicycles for free. "
    "The harbour master welcomed the order but asked for a deeper channel along the sandbank."
)


def article(name: str, text: str, day: date | None = None) -> Article:
    return Article(id=name, text=text, title=f"{name} on the ferry", publisher=name, published=day)


def put(library: Library, *articles: Article) -> None:
    for article in articles:
        chunks = chunk_article(article)
        library.put(article, chunks, np.zeros((len(chunks), 384), np.float32))


def stories(database: Database, ids: Sequence[str]) -> set[frozenset[str]]:
    """The articles of each story that has several."""
    stories: dict[str, set[str]] = {}
    with database.reading() as connection:
        for name, member in NearDuplicates(connection).members(ids).items():
            stories.setdefault(member.story, set()).add(name)
    return {frozenset(names) for names in stories.values()}


@pytest.fixture
def database(home: Path) -> Iterator[Database]:
    database = open_database(home)
    yield database
    database.close()


def test_runs_of_words_know_no_case_and_no_punctuation() -> None:
    assert word_runs("The tide, THE tide came") == {
        "the tide the",
        "tide the tide",
        "the tide came",
    }
    assert word_runs("One") == {"one"}
    assert word_runs("潮が満ちた") == {"潮 が 満", "が 満 ち", "満 ち た"}


def test_a_sketch_stays_what_it_was() -> None:
    # Sketches are stored: with another version of the library they would have to be made anew.
    assert sketch(WIRE)[:3].tolist() == [312526463, 165994570, 630424692]
    assert (sketch(WIRE) == sketch(WIRE.upper())).all()
    assert sketch("").shape == sketch("?").shape == (64,)


COPIES = {
    "trimmed": " ".join(SENTENCES[:3]),
    "led anew": "LOWMOOR — It was a long morning. " + " ".join(SENTENCES[1:]),
    "edited": WIRE.replace("on Tuesday morning", "on the morning of Tuesday")
    .replace("forty", "40")
    .replace("promised", "vowed"),
    "extended": f"{WIRE}\n{LOCAL}",
}


@pytest.mark.parametrize("how", COPIES)
def test_a_rewritten_story_is_found(database: Database, how: str) -> None:
    put(Library(database), article("a", WIRE), article("b", COPIES[how]), article("c", OTHER))
    assert stories(database, ["a", "b", "c"]) == {frozenset("ab")}


def test_stories_do_not_depend_on_the_order(database: Database) -> None:
    library = Library(database)
    first, last = " ".join(SENTENCES[:3]), " ".join(SENTENCES[3:])
    parts = [article("a", first), article("b", last), article("w", WIRE)]
    for order in permutations(parts):
        put(library, *order)
        assert stories(database, ["a"]) == {frozenset("abw")}
        for part in parts:
            library.remove(part.id)
        assert stories(database, ["a", "b", "w"]) == set()


def test_what_one_article_held_together_comes_apart(database: Database) -> None:
    library = Library(database)
    first, last = " ".join(SENTENCES[:3]), " ".join(SENTENCES[3:])
    put(library, article("a", first), article("b", last), article("w", WIRE))
    library.remove("w")
    assert stories(database, ["a", "b"]) == set()
    put(library, article("w", WIRE))
    assert stories(database, ["a"]) == {frozenset("abw")}


def test_stories_come_apart_as_if_found_anew(database: Database) -> None:
    library, draw = Library(database), random.Random(7)
    # A chain, each link of which hangs by its two neighbours, and a sentence of each beside some.
    every = [*SENTENCES, *FIRE, *(f"{sentence}." for sentence in OTHER.split(". "))]
    texts = [f"{one} {other}" for one, other in pairwise(every)] + every[::3]
    rows = [article(f"{n}", text) for n, text in enumerate(texts)]
    names = [row.id for row in rows]
    put(library, *rows)
    sizes = set()
    for gone in draw.sample(rows, len(rows) - 2):
        library.remove(gone.id)
        kept = stories(database, names)
        with database.writing() as connection:
            NearDuplicates(connection).fill()
        assert stories(database, names) == kept
        sizes |= {len(kept)}
    assert len(sizes) > 2


def test_a_story_is_not_looked_through_where_it_holds_together(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(database)
    put(library, *(article(f"{n:02}", f"{WIRE} Edition {n}.") for n in range(40)))
    compared: list[int] = []

    def counting(one: "near_duplicates.Sketch", others: "near_duplicates.Sketch") -> list[int]:
        compared.append(len(others))
        return alike(one, others)

    alike = near_duplicates._alike
    monkeypatch.setattr(near_duplicates, "_alike", counting)
    for name in ("00", "17"):  # the story is called by the first
        compared.clear()
        library.remove(name)
        assert len(compared) <= 3
    left = frozenset(f"{n:02}" for n in range(40)) - {"00", "17"}
    assert stories(database, sorted(left)) == {left}


def test_a_revision_with_another_text_leaves_its_story(database: Database) -> None:
    library = Library(database)
    put(library, article("a", WIRE), article("b", WIRE + LOCAL), article("a", OTHER))
    assert stories(database, ["a", "b"]) == set()
    put(library, article("a", WIRE))
    assert stories(database, ["b"]) == {frozenset("ab")}


def test_filling_anew_finds_the_same_stories(database: Database) -> None:
    put(Library(database), *(article(name, text) for name, text in COPIES.items()))
    before = stories(database, list(COPIES))
    with database.writing() as connection:
        NearDuplicates(connection).fill()
    assert stories(database, list(COPIES)) == before == {frozenset(COPIES)}


PAPERS = [
    article("undated", WIRE),
    article("late", f"{WIRE}\n{LOCAL}", date(2025, 3, 8)),
    article("early", COPIES["edited"], date(2025, 3, 6)),
    article("short", COPIES["trimmed"], date(2025, 3, 7)),
    article("other", OTHER, date(2025, 3, 9)),
]
QUESTION = "Whom did the harbour master blame for the accident?"


@pytest.fixture(scope="module")
def papers(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """A corpus that is only asked."""
    with backend.fresh(), Corpus.open(tmp_path_factory.mktemp("papers")) as opened:
        opened.add(PAPERS)
        yield opened


def test_search_gives_one_of_the_copies_and_names_the_others(papers: Corpus) -> None:
    hits = papers.search(QUESTION)
    first = hits[0]
    assert (first.article_id, "Edith Crane" in first.text) == ("early", True)
    assert [copy.publisher for copy in first.also_in] == ["short", "late", "undated"]
    assert not any("Edith Crane" in hit.text for hit in hits[1:])
    assert first.to_dict()["also_in"][0] == {
        "article_id": "short",
        "title": "short on the ferry",
        "publisher": "short",
        "url": None,
        "published": "2025-03-07",
    }
    assert [hit.also_in for hit in hits if hit.article_id == "other"] == [()]


def test_what_one_paper_alone_has_is_found(papers: Corpus) -> None:
    first = papers.search("Who sent warm bread out to the boat?")[0]
    assert first.article_id == "late"
    assert LOCAL in first.text


def test_a_copy_is_found_where_the_others_are_left_out(papers: Corpus) -> None:
    for publisher in ("late", "undated", "short"):
        (hit,) = (h for h in papers.search(QUESTION, publishers=[publisher]) if "Crane" in h.text)
        assert hit.article_id == publisher
        assert "early" in [copy.article_id for copy in hit.also_in]


def test_a_story_in_many_papers_leaves_room_for_others(home: Path) -> None:
    story = COPIES["trimmed"]
    many = [article(f"paper-{n}", f"{story}\nThe paper has more on it.") for n in range(120)]
    with Corpus.open(home) as corpus:
        corpus.add([*many, article("other", OTHER)])
        hits = corpus.search("ferry harbour master buoy", k=3)
    assert hits[0].article_id == "paper-0"
    assert len(hits[0].also_in) == 119
    assert "other" in [hit.article_id for hit in hits]


FIRE = (
    "A fire in a hotel in central Ellery killed at least 12 people on Sunday, officials said.",
    "The blaze broke out shortly after two in the morning on the third floor of the building.",
    "The mayor, Ines Falk, told reporters that the hotel will open again before 3 May.",
    "The hotel was built in 1911 and has 140 rooms.",
)


def fire(name: str, day: date, old: str = "", new: str = "") -> Article:
    return article(name, " ".join(FIRE).replace(old, new), day)


ALTERED = [
    ("12 people", "15 people", 0),
    ("Sunday", "Saturday", 0),
    ("Ellery", "Lowmoor", 0),
    ("third", "fourth", 1),
    ("Ines Falk", "Ida Holm", 2),
    ("will open", "will not open", 2),
    ("before 3 May", "after 3 May", 2),
    ("3 May", "3 June", 2),
    ("told reporters", "denied", 2),
    ("1911", "1912", 3),
]


def test_no_paper_tells_what_it_contradicts(home: Path) -> None:
    with Corpus.open(home) as corpus:
        passages, day = corpus._passages, date(2026, 3, 2)
        same = fire("Post", day, "12 people", "twelve persons")
        put(corpus._library, fire("Courier", date(2026, 3, 1)), same)
        for old, new, index in ALTERED:
            herald = fire("Herald", day, old, new)
            put(corpus._library, herald)
            told = corpus.retellings("Courier", FIRE[index])
            assert [copy.article_id for copy in told.also_in] == ["Post"]
            (variant,) = told.differs
            assert variant.quote == FIRE[index].replace(old, new)
            assert herald.text[variant.start : variant.end] == variant.quote
            assert (variant.article_id, variant.revision) == ("Herald", herald.revision)
            assert (variant.publisher, variant.published) == ("Herald", day)
            # Both are found, and neither stands for the other.
            hits = list(passages.hits(passages.chunk_ids()).values())
            kept = merge_copies(hits, passages.copies(["Courier"]), "Why?", 10)
            copies = {hit.article_id: {copy.article_id for copy in hit.also_in} for hit in kept}
            assert copies == {"Courier": {"Post"}, "Herald": set()}


def test_papers_in_other_languages_are_compared_too(home: Path) -> None:
    german = (
        "Bei einem Brand in Ellery starben am Sonntag {} Menschen. Das Feuer brach kurz nach zwei "
        "Uhr im dritten Stock aus. Der Bürgermeister sagte, die Ursache sei unbekannt."
    )
    chinese = (
        "周日埃勒里一家酒店发生火灾，造成{}人死亡。大火在凌晨两点后不久从三楼烧起。市长说原因不明。"
    )
    with Corpus.open(home) as corpus:
        for text in (german, chinese):
            one, other = (article(f"{n} {text[:2]}", text.format(n)) for n in (12, 15))
            same = article(f"same {text[:2]}", f"{text.format(12)} {LOCAL}")
            put(corpus._library, one, other, same)
            told = corpus.retellings(one.id, text.format(12).split("。")[0].split(". ")[0])
            assert [copy.article_id for copy in told.also_in] == [same.id]
            assert ["15" in variant.quote for variant in told.differs] == [True]


def test_what_nobody_else_tells_has_no_retellings(home: Path) -> None:
    with Corpus.open(home) as corpus:
        put(corpus._library, fire("Courier", date(2026, 3, 1)), article("other", OTHER))
        for name in ("Courier", "other", "unknown"):
            told = corpus.retellings(name, FIRE[0])
            assert (told.also_in, told.differs) == ((), ())


def test_each_of_many_stories_of_one_form_is_found(home: Path) -> None:
    form = (
        "The council of Ellery met on Monday to talk about plan {n} for the harbour. It would cost "
        "{cost} euros, said {name} of the planning office. The council votes in {days} days."
    )
    names = [f"{first} {last}" for first in ("Ada", "Ben", "Clara") for last in ("Roe", "Falk")]
    many = [
        article(f"{n}", form.format(n=n, cost=n * 137, name=names[n % 6], days=n + 70))
        for n in range(60)
    ]
    with Corpus.open(home) as corpus:
        put(corpus._library, *many)
        passages = corpus._passages
        hits = list(passages.hits(passages.chunk_ids()).values())
        kept = merge_copies(hits, passages.copies([hit.article_id for hit in hits]), "plan 17", 60)
        assert {hit.article_id for hit in kept} == {article.id for article in many}
        assert {hit.also_in for hit in kept} == {()}
        # They tell of other plans, which is no contradiction.
        assert corpus.retellings("17", many[17].text).differs == ()


def test_of_a_story_in_hundreds_of_papers_the_most_alike_are_compared(home: Path) -> None:
    def rewritten(n: int) -> Article:
        return article(f"{n}", f"{WIRE} Edition {n} has more of it. {OTHER} {LOCAL}")

    altered = article("altered", WIRE.replace("third", "fourth"))
    with Corpus.open(home) as corpus:
        put(corpus._library, *(rewritten(n) for n in range(250)))
        put(corpus._library, article("Courier", WIRE), altered)
        assert len(corpus.copies("Courier")) == 251
        told = corpus.retellings("Courier", SENTENCES[-1])
        # What was added last, and differs in a word, is not left out for those that differ in more.
        assert [variant.article_id for variant in told.differs] == ["altered"]
        assert len(told.also_in) == 199
        hit = corpus._passages.hits(corpus._passages.chunk_ids()).values()
        kept = merge_copies(list(hit), corpus._passages.compared(["Courier", "249"]), "Why?", 10)
        assert all(len(each.also_in) <= 201 for each in kept)
