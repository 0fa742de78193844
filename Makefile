# One command from a fresh clone to a database: `make`. Needs python3 >= 3.11 and make, nothing else.
# Names in here are relative to this folder, so that it may lie under a path with spaces.

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.NOTPARALLEL:
.DEFAULT_GOAL := build
.PHONY: build test lint types contracts pytest faults fuzz bench ui requirements help clean

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
UV ?= uv
COMPILE := $(UV) pip compile pyproject.toml --extra ocr --universal --generate-hashes --no-strip-extras --no-header --quiet

# Handed on by the environment, where blanks and quotes in names do no harm.
export RAW WAREHOUSE
export RAPPORTLAGER_CALLED_FROM := $(PWD)
WHERE = $(if $(RAW),--raw "$$RAW") $(if $(WAREHOUSE),--warehouse "$$WAREHOUSE")

build: .venv/.installed ## read the reports of RAW into WAREHOUSE (data/raw, data/warehouse); FORCE=1 reads all again
	@$(BIN)/rapportlager build $(WHERE) $(if $(filter-out 0 no false,$(FORCE)),--force)

test: lint types contracts pytest ## everything that is run before a change is taken in

lint: .venv/.installed-dev ## style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.installed-dev ## types
	$(BIN)/mypy

contracts: .venv/.installed-dev ## which package may import which
	$(BIN)/lint-imports

pytest: .venv/.installed-dev ## the tests, a process a core; ARGS="-k name" runs some, ARGS="-n 0" in one process
	$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

fuzz: .venv/.installed-dev ## made-up reports read and scored; N=1000 of each family from SEED=0 on, HELD=1 for kinds set aside
	$(BIN)/python -m tests.generator -n $(or $(N),1000) --seed $(or $(SEED),0) $(if $(HELD),--held-out) --errors 20 --worst 20

faults: .venv/.installed-dev ## every fault on purpose as often as was promised, about an hour; ARGS="-k disk" runs some
	RAPPORTLAGER_FAULTS=all $(BIN)/python -m pytest -q tests/faults $(ARGS)

bench: .venv/.installed-bench ## how well, how fast and in what memory it reads, beside other readers; kept in benchmarks
	$(BIN)/python -m benchmarks.icdar2013 --keep || test $$? = 2
	$(BIN)/python -m benchmarks.speed --keep
	$(BIN)/python -m benchmarks.memory --keep

ui: .venv/.installed ## the asset graph in a browser, on this machine alone (PORT=3000)
	@$(BIN)/rapportlager ui $(WHERE) $(if $(PORT),--port "$(PORT)")

requirements: ## pin the dependencies of pyproject.toml anew; needs uv
	$(COMPILE) --upgrade --group build --output-file requirements.txt
	$(COMPILE) --upgrade --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(COMPILE) --upgrade --group bench --constraint requirements.txt --output-file requirements-bench.txt

clean: ## remove the environment and caches; the warehouse stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do \
	    printf '  make %-14s %s\n' "$$name" "$$what"; done

.venv/.installed: requirements.txt pyproject.toml .venv/bin/python
	@echo "Installing what is pinned in requirements.txt into .venv (about a minute, once) ..."
	@$(PIP) install --quiet --require-hashes -r requirements.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-dev: requirements-dev.txt pyproject.toml .venv/bin/python
	@echo "Installing what is pinned in requirements-dev.txt into .venv (about a minute, once) ..."
	@$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch .venv/.installed $@

.venv/.installed-bench: requirements-bench.txt pyproject.toml .venv/bin/python
	@echo "Installing what is pinned in requirements-bench.txt into .venv (about a minute, once) ..."
	@$(PIP) install --quiet --require-hashes -r requirements-bench.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch .venv/.installed $@

# The first Python that is new enough; PYTHON=... names one. Order-only: a newer Python is no reason to start anew.
.venv/bin/python:
	@for python in $${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        "$$python" -m venv --clear .venv || { rm -rf .venv; exit 1; }; exit 0; \
	    fi; \
	done; \
	echo "Python 3.11 or later is needed: install it, or name it with make PYTHON=/path/to/python3." >&2; exit 1
