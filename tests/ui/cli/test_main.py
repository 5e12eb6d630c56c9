"""The command line, with its own data folder."""

import gc
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant import REFUSAL
from corpus import Article, Corpus, SettingsError
from tests.conftest import story
from tests.sources_server import HTML, WORDS, Handler, page, serving
from ui.cli.main import _run

QUESTION = "Who said the best security guarantee are the Ukrainians themselves?"
ROOT = Path(__file__).parents[3]


def onrecord(
    home: Path, *arguments: str, text: str | None = None, **setting: str
) -> "subprocess.CompletedProcess[str]":
    """Run a command in this process, which has loaded the models already."""
    environment = {"ONRECORD_HOME": str(home), **setting}
    with CliRunner().isolation(input=text, env=environment) as (output, errors, _):
        code = _run(list(arguments))
        # Before the block ends: click 8.2.0 then closes both.
        told, failed = output.getvalue().decode(), errors.getvalue().decode()
    return subprocess.CompletedProcess(arguments, code, told, failed)


def as_process(
    home: Path, *arguments: str, text: str | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a command as people do."""
    return subprocess.run(
        [sys.executable, "-m", "ui.cli.main", *arguments],
        capture_output=True,
        text=True,
        input=text,
        env={**os.environ, "ONRECORD_HOME": str(home), "PYTHONPATH": str(ROOT)},
        cwd=home.parent,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "home"
    assert onrecord(folder, "ask", "hello").returncode == 0
    return folder


def test_an_answer_exits_with_0_and_shows_its_quote(home: Path) -> None:
    done = as_process(home, "ask", QUESTION)
    assert done.returncode == 0
    assert "[1]" in done.stdout
    assert '“"The best security guarantee are the Ukrainians themselves," Costa said' in " ".join(
        done.stdout.split()
    )
    assert "6 March 2025" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("module", ["corpus.models.embedding", "assistant.reader.span_model"])
def test_a_model_that_is_missing_is_told_in_one_line(home: Path, module: str) -> None:
    code = (
        f"import sys, pathlib, {module} as module; from ui.cli.main import main; "
        "module.FOLDER = pathlib.Path('nowhere'); main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--home", str(home), "ask", "What did Meloni propose?"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot read the model's nowhere/SHA256SUMS" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "unused"),
    [
        (("list",), ("onnxruntime", "tokenizers", "chromadb", "assistant.assistant")),
        (
            ("ask", QUESTION),
            ("langchain_core", "corpus.sources.reading", "assistant.question.naming.named_pieces"),
        ),
    ],
)
def test_a_command_imports_what_it_needs(
    home: Path, arguments: tuple[str, ...], unused: tuple[str, ...]
) -> None:
    code = (
        "import atexit, sys; from ui.cli.main import main; "
        f"atexit.register(lambda: print({{*{unused}}} & {{*sys.modules}}, file=sys.stderr)); "
        "main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--home", str(home), *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "set()\n")


def test_garbage_is_collected_again_after_a_question(home: Path) -> None:
    onrecord(home, "ask", QUESTION)
    assert gc.isenabled()


def test_a_draft_is_verified(home: Path, tmp_path: Path) -> None:
    true = "The North Atlantic Treaty was signed on 4 April 1949 in Washington."
    done = as_process(home, "verify", "-", text=true)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 claim: 1 supported.")
    draft = tmp_path / "draft.html"
    draft.write_text(f"<p>{true}</p><p>It was signed on 4 April 1951.</p>", encoding="utf-8")
    done = onrecord(home, "verify", str(draft), "--json")
    assert done.returncode == 1
    verification = json.loads(done.stdout)
    assert [sentence["finding"] for sentence in verification["sentences"]] == [
        "supported",
        "contradicted",
    ]
    assert "✗ It was signed" in onrecord(home, "verify", str(draft), "--markdown").stdout
    missing = onrecord(home, "verify", str(tmp_path / "none.txt"))
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "none.txt" in missing.stderr


def test_a_question_needs_no_quotes(home: Path) -> None:
    words = [*QUESTION.split(), "--json"]
    assert json.loads(onrecord(home, "ask", *words).stdout)["question"] == QUESTION
    assert "QUESTION" in onrecord(home, "ask").stderr


def test_whose_the_samples_are_is_told_where_they_are_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for told in (True, False):
        assert _run(["--home", str(tmp_path), "ask", "What did Meloni propose?"]) == 0
        assert ("belongs to its publisher" in capsys.readouterr().err) is told


def test_json_is_all_that_is_printed(home: Path) -> None:
    done = onrecord(home, "ask", "--json", QUESTION)
    answer = json.loads(done.stdout)
    assert answer["answered"] is True
    assert answer["question"] == QUESTION
    assert "Costa said" in answer["citations"][0]["quote"]
    assert done.stderr == ""


def test_a_refusal_exits_with_1(home: Path) -> None:
    done = onrecord(home, "ask", "What is the capital of Peru?")
    assert done.returncode == 1
    assert REFUSAL in done.stdout
    assert "Nearest passages" in done.stdout
    refused = onrecord(home, "ask", "--json", "--after", "2026-01-01", QUESTION)
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["answered"] is False


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask", " "), "the question is empty"),
        (("ask", "x", "--after", "yesterday"), "yesterday"),
        (("ask", "x", "--after", "2025-02-01", "--before", "2025-01-01"), "published_after"),
        (("show", "nosuch"), "nosuch"),
        (("remove", "nosuch"), "nosuch"),
        (("add", "nosuch.txt"), "nosuch.txt"),
        (("nonsense",), "nonsense"),
    ],
)
def test_errors_exit_with_2_and_one_line(
    home: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = onrecord(home, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" not in done.stdout


def test_an_empty_name_is_neither_this_folder_nor_the_only_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As where a script leaves a variable unset.
    folder, home = tmp_path / "here", tmp_path / "home"
    folder.mkdir(mode=0o755)
    (folder / "a.txt").write_text("Ada Roe opened the bridge.")
    monkeypatch.chdir(folder)
    with Corpus.open(home) as corpus:
        corpus.add(Article(text="Ben Hart closed the bridge.", id="only"))
    for arguments in (["add", ""], ["remove", ""], ["show", ""], ["--home", "", "list"]):
        assert _run(["--home", str(home), *arguments]) == 2
    with pytest.raises(SettingsError, match="is an empty name"):
        Corpus.open("")
    with Corpus.open(home) as corpus:
        assert [article.id for article in corpus.articles()] == ["only"]
    assert [path.name for path in folder.iterdir()] == ["a.txt"]
    assert folder.stat().st_mode & 0o777 == 0o755


def test_articles_come_and_go(home: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text(
        "---\ntitle: A bridge\npublisher: Paper\ndate: 1931-05-01\n---\n"
        "Ada Quill opened the bridge. It cost two million crowns.\n"
    )
    assert "1 added" in onrecord(home, "add", str(story)).stdout
    assert "1 unchanged" in onrecord(home, "add", str(story)).stdout
    line = next(x for x in onrecord(home, "list").stdout.splitlines() if "A bridge" in x)
    article_id = line.split()[0]
    assert "1931-05-01" in line
    shown = onrecord(home, "show", article_id[:8]).stdout
    assert "Ada Quill opened the bridge. It cost two million crowns." in shown
    story.write_text(story.read_text().replace("two million", "three million"))
    assert "1 changed" in onrecord(home, "add", str(story)).stdout
    article = json.loads(onrecord(home, "show", article_id, "--json").stdout)
    assert "three million" in article["text"]
    assert article["origins"]["published"] == "front matter"
    assert "published:  1931-05-01  (front matter)" in onrecord(home, "show", article_id).stdout
    new, old = article["revisions"]
    for wanted in ([], ["--revision", f"{old[:6]}..{new[:6]}"], ["--revision", new[:6]]):
        compared = onrecord(home, "show", article_id, "--diff", *wanted).stdout
        assert "It cost [-two-]{+three+} million crowns." in compared
        assert "\x1b" not in compared
    both = json.loads(onrecord(home, "show", article_id, "--diff", "--json").stdout)
    assert [both["old"], both["new"]] == [old, new]
    assert ["added", "three"] in both["text"]
    assert "add --diff" in onrecord(home, "show", article_id, "--revision", "a..b").stderr
    assert (
        "no revision of it begins" in onrecord(home, "show", article_id, "--revision", "x").stderr
    )
    assert onrecord(home, "remove", article_id).returncode == 0
    assert "A bridge" not in onrecord(home, "list").stdout


def test_each_article_that_is_removed_is_told_and_an_unknown_one_ends_it(
    home: Path, tmp_path: Path
) -> None:
    for name in ("bridge", "ferry"):
        (tmp_path / f"{name}.txt").write_text(f"Ada Quill came for the {name}. She stayed.")
    onrecord(home, "add", str(tmp_path))
    lines = onrecord(home, "list").stdout.splitlines()
    bridge, ferry = (line.split()[0] for line in lines[-2:])
    done = onrecord(home, "remove", bridge[:10], bridge, ferry)
    assert (done.returncode, done.stdout) == (2, f"removed {bridge}\n")
    assert f"no article has the id '{bridge}'" in done.stderr
    assert onrecord(home, "remove", ferry).stdout == f"removed {ferry}\n"
    assert onrecord(home, "list").stdout.splitlines() == lines[:-2]


def test_a_bad_file_does_not_keep_out_a_good_one(home: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text("The ferry sails at nine.")
    done = onrecord(home, "add", str(tmp_path))
    assert done.returncode == 1
    assert "1 added, 2 failed" in done.stdout
    assert "bad.txt is a binary file" in done.stderr
    assert "empty.txt is empty" in done.stderr


def test_pages_and_tables_are_read_too(home: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<html><head><title>Tram</title></head><body><nav>Home</nav><article><h1>Tram</h1>"
        "<p>The tram line to Lowmoor was opened by Nell Frost in 1907, after two years of work "
        "on the viaduct.</p><p>It closed again in 1952, when buses took over.</p></article></body>"
        "</html>"
    )
    (tmp_path / "table.csv").write_text("head,story\nFerry,The ferry to Saltholm sails at nine.\n")
    done = onrecord(home, "add", str(tmp_path), "--field", "title=head", "--field", "text=story")
    assert done.returncode == 0, done.stderr
    assert "2 added" in done.stdout
    listed = onrecord(home, "list").stdout
    assert "Tram" in listed
    assert "Ferry" in listed
    assert "'='" in onrecord(home, "add", str(tmp_path), "--field", "title").stderr


def test_an_address_inside_is_not_reached_unasked(home: Path) -> None:
    done = onrecord(home, "add", "http://127.0.0.1:9/story.html")
    assert done.returncode == 2
    assert "127.0.0.1" in done.stderr
    assert "1 failed" in done.stdout


def test_check_finds_and_repairs(home: Path) -> None:
    assert "ok" in onrecord(home, "check").stdout
    for index_file in (home / "vectors").glob("*/chroma.sqlite3"):
        index_file.unlink()
    damaged = onrecord(home, "check")
    assert damaged.returncode == 1
    assert "damaged" in damaged.stdout
    assert "repaired" in onrecord(home, "check", "--repair").stdout
    assert onrecord(home, "check").returncode == 0
    assert "rebuilt" in onrecord(home, "rebuild").stdout
    assert onrecord(home, "ask", QUESTION).returncode == 0


def test_what_an_article_says_cannot_steer_the_terminal(home: Path, tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text("The zeppelin was \x1b[2Jpainted \u202egreen by Ada Quill.")
    onrecord(home, "add", str(tmp_path / "evil.txt"))
    for arguments in (["ask", "Who painted the zeppelin?"], ["list"]):
        shown = onrecord(home, *arguments).stdout
        assert "zeppelin" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown


def test_a_damaged_library_is_one_line(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "library.db").write_bytes(b"not a database at all" * 500)
    done = as_process(home, "list")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "library.db" in done.stderr
    assert (home / "library.db").read_bytes().startswith(b"not a database")


def test_eval_measures_questions_of_ones_own(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(
        json.dumps({"question": QUESTION, "answers": ["Costa"]})
        + "\n"
        + json.dumps({"question": "What is the capital of Peru?", "answerable": False})
    )
    page = tmp_path / "report.html"
    done = onrecord(home, "eval", str(file), "--json", "--html", str(page))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    assert page.read_text().startswith("<!doctype html>")
    assert "sentence accuracy" in onrecord(home, "eval", str(file)).stdout
    assert onrecord(home, "eval", str(tmp_path / "none.jsonl")).returncode == 2


def test_refresh_is_silent_when_nothing_has_changed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    allowed = {"ONRECORD_ALLOW_NETWORKS": "127.0.0.1/32"}
    with serving({"/a": page()}) as server:
        url = f"{server.url}/a"
        assert "1 added" in onrecord(home, "add", url, **allowed).stdout
        assert onrecord(home, "sources").stdout == f"page  {url}\n"
        done = onrecord(home, "refresh", **allowed)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert "1 unchanged" in onrecord(home, "refresh", "-v", "--allow", "127.0.0.0/8").stdout
        server.pages["/a"] = page(HTML.replace("Nobody objected", "Everybody objected"))
        changed = onrecord(home, "refresh", **allowed).stdout.splitlines()
        assert changed[0].split() == ["changed", changed[0].split()[1], "A", "letter"]
        assert changed[1] == "1 changed"
        refused = onrecord(home, "refresh")
        assert refused.returncode == 2
        assert "which is this machine itself" in refused.stderr
        del server.pages["/a"]
        assert onrecord(home, "refresh", **allowed).stdout == f"gone     {url}\n1 gone\n"
        assert f"gone:       {url}" in onrecord(home, "show", changed[0].split()[1]).stdout
        assert json.loads(onrecord(home, "sources", "--json").stdout)[0]["gone"] is True
        assert f"forgot {url}" in onrecord(home, "sources", "--forget", url).stderr
        assert onrecord(home, "sources").stdout == ""
        assert "is not among" in onrecord(home, "sources", "--forget", url).stderr


def test_a_refresh_exits_with_1_if_a_part_cannot_be_read(tmp_path: Path) -> None:
    home, networks = tmp_path / "home", {"ONRECORD_ALLOW_NETWORKS": "127.0.0.1/32"}
    body = "<title>{0}</title><content:encoded>&lt;p>{1}{0}.&lt;/p></content:encoded>"
    items = "".join(f"<item>{body.format(name, WORDS * 9)}</item>" for name in ("One", "Two"))
    content = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    feed = f'<rss version="2.0" {content}><channel><title>Paper</title>{items}</channel></rss>'

    def unchanged_feed(handler: Handler) -> None:
        status = 304 if handler.headers["If-None-Match"] else 200
        handler.send(feed.encode(), "application/rss+xml", status, ETag='"1"')

    def broken(handler: Handler) -> None:
        handler.send(b"", status=500)

    with serving({"/a": page(), "/feed": unchanged_feed}) as server:
        added = onrecord(home, "add", f"{server.url}/a", f"{server.url}/feed", **networks)
        assert (added.returncode, added.stdout) == (0, "3 added\n")
        server.pages["/a"] = broken
        refreshed = onrecord(home, "refresh", **networks)
        # The feed was read though there is nothing to tell of it.
        assert (refreshed.returncode, refreshed.stdout) == (1, "1 failed\n")
        server.pages["/feed"] = broken
        assert onrecord(home, "refresh", **networks).returncode == 2


def test_a_backup_comes_back_elsewhere(home: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "backup.jsonl", tmp_path / "other"
    assert onrecord(home, "export", str(file)).returncode == 0
    assert onrecord(home, "export").stdout == file.read_text(encoding="utf-8")
    done = onrecord(other, "import", str(file))
    assert done.returncode == 0, done.stderr
    assert "added" in done.stdout
    assert onrecord(other, "list").stdout == onrecord(home, "list").stdout
    assert "unchanged" in onrecord(other, "import", text=file.read_text(encoding="utf-8")).stdout
    damaged = file.read_bytes().replace(b"corpus", b"c\xffrpus", 1)
    file.write_bytes(damaged)
    refused = onrecord(other, "import", str(file))
    assert refused.returncode == 1
    assert "line 1 is damaged" in refused.stderr
    assert "cannot be read" in onrecord(other, "import", str(tmp_path / "none")).stderr
    assert "cannot be written" in onrecord(other, "export", str(tmp_path / "no" / "file")).stderr


def test_a_corpus_for_reading_only_is_asked_and_not_changed(home: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("The ferry sails at nine.")
    read_only = {"ONRECORD_READ_ONLY": "1"}
    assert onrecord(home, "ask", QUESTION, **read_only).returncode == 0
    for command in (["add", str(tmp_path / "story.txt")], ["refresh"], ["rebuild"]):
        done = onrecord(home, *command, **read_only)
        assert done.returncode == 2
        assert "is open for reading only" in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert "there is no corpus" in onrecord(tmp_path / "none", "list", **read_only).stderr


@pytest.mark.parametrize("setting", ["", "0", "yes"])
def test_a_defect_is_one_line_whatever_the_settings_are(
    setting: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(Corpus, "open", fail)
    monkeypatch.setenv("ONRECORD_DEBUG", setting)
    assert _run(["verdicts"]) == 2
    assert "unexpected RuntimeError: a defect" in capsys.readouterr().err
    monkeypatch.setenv("ONRECORD_DEBUG", "1")
    with pytest.raises(RuntimeError, match="a defect"):
        _run(["verdicts"])


def test_what_a_killed_export_left_is_removed_by_the_next(home: Path, tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, others = (tmp_path / f".corpus.jsonl.{pid}" for pid in (ended.pid, os.getppid()))
    other_file = tmp_path / f".corpus.jsonl2.{ended.pid}"
    for path in (left, others, other_file):
        path.write_text("half")
    assert onrecord(home, "export", str(tmp_path / "corpus.jsonl")).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted(
        [others.name, other_file.name, "corpus.jsonl"]
    )


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGINT, 130),
        (signal.SIGTERM, -signal.SIGTERM),
        (signal.SIGHUP, -signal.SIGHUP),
    ],
)
def test_a_signal_ends_a_command_and_leaves_the_index_sound(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    home = tmp_path / "home"
    with Corpus.open(home) as corpus:
        corpus.add(map(story, range(3)))
    mark = home / "vectors" / "busy"
    # As in a terminal: whoever runs the tests may have it ignored, as nohup does.
    handler = "default_int_handler" if number == signal.SIGINT else "SIG_DFL"
    command = (
        f"import signal; signal.signal({int(number)}, signal.{handler}); "
        "from ui.cli.main import main; main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", command, "--home", str(home), "check"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not mark.exists():  # as long as it opens the index
            assert process.poll() is None
            time.sleep(0.001)
        process.send_signal(number)
        told, failed = process.communicate(timeout=60)
    assert (process.returncode, told, failed.strip()) == (code, "", "")
    assert not mark.exists()
    with Corpus.open(home) as corpus:
        assert corpus.check().problems == ()


def test_an_empty_file_is_not_imported_as_a_backup(home: Path) -> None:
    done = onrecord(home, "import", text="")
    assert done.returncode == 2
    assert "not the whole of an export" in done.stderr
