# Needs nothing but Python 3.11 or newer and make; each target sets up .venv by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test test-readers check fix golden clean

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kg needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

demo: $(STAMP)
	@$(BIN)/python scripts/demo.py

test: $(STAMP)
	$(BIN)/python -m pytest

READERS := $(CURDIR)/.readers

# Exports read by other programs; brings what it can from PyPI and npm, what is missing is named and skipped.
test-readers: $(STAMP)
	@test -d $(READERS)/venv || $(PYTHON) -m venv $(READERS)/venv
	-$(READERS)/venv/bin/python -m pip install --quiet --requirement tests/readers/requirements.txt
	@mkdir -p $(READERS) && cp tests/readers/package.json $(READERS)/
	-cd $(READERS) && npm install --silent --ignore-scripts --no-audit --no-fund
	KG_READERS=$(READERS) $(BIN)/python -m pytest -rs tests/readers

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

golden: $(STAMP)
	$(BIN)/python scripts/golden.py

clean:
	rm -rf $(VENV) demo-graph
