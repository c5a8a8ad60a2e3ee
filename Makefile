# Needs Python >= 3.11 with pip and venv; everything else is put into .venv from pinned versions.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCHES := reading counting alerts answers sources startup
CODE := bot handlers storage tests scripts benchmarks
# `make test POSTGRES=postgresql+asyncpg://user@host/db` also runs what needs PostgreSQL.
export POSTGRES
# Two cores: two workers. `make test WORKERS=0` runs in one process.
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo test drill lint format bench mutate gazetteer locales pictures scorecard constraints clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.installed  ## .venv with .venv/bin/svodka

install-dev: $(VENV)/.installed-dev  ## the same, with what tests and lint need

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "svodka needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing into $(VENV) (a minute the first time) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,mtproto]'
	@touch $@ $(VENV)/.installed

demo: install  ## the whole product on a loopback Telegram with a sample night (ONCE=1: end when it is over)
	@$(BIN)/svodka demo $(if $(ONCE),--once)

test: install-dev  ## all tests but the long drills
	$(BIN)/pytest -n $(WORKERS) -m 'not drill'

drill: install-dev  ## the long fault drills
	$(BIN)/pytest -m drill

lint: install-dev  ## style, types, import directions
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install-dev  ## let ruff lay the code out
	$(BIN)/ruff check --fix-only --quiet $(CODE)
	$(BIN)/ruff format $(CODE)

# Quick tests first: most mutants are noticed by them. SAMPLE=0 takes every mutant (hours), SEED draws another sample.
SAMPLE ?= 100
SEED ?= 1
MUTATE = $(BIN)/python -m scripts.mutate --sample $(SAMPLE) --seed $(SEED)
ALERTS := tests/alerts/test_
COUNTS := tests/reconciliation/test_
mutate: install-dev  ## change the rules of alerts and counting in small ways; what do the tests miss?
	$(MUTATE) $(addprefix bot/alerts/,rules.py deeds.py plan.py draft.py) \
		--tests $(addprefix $(ALERTS),rules.py rules_edges.py plan.py delivery.py storm.py)
	$(MUTATE) $(addprefix bot/alerts/,digest.py orders.py) --tests $(ALERTS)digest.py tests/handlers/test_settings.py
	$(MUTATE) $(addprefix bot/alerts/,pace.py window.py) --tests $(addprefix $(ALERTS),window.py pace.py)
	$(MUTATE) $(addprefix bot/reconciliation/,cells.py episodes.py changes.py) \
		--tests $(addprefix $(COUNTS),change_edges.py episodes.py incidents.py figures_told.py episode_machine.py)
	$(MUTATE) $(addprefix bot/reconciliation/,blocks.py days.py amount.py weighing.py voices.py sources.py headline.py rows.py) \
		--tests $(COUNTS)golden_counts.py tests/reconciliation/test_rule*.py $(addprefix $(COUNTS),episodes.py incidents.py properties.py)

gazetteer: install-dev  ## rebuild bot/gazetteer/data from the packages and hand-kept tables
	$(BIN)/python -m scripts.gazetteer.build

locales: install-dev  ## extract messages, update and check the catalogues
	PYTHONPATH=. $(BIN)/python scripts/locales update

bench: install-dev  ## every benchmark, ratios measured side by side
	@for name in $(BENCHES); do echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done

pictures: install-dev  ## draw the pictures of README and docs anew
	$(BIN)/python scripts/pictures

scorecard: install-dev  ## measure everything and write docs/scorecard.md
	$(BIN)/python -m scripts.scorecard

constraints: install-dev  ## write constraints.txt anew from what is installed
	$(BIN)/pip freeze --exclude-editable | grep -v ' @ ' > constraints.txt

clean:  ## remove .venv and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
