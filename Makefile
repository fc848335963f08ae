# Everything runs in .venv/, made on first use and again whenever pyproject.toml or versions.txt changes.
# Needs make and Python 3.11 or newer; uses uv where it is installed, else venv and pip.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTEST := $(BIN)/pytest -n auto --dist worksteal
# built and installed once, by check-wheel, rather than by every worker of every suite
WHEEL_APART := --ignore tests/test_packaging.py
INSTALLED := import importlib.metadata as m; found = {f"{d.name}=={d.version}" for d in m.distributions() if d.name not in ("pip", "runlift", "setuptools")}; print(*sorted(found, key=str.lower), sep="\n")
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))

.PHONY: help demo test test-all campaign check format docs versions clean
.PHONY: check-format check-lint check-types check-imports check-docs check-wheel

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

$(READY): pyproject.toml versions.txt
	@found=; for python in $(PYTHON); do \
	    if "$$python" -c '$(NEW_ENOUGH)' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if command -v uv >/dev/null 2>&1; then \
	    echo "Setting up $(VENV) with uv" && \
	    uv venv --quiet --allow-existing --python "$${found:->=3.11}" $(VENV) && \
	    uv pip install --quiet --python $(BIN)/python --constraints versions.txt --editable '.[dev]'; \
	elif [ -n "$$found" ]; then \
	    echo "Setting up $(VENV) with $$("$$found" --version) and pip" && \
	    "$$found" -m venv $(VENV) && \
	    $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint versions.txt --editable '.[dev]'; \
	else \
	    echo "runlift needs Python 3.11 or newer; tried: $(PYTHON) (choose with make PYTHON=...)" >&2; exit 1; \
	fi
	@touch $@

demo: $(READY) ## Solve the reference week, show it, write it to out/demo/
	$(BIN)/runlift solve scenarios/library/reference_week.yaml -o out/demo

test: $(READY) ## Run the tests, all but the long campaigns and the wheel (ARGS=... goes to pytest)
	$(PYTEST) -m "not campaign" $(WHEEL_APART) $(ARGS)

campaign: $(READY) ## Run the long campaigns only
	$(PYTEST) -m campaign $(WHEEL_APART) $(ARGS)

test-all: $(READY) ## Run every test
	$(PYTEST) $(ARGS)

check: check-format check-lint check-types check-imports check-docs check-wheel ## Run every check that is not a test

check-format: $(READY)
	$(BIN)/ruff format --check --quiet .

check-lint: $(READY)
	$(BIN)/ruff check --quiet .

check-types: $(READY)
	$(BIN)/mypy
	$(BIN)/pyright --warnings

check-imports: $(READY)
	$(BIN)/lint-imports --no-logo

check-docs: $(READY)
	$(BIN)/python docs/generate.py --check

check-wheel: $(READY)
	$(BIN)/pytest tests/test_packaging.py

format: $(READY) ## Format the code, and mend what ruff can mend
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

versions: ## Set up .venv anew with the newest versions that pyproject.toml allows, and write them to versions.txt
	rm -rf $(VENV) && : > versions.txt && $(MAKE) $(READY)
	$(BIN)/python -c '$(INSTALLED)' > versions.txt && touch $(READY)

docs: $(READY) ## Write the generated pages again
	$(BIN)/python docs/generate.py

clean: ## Remove outputs and caches (delete .venv to set it up anew)
	rm -rf out dist build .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find solver constraints scenarios tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +
