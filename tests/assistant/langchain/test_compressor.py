"""The reader as a LangChain document compressor."""

from langchain_core.documents import Document

from assistant.langchain.compressor import ReaderCompressor

ASKED = "Who opened the bridge?"
DOCUMENTS = [
    Document("The museum shows four hundred clocks, and its cellar is dry again.", id="clocks"),
    Document(
        "It was opened in 1954 by the mayor, Carla Rossi.",
        id="bridge",
        metadata={"title": "The bridge over the Arno", "published": "1954-05-01", "kept": 1},
    ),
    Document("", id="empty"),
]


def test_puts_the_answer_first_and_keeps_what_was_known() -> None:
    first, *others = ReaderCompressor().compress_documents(DOCUMENTS, ASKED)
    assert first.id == "bridge"
    assert first.page_content == DOCUMENTS[1].page_content
    assert first.metadata["kept"] == 1
    scores = [document.metadata["relevance_score"] for document in (first, *others)]
    assert scores == sorted(scores, reverse=True)
    assert 0.5 < scores[0] <= 1
    assert "relevance_score" not in DOCUMENTS[1].metadata


def test_keeps_as_many_as_asked_for() -> None:
    assert len(ReaderCompressor(top_n=2).compress_documents(DOCUMENTS, ASKED)) == 2
    assert len(ReaderCompressor(threshold=0.5).compress_documents(DOCUMENTS, ASKED)) == 1
    assert ReaderCompressor().compress_documents([], ASKED) == []


async def test_works_in_an_event_loop() -> None:
    compressed = await ReaderCompressor(top_n=1).acompress_documents(DOCUMENTS, ASKED)
    assert [document.id for document in compressed] == ["bridge"]


def test_a_date_that_is_none_is_no_header() -> None:
    odd = [Document(DOCUMENTS[1].page_content, metadata={"published": "some day"})]
    assert ReaderCompressor().compress_documents(odd, ASKED)[0].metadata["relevance_score"] > 0
