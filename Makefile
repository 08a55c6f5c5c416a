# The gate is `make`, on a laptop and in CI alike. The tools live in .venv, made when first needed.

# Read-only habits of the shell would hide what a user pays at start-up, or find another tracker.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME VIRTUAL_ENV

PYTHON ?= python3
SHARE ?= 1
BIN := .venv/bin
TOOLS := $(BIN)/pytest
# What begins with an underscore in benchmarks/ is shared by the others.
BENCHMARKS := $(sort $(wildcard benchmarks/[a-z]*.py))

# build/alone is made anew each time.
.PHONY: build/alone check static install format format-check lint types layers test engines bench bench-compare torture wheel docs dependencies sbom audit pictures clean

check: static test ## the gate
static: format-check lint types layers ## the gate without the tests

install: $(TOOLS) ## .venv with the program, editable, and the tools
$(TOOLS): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e '.[dev]'
	@touch $@

format: $(TOOLS) ## rewrite the code in the house's format
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

format-check: $(TOOLS)
	$(BIN)/ruff format --check

lint: $(TOOLS)
	$(BIN)/ruff check

types: $(TOOLS)
	$(BIN)/mypy

layers: $(TOOLS)
	$(BIN)/lint-imports --no-logo

test: $(TOOLS) ## the same command as in README.md
	$(BIN)/pytest -q -n 2

bench: $(TOOLS) ## the speed and scale measurements, one after the other; results in build/bench; QUICK=1 tries them out
	@mkdir -p build/bench
	@for script in $(BENCHMARKS); do echo "== $$script"; \
		$(BIN)/python $$script $(if $(QUICK),--quick) --result build/bench/$$(basename $$script .py).json || exit 1; done

bench-compare: $(TOOLS) ## two folders of results side by side: make bench-compare A=old B=build/bench
	$(BIN)/python benchmarks/_comparing.py $(A) $(B)

engines: $(TOOLS) ## the tests of all commands, with the ledger on PostgreSQL; what is left out, and why
	TRACKER_TESTS_ENGINE=postgres $(BIN)/pytest -q -n 2 --dist worksteal tests/cli $(BUT)

torture: $(TOOLS) ## the gate and what is left out of it, many times more, with a table at the end; SHARE=0.1 for less
	TORTURE_SHARE=$(SHARE) $(BIN)/pytest -q -n 2 -m "" --hypothesis-profile=torture --faults

wheel: $(TOOLS) ## sdist and wheel, in dist/
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist

clean: ## everything the tools made, .venv included
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

docs: $(TOOLS) ## docs/commands.md, from the help of the commands
	$(BIN)/python docs/make_commands.py

dependencies: $(TOOLS) ## docs/dependencies.md, from what is installed
	$(BIN)/python docs/make_dependencies.py

# The wheel alone, without the tools: what a user gets.
build/alone: wheel
	rm -rf build/alone
	$(PYTHON) -m venv build/alone
	build/alone/bin/pip install -q --upgrade pip dist/*.whl

$(BIN)/cyclonedx-py $(BIN)/pip-audit: $(TOOLS)
	$(BIN)/pip install -q -e '.[audit]'

sbom: $(TOOLS) $(BIN)/cyclonedx-py build/alone ## dist/sbom.cdx.json, a CycloneDX document of the wheel and what it needs
	$(BIN)/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml \
		--output-file dist/sbom.cdx.json build/alone

audit: $(TOOLS) $(BIN)/pip-audit build/alone ## what is known against the packages that the program needs
	$(BIN)/pip-audit --progress-spinner off --path build/alone/lib/python*/site-packages

pictures: $(TOOLS) ## the pictures of README.md and docs/gallery.md, from what the program prints
	$(BIN)/python docs/pictures/make.py
