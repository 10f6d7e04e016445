# つながる / Tsunagaru. Only Python 3.11+ and make are presupposed; everything else is set up here.
# make up: run the demo town · make test · make check · make drill · make bench · make setup
SHELL := /bin/bash
PORT ?= 8000
TSUNAGARU_HOME ?= var
export PORT TSUNAGARU_HOME
# Some machines forbid Python to keep what it compiled; every process would compile it all anew.
unexport PYTHONDONTWRITEBYTECODE

PY := .venv/bin/python
TSU := $(PY) manage.py

.PHONY: setup up test check drill bench format clean

setup: .venv/ready

.venv/ready: requirements/dev.lock requirements/bootstrap.lock tools/setup.py
	@python3 tools/setup.py

up: setup
	@$(TSU) up

check: setup
	@$(PY) -m tools.check

test: setup
	@$(PY) -m tools.run_tests test

drill: setup
	@$(PY) -m tools.run_tests drill

bench: setup
	@$(PY) -m benchmarks

format: setup
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format . ; .venv/bin/djade --target-version 5.2 $$(git ls-files 'src/*.html')

clean:
	@rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis
