# `make demo` and `make test` do all their own set-up; they need Python 3.11 and the usual package registries.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PAGE := bot/stage/page
# One more than the cores: most of what the tests take is waiting for another process.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(1 + (os.cpu_count() or 1))')
# Where nothing that is compiled may be kept, each process that a test starts compiles the whole program again.
TO_COMPILE_ONCE := PYTHONDONTWRITEBYTECODE=
SCHEMAS := tests/bot/teams_app/schemas
AN_APP := OPTAGELSESGUIDEN_APP_ID=6f2d1c9e-6c0a-4d5e-9d53-0f8a1b2c3d4e OPTAGELSESGUIDEN_PUBLIC_URL=https://optagelse.example.dk

.PHONY: demo test check fmt bench fuzz chaos soak setup gallery icons browser pango

demo: .venv/.run $(PAGE)/node_modules/.made          ## the bot and a page that plays Teams, on this machine
	@$(BIN)/optagelsesguiden demo $(ARGS)

test: .venv/.dev $(PAGE)/node_modules/.made $(SCHEMAS)/node_modules/.made browser pango  ## every test
	$(TO_COMPILE_ONCE) $(BIN)/pytest -n $(WORKERS) --dist worksteal

check: .venv/.dev                                    ## every linter and type check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	for pack in guideline/packs/*/; do $(BIN)/optagelsesguiden guideline check $$pack || exit 1; done
	for pack in guideline/packs/*/; do $(AN_APP) OPTAGELSESGUIDEN_GUIDELINE=$$pack \
	  $(BIN)/optagelsesguiden teams package --out - >/dev/null || exit 1; done
	$(BIN)/hadolint deployment/Dockerfile
	$(BIN)/shellcheck $$(git grep -lE '^#!/usr/bin/env bash|^#!/bin/(ba)?sh')
	$(BIN)/python -m tests.deployment

fmt: .venv/.dev                                      ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/.dev .venv-peers/.made                  ## measure, beside a bare baseline in the same run
	$(BIN)/python -m bench $(ARGS)

fuzz: .venv/.dev                                     ## whatever can come in; MINUTES=10, finds go to the corpus
	$(BIN)/python -m tests.proof.fuzz --minutes $(or $(MINUTES),10)

chaos: .venv/.dev                                    ## everything that can go wrong, thrown at a working town
	$(BIN)/python -m tests.proof.chaos $(ARGS)

soak: .venv/.dev                                     ## 200,000 turns, and whether anything grows; TURNS=200000
	$(BIN)/python -m tests.proof.soak --turns $(or $(TURNS),200000)

gallery: .venv/.dev $(PAGE)/node_modules/.made browser  ## pictures of every card, in build/gallery
	$(BIN)/python -m tests.cards.gallery build/gallery/cards
	$(BIN)/python -m bot.stage.gallery --cards build/gallery/cards --out build/gallery

icons: .venv/.dev                                    ## the Teams app's icons anew from their sources
	$(BIN)/python -m tests.bot.teams_app.draw_icons

setup: .venv/.run                                    ## .venv alone

browser:
	@tools/ensure-browser

pango: .venv/.dev
	@tools/ensure-pango

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
	  || { echo "Python 3.11 is needed; say which with: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.run: .venv/bin/python requirements/run.txt pyproject.toml
	$(BIN)/pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.run requirements/dev.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

.venv-peers/.made: bench/peers/requirements.txt      ## the bots that ours is measured beside
	@$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/pip install --quiet --require-hashes -r bench/peers/requirements.txt
	@touch $@

%/node_modules/.made: %/package-lock.json .venv/bin/python
	@tools/npm-ci $*
	@touch $@
