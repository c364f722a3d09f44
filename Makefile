# Each command does all of its own set-up; a second call starts working at once.
PYTHON ?= python3
BIN := .venv/bin
TOUR ?= build/tour
# The whole suite is shared out over the processors; a part of it, named by ARGS, is done by one process.
WORKERS ?= $(if $(ARGS),0,auto)

.PHONY: run test check tour screenshots bench bench-check security grader-report reference models bundle bundle-test bundle-again audit clean

run:  ## start the application; without a display, the offscreen tour
	@$(PYTHON) setup/prepare.py application
	@$(BIN)/python setup/run.py $(TOUR)

test:  ## all tests, with the real worker, real models, SQLCipher, Xvfb and a Secret Service (WORKERS=0: one after the other)
	@$(PYTHON) setup/prepare.py everything
	@$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 --dist worksteal $(ARGS)

check:  ## lint, format, types, import directions
	@$(PYTHON) setup/prepare.py application
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

tour:  ## the real application offscreen through every page; screenshots in build/tour (TOUR=, ARGS="--theme dark --size 1024x700")
	@$(PYTHON) setup/prepare.py application
	@$(BIN)/python -m closeddoor tour --out $(TOUR) $(ARGS)

screenshots:  ## the pictures of the documents anew, from one tour
	@$(PYTHON) setup/prepare.py application
	@$(BIN)/python setup/screenshots.py

bench:  ## every figure of the design beside its reference in the same run (ARGS="--quick --only NAME --json --write")
	@$(PYTHON) setup/prepare.py application
	@$(PYTHON) setup/references.py
	@$(BIN)/python -m benchmarks.bench $(ARGS)

bench-check:  ## fails where a ratio is worse by more than a tenth than the one in benchmarks/RESULTS.md (ARGS="--only NAME")
	@$(PYTHON) setup/prepare.py application
	@$(PYTHON) setup/references.py
	@$(BIN)/python -m benchmarks.bench --check $(ARGS)

security:  ## each promise tried in earnest, with a control that takes the defence out (FULL=1: the numbers of a release)
	@$(PYTHON) setup/prepare.py everything
	@$(BIN)/python -m tests.security.proof $(if $(FULL),--full) $(ARGS)

grader-report:  ## the grader on scenarios it was not fitted on: table, confusion matrix, worst cases
	@$(PYTHON) setup/prepare.py application
	@$(BIN)/python -m benchmarks.grader_report

reference:  ## docs/pack-format.md, written from what the reader of packs asks for
	@$(PYTHON) setup/prepare.py application
	@$(BIN)/python setup/pack_reference.py

models:  ## fetch and verify the starter models
	@$(PYTHON) setup/prepare.py application

bundle:  ## .tar.gz and .deb of both editions in dist/ (MODEL=FILE: a chat model for the full edition; ARGS="--edition lite")
	@$(PYTHON) setup/prepare.py application
	@$(BIN)/python packaging/bundle.py $(if $(MODEL),--model "$(MODEL)") $(ARGS)

bundle-test:  ## what `make bundle` made, installed and driven on a Debian without Python (needs root and debootstrap)
	@$(BIN)/python packaging/clean_system.py $(ARGS)

bundle-again:  ## the full edition once more, in another folder, compared file by file with what `make bundle` made
	@$(BIN)/python packaging/same_again.py

audit:  ## known weaknesses of what a bundle has in it (asks a service on the network)
	@$(PYTHON) setup/prepare.py application
	@$(BIN)/python packaging/audit.py

clean:  ## remove what was made here; the caches outside the clone stay
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache models/*.gguf
