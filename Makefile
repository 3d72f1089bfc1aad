# Heard. `make help` lists what there is.
.DEFAULT_GOAL := help
.PHONY: help run test check bench drill fresh matrix css translations lock meaning

help: ## what there is
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /make \1	/' | expand -t 14

run: ## make the environment, the key, the database and the demo; serve on 127.0.0.1:8000 (PORT=… for another)
	@tools/run

test: ## everything that must hold: static checks, both databases, browser journeys (under 20 minutes)
	@tools/environment
	@tools/return-checker
	@tools/browser
	@.venv/bin/python -m tools.meaning
	@.venv/bin/python tools/test.py

check: ## only what needs nothing to run: lint, types, import contracts, templates, styles
	@tools/environment
	@tools/browser
	@tools/check

bench: ## the figures of the quality page, one JSON line each
	@tools/environment
	@tools/browser
	@.venv/bin/python -m tests.bench

drill: ## the long forms of the tests: many more random cases, many more requests
	@tools/environment
	@tools/return-checker
	@tools/browser
	@.venv/bin/python -m tools.meaning
	@.venv/bin/python tools/test.py --drill

fresh: ## throw the demo's data away and start over
	@tools/environment
	@.venv/bin/portal demo --fresh

matrix: ## write down anew who may do what (tests/policy/matrix.txt, tests/architecture/routes.txt)
	@.venv/bin/python -m tests.support.snapshots

css: ## build styles, scripts and pictures from design/
	@tools/browser
	@npm run --prefix design --silent build

translations: ## bring the catalogues up to date with the code, say what lacks a translation, compile
	@tools/environment
	@.venv/bin/python tools/translations.py update && .venv/bin/python tools/translations.py compile

meaning: ## fetch the small model that suggests themes by meaning (80 MB, checked; without it words and stems serve)
	@tools/environment
	@.venv/bin/python -m tools.meaning

lock: ## write requirements.lock anew from pyproject.toml (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --group test pyproject.toml --output-file requirements.lock
