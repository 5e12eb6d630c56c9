"""The file of questions: what it may hold, and what is said of what it may not."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.evaluation import Case, load_cases
from corpus import InvalidInput, SourceError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questions.jsonl"


def test_reads_every_key_and_ignores_others(file: Path) -> None:
    line = {
        "question": "Who?",
        "answers": ["Costa", "António Costa", "Costa"],
        "article_ids": ["a1"],
        "answerable": True,
        "history": [["user", "Hello"], {"role": "assistant", "content": "Good day"}],
        "id": 7,
    }
    file.write_text(json.dumps(line), encoding="utf-8")
    assert load_cases(file) == [
        Case(
            question="Who?",
            answers=("Costa", "António Costa"),
            article_ids=("a1",),
            answerable=True,
            history=(("user", "Hello"), ("assistant", "Good day")),
        )
    ]


def test_only_the_question_is_needed(file: Path) -> None:
    file.write_text('\ufeff{"question": "Who?"}\r\n\n  \n{"question":"Why\u2028so?"}\n', "utf-8")
    assert load_cases(str(file)) == [Case("Who?"), Case("Why\u2028so?")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON (Expecting property name enclosed in double quotes at column 2)"),
        ('{"question": "\\ud83d"}', "half of a character"),
        ('{"question": ' + "9" * 5000 + "}", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('"Who?"', '"Who?" is not an object'),
        ("{}", "no 'question'"),
        ('{"question": " "}', 'question is " "'),
        ('{"question": null}', "question is null"),
        ('{"question": "Q", "answers": "Costa"}', 'answers is "Costa"; give a list'),
        ('{"question": "Q", "answers": [1]}', "answers holds 1"),
        ('{"question": "Q", "answers": [""]}', 'answers holds ""'),
        ('{"question": "Q", "article_ids": {}}', "article_ids is {}"),
        ('{"question": "Q", "answerable": "no"}', 'answerable is "no"'),
        ('{"question": "Q", "answerable": false, "answers": ["A"]}', "leave out one of the two"),
        ('{"question": "Q", "history": "hello"}', 'history is "hello"'),
        ('{"question": "Q", "history": ["hello"]}', 'history holds "hello"'),
        ('{"question": "Q", "history": [["system", "x"]]}', "history holds"),
        ('{"question": "Q", "history": [{"role": "user"}]}', "history holds"),
    ],
)
def test_a_bad_line_is_named_with_its_number(file: Path, line: str, said: str) -> None:
    file.write_text(f'{{"question": "Who?"}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        load_cases(file)
    message = str(caught.value)
    assert message.startswith(f"{file}, line 3: ")
    assert said in message
    assert "\n" not in message


def test_no_question_at_all(file: Path) -> None:
    file.write_text("\n \n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="holds no question"):
        load_cases(file)


def test_files_that_cannot_be_read(file: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"questions\.jsonl cannot be read: No such file"):
        load_cases(file)
    with pytest.raises(SourceError, match="cannot be read: Is a directory"):
        load_cases(tmp_path)
    file.write_bytes(b'{"question": "caf\xe9"}')
    with pytest.raises(SourceError, match="not UTF-8 at byte 17"):
        load_cases(file)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["question", "answers", "article_ids", "answerable", "history"]), JSON
    )
)
def test_any_object_is_a_case_or_a_one_line_error(file: Path, row: dict[str, Any]) -> None:
    file.write_text(json.dumps(row), encoding="utf-8")
    message = ""
    try:
        (case,) = load_cases(file)
    except InvalidInput as error:
        message = str(error)
    assert "\n" not in message
    assert message or case.question == row["question"]
