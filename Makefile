# Crediário: what a person working on it types. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help run tour test check fix snapshots bench model bulk package lock clean runtime dev types lint

BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
# A worker with nothing left takes half of what another has before it, so modules stay together and none ends alone.
PARALLEL := -n auto --dist worksteal
CUSTOMERS ?= 100000

# Hundreds of tests start the program anew: it need not be compiled each time.
unexport PYTHONDONTWRITEBYTECODE

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: runtime ## open the program on a demonstration shop; without a display, leave pictures in build/tour
	@installer/run.sh

tour: runtime ## a picture of every screen and a PDF of every paper, in build/tour
	@installer/run.sh tour

test: dev ## every test (make test ARGS="-k carne" for some)
	$(PYTEST) $(PARALLEL) $(ARGS)

check: dev ## exactly what CI runs: format, lint, types, layers, dependencies, tests
	@installer/timed.sh begin
	@$(MAKE) --no-print-directory -j2 --output-sync=target types lint
	installer/timed.sh tests $(PYTEST) $(PARALLEL) $(ARGS)
	@installer/timed.sh summary

# Parts of check: no test needs them, so they share the processors.
types:
	installer/timed.sh types $(BIN)/mypy

lint:
	installer/timed.sh format $(BIN)/ruff format --check .
	installer/timed.sh lint $(BIN)/ruff check .
	installer/timed.sh layers $(BIN)/lint-imports --no-logo --no-cache
	installer/timed.sh dependencies $(BIN)/deptry .

fix: dev ## put the code into the house style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

snapshots: dev ## write the snapshots of screens and papers anew; review them with git diff
	UPDATE_SNAPSHOTS=1 $(PYTEST) tests/ui tests/documents $(ARGS)

bench: dev ## the budgets of speed, the raw engine beside ours
	$(BIN)/python -m tests.benchmarks $(ARGS)

model: dev ## the stateful model for long, on both engines
	$(PYTEST) -n auto -m model --hypothesis-profile=long --timeout=0 $(ARGS)

bulk: runtime ## a large shop in build/bulk (make bulk CUSTOMERS=1000000), then its invariants
	$(BIN)/python main.py demo --bulk --customers $(CUSTOMERS) --data build/bulk
	$(BIN)/python main.py check --data build/bulk

package: ## the program for people without Python, in dist/crediario, tried by its command line
	@installer/setup.sh package
	@installer/package.sh

lock: dev ## pin every dependency anew, with hashes
	@installer/lock.sh

clean: ## remove what was built, not .venv
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

runtime:
	@installer/setup.sh runtime

dev:
	@installer/setup.sh dev
