# `make audit` and `make test` are all that a new machine needs: Python 3.11 or later and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: audit test lint sample accuracy benchmark repairs clean

audit: $(INSTALLED)
	@$(BIN)/auditor check corpus/docs --format text --format html=reports/audit --fail-on never
	@echo "report: $(CURDIR)/reports/audit/index.html"

test: lint
	$(BIN)/python -m pytest

lint: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The committed report of the corpus; a test compares it with what the program writes.
sample: $(INSTALLED)
	@SOURCE_DATE_EPOCH=1767225600 $(BIN)/auditor check corpus/docs --fail-on never --format text=reports/sample/sample.txt \
		--format json=reports/sample/report.json --format html=reports/sample/html

accuracy: $(INSTALLED)
	@$(BIN)/python tools/accuracy.py

# Speed against markdown-it, and how it grows with a text's size; `--write` keeps it in docs/benchmarks.md.
benchmark: $(INSTALLED)
	@$(BIN)/python tools/benchmark.py

# Errors planted into a clean corpus: how many are found and mended; `--write` keeps it in docs/repairs.md. Takes minutes.
repairs: $(INSTALLED)
	@$(BIN)/python tools/plant.py

$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

clean:
	rm -rf $(VENV) reports/audit .pytest_cache .mypy_cache .ruff_cache
