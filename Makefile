PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install demo test lint

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@

test: install
	$(BIN)/pytest

lint: install
	$(BIN)/ruff check bot handlers storage tests
	$(BIN)/ruff format --check bot handlers storage tests
	$(BIN)/mypy
	$(BIN)/lint-imports
