"""Build the wheel, install it into an empty environment and ask it something, far from here.

Run by ``make wheel``.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
NEVER = ("torch", "transformers", "sentence-transformers", "langchain-classic")
"""Distributions that must not come with the run-time install."""
PAGE = """<html><head><title>Tram</title></head><body><nav>Home</nav><article><h1>Tram</h1>
<p>The tram line to Lowmoor was opened by Nell Frost in 1907, after two years of work on the
viaduct.</p><p>It closed again in 1952, when buses took over.</p></article></body></html>"""


def main() -> None:
    """Fail with a message unless the wheel answers from another folder with an empty home."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", name, "."], ROOT)
        wheel = next(folder.glob("*.whl"))
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv" / "bin" / "python"
        pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")], folder)
        run([*pip, "--no-deps", str(wheel)], folder)
        check(folder, python)
        check_types(folder, python)
    print(f"{wheel.name} answers from an empty environment")


def check(folder: Path, python: Path) -> None:
    """Ask at the command line and from Python; list what was installed."""
    home = folder / "home"
    home.mkdir()
    question = "what did Meloni propose?"
    onrecord = str(python.with_name("onrecord"))
    answer = json.loads(run([onrecord, "ask", "--json", question], folder, home))
    if not answer["answered"] or not answer["citations"]:
        sys.exit(f"the wheel does not answer: {answer}")
    code = f"from assistant import ask; a = ask({question!r}); print(a.citations[0].quote)"
    quote = run([str(python), "-c", code], folder, home).strip()
    if quote != answer["citations"][0]["quote"].strip():
        sys.exit(f"Python cites {quote!r}, the command line {answer['citations'][0]['quote']!r}")
    (folder / "page.html").write_text(PAGE)
    added = run([onrecord, "add", "page.html"], folder, home)
    if "Nell Frost" not in run([onrecord, "ask", "Who opened the tram line?"], folder, home):
        sys.exit(f"the wheel does not read an HTML page: {added}")
    run([onrecord, "check"], folder, home)
    # The lock brings it whatever we ask for; pip 23.2 brings it only where it is named.
    named = "from importlib.metadata import requires; print(requires('onrecord'))"
    if "lxml-html-clean" not in run([str(python), "-c", named], folder, home):
        sys.exit("the wheel does not name lxml_html_clean, without which no page is read")
    if not next(folder.glob("venv/lib/*/site-packages/ui/.streamlit/config.toml"), None):
        sys.exit("the wheel lacks ui/.streamlit/config.toml, without which no chat starts")
    installed = json.loads(run([str(python), "-m", "pip", "list", "--format", "json"], folder))
    unwanted = sorted({row["name"].lower().replace("_", "-") for row in installed} & set(NEVER))
    if unwanted:
        sys.exit(f"the run-time install brings {', '.join(unwanted)}")


def check_types(folder: Path, python: Path) -> None:
    """Look at the installed packages as the type checker of somebody who uses them does."""
    code = 'from assistant import ask\n\nreveal_type(ask("Who?", publishers=["The Courier"]))\n'
    (folder / "using.py").write_text(code)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(python)]
    if "assistant.answer.Answer" not in (told := run([*mypy, "using.py"], folder)):
        sys.exit(f"mypy does not see the types of the wheel: {told}")


def run(command: list[str], folder: Path, home: Path | None = None) -> str:
    """Run a command and return what it prints; leave with its errors when it fails."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "ONRECORD"))}
    if home is not None:
        environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
