"""docs/deploy.md, docs/compose.yaml, the Dockerfile and the units of systemd fit the program."""

import configparser
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from corpus.library.migrations import VERSION
from ui.cli.main import cli

ROOT = Path(__file__).parents[1]
COMPOSE = (ROOT / "docs" / "compose.yaml").read_text(encoding="utf-8")
DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
OURS = "onrecord:local"
STEPS = [
    (line.split()[0], line.partition(" ")[2].strip())
    for line in re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text()).splitlines()
    if line and not line.startswith("#")
]
"""Instructions of the Dockerfile, each with what follows it."""
UNITS = {path.stem: path for path in sorted((ROOT / "docs").glob("*.service"))}


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_is_pinned_and_every_service_watched(name: str) -> None:
    service = SERVICES[name]
    assert service["image"] == OURS or re.search(r":\d+\.\d+", service["image"])
    assert "healthcheck" in service or service["restart"] == "no"


def test_the_server_is_the_clients_version() -> None:
    locked = re.search(r"^chromadb==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert locked
    assert SERVICES["chroma"]["image"] == f"chromadb/chroma:{locked[1]}"


def test_there_is_no_secret_in_the_file() -> None:
    passwords = re.findall(r"PASSWORD: (.+)|//\w+:([^@]+)@", COMPOSE)
    assert len(passwords) == 2
    assert all("".join(password).strip('"').startswith("${") for password in passwords)


def test_only_the_proxy_is_seen_from_this_machine() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"app": ["127.0.0.1:8080:8080"], "api": ["127.0.0.1:8765:8765"]}


def test_whatever_is_ours_has_no_rights() -> None:
    ours = [service for service in SERVICES.values() if service["image"] == OURS]
    assert len(ours) == 3
    for service in ours:
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert SERVICES["app"]["build"] == {"context": ".."}


@pytest.mark.parametrize("setting", sorted(set(re.findall(r"ONRECORD_\w+", COMPOSE + DEPLOY))))
def test_every_setting_that_is_named_exists(setting: str) -> None:
    assert f'"{setting}"' in (ROOT / "corpus" / "config.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(set(re.findall(r"onrecord ([a-z]+)", DEPLOY))))
def test_every_command_that_is_named_exists(command: str) -> None:
    assert command in cli.commands


def understood(arguments: list[str]) -> dict[str, Any]:
    """Parse arguments as ``onrecord`` does; it fails for those that it does not take."""
    command = cli.commands[arguments[0]]
    assert isinstance(command, click.Command)
    return command.make_context(arguments[0], arguments[1:]).params


def test_the_image_begins_with_one_pinned_python() -> None:
    images = {rest.split()[0] for name, rest in STEPS if name == "FROM"}
    (image,) = images
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", image)


def test_the_image_holds_only_what_is_locked() -> None:
    installs = [rest for name, rest in STEPS if name == "RUN" and "pip install" in rest]
    assert len(installs) == 2
    for install in installs:
        assert ("--require-hashes" in install) != ("--no-index --no-deps" in install)
    lock = (ROOT / "requirements-image.lock").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE))
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert len(entries) >= len(pinned)
    assert all("--hash=sha256:" in entry for entry in entries)
    tested = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert pinned.items() >= dict(re.findall(r"^([\w.-]+)==(\S+)", tested, re.MULTILINE)).items()
    assert {"psycopg", "authlib", "mcp", "langchain-openai", "hatchling"} <= set(pinned)


def test_the_image_takes_what_is_there_and_nothing_else() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignored
    copied = [
        source
        for name, rest in STEPS
        if name == "COPY" and not rest.startswith("--from=build ")
        for source in rest.split()[:-1]
    ]
    assert copied
    for source in copied:
        assert (ROOT / source).exists()
        assert f"!{source}" in ignored
    assert {line[1:] for line in ignored if line.startswith("!")} == set(copied)
    assert not any(name == "ADD" for name, _ in STEPS)
    # What the package is built from is all there.
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for named in re.findall(r"^(?:readme|license-files|packages) = (.+)$", project, re.MULTILINE):
        assert set(re.findall(r'"([^"]+)"', named)) <= set(copied)


def test_the_image_runs_as_somebody_without_rights() -> None:
    last = max(number for number, (name, _) in enumerate(STEPS) if name == "FROM")
    steps = STEPS[last:]
    users = [rest for name, rest in steps if name == "USER"]
    # As a number: by a name, a cluster that admits no root cannot tell.
    (number,) = users
    assert int(number) > 0
    assert any(f"--uid {number}" in rest for name, rest in steps if name == "RUN")
    order = [name for name, _ in steps]
    assert order.index("USER") < order.index("ENTRYPOINT")
    assert "RUN" not in order[order.index("USER") :]
    assert any(name == "RUN" and "useradd" in rest and "onrecord" in rest for name, rest in steps)


def test_the_image_starts_a_server_whose_port_is_watched() -> None:
    named = dict(STEPS)
    assert json.loads(named["ENTRYPOINT"]) == ["onrecord"]
    serve = understood(json.loads(named["CMD"]))
    assert str(serve["port"]) == named["EXPOSE"]
    assert serve["host"] == "0.0.0.0"
    (check,) = [rest for name, rest in STEPS if name == "HEALTHCHECK"]
    assert f"http://127.0.0.1:{serve['port']}/readyz" in check
    compile(json.loads(check[check.index("[") :])[2], "HEALTHCHECK", "exec")


@pytest.mark.parametrize("name", ["app", "api"])
def test_the_command_of_a_service_is_one_and_its_port_is_watched(name: str) -> None:
    options = understood(SERVICES[name]["command"])
    assert f":{options['port']}/" in SERVICES[name]["healthcheck"]["test"][-1]


def directives(unit: str) -> dict[str, str]:
    """The service section of a unit; of what is there twice, the last."""
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(UNITS[unit].read_text(encoding="utf-8"))
    assert set(parser.sections()) == {"Unit", "Service", "Install"}
    return dict(parser["Service"])


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_starts_a_command_of_ours_without_rights(unit: str) -> None:
    service = directives(unit)
    program, *arguments = shlex.split(service["ExecStart"])
    assert program == "/opt/onrecord/bin/onrecord"
    assert understood(arguments)["port"] in (8501, 8765)
    assert service["User"] == "onrecord"
    assert service["UMask"] == "0077"
    assert service["StateDirectory"] == "onrecord"
    assert service["Environment"] == "ONRECORD_HOME=/var/lib/onrecord/corpus"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""


def test_the_units_differ_in_what_they_start_only() -> None:
    chat, api = directives("onrecord-chat"), directives("onrecord-api")
    differing = {name for name in chat | api if chat.get(name) != api.get(name)}
    assert differing == {"ExecStart", "EnvironmentFile"}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_a_unit_and_finds_it_closed(unit: str, tmp_path: Path) -> None:
    # It looks for the program too, which is not installed here.
    text = UNITS[unit].read_text(encoding="utf-8")
    path = tmp_path / UNITS[unit].name
    path.write_text(text.replace("/opt/onrecord/bin/onrecord", "/bin/true"), encoding="utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")
    security = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(path)]
    done = subprocess.run(security, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout  # exposed by 2.0 of 10 at most


def test_every_version_of_the_tables_is_told() -> None:
    page = (ROOT / "docs" / "upgrading.md").read_text(encoding="utf-8")
    told = [int(version) for version in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]
    assert told == list(range(1, VERSION + 1))
