# `make` builds the site, `make test` runs the tests, `make check` runs what a commit must pass.
# Each makes the virtual environment from the lock file first, if it is not there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: site serve test check bench pictures format scripts schemas lock clean

site: $(READY)
	$(BIN)/python build.py

# The site in a browser while it is written: docs/editing.md.
serve: $(READY)
	$(BIN)/python build.py serve

test: $(READY)
	$(BIN)/pytest

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -q tests/house

# Hours, with the other generators; less: make bench OPTIONS="--sizes 1000 --big= --archives= --runs 3"
OPTIONS ?= --write
bench: $(READY)
	$(BIN)/python -m bench.compare $(OPTIONS)

# Every kind of page in pictures/; make pictures SHOWN=--docs makes those of docs/ anew. It needs Chromium and pdftoppm.
pictures: $(READY)
	$(BIN)/python -m bench.pictures $(SHOWN)

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# templates/scripts/ → the scripts that pages load.
BUNDLES ?= templates/static
scripts:
	npx --yes esbuild@0.25.12 templates/scripts/search.mjs templates/scripts/speech.mjs templates/scripts/playing.mjs templates/scripts/compare.mjs \
	    --bundle --minify --format=iife --target=es2022 --charset=utf8 --log-level=warning --outdir=$(BUNDLES)

$(READY): requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rostra needs Python 3.11 or newer; name it: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# The schema → docs/front-matter.md, docs/schemas/ and the snippets of VS Code.
schemas: $(READY)
	$(BIN)/python -m rostra.desk.reference > docs/front-matter.md
	$(BIN)/python -m rostra.desk.json_schema docs/schemas
	$(BIN)/python -m rostra.desk.snippets > .vscode/speech.code-snippets

# After a change of pyproject.toml's dependencies. The lock holds for every platform and Python from 3.11 on.
lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-header --quiet --upgrade -o requirements.lock

clean:
	rm -rf $(VENV) output .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
