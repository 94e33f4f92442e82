# The two commands are `make run` and `make test`; `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/sh
.DEFAULT_GOAL := help

.venv/python: ## (internal) the virtual environment
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Clerk needs Python 3.11 or newer; this is %s. Try: make PYTHON=python3.12" % sys.version.split()[0])'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run: .venv/python requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/test: .venv/run requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

# The counterparts that tests/peers talks to. Pinned by hash; nothing of theirs is run at installing.
# Debian's node knows only the certificates it was built with, not those of the machine.
.peers/installed: tests/peers/package.json tests/peers/package-lock.json
	@command -v npm >/dev/null || { echo 'make peers needs npm (Debian: apt-get install npm)' >&2; exit 1; }
	@mkdir -p .peers
	cp tests/peers/package.json tests/peers/package-lock.json .peers/
	NODE_EXTRA_CA_CERTS="$${NODE_EXTRA_CA_CERTS:-$(wildcard /etc/ssl/certs/ca-certificates.crt)}" npm ci --prefix .peers --ignore-scripts --no-audit --no-fund
	@touch $@

.PHONY: run test peers check bench lock manifests teams-package help

run: .venv/run ## start everything; the workspace is at http://127.0.0.1:8080
	@exec $(BIN)/python -m bot

# Where nothing compiled may be kept, each of some hundred processes compiles Clerk anew. The files
# come in the order of tests/conftest.py: those of few tests last would be those of whole processes.
test: .venv/test ## run every test, on all cores
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

peers: .peers/installed ## install the real counterparts of tests/peers (needs npm; Linux on x86-64)

check: .venv/test ## lint, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: .venv/test ## run all benchmarks; figures compare within one run
	$(BIN)/python -m tests.bench

lock: .venv/python ## rewrite the lock files from pyproject.toml (needs uv, which it installs)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.13'
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --constraint requirements.lock --group test --output-file requirements-test.lock pyproject.toml

manifests: .venv/run ## rewrite the manifests of Clerk's apps from bot/slack/manifest.py and bot/teams/manifest.py
	$(BIN)/python -m bot.slack.manifest
	$(BIN)/python -m bot.teams.manifest

teams-package: .venv/run ## write clerk-teams.zip, which Teams installs, from the settings (PAGES="--privacy https://...")
	@$(BIN)/python -m bot.teams.manifest package $(PAGES)

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
