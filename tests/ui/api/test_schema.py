"""The OpenAPI document and the API agree: requests made from the one are sent to the other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from assistant import Assistant
from corpus import Corpus
from tests.conftest import story
from tests.ui.api.conftest import Served, serving
from ui.api.endpoints import ROUTES
from ui.api.openapi_document import openapi_document

schema = schemathesis.openapi.from_dict(openapi_document(ROUTES))
refusals = schema.config.checks.negative_data_rejection
refusals.expected_statuses = [*refusals.expected_statuses, "413"]

BEYOND_A_SCHEMA: dict[str, list[schemathesis.CheckFunction]] = {
    "complete": [positive_data_acceptance]
}
"""Checks that a route is spared: no schema says that the last message of the user is a question."""


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of a corpus of its own, which the requests may change."""
    home: Path = tmp_path_factory.mktemp("schema") / "home"
    corpus = Corpus.open(home)
    corpus.add([story(1), story(2)])
    with serving(Assistant(corpus)) as served:
        yield served


@schema.parametrize()
@settings(max_examples=3, derandomize=True)
def test_the_api_keeps_what_its_document_promises(
    case: schemathesis.Case[Any], changed: Served
) -> None:
    spared = BEYOND_A_SCHEMA.get(case.operation.definition.raw["operationId"])
    case.call_and_validate(base_url=changed.url, excluded_checks=spared)
