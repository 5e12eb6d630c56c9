"""Follow-ups and completion at the command line."""

import json
import shlex
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.answer import Total
from assistant.assistant import AskOptions
from corpus import Article, Corpus
from tests.answers import answers_by_hand
from tests.assistant.answering.conftest import ARTICLES
from ui.cli.main import _run, cli
from ui.cli.terminal_conversation import rest_lines

MILL = Article(
    title="Strike at the Linden mill",
    text="Anna Bell, who leads the union, spoke at noon. She demanded a rise of six percent.",
)


def ask(home: Path, *words: str) -> dict[str, object]:
    result = CliRunner().invoke(cli, ["--home", str(home), "ask", "--json", *words])
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


def test_a_follow_up_knows_what_was_asked_before(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(MILL)
    first = ask(tmp_path, "--conversation", "mill", "What did Anna Bell demand?")
    assert first["answered"]
    again = ask(tmp_path, "--conversation", "mill", "which article is that from?")
    assert "Strike at the Linden mill" in str(again["text"])
    other = ask(tmp_path, "--conversation", "other", "which article is that from?")
    assert "Strike at the Linden mill" not in str(other["text"])


def test_a_long_list_is_read_on_by_the_line_below_it(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(
            Article(text=f"Linden has {number} mills.", id=f"mill-{number}", publisher="Lune Post")
            for number in range(35)
        )
    start = ["--home", str(tmp_path), "ask", "--publisher", "Lune Post"]
    asked = CliRunner().invoke(cli, [*start, "Which articles mention Linden?"])
    assert asked.stdout.splitlines()[-1] == (
        "5 more: ask with --conversation NAME, then in that conversation for “more”"
    )
    named = [*start, "--conversation", "linden"]
    asked = CliRunner().invoke(cli, [*named, "Which articles mention Linden?"])
    left, line = asked.stdout.splitlines()[-1].split(": ", 1)
    assert left == "5 more"
    program, *words = shlex.split(line)
    assert program == "onrecord"
    more = CliRunner().invoke(cli, ["--home", str(tmp_path), *words])
    assert "; 31 to 35 are listed." in " ".join(more.stdout.split())
    assert "--conversation" not in more.stdout
    shown = [line for done in (asked, more) for line in done.stdout.splitlines()]
    ids = [line.split()[-1] for line in shown if line.startswith("    onrecord show")]
    assert sorted(ids) == sorted(f"mill-{number}" for number in range(35))
    assert ask(tmp_path, *words[1:])["text"] == "That was the whole list of 35."


def test_the_line_below_a_list_keeps_its_conditions() -> None:
    listed = answers_by_hand(ARTICLES)["list"]
    page = replace(listed, total=Total(40, 90, 2))
    conditions: AskOptions = {
        "published_after": date(2025, 3, 1),
        "published_before": date(2025, 3, 31),
        "publishers": ("The Fjord Times", "Post"),
    }
    assert rest_lines(page, "ferry", conditions)[-1] == (
        "38 more: onrecord ask --conversation ferry --after 2025-03-01 --before 2025-03-31 "
        "--publisher 'The Fjord Times' --publisher Post more"
    )
    assert rest_lines(listed, "ferry", conditions) == []
    assert rest_lines(replace(listed, total=None), None, {}) == []


def test_a_name_that_cannot_be_used_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--home", str(tmp_path), "ask", "--conversation", "a b", "Why?"]
    assert _run(arguments) == 2
    assert "a conversation cannot be called 'a b'" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed(shell: str) -> None:
    result = CliRunner().invoke(cli, ["completion", shell])
    assert result.exit_code == 0
    assert "_ONRECORD_COMPLETE" in result.stdout
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=result.stdout, text=True, check=True)
