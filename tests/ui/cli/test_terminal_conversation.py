"""Follow-ups and completion at the command line."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus import Article, Corpus
from ui.cli.main import _run, cli

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
