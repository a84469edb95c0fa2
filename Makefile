# The verbs. What they do stands in duizhao/ and tools/; here is no logic.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
export PYTHON

# Names on Debian 12 and 13. The fonts come as Python packages; libharfbuzz-subset0 cuts
# them, and without it each Chinese face costs a PDF 5 to 8 seconds of CPU.
SYSTEM_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
# msgfmt and msgcat are the judges of our catalogs.
TEST_PACKAGES := gettext

INSTALLED := $(VENV)/.installed
INSTALLED_TEST := $(VENV)/.installed-test

.PHONY: all test lint build watch gallery bench fuzz crash review-office lock clean help
.DEFAULT_GOAL := all

all: $(INSTALLED) ## install what is missing, then make every product in build/
	@$(BIN)/duizhao build --update

watch: $(INSTALLED) ## make again whenever a file changes
	@$(BIN)/duizhao build --update --watch

test: $(INSTALLED_TEST) lint ## run the checks of the code, then the tests
	@$(BIN)/python -m pytest -n 2

lint: $(INSTALLED_TEST) ## run the checks of the code alone: style, types, layers
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

gallery: $(INSTALLED) ## draw docs/gallery/ anew: every design in every layout
	@$(BIN)/python tools/gallery.py

bench: $(INSTALLED_TEST) ## measure the speed, beside other programs
	@$(BIN)/python -m benchmarks

fuzz: $(INSTALLED_TEST) ## let gettext judge 100,000 damaged catalogs: half an hour
	@DUIZHAO_FUZZ=50000 $(BIN)/python -m pytest -n 2 --timeout=0 tests/test_po_fuzz.py

crash: $(INSTALLED_TEST) ## kill and fail every command at every step: some minutes
	@$(BIN)/python -m tests.crash_report

review-office: $(INSTALLED_TEST) ## 2,000 edits by a real LibreOffice, both layouts (needs python3-uno)
	@$(BIN)/python -m tests.review_office

lock: ## write the lock files anew, with the newest versions allowed
	@tools/lock.sh

clean: ## empty build/; nothing is lost
	@find build -mindepth 1 ! -path build/.gitignore -delete

help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(INSTALLED): requirements.lock pyproject.toml tools/setup.sh
	@tools/setup.sh $(VENV) "$(SYSTEM_PACKAGES)" requirements.lock
	@touch $@

$(INSTALLED_TEST): $(INSTALLED) requirements-test.lock
	@tools/setup.sh $(VENV) "$(SYSTEM_PACKAGES) $(TEST_PACKAGES)" requirements-test.lock
	@touch $@
