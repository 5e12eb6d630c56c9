"""Tools for agents without the MCP SDK: arguments, addresses, and the command that says so."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from anyio import create_task_group
from anyio.to_thread import run_sync

from assistant import Assistant
from corpus import Article, Corpus, InvalidInput
from ui.mcp.agent_tools import TOOLS
from ui.mcp.article_resources import address, article_as_text, listed

ROOT = Path(__file__).parents[3]


def test_an_address_holds_any_id(corpus: Corpus) -> None:
    assert address("a/b ?#ü") == "onrecord://articles/a%2Fb%20%3F%23%C3%BC"
    with pytest.raises(LookupError, match=r"no article has the id 'a/b \?#ü'"):
        article_as_text(corpus, address("a/b ?#ü"))


def test_an_empty_corpus_has_one_empty_page(corpus: Corpus) -> None:
    page, following = listed(corpus, None)
    assert (page.entries, page.total, following) == ((), 0, None)


@pytest.mark.parametrize("cursor", ["", "-1", "1.5", "9" * 30, "²"])
def test_a_cursor_of_another_list_is_refused(corpus: Corpus, cursor: str) -> None:
    with pytest.raises(InvalidInput, match="begin without one"):
        listed(corpus, cursor)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_every_argument_is_described(tool: object) -> None:
    schema = tool.arguments.model_json_schema()  # type: ignore[attr-defined]
    assert all(schema_property["description"] for schema_property in schema["properties"].values())


@pytest.mark.parametrize("day", ["0", 0, "2026-3-2", "2 March 2026"])
async def test_a_day_that_is_none_is_refused(corpus: Corpus, day: object) -> None:
    search = next(tool for tool in TOOLS if tool.name == "search")
    with pytest.raises(InvalidInput, match="YYYY-MM-DD"):
        await search.call(Assistant(corpus), {"query": "ferry", "published_after": day})


async def test_no_further_sentence_is_verified_when_the_agent_cancels(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.add(Article(text="Forty seals were counted in the bay of Skarvik."))
    searched: list[str] = []
    begun, go, real = threading.Event(), threading.Event(), Corpus.search

    def search(self: Corpus, query: str, *arguments: Any, **options: Any) -> Any:
        searched.append(query)
        begun.set()
        assert go.wait(60)
        return real(self, query, *arguments, **options)

    monkeypatch.setattr(Corpus, "search", search)
    verify = next(tool for tool in TOOLS if tool.name == "verify")
    text = "The ferry sank in the harbour. " * 20
    async with create_task_group() as tasks:
        tasks.start_soon(verify.call, Assistant(corpus), {"text": text})
        await run_sync(begun.wait, 60)
        tasks.cancel_scope.cancel()
        go.set()
    assert len(searched) == 1


def without_sdk(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where the SDK cannot be imported."""
    code = (
        "import sys; sys.modules['mcp'] = None; from ui.cli.main import main; "
        f"main({['mcp', *arguments]!r})"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_without_the_sdk_it_says_what_to_install() -> None:
    done = without_sdk()
    assert done.returncode == 2
    assert "pip install 'onrecord[mcp]'" in done.stderr
    assert done.stdout == ""


def test_a_port_without_http_is_told() -> None:
    done = without_sdk("--port", "9000")
    assert done.returncode == 2
    assert "add --http" in done.stderr
