"""The models that make the JSON, beside the classes that they mirror."""

import json
from dataclasses import fields, replace

import pytest

from assistant.answer import Answer, Citation, Section, Setting, Statement, Total, Withheld
from assistant.answer_json import (
    AnswerJson,
    CitationJson,
    SectionJson,
    StatementJson,
    TotalJson,
    VerificationJson,
    VerifiedSentenceJson,
    WithheldJson,
)
from assistant.judge.verification import Verification, VerifiedSentence
from corpus import Article, Copy, Filters, Hit, Quote, Variant
from corpus.article_record import ArticleRecord
from corpus.language.corrections import Correction
from corpus.listing import Entry
from corpus.text.corpus_json import (
    ArticleJson,
    ArticleRecordJson,
    ArticleWordsJson,
    CopyJson,
    FiltersJson,
    HitJson,
    JsonModel,
    QuoteJson,
    WordsJson,
)
from tests.answers import answers_by_hand
from tests.conftest import story
from ui.api.response_models import EntryBody

MIRRORS: list[tuple[type[JsonModel], type, set[str]]] = [
    (AnswerJson, Answer, set()),
    (CitationJson, Citation, set()),
    (StatementJson, Statement, set()),
    (SectionJson, Section, set()),
    (TotalJson, Total, set()),
    (WithheldJson, Withheld, set()),
    (VerificationJson, Verification, set()),
    (VerifiedSentenceJson, VerifiedSentence, set()),
    (FiltersJson, Filters, set()),
    (CopyJson, Copy, set()),
    (ArticleWordsJson, Variant, set()),
    (WordsJson, Setting, set()),
    (WordsJson, Correction, set()),
    (HitJson, Hit, {"chunk_id", "sentences", "text_rank", "vector_rank"}),
    (ArticleJson, Article, set()),
    (ArticleRecordJson, ArticleRecord, {"article"}),
    (QuoteJson, Quote, {"article"}),
    (EntryBody, Entry, set()),
]
"""Models, what they mirror, and what of that is not told, or not under its own name."""


@pytest.mark.parametrize(("model", "mirrored", "left_out"), MIRRORS)
def test_nothing_of_what_is_mirrored_is_forgotten(
    model: type[JsonModel], mirrored: type, left_out: set[str]
) -> None:
    assert {field.name for field in fields(mirrored)} - set(model.model_fields) == left_out


def test_what_is_told_reads_back_the_same() -> None:
    for answer in answers_by_hand([story(1), story(2)]).values():
        told = answer.to_dict()
        assert list(told) == list(AnswerJson.model_fields)
        assert AnswerJson.dict_of(json.loads(json.dumps(told))) == told


def test_a_record_tells_its_article_and_what_is_known_beside_it() -> None:
    article = story(1)
    record = ArticleRecord(article, [article.revision], {"title": "feed"}, None)
    beside = {"origins": {"title": "feed"}, "revisions": [article.revision], "gone": None}
    assert record.to_dict() == {**article.to_dict(), **beside}
    assert ArticleRecordJson.dict_of(record.to_dict()) == record.to_dict()


def test_text_that_cannot_be_written_is_told_as_it_is() -> None:
    answer = replace(answers_by_hand([story(1), story(2)])["talk"], note="a\ud800b")
    assert answer.to_dict()["note"] == "a\ud800b"
