# make book   set up, then compile the sample anthology into build/
# make test   set up, then run everything that continuous integration runs
# make bench  set up, then compare speed and memory with pandoc and plain WeasyPrint, and what is read with what is true

BIN = .venv/bin

.PHONY: book test lint bench clean

book:
	@.ci/setup run
	$(BIN)/ficbind stories/anthology.yaml -o build

test:
	@.ci/setup test
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n 2

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench:
	@.ci/setup test
	cd tests && $(CURDIR)/$(BIN)/python -m bench $(ONLY)

clean:
	rm -rf build dist .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
