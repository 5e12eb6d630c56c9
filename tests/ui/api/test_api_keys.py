"""Keys in the library: made once, kept as hashes, managed at the command line."""

import hashlib
import json
import re
import sqlite3
from pathlib import Path

import pytest

from corpus import Corpus, InvalidInput, StoreError
from corpus.library.state import write_state
from ui.api.api_keys import ApiKeys, matching
from ui.cli.main import _run


def test_a_key_is_kept_as_its_hash_alone(corpus: Corpus) -> None:
    keys = ApiKeys(corpus)
    assert keys.all() == []
    key = keys.add("web", "reader", 5)
    assert re.fullmatch(r"onrecord_[A-Za-z0-9_-]{43}", key)
    assert keys.add("other", "reader", 5) != key
    (other, known) = keys.all()
    assert (known.name, known.role, known.rate) == ("web", "reader", 5)
    assert known.hash == hashlib.sha256(key.encode()).hexdigest()
    day = known.created.isoformat(timespec="seconds")
    assert known.to_dict() == {"name": "web", "role": "reader", "rate": 5, "created": day}
    assert matching([other, known], key) == known
    assert matching([other, known], key[:-1]) is None
    assert matching([other, known], "\udcff") is None
    corpus.close()
    secret = key.removeprefix("onrecord_").encode()
    for file in corpus.home.rglob("*"):
        assert not file.is_file() or secret not in file.read_bytes(), file


@pytest.mark.parametrize(
    ("name", "rate", "words"),
    [
        ("", 1, "cannot name a key"),
        ("a b", 1, "'a b'"),
        ("../x", 1, "cannot name a key"),
        ("x" * 65, 1, "64 at most"),
        ("x\n", 1, "cannot name a key"),
        ("x", 0, "rate is 0"),
        ("x", 100_001, "100,000"),
    ],
)
def test_what_makes_no_sense_makes_no_key(corpus: Corpus, name: str, rate: int, words: str) -> None:
    with pytest.raises(InvalidInput, match=re.escape(words)):
        ApiKeys(corpus).add(name, "reader", rate)
    assert ApiKeys(corpus).all() == []


def test_a_name_is_given_once_until_its_key_is_revoked(corpus: Corpus) -> None:
    keys = ApiKeys(corpus)
    with pytest.raises(InvalidInput, match="no key has the name 'web'"):
        keys.revoke("web")
    first = keys.add("web", "reader", 5)
    with pytest.raises(InvalidInput, match="already; revoke it first"):
        keys.add("web", "editor", 5)
    keys.revoke("web")
    second = keys.add("web", "editor", 5)
    assert matching(keys.all(), first) is None
    known = matching(keys.all(), second)
    assert known
    assert known.role == "editor"


def test_keys_of_a_newer_version_are_refused(corpus: Corpus) -> None:
    with corpus.database.writing() as connection:
        write_state(connection, {"api_keys": "2"})
    with pytest.raises(StoreError, match="upgrade onrecord"):
        ApiKeys(corpus).all()


def test_keys_are_read_where_nothing_may_be_written(corpus: Corpus) -> None:
    ApiKeys(corpus).add("web", "reader", 5)
    with Corpus.open(corpus.home, read_only=True) as read_only:
        assert [key.name for key in ApiKeys(read_only).all()] == ["web"]
        with pytest.raises(StoreError, match="reading only"):
            ApiKeys(read_only).add("other", "reader", 5)


def test_the_command_line_manages_keys(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def onrecord(*arguments: str) -> tuple[int, str]:
        code = _run(["--home", str(home), "keys", *arguments])
        return code, capsys.readouterr().out

    assert onrecord("list") == (0, "")
    code, key = onrecord("add", "web", "--role", "reader")
    assert (code, key[:9]) == (0, "onrecord_")
    assert onrecord("add", "desk", "--role", "editor", "--rate", "5")[0] == 0
    assert onrecord("add", "boss", "--role", "admin", "--rate", "7")[0] == 0
    assert onrecord("add", "x", "--role", "owner")[0] == 2
    assert onrecord("add", "web", "--role", "reader")[0] == 2
    _, listed = onrecord("list")
    assert [line.split()[:3] for line in listed.splitlines()] == [
        ["boss", "admin", "7/min"],
        ["desk", "editor", "5/min"],
        ["web", "reader", "60/min"],
    ]
    assert key.strip() not in listed
    shown = json.loads(onrecord("list", "--json")[1])
    assert [set(known) for known in shown] == [{"name", "role", "rate", "created"}] * 3
    assert onrecord("revoke", "web") == (0, "revoked web\n")
    assert onrecord("revoke", "web")[0] == 2
    with sqlite3.connect(home / "library.db") as library:
        assert library.execute("SELECT name FROM api_keys").fetchall() == [("boss",), ("desk",)]
