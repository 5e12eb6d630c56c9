"""The trained reader at work on hits."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.reader.evidence import EvidenceReader
from assistant.reader.sentence_reader import TrainedReader
from corpus import Article, Corpus, Hit
from corpus.samples import samples

QUESTION = "Who said that the best security guarantee are the Ukrainians themselves?"


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with Corpus.open(tmp_path_factory.mktemp("home")) as corpus:
        corpus.add(samples())
        yield corpus


@pytest.fixture(scope="module")
def reader() -> EvidenceReader:
    return TrainedReader()


def hits(corpus: Corpus) -> list[Hit]:
    return corpus.search(QUESTION, 30)


def test_the_answering_sentence_comes_first(stocked: Corpus, reader: TrainedReader) -> None:
    best = reader.read(QUESTION, hits(stocked))[0]
    assert best.quote.startswith('"The best security guarantee are the Ukrainians themselves,"')
    assert best.answer == "Costa"
    assert best.support >= reader.threshold


def test_each_sentence_once_by_falling_support(stocked: Corpus, reader: TrainedReader) -> None:
    evidence = reader.read("What is the capital of Peru?", hits(stocked))
    supports = [piece.support for piece in evidence]
    assert supports == sorted(supports, reverse=True)
    assert supports[0] < reader.threshold
    places = [(piece.hit.article_id, piece.start) for piece in evidence]
    assert len(places) == len(set(places)) > reader.stages[0]
    # The rest of what search brings is never read.
    read = {piece.hit.chunk_id for piece in evidence}
    assert read <= {hit.chunk_id for hit in hits(stocked)[: reader.stages[-1]]}


def test_evidence_lies_where_it_says(stocked: Corpus, reader: TrainedReader) -> None:
    for piece in reader.read(QUESTION, hits(stocked)):
        text = stocked.article(piece.hit.article_id, piece.hit.revision).text
        assert text[piece.start : piece.end] == piece.quote
        assert (piece.start, piece.end) in piece.hit.sentences
        if piece.span:
            assert piece.start <= piece.span[0] < piece.span[1] <= piece.end


def test_it_stops_when_it_is_sure(stocked: Corpus, reader: TrainedReader) -> None:
    everything = hits(stocked)
    assert len(everything) > reader.stages[0]
    evidence = reader.read(QUESTION, everything)
    assert evidence[0].support >= reader.sure
    read = {piece.hit.chunk_id for piece in evidence}
    assert read <= {hit.chunk_id for hit in everything[: reader.stages[0]]}


def test_nothing_to_read(reader: TrainedReader) -> None:
    assert reader.read(QUESTION, []) == []


def test_a_passage_without_a_word_answers_nothing(stocked: Corpus, reader: TrainedReader) -> None:
    hit = hits(stocked)[0]
    blank = replace(hit, text="…", end=hit.start + 1, sentences=((hit.start, hit.start + 1),))
    assert reader.read(QUESTION, [blank]) == []


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Is the pier safe?", "Is the pier safe? No. Its iron has rusted through."),
        ("Will the ferry sail on Sunday?", "Will the ferry sail on Sunday? Yes. It leaves at ten."),
        (
            "Did the mayor pay for the trip?",
            "Did the mayor pay? Never. The town paid for it all.",
        ),
        ("Has the fire been put out?", "Has the fire been put out? Hardly. Peat burns on below."),
        ("Can the mine be saved?", "Can the mine be saved? Perhaps. A buyer came from Oslo."),
        ("Is the well clean?", "Is the well clean? Absolutely. Two laboratories tested it."),
    ],
)
def test_a_sentence_of_one_word_tells_nothing(
    home: Path, reader: TrainedReader, question: str, text: str
) -> None:
    with Corpus.open(home) as corpus:
        corpus.add(Article(text=f"{text} The weather was mild in the whole of the county."))
        for piece in reader.read(question, corpus.search(question)):
            assert len(piece.quote.split()) > 1
