"""The sample articles: they load, they say what they should, and the seed story is untouched."""

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

import corpus
from corpus import Article, Corpus
from corpus.samples import samples

SEED = "sample-meloni-article-5"
SEED_SHA256 = "441c7ee1a5134a24b298915deafe441a6c7b681732e59373657b6c129f88da7f"
BRIEFS = {
    "sample-article-5": (
        "signed in Washington on 4 April 1949 by twelve founding members",
        "such action as it deems necessary, including the use of armed force",
        "11 September 2001",
        "12 September",
        "2 October",
        "by unanimous agreement, its members may invite any other European state",
    ),
    "sample-european-council": (
        "6 March 2025",
        "António Costa",
        "All 27 leaders agreed conclusions on European defence",
        "supported by 26 of the 27",
        "up to nearly €800 billion",
        "lend governments €150 billion",
        "on 4 March",
    ),
    "sample-coalition-of-the-willing": (
        "Lancaster House in London on 2 March 2025",
        "boots on the ground and planes in the air",
        "£1.6 billion",
        "5,000 air-defence missiles",
        "made in Belfast",
        "On 27 March, Emmanuel Macron, the president of France, hosted about thirty countries",
        "reassurance force",
    ),
    "sample-washington-summit": (
        "from 9 to 11 July 2024",
        "issued on 10 July",
        "irreversible path to full Euro-Atlantic integration, including NATO membership",
        "when Allies agree and conditions are met",
        "€40 billion within the next year",
        "Wiesbaden",
    ),
    "sample-ukraine-and-nato": (
        "3 April 2008",
        "will become members of NATO",
        "accelerated accession on 30 September 2022",
        "11 and 12 July 2023",
        "dropped the requirement that Ukraine complete a Membership Action Plan",
        "The NATO-Ukraine Council",
    ),
    "sample-budapest-memorandum": (
        "5 December 1994 by Ukraine, Russia, the United Kingdom and the United States",
        "joined the Non-Proliferation Treaty",
        "its independence, its sovereignty and its existing borders",
        "refrain from the threat or use of force",
    ),
}


@pytest.fixture(scope="module")
def by_id() -> dict[str, Article]:
    return {article.id: article for article in samples()}


def test_there_are_seven_with_ids_of_their_own(by_id: dict[str, Article]) -> None:
    assert len(samples()) == len(by_id) == 7
    assert set(by_id) == {SEED, *BRIEFS}


def test_the_seed_story_is_verbatim_and_given_nothing_it_does_not_say(
    by_id: dict[str, Article],
) -> None:
    seed = by_id[SEED]
    assert seed.revision == hashlib.sha256(seed.text.encode()).hexdigest() == SEED_SHA256
    assert "formal invitiation, despite" in seed.text
    assert seed.published == date(2025, 3, 6)
    assert seed.language == "en"
    assert (seed.title, seed.url, seed.publisher, seed.updated) == (None, None, None, None)
    assert seed.authors == ()


def test_the_seed_story_equals_the_file_it_came_from(by_id: dict[str, Article]) -> None:
    path = Path(__file__).parents[3] / "shared/seed/meloni-article-5.txt"
    if not path.exists():
        pytest.skip(f"{path.name} is not beside this checkout")
    assert by_id[SEED].text == path.read_text(encoding="utf-8").strip("\n")


@pytest.mark.parametrize("brief", BRIEFS)
def test_a_brief_states_its_facts_and_is_marked_as_ours(
    brief: str, by_id: dict[str, Article]
) -> None:
    article = by_id[brief]
    for fact in BRIEFS[brief]:
        assert fact in article.text
    assert article.publisher == "On Record samples"
    assert article.published == date(2026, 11, 22)
    assert (article.language, article.url, article.authors) == ("en", None, ())
    assert article.title
    assert article.title not in article.text
    assert 120 <= len(article.text.split()) <= 220
    assert article.text.count("\n") >= 3


@pytest.mark.parametrize("article", samples(), ids=lambda article: str(article.id))
def test_no_markup_or_front_matter_is_left_in_the_text(article: Article) -> None:
    assert not re.search(r"[*_#`<>\[\]]|^---|^\w+: ", article.text, re.MULTILINE)


def test_the_samples_are_in_the_package_so_that_a_wheel_carries_them() -> None:
    folder = Path(corpus.__file__).parent / "samples"
    files = [p for p in folder.iterdir() if p.suffix in (".md", ".txt")]
    assert len(files) == len(samples())


def test_adding_the_samples_twice_changes_nothing(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as store:
        assert store.add(samples()).added == [article.id for article in samples()]
        again = store.add(samples())
        assert (again.added, again.changed, again.failed) == ([], [], [])
        assert store.search("what did Meloni propose?", k=1)[0].article_id == SEED
