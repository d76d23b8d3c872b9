# `make audit` and `make test` are all that a new machine needs: Python 3.11 or later and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check

LOCK := requirements-dev.lock

.PHONY: audit test lint sample accuracy benchmark editing soak repairs chromium report-scale docs pages fuzz mutation lock \
	vulnerabilities lowest clean

audit: $(INSTALLED)
	@$(BIN)/auditor check corpus/docs --format text --format html=reports/audit --fail-on never
	@echo "report: $(CURDIR)/reports/audit/index.html"

test: lint chromium
	$(BIN)/python -m pytest

lint: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The browser in which the HTML report is tested. Where it cannot be installed, these tests are skipped, but never in CI.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } || \
		echo "no Chromium here: install your system's package to test the HTML report in a browser"

# The committed report of the corpus; a test compares it with what the program writes. Its time is the reference's day.
sample: $(INSTALLED)
	@SOURCE_DATE_EPOCH=1767225600 $(BIN)/auditor check corpus/docs --fail-on never --format text=reports/sample/sample.txt \
		--format json=reports/sample/report.json --format html=reports/sample/report.html

accuracy: $(INSTALLED)
	@$(BIN)/python tools/accuracy.py

# Speed, growth, memory and truth on corpora of known contradictions, against others; kept in docs/benchmarks.md. Takes an hour.
# `make benchmark SIZES="1000 10000"` leaves out the largest; 1000000 is measured on request.
SIZES ?= 1000 10000 100000
benchmark: $(INSTALLED)
	@$(BIN)/python tools/benchmark.py --write
	@PYTHONPATH=. $(BIN)/python tools/where_time_goes.py --write
	@PYTHONPATH=. $(BIN)/python tools/peers.py --write
	@PYTHONPATH=. $(BIN)/python tools/at_scale.py $(SIZES) --write

# How soon an editor of 10,000 documents is told what an edit did; `--write` keeps it in docs/benchmarks.md. Takes minutes.
editing: $(INSTALLED)
	@PYTHONPATH=. $(BIN)/python tools/editing.py

# A thousand random edits and thousands of made-up corpora, each compared with a cold run; large hostile documents, and 200 runs that
# are killed. Takes an hour.
soak: $(INSTALLED)
	AUDITOR_SOAK=1000 AUDITOR_EXAMPLES=3000 $(BIN)/python -m pytest tests/test_incremental.py tests/nightly
	AUDITOR_SOAK=1 AUDITOR_KILLS=200 $(BIN)/python -m pytest tests/hostile tests/store/test_kills.py
	AUDITOR_EXAMPLES=300 $(BIN)/python -m pytest tests/properties

# Errors planted into a clean corpus: how many are found and mended; `--write` keeps it in docs/repairs.md. Takes minutes.
repairs: $(INSTALLED)
	@$(BIN)/python tools/plant.py

# Size of the HTML report of 10,000 findings in 20,000 documents, and its speed in Chromium; takes minutes.
report-scale: $(INSTALLED) chromium
	@PYTHONPATH=. $(BIN)/python tools/report_scale.py

# The documentation as a site to read from disk, with every link checked; site/index.html is where to begin.
docs: $(INSTALLED)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@$(BIN)/python tools/check_site.py site
	@echo "documentation: $(CURDIR)/site/index.html"

# The pages of docs/ that the code tells; a test compares them with what the program says.
pages: $(INSTALLED)
	@PYTHONPATH=. $(BIN)/python tools/reference_pages.py --write

# Each target of tests/fuzzing for five minutes; `make fuzz SECONDS=60` for less. Only on Linux. What is found stays in .fuzz/found.
fuzz: $(INSTALLED) chromium
	$(PIP) --group fuzz
	@PYTHONPATH=. $(BIN)/python tools/fuzz.py --seconds $(or $(SECONDS),300)

# Small mistakes put into rules, polarity and spans: how many do the tests notice? Takes an hour; `make mutation SAMPLE=100` less.
mutation: $(INSTALLED)
	@$(BIN)/python tools/mutation.py --sample $(or $(SAMPLE),0)
	@$(BIN)/python tools/property_mutants.py

# What development installs, each file known by its hash, on every system and every Python; a test holds it in step with pyproject.toml.
lock: $(VENV)/bin/python
	$(PIP) --group supply
	$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --group docs --universal --python-version 3.11 --generate-hashes --no-annotate \
		--custom-compile-command "make lock" --quiet --output-file $(LOCK) $(UPGRADE)

# Known vulnerabilities of anything in the lock; needs the network, and fails where it cannot ask about every package.
vulnerabilities: $(INSTALLED)
	$(PIP) --group supply
	$(BIN)/pip-audit --strict --require-hashes --disable-pip --requirement $(LOCK)

# Every test with the lowest version of everything that pyproject.toml allows, in an environment of its own.
lowest: $(INSTALLED) chromium
	$(PIP) --group supply
	$(BIN)/uv venv --quiet --clear --seed .lowest
	$(BIN)/uv pip install --quiet --python .lowest --resolution lowest-direct --editable '.[all]' --group dev --group docs
	.lowest/bin/python -m pytest

$(INSTALLED): pyproject.toml $(LOCK) $(VENV)/bin/python
	$(PIP) --require-hashes --requirement $(LOCK)
	$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q auditor  # else each start compiles it, where Python is told to write no bytecode
	@touch $@

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade "pip>=25.1"

clean:
	rm -rf $(VENV) .benchmark .lowest .fuzz .mutation reports/audit site .pytest_cache .mypy_cache .ruff_cache
