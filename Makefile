# Two commands: `make demo` shows Rebond with the Marseille case, `make test` checks everything.
.DEFAULT_GOAL := help
RUN := .venv/bin

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## */\1\t/' | expand -t 18

install: ## everything into .venv
	@scripts/install run

demo demo-reset: export REBOND_DEMO := 1
demo demo-reset: export REBOND_STARTED := $(shell date +%s)
demo demo-reset: export REBOND_ADDRESS := http://127.0.0.1:$(or $(PORT),8000)

demo: install ## the Marseille case on http://127.0.0.1:8000 (PORT=8001 for another port)
	@$(RUN)/rebond demo && $(RUN)/rebond serve --port $(or $(PORT),8000)

demo-reset: install ## forget the demo's data and start over
	@$(RUN)/rebond demo --reset && $(RUN)/rebond serve --port $(or $(PORT),8000)

test: ## everything, on SQLite and on PostgreSQL, in a real browser too
	@scripts/install run dev
	@scripts/test

check: ## the quick checks: style, types, layers, migrations, templates, translations
	@scripts/install run dev
	@scripts/check

bench: install ## the measures of benchmarks/
	@scripts/install run dev
	@$(RUN)/python -m benchmarks

bench-stock: install ## the stock at 100,000 machines on SQLite and 1,000,000 on PostgreSQL, and many hands on it (DEVICES=20000)
	@scripts/install run dev
	@$(RUN)/python -m benchmarks.stock_scale $(if $(DEVICES),--devices $(DEVICES))
	@$(RUN)/python -m benchmarks.stock_races

bench-allocation: install ## the allocation engine against its peers; writes docs/benchmarks/allocation.md
	@scripts/bench-allocation

check-numpy: install ## the same results, to the byte, with numpy 1.26 and 2
	@scripts/check-numpy

fuzz: install ## fuzz the reading of problems and tables (SECONDS=60)
	@scripts/fuzz $(or $(SECONDS),60)

messages: ## bring the English catalogue up to date with the French source
	@scripts/install run dev
	@$(RUN)/python scripts/messages.py

lock: ## renew the locked requirements (needs uv)
	uv lock
	uv export -q --no-default-groups --no-emit-project --no-annotate --no-header --format requirements-txt -o requirements/run.txt
	uv export -q --only-group dev --no-emit-project --no-annotate --no-header --format requirements-txt -o requirements/dev.txt
	uv export -q --only-group build --no-emit-project --no-annotate --no-header --format requirements-txt -o requirements/build.txt
	uv pip compile -q --generate-hashes --no-annotate --no-header requirements/bench.in -o requirements/bench.txt

.PHONY: help install demo demo-reset test check bench bench-stock bench-allocation check-numpy fuzz messages lock
