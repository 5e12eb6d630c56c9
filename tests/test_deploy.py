"""docs/deploy.md and docs/compose.yaml say what is true of the program."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
COMPOSE = (ROOT / "docs" / "compose.yaml").read_text(encoding="utf-8")
DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
OURS = "onrecord:local"


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
    assert all("".join(found).strip('"').startswith("${") for found in passwords)


def test_only_the_proxy_is_seen_from_this_machine() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"app": ["127.0.0.1:8080:8080"]}


@pytest.mark.parametrize("setting", sorted(set(re.findall(r"ONRECORD_\w+", COMPOSE + DEPLOY))))
def test_every_setting_that_is_named_exists(setting: str) -> None:
    assert f'"{setting}"' in (ROOT / "corpus" / "config.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(set(re.findall(r"onrecord ([a-z]+)", DEPLOY))))
def test_every_command_that_is_named_exists(command: str) -> None:
    from ui.cli.main import cli

    assert command in cli.commands
