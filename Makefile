# make install              an environment in .venv with everything that development needs; nothing the second time
# make ask Q="…"            ask a question (installs, and builds the index, when that has not been done)
# make slack                answer in Slack (docs/slack.md says what it takes)
# make web                  serve the web page on http://127.0.0.1:7860/ (installs and builds the index first)
# make test                 the tests
# make check                lint, types, corpus
# make evals                the release gate, with its report in build/evals
# make index | clean        build the index | remove the environment and what tools have left behind
#
# PYTHON=python3.12         the Python that makes the environment; else the first on the path that is 3.11 or newer
# TORCH_INDEX=address       take PyTorch from there first: a CPU build saves gigabytes on Linux (README, "Install")

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
EXTRAS := dev,evals,ingest,mcp,slack

NEW_ENOUGH := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
CANDIDATES := python3.11 python3.12 python3.13 python3.14 python3 python
PYTHON ?= $(shell for each in $(CANDIDATES); do \
	"$$each" -c "$(NEW_ENOUGH)" >/dev/null 2>&1 && { echo "$$each"; break; }; done)

export Q

.DEFAULT_GOAL := help
.PHONY: help install ask web index test check evals slack clean

help:
	@sed -n '/^$$/q; s/^# \{0,1\}//p' Makefile

install: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Footnote needs Python 3.11 or newer with its venv module. Install it," \
		"or name one: make install PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@# PyTorch alone comes from TORCH_INDEX; what it needs comes with the rest.
	$(if $(TORCH_INDEX),$(BIN)/python -m pip install --no-deps --index-url "$(TORCH_INDEX)" --constraint constraints.txt torch)
	$(BIN)/python -m pip install --constraint constraints.txt --editable ".[$(EXTRAS)]"
	@touch $@

# An answer without evidence ends with 3, which is an answer all the same.
ask: $(INSTALLED)
	@test -n "$$Q" || { echo 'Ask like this: make ask Q="What must platforms do in the UK?"' >&2; exit 2; }
	@$(BIN)/footnote ask "$$Q" || test $$? -eq 3

web: index
	$(BIN)/footnote web

index: $(INSTALLED)
	$(BIN)/footnote index

test: $(INSTALLED)
	$(BIN)/python -m pytest --cov --numprocesses auto

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/footnote corpus check

evals: $(INSTALLED)
	$(BIN)/python -m evals --gate --report build/evals/report.html

slack: $(INSTALLED)
	$(BIN)/footnote slack

clean:
	rm -rf $(VENV) build dist *.egg-info .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
