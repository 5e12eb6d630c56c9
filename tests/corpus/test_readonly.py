"""A corpus that is only read: everything answers, nothing changes, nothing is written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from corpus import Corpus, SettingsError, StoreError
from tests.conftest import story
from tests.servers import Backend

BACKENDS = ("files", "servers")
CHANGES: dict[str, Callable[[Corpus], object]] = {
    "add": lambda corpus: corpus.add(story(9)),
    "refresh": lambda corpus: corpus.refresh(),
    "forget": lambda corpus: corpus.forget("https://news.example"),
    "remove": lambda corpus: corpus.remove(story(1).id),
    "import": lambda corpus: corpus.import_lines([]),
    "repair": lambda corpus: corpus.check(repair=True),
    "rebuild": lambda corpus: corpus.rebuild(),
}


def files(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder with its size and when it was changed."""
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in [folder, *folder.rglob("*")]
        if path.exists()
    }


@pytest.fixture(scope="module")
def stored(backend: Backend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("stored") / "home"
    with backend.fresh():
        with Corpus.open(home) as corpus:
            corpus.add(map(story, range(6)))
        yield home


@pytest.fixture
def reader(stored: Path) -> Iterator[Corpus]:
    before = files(stored)
    with Corpus.open(stored, read_only=True) as corpus:
        yield corpus
    assert files(stored) == before


def test_everything_can_be_asked(reader: Corpus) -> None:
    assert reader.count() == 6
    (hit,) = reader.search("the bakers of Lisbon went on strike", k=1)
    assert hit.article_id == story(1).id
    assert (hit.text_rank, hit.vector_rank) == (1, 1)
    assert reader.article(hit.article_id, hit.revision).text[hit.start : hit.end] == hit.text
    assert reader.search("comet", publishers=["the example"])
    assert reader.articles()[0] == story(0)
    assert reader.check().ok
    assert len(list(reader.export_lines())) == 7
    assert reader.diff(story(1).id).facts == ()
    assert reader.addresses() == []


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_something_is_refused(reader: Corpus, change: str) -> None:
    with pytest.raises(StoreError, match="is open for reading only") as caught:
        CHANGES[change](reader)
    assert "\n" not in str(caught.value)
    with pytest.raises(StoreError, match="for reading only"), reader.database.writing():
        pass


def test_the_database_itself_takes_no_change(reader: Corpus) -> None:
    with pytest.raises(StoreError, match=r"read-?only"), reader.database.reading() as connection:
        connection.execute(text("DELETE FROM chunks"))
    assert reader.check().chunks == 6


def test_the_setting(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_READ_ONLY", "1")
    with Corpus.open(stored) as corpus, pytest.raises(StoreError, match="for reading only"):
        corpus.add(story(9))
    with Corpus.open(stored, read_only=False) as corpus:
        assert corpus.add(story(1)).unchanged
    monkeypatch.setenv("ONRECORD_READ_ONLY", "yes")
    with pytest.raises(SettingsError, match="'yes'"):
        Corpus.open(stored)


def test_a_corpus_without_articles(home: Path) -> None:
    Corpus.open(home).close()
    with Corpus.open(home, read_only=True) as corpus:
        assert corpus.search("anything") == []


def test_a_reader_follows_a_writer(home: Path) -> None:
    with Corpus.open(home) as writer:
        writer.add(map(story, range(3)))
    with Corpus.open(home, read_only=True) as reader:
        assert reader.count() == 3
        with Corpus.open(home) as writer:
            writer.add(story(7))
            assert reader.article(story(7).id) == story(7)
            assert reader.search("the museum of clocks", k=1)[0].article_id == story(7).id
        assert reader.count() == 4


def test_embeddings_of_another_model_say_so(home: Path) -> None:
    with Corpus.open(home) as corpus:
        corpus.add(story(1))
        corpus._library.set_state(embedder="another")
    with (
        Corpus.open(home, read_only=True) as reader,
        pytest.raises(StoreError, match="another version of the model; run 'onrecord rebuild'"),
    ):
        reader.search("comet")
