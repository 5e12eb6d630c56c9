# On Record. `make chat` and `make test` each work alone, on a fresh clone, from nothing.

.DEFAULT_GOAL := help
.PHONY: help chat ask test test-model lint wheel lock clean
.DELETE_ON_ERROR:
.SUFFIXES:

VENV := .venv
MODEL := $(VENV)/model
PYTHON := $(VENV)/bin/python
# The first Python that will do; PYTHON3 chooses another.
FIND = for p in $(PYTHON3) python3 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$p"; exit 0; }; done; \
	echo "On Record needs Python 3.11 or newer with venv (Debian: apt install python3-venv)." >&2; exit 1
PIP_INSTALL = python -m pip install -qq --disable-pip-version-check --no-input --require-hashes
PIP = $(VENV)/bin/$(PIP_INSTALL)

LOCK = $(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-header

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

chat: $(VENV)/run ## Open the chat in the browser
	@$(PYTHON) -m ui.cli.main chat

ask: $(VENV)/run ## Answer a question: make ask Q="what did Meloni propose?"
	@$(if $(Q),,echo 'Say what to ask: make ask Q="what did Meloni propose?"' >&2; exit 2)
	@$(PYTHON) -m ui.cli.main ask "$$Q" || test $$? -eq 1
ask: export Q := $(value Q)

test: $(VENV)/dev $(VENV)/browser $(VENV)/postgres $(VENV)/proxies ## Run all tests but test-model's, in a real browser too
	@$(PYTHON) -m pytest $(if $(T),$(T),-n 2 --dist loadfile)

test-model: $(VENV)/dev $(MODEL)/ready ## Run the tests that ask a real, small language model
	@$(PYTHON) -m pytest -m model tests/model

lint: $(VENV)/dev ## Check style and types, and the Dockerfile
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@if [ -x $(VENV)/bin/hadolint ]; then $(VENV)/bin/hadolint Dockerfile; fi

wheel: $(VENV)/dev ## Build the wheel, install it elsewhere and ask it something
	@$(PYTHON) -m tests.wheel

lock: $(VENV)/dev ## Pin the newest versions that pyproject.toml admits
	@$(LOCK) pyproject.toml -o requirements.lock
	@$(LOCK) -c requirements.lock --extra openai --group test --group lint pyproject.toml \
		-o requirements-dev.lock
	@$(LOCK) -c requirements-dev.lock --extra mcp --extra openai --extra postgres --extra sign-in --group image \
		pyproject.toml -o requirements-image.lock
	@$(LOCK) --group pyproject.toml:model -o requirements-model.lock

clean: ## Remove what was installed and built; articles and conversations stay
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis screenshots

$(VENV)/python:
	@python=$$($(FIND)) && echo "Setting up in $(VENV) ($$($$python --version)); this takes a minute." >&2 \
	&& $$python -m venv --clear $(VENV) && touch $@

$(VENV)/run: requirements.lock | $(VENV)/python
	@$(PIP) -r requirements.lock
	@touch $@

$(VENV)/dev: requirements-dev.lock | $(VENV)/python
	@$(PIP) -r requirements-dev.lock
	@touch $@ $(VENV)/run

# The server is compiled; pip keeps what was built for the next time. Not for this very processor:
# on one that has AMX, what llama.cpp compiled for it ended in a segmentation fault.
$(MODEL)/ready: requirements-model.lock | $(VENV)/python
	@command -v c++ >/dev/null || { echo "That needs a C++ compiler (apt install g++)." >&2; exit 1; }
	@echo "Building a server for the small model; the first time this takes five minutes." >&2
	@$(PYTHON) -m venv --clear $(MODEL)
	@CMAKE_ARGS=-DGGML_NATIVE=OFF $(MODEL)/bin/$(PIP_INSTALL) -r requirements-model.lock
	@touch $@

# Debian's Chromium drives the browser tests. Where it cannot be had they are skipped, in
# capitals; under CI they fail.
$(VENV)/browser: | $(VENV)/python
	@command -v chromium >/dev/null 2>&1 || { echo "Installing Chromium for the browser tests." >&2; \
	apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq chromium >/dev/null 2>&1; } || true
	@touch $@

# The same for the tests of a public address.
$(VENV)/proxies: | $(VENV)/python
	@{ command -v caddy && PATH="$$PATH:/usr/sbin" command -v nginx; } >/dev/null 2>&1 || { \
	echo "Installing nginx and Caddy for the tests." >&2; apt-get update -qq >/dev/null 2>&1 \
	&& apt-get install -y -qq --no-install-recommends nginx-light caddy openssl >/dev/null 2>&1; } || true
	@touch $@

# The same for the tests on PostgreSQL.
$(VENV)/postgres: | $(VENV)/python
	@ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || { echo "Installing PostgreSQL for the tests." >&2; \
	apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq postgresql >/dev/null 2>&1; } || true
	@touch $@
