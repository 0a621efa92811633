# Everything a developer types. Needs Python 3.11+, make and a network to the package registries.

SHELL := /bin/sh
PYTHON_OF_VENV := .venv/bin/python
IN_PARALLEL := --numprocesses auto --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help serve build size test bench coverage lint clean setup chromium
# One target after the other: they share .venv and build/dist.
.NOTPARALLEL:

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 16

serve: build ## build the tag and start the test site; PORT=, HOST=, DATABASE= as you like
	@exec $(PYTHON_OF_VENV) -m testsite

build: setup ## build the tag into build/dist
	@$(PYTHON_OF_VENV) -m periscale_build build

size: setup ## show which source module costs how many bytes
	@$(PYTHON_OF_VENV) -m periscale_build size

test: build chromium ## run all tests, the browser's on the minified file
	@$(PYTHON_OF_VENV) -m pytest $(IN_PARALLEL)

bench: build chromium ## measure the tag beside posthog-js and print a table
	@$(PYTHON_OF_VENV) -m tests.bench

coverage: build chromium ## run all tests and report the lines they execute, in the browser too
	@$(PYTHON_OF_VENV) -m coverage erase
	@status=0; \
	PERISCALE_COVERAGE=1 $(PYTHON_OF_VENV) -m coverage run -m pytest $(IN_PARALLEL) || status=$$?; \
	$(PYTHON_OF_VENV) -m coverage combine --quiet; \
	$(PYTHON_OF_VENV) -m coverage report; \
	exit $$status

lint: setup ## check style, types and the direction of imports
	@$(PYTHON_OF_VENV) -m ruff check
	@$(PYTHON_OF_VENV) -m mypy
	@$(PYTHON_OF_VENV) .venv/bin/lint-imports --no-logo

clean: ## remove everything that was built or installed here
	@rm -rf .venv build/dist build/modules build/node_modules build/.lock tests/*/node_modules
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage*

setup:
	@sh build/setup.sh

chromium: setup
	@$(PYTHON_OF_VENV) -m tests.chromium
