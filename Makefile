# One window for a hall's matters. `make help` lists what there is.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
TOUR   := docs/tour
SOURCES := pyproject.toml hatch_build.py frontend/package.json frontend/package-lock.json frontend/build.mjs frontend/examples.mjs \
           $(shell find frontend/src -type f 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help setup packages run test check bench tour reference clean

help:            ## this list
	@grep -hE '^[a-z]+: .*##|^[a-z]+:  *##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

packages:        ## system packages: installed as root or with sudo, otherwise named
	@sh scripts/system-packages.sh

setup: packages $(STAMP)   ## the virtual environment in .venv and the front end; no database

# The version is asked before the environment is made: one made by the wrong Python would be found again next time.
$(STAMP): $(SOURCES)
	@python=$(BIN)/python; test -x "$$python" || python=$(PYTHON); \
	  "$$python" -c 'import sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 13)))' || \
	  { echo "需要 Python 3.11 或 3.12；可用 make PYTHON=python3.12 指定。" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $(STAMP)

run: setup       ## everything, then the demo at http://127.0.0.1:6543
	$(BIN)/yichuang init --demo
	$(BIN)/yichuang serve

test: setup      ## every test, on SQLite and PostgreSQL, with a real browser
	$(BIN)/python -m pytest -n auto --dist loadfile

check: setup     ## what a change must pass: style, types of the pure parts, import order, tests
	$(BIN)/ruff check .
	$(BIN)/mypy -p yichuang.forms -p yichuang.standards -p yichuang.definitions
	$(BIN)/mypy platform/yichuang/cases/lifecycle.py platform/yichuang/cases/clock.py platform/yichuang/dispatch/retry.py
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist loadfile

bench: setup     ## the benchmark suite: figures beside their peers
	$(BIN)/yichuang bench

tour: setup      ## the README's screenshots, made anew by the test of the whole way in a browser
	YICHUANG_TOUR=$(CURDIR)/var/tour $(BIN)/python -m pytest tests/browser/test_newborn_journey.py
	@mkdir -p $(TOUR)
	@for picture in $$(grep -o '$(TOUR)/[^)]*' README.md); do cp var/tour/$${picture##*/} $(TOUR)/; done

reference: setup ## docs/definitions.md and docs/rules.md, written anew from the models and the registry of rules
	$(BIN)/python -m yichuang.definitions.reference > docs/definitions.md
	$(BIN)/python -m yichuang.definitions.check.quality.manual > docs/rules.md

clean:           ## remove what setup and run have made, the demo's data included
	rm -rf $(VENV) var frontend/node_modules platform/yichuang/static
