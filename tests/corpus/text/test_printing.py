"""Nothing that others wrote steers a terminal, or leaves in a file that could."""

import json
import shlex
import sqlite3
import unicodedata
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from assistant import Answer, Citation, Statement
from assistant.history.conversations import KeptConversations
from assistant.history.exports import (
    Reference,
    judged_cases,
    references,
    to_bibtex,
    to_csl_json,
)
from assistant.history.saved_conversation import Conversation
from corpus import Article, Corpus
from corpus.text.printing import json_text, plain, plain_line
from ui.cli.main import _run, cli
from ui.cli.output import answer_lines

CHARACTERS = (
    *map(chr, (*range(1, 9), *range(11, 32), *range(0x7F, 0xA0))),  # C0 without NUL, DEL, C1
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029",
)
ESCAPES = (
    "\x1b[2J\x1b[31m",
    "\x1b]0;window\x07",
    "\x1b]8;;http://evil.test\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31m\x9d0;window\x9c",
    "\x1bP$q\x1b\\",
    "over\rwritten\b\b",
    "\u202egnp.exe\u202c",
)
EVIL = (
    "".join((*CHARACTERS, *ESCAPES))
    + "; rm -rf ~ $(id) `id` '\"\nfake-id           2025-01-01  line"
)
SEVERAL = frozenset("\n\t")


def active(text: str) -> set[str]:
    """The characters in a text that a terminal obeys, or that turn it around."""
    return {c for c in text if c not in SEVERAL and unicodedata.category(c) in ("Cc", "Cs")} | (
        set(text) & set(CHARACTERS)
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which everything that an article says is hostile, also an old id."""
    home = tmp_path_factory.mktemp("hostile")
    old = Article(
        id="hostile",
        title=f"Zeppelin {EVIL}",
        text=f"The zeppelin was painted green by Ada Quill. {EVIL}",
        publisher=f"Paper {EVIL}",
        authors=(f"Author {EVIL}",),
        language=f"en{EVIL}",
        url="https://news.example/zeppelin?\x1b[2J\u202e",
        published=date(2025, 1, 2),
    )
    new = Article(
        id="hostile", text=old.text.replace("green", "red\x1b[2J"), title="T\x9b\nid: forged"
    )
    with Corpus.open(home) as corpus:
        corpus.add([new, old, Article(text="A quiet lamp was lit.", id="quiet")])
    renamed = f"id{EVIL}"
    with closing(sqlite3.connect(home / "library.db")) as library:  # no id of today is like this
        library.execute("UPDATE articles SET id = ? WHERE id = 'hostile'", (renamed,))
        for (table,) in library.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            columns = {row[1] for row in library.execute(f"PRAGMA table_info({table})")}
            if "article_id" in columns:
                statement = f"UPDATE {table} SET article_id = ? WHERE article_id = 'hostile'"
                library.execute(statement, (renamed,))
        library.commit()
    return home


COMMANDS = (
    "list",
    "list --json",
    "show id",
    "show id --json",
    "show id --diff",
    "show id --diff --json",
    "ask zeppelin",
    "ask zeppelin --json",
    "ask Who_painted_the_zeppelin_green? --json",
    "ask Who_painted_the_zeppelin_green?",
    "sources",
    "sources --json",
    "export",
    "questions",
    "questions --json",
    "people list",
    "people list --json",
    "verdicts",
    "check",
    "remove id",
)
"""The last one takes the article away."""


def test_no_command_prints_what_steers_a_terminal(
    hostile: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for command in COMMANDS:
        words = [word.replace("_", " ") for word in command.split()]
        assert _run(["--home", str(hostile), *words]) in (0, 1), command
        shown = "".join(capfd.readouterr())
        assert active(shown) == set(), command
        if command.startswith(("show", "ask", "list", "export")):
            assert "eppelin" in shown or "zeppelin" in shown
        if command == "list":
            assert len(shown.splitlines()) == 2
        if command == "remove id":
            assert len(shown.splitlines()) == 1


def test_no_name_of_a_file_or_argument_does(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    for number, escape in enumerate(ESCAPES):
        name = escape.replace("/", "")
        (tmp_path / "in" / f"{number}{name}.txt").write_bytes(b"\0\1" * 20)
        (tmp_path / "in" / f"{number}{name}.jsonl").write_text(f'{{"a": "{number}"}}')
    for arguments in (["add", str(tmp_path / "in")], [f"no{EVIL}"], ["show", f"no{EVIL}"]):
        assert _run(["--home", str(tmp_path / "home"), *arguments]) == 2
        assert active("".join(capfd.readouterr())) == set()


def test_the_hint_to_show_an_article_is_one_word_of_a_shell() -> None:
    citation = Citation(1, EVIL, "r", EVIL, EVIL, f"http://x.test/{EVIL}", None, 0, 1, "A", None)
    answer = Answer("?", "?", answered=True, text="A [1]", citations=(citation,))
    (hint,) = (line for line in answer_lines(answer) if "onrecord show" in line)
    assert active("".join(answer_lines(answer))) == set()
    assert "\n" not in hint
    assert len(shlex.split(hint)) == 3
    assert shlex.split(hint)[2] == plain_line(EVIL)


@pytest.fixture
def conversation() -> Conversation:
    made = Conversation(EVIL)
    turn = made.ask(f"Who? {EVIL}")
    turn.verdict, turn.comment = "up", EVIL
    citation = Citation(1, EVIL, "r", EVIL, EVIL, f"http://x.test/{EVIL}", None, 0, 3, EVIL, None)
    turn.answer = Answer(
        turn.question,
        turn.question,
        answered=True,
        text=EVIL,
        note=EVIL,
        statements=(Statement(EVIL, (1,), 0.5),),
        citations=(citation,),
    )
    made.ask("Broken?").problem = EVIL
    made.ask("Stopped?").partial = EVIL
    return made


def test_no_download_holds_what_steers_a_terminal(conversation: Conversation) -> None:
    article = Article(text=EVIL, authors=(EVIL,), language=EVIL)
    cited = references(conversation.turns, lambda _id, _revision: article)
    unclean = (Reference(EVIL, EVIL, (EVIL,), EVIL, None, EVIL, EVIL),)
    assert conversation.turns[0].answer
    for text in (
        conversation.to_markdown(),
        conversation.to_json(),
        conversation.turns[0].answer.to_markdown(),
        "".join(judged_cases([conversation])),
        *(write(citations) for write in (to_bibtex, to_csl_json) for citations in (cited, unclean)),
    ):
        assert active(text) == set()
    # What is data comes back as it was; what goes into a list of references is one clean line.
    kept = json.loads(conversation.to_json())
    assert kept["turns"][0]["answer"]["citations"][0]["quote"] == EVIL
    (reference,) = json.loads(to_csl_json(cited))
    for value in (*(reference[name] for name in ("id", "title", "container-title", "URL")),):
        assert active(value) == set()
        assert "\n" not in value


def test_a_backup_holds_all_and_none_of_it_steers(hostile: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with Corpus.open(hostile) as corpus, Corpus.open(other) as copy:
        corpus.add(Article(id="again", text=f"Lamps. {EVIL}", title=EVIL))
        lines = list(corpus.export_lines())
        assert active("".join(lines)) == set()
        assert not copy.import_lines(lines).failed
        assert copy.article("again") == corpus.article("again")


def test_a_backup_of_before_is_read(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(Article(id="again", text="Lamps.\x9b\u202e"))
        before = [json.dumps(json.loads(x), ensure_ascii=False) for x in corpus.export_lines()]
        assert active("".join(before))
        report = corpus.import_lines(before)
        assert not report.failed
        assert report.unchanged == ["again"]


def test_verdicts_of_readers_are_printed_plainly(
    tmp_path: Path, conversation: Conversation
) -> None:
    with Corpus.open(tmp_path) as corpus:
        KeptConversations.of(corpus, "me").keep(conversation, *conversation.turns)
    printed = CliRunner().invoke(cli, ["--home", str(tmp_path), "verdicts"]).stdout
    assert active(printed) == set()
    assert json.loads(printed)["comment"] == EVIL


@given(st.text())
@example(EVIL)
@example("\ud800 alone \U0001f9d1\u200d\U0001f9af")
def test_plain_text_keeps_all_other_characters(text: str) -> None:
    cleaned = plain(text, "")
    assert active(cleaned) == set()
    assert [c for c in text if c in cleaned] == [c for c in cleaned if c in text]
    assert len(plain(text)) == len(text)
    assert len(plain_line(text).splitlines()) <= 1
    assert json.loads(json_text({text: [text]})) == {text: [text]}
    assert active(json_text({text: [text]}, indent=1)) == set()
