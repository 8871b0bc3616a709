# Doors only: each line calls Python. `make extract` and `make test` are all that most people need.

IN ?= seeds/articles
OUT ?= out
export IN OUT GOLD ARGS

# The first Python 3.11 or 3.12 on the path that can make a virtual environment.
PYTHON ?= $(shell for p in python3 python3.11 python3.12; do \
  $$p -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null \
  && echo $$p && break; done)
BIN := .venv/bin/
PIP := $(BIN)python -m pip install --quiet --disable-pip-version-check

# An install is done when its stamp is there; the stamp's name holds the checksum of what was asked for.
stamp = .venv/.installed-$(1)-$(shell cat requirements/default.txt requirements/$(1).txt pyproject.toml | cksum | cut -d' ' -f1)
DEFAULT := $(call stamp,default)
DEV := $(call stamp,dev)
TRAIN := $(call stamp,train)

# Stanza and torch live in an environment of their own: the default install stays free of them.
STANZA := .venv-stanza/bin/
TORCH := $(shell grep ^torch== requirements/stanza.txt)
STANZA_INSTALLED := .venv-stanza/.installed-$(shell cat requirements/default.txt requirements/stanza.txt pyproject.toml | cksum | cut -d' ' -f1)

# nlp-id, which bench-models compares with, names exact versions that are not ours.
BENCH := .venv-bench/bin/
BENCH_INSTALLED := .venv-bench/.installed-$(shell cksum < models/bench/requirements.txt | cut -d' ' -f1)

.PHONY: help setup extract eval check test test-stanza test-fresh train bench-models clean

help:
	@echo "make extract [IN=path] [OUT=folder]  facts of the articles in IN (default: seeds/articles) as JSONL in OUT"
	@echo "make test                            static checks, the gold gate and all tests"
	@echo "make test-stanza                     the tests of the Stanza annotators, in .venv-stanza (installs torch)"
	@echo "make test-fresh                      install a fresh clone from nothing and run it (slow)"
	@echo "make check                           the static checks alone: ruff, mypy, import-linter"
	@echo "make eval [GOLD=folder]              scores on the gold sets; with GOLD, its misses and false facts too"
	@echo "make train                           train accurate, then fast, anew (needs ../shared/data; hours on a CPU)"
	@echo "make bench-models                    measure all annotators anew: the table of docs/models.md (slow)"
	@echo "make setup                           install into .venv"
	@echo "make clean                           remove outputs and caches; .venv stays"

setup: $(DEFAULT)

extract: $(DEFAULT)
	@$(BIN)warta extract "$$IN" --out "$$OUT" $(ARGS) || { status=$$?; \
	  if [ $$status -eq 3 ]; then echo "warning: some inputs failed; see $$OUT/failures.jsonl" >&2; \
	  else exit $$status; fi; }

eval: $(DEFAULT)
ifdef GOLD
	$(BIN)warta extract "$$GOLD/articles.jsonl" --out "$$OUT" && \
	  $(BIN)warta evaluate "$$GOLD" "$$OUT/facts.jsonl" --errors
else
	$(BIN)python -m pipeline.evaluate.gate
endif

check: $(DEV)
	$(BIN)ruff check .
	$(BIN)ruff format --check .
	$(BIN)mypy
	$(BIN)lint-imports

test: check
	$(BIN)python -m pipeline.evaluate.gate
	$(BIN)pytest -m "not fresh and not stanza" $(ARGS)

test-stanza: $(STANZA_INSTALLED)
	$(STANZA)python -m pytest -m stanza tests/annotate/test_contract.py tests/annotate/test_stanza_models.py $(ARGS)
	$(STANZA)warta extract seeds/articles --annotator stanza --out "$$OUT/stanza"

test-fresh: $(DEV)
	$(BIN)pytest -m fresh tests/test_fresh_clone.py

train: $(TRAIN)
	$(BIN)python -m models.train.encoder $(ARGS)
	$(BIN)python -m models.train $(ARGS)

bench-models: $(DEFAULT) $(BENCH_INSTALLED)
	$(BIN)python -m models.bench $(ARGS)

clean:
	rm -rf out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path "./.venv*" -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "error: Python 3.11 or 3.12 with the venv module is needed (Debian, Ubuntu:" \
	  "apt install python3-venv); name one with make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .venv

# spaCy brings setuptools, which builds the project; so nothing but the pinned packages is fetched.
$(DEFAULT): .venv/bin/python
	@echo "installing the pinned packages into .venv; this takes a few minutes once"
	@$(PIP) -r requirements/default.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@rm -f .venv/.installed-default-*
	@touch $@

$(DEV) $(TRAIN): .venv/.installed-%: | $(DEFAULT)
	@echo "installing the pinned packages for $(firstword $(subst -, ,$*)) into .venv"
	@$(PIP) -r requirements/$(firstword $(subst -, ,$*)).txt
	@rm -f .venv/.installed-$(firstword $(subst -, ,$*))-*
	@touch $@

# TORCH_INDEX names where torch comes from: on Linux, PyPI's own build brings gigabytes of CUDA along.
$(STANZA_INSTALLED):
	@test -n "$(PYTHON)" || { echo "error: Python 3.11 or 3.12 with the venv module is needed" >&2; exit 1; }
	$(PYTHON) -m venv .venv-stanza
	@echo "installing the pinned packages for Stanza into .venv-stanza; this takes a few minutes once"
	@$(STANZA)python -m pip install --quiet --disable-pip-version-check $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) $(TORCH)
	@$(STANZA)python -m pip install --quiet --disable-pip-version-check -r requirements/stanza.txt \
	  $$(grep -E '^(pytest|hypothesis)==' requirements/dev.txt)
	@$(STANZA)python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@rm -f .venv-stanza/.installed-*
	@touch $@

$(BENCH_INSTALLED):
	@test -n "$(PYTHON)" || { echo "error: Python 3.11 or 3.12 with the venv module is needed" >&2; exit 1; }
	$(PYTHON) -m venv .venv-bench
	@echo "installing nlp-id, pinned, into .venv-bench"
	@$(BENCH)python -m pip install --quiet --disable-pip-version-check -r models/bench/requirements.txt
	@rm -f .venv-bench/.installed-*
	@touch $@
