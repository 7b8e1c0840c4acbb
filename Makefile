# Two commands to begin with: `make up` and `make test`. `make` alone lists the others.
#
#   STATSIG_CONSOLE_KEY   set in the environment: up, preview, down and env go to Statsig itself, as the stack `live`,
#                         and ask before they change anything; STACK=dev keeps them on the emulator
#   ARGS                  more arguments for pulumi, pytest or the bench: make test ARGS='-k gate'
#   PYTHON                the Python that .venv is made with; by default the first that is 3.10 or newer
#   OPENAPI               Statsig's OpenAPI document, for `make contract`; `make check` compares the contract with it

STACK = $(if $(value STATSIG_CONSOLE_KEY),live,dev)
PYTHON =
ARGS =
OPENAPI =

BIN = .venv/bin
YES = $(if $(filter dev,$(STACK)),--yes)

# A shell with the Pulumi command line and a stack of this checkout, in .pulumi-state.
IN_STACK = $(IN_ENV); $(LIVE) mkdir -p .pulumi-state; pulumi stack select --create $(STACK) >&2
IN_ENV = set -eu; lines=$$($(BIN)/python tools/pulumi_cli.py env $(STACK)); eval "$$lines"

LIVE = $(if $(filter dev,$(STACK)),,echo 'stack $(STACK): at Statsig itself (STACK=dev is the emulator)' >&2;)

.DEFAULT_GOAL = help
.PHONY: help up preview down env test long browser soak faults variants fuzz audit check bench docs coverage contract clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 16

up: .venv/installed ## set everything up, then `pulumi up` on the program in this folder, against the emulator
	@$(IN_STACK); pulumi up $(YES) --stack $(STACK) $(ARGS)

preview: .venv/installed ## what `make up` would change
	@$(IN_STACK); pulumi preview --diff --stack $(STACK) $(ARGS)

down: .venv/installed ## destroy what `make up` made
	@$(IN_STACK); pulumi destroy $(YES) --stack $(STACK) $(ARGS)

env: .venv/installed ## print what makes this shell ready for a plain `pulumi`: eval "$(make -s env)"
	@$(IN_STACK); printf '%s\n' "$$lines"

# Only tests/live may reach a real project, with a key of its own. Hundreds of Pythons are started, which are to compile
# the package once between them.
IN_TEST = $(IN_ENV); unset STATSIG_CONSOLE_KEY STATSIG_API_URL PYTHONDONTWRITEBYTECODE
IN_PARALLEL = -n logical --dist worksteal

test: .venv/installed-dev ## the suite, through the real engine: all but `make long` and `make browser`
	@$(IN_TEST); $(if $(ARGS),,rm -rf .trace;) \
	$(BIN)/python -m pytest $(IN_PARALLEL) $(or $(ARGS),$(TRACED))

long: .venv/installed-dev ## what `make test` has a sample of, at length: all fields, a thousand objects, long lives
	@$(IN_TEST); $(BIN)/python -m pytest -m long $(IN_PARALLEL) $(ARGS)

# A run of the whole suite notes the operations that each test uses, and compares them with docs/coverage.md.
TRACED = --trace-operations=.trace && $(BIN)/python tools/coverage.py --check-run

AS_ROOT = $$(test "$$(id -u)" = 0 || echo sudo)

browser: .venv/installed-dev ## the tests of pages, in Chromium, which is installed where there is none (Debian, Ubuntu)
	@command -v chromedriver >/dev/null || { $(AS_ROOT) apt-get update -q && \
	$(AS_ROOT) apt-get install -y -q chromium chromium-driver; } >&2
	@$(BIN)/python -m pytest -m browser tests/report $(ARGS)

SEQUENCES = 5000
SEED = 0

soak: .venv/installed-dev ## hours of random lives of stacks, with faults and kills: make soak SEQUENCES=5000 SEED=7
	@$(IN_TEST); \
	SOAK_SEQUENCES=$(SEQUENCES) $(BIN)/python -m pytest tests/unit/test_soak.py -q -s --hypothesis-seed=$(SEED) $(ARGS) \
	| grep -v '^statsig: '

# What was tried is in the table, also where something failed.
faults: .venv/installed-dev ## every fault at every operation, and two runs at once: writes docs/reliability.md
	@$(IN_TEST); results=$$(mktemp -d); failed=0; \
	FAULTS_RESULTS=$$results $(BIN)/python -m pytest -m 'engine and long' tests/integration/test_faults.py \
	tests/integration/test_faults_two_runs.py -q -n logical $(ARGS) || failed=1; \
	$(BIN)/python -m tests.faults.table $$results; rm -r $$results; exit $$failed

MIXES = 200
FIELDS = 2

variants: .venv/installed-dev ## lives of every kind on servers that differ: make variants MIXES=200 FIELDS=2 SEED=7
	@$(IN_TEST); \
	VARIANTS_SEED=$(SEED) VARIANTS_MIXES=$(MIXES) VARIANTS_FIELDS=$(FIELDS) \
	$(BIN)/python -m pytest tests/variants -q -n logical $(ARGS)

SECONDS = 300

fuzz: .venv/installed-fuzz ## coverage-guided fuzzing, without an end to what it finds: make fuzz SECONDS=300 SEED=7
	@unset STATSIG_CONSOLE_KEY STATSIG_API_URL; \
	$(BIN)/python -m tests.fuzz --seconds=$(SECONDS) --seed=$(SEED) $(ARGS)

audit: .venv/installed-dev ## known vulnerabilities of what the package installs; needs the network
	@$(BIN)/python -m pip --disable-pip-version-check freeze --exclude-editable | \
	$(BIN)/python -m pip_audit --strict --no-deps --disable-pip --progress-spinner off --requirement /dev/stdin $(ARGS)

check: .venv/installed-dev ## lint, formatting, types, import layers, and whether what is generated is up to date
	@failed=; run() { echo "== $$*"; "$(BIN)/$$@" || failed="$$failed\n  $$*"; }; \
	run ruff check .; \
	run ruff format --check .; \
	run mypy; \
	run pyright; \
	run lint-imports --no-cache; \
	run python tools/results.py --check; \
	run python tools/functions.py --check; \
	run python -m tools.stubs --check; \
	run python -m tools.reference --check; \
	run python -m tools.policies --check; \
	run python tools/coverage.py --check; \
	run python tools/contract.py --check $(OPENAPI); \
	if [ -n "$$failed" ]; then printf "== failed:$$failed\n" >&2; exit 1; fi

bench: .venv/installed-dev ## what the package costs, beside a provider that does nothing
	@$(IN_ENV); $(BIN)/python -m bench $(ARGS)

docs: .venv/installed-dev ## write what is generated: functions' results and forms for outputs, stubs, docs
	@$(BIN)/python tools/results.py
	@$(BIN)/python tools/functions.py
	@$(BIN)/python -m tools.stubs
	@$(BIN)/python -m tools.reference
	@$(BIN)/python -m tools.policies
	@$(BIN)/python tools/coverage.py

coverage: .venv/installed-dev ## write docs/coverage.md, with what the last whole `make test` exercised
	@$(BIN)/python tools/coverage.py

contract: .venv/installed-dev ## derive the emulator's contract from Statsig's document: make contract OPENAPI=FILE
	@$(BIN)/python tools/contract.py $(OPENAPI)
	@$(BIN)/python tools/results.py

clean: ## remove what the other targets have made; the state of a stack at Statsig itself is kept
	@rm -rf .venv build dist .coverage .fuzz .trace .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@if ls .pulumi-state/.pulumi/stacks/statsig-demo/*.json 2>/dev/null | grep -v /dev.json; \
	then echo 'kept .pulumi-state, because of these stacks' >&2; \
	else rm -rf .pulumi-state .statsig-emulator.db*; fi

# -- the virtual environment -------------------------------------------------------------------------------------------

.venv/installed: pyproject.toml | $(BIN)/python
	@echo 'installing the package into .venv (about half a minute)' >&2
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --editable '.[cli]' >&2
	@touch $@

.venv/installed-dev: pyproject.toml | $(BIN)/python
	@echo 'installing the package and its development tools into .venv (about a minute)' >&2
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --editable '.[cli,policy,dev]' >&2
	@touch $@ .venv/installed

.venv/installed-fuzz: .venv/installed-dev
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --editable '.[fuzz]' >&2
	@touch $@

$(BIN)/python:
	@for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python3.10); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then \
	    echo "making .venv with $$("$$python" --version)" >&2; \
	    "$$python" -m venv --clear .venv && exit; \
	    echo 'could not make .venv; on Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; \
	  fi; \
	done; \
	echo 'Python 3.10 or newer is needed, and none of these is:' \
	  '$(or $(PYTHON),python3, python3.10 to python3.14). Name one with make PYTHON=...' >&2; exit 1
