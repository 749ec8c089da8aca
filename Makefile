# All set-up happens here: a machine with python3 (3.11 or later), make and git is enough.
# Debian packages are installed for the tests only, and only those that are missing.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# What is imported is compiled when it is; most of what is installed never is.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
# Processes of the tests.
WORKERS ?= 2
# Where packages of other tools are, which the tests hand kg's files to; kg never sees them.
NEIGHBOURS := $(VENV)/neighbours
# Programs that the tests run against, as pairs of a command or file and the Debian package it is in.
PROGRAMS := curl:curl chromium:chromium chromedriver:chromium-driver rapper:raptor2-utils serdi:serdi \
	virtuoso-t:virtuoso-opensource-7 isql-vt:virtuoso-opensource-7-bin node:nodejs \
	/usr/share/nodejs/n3/package.json:node-n3 /usr/share/java/rdf4j-rio-api.jar:librdf4j-java

.PHONY: demo test tests lint bench clean

# Build the graph of the sample pages into exports/.
demo: $(VENV)/.installed
	$(BIN)/kg build tests/data/pages -o exports --replace

# Lint, types and all tests. Types are checked in the time in which tests wait for servers.
test: $(VENV)/.tested $(VENV)/.programs $(NEIGHBOURS)/.installed
	+$(MAKE) --no-print-directory --jobs 2 lint tests

# All tests, real stores and a real browser among them.
tests: $(VENV)/.tested $(VENV)/.programs $(NEIGHBOURS)/.installed
	KG_SERVERS=required $(BIN)/python -m pytest --quiet --numprocesses $(WORKERS) --dist loadfile \
		--no-loadscope-reorder

lint: $(VENV)/.tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	nice -n 5 $(BIN)/mypy

# What reading costs, by length and with workers; kills and hostile inputs. Takes an hour; times are
# those of the processor, ratios of one run.
bench: $(VENV)/.tested
	$(BIN)/python benchmarks/reading.py speed
	$(BIN)/python benchmarks/reading.py growth
	$(BIN)/python benchmarks/reading.py memory
	$(BIN)/python tools/speed_link.py
	$(BIN)/python benchmarks/kills.py 60
	$(BIN)/python benchmarks/fuzz.py 20000

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	$(PYTHON) -m venv $(VENV) || { $(call apt,python3-venv) && $(PYTHON) -m venv --clear $(VENV); }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) --editable .
	touch $@

# axe-core is packed for Playwright; the tests run it by Selenium.
$(VENV)/.tested: pyproject.toml Makefile | $(BIN)/python
	$(PIP) --editable '.[test,stores,lint,pdf]'
	$(PIP) --no-deps axe-playwright-python==0.1.8
	touch $@ $(VENV)/.installed

# Of what the tests' own environment has, nothing is installed twice.
$(NEIGHBOURS)/.installed: tests/neighbours/requirements.txt | $(VENV)/.tested
	$(BIN)/python -m venv --without-pip --clear $(NEIGHBOURS)
	$(BIN)/python -m pip --python $(NEIGHBOURS)/bin/python install --quiet --disable-pip-version-check \
		--only-binary=:all: --no-deps --requirement $<
	$(BIN)/python -c 'import site; print(*site.getsitepackages())' \
		>"$$($(NEIGHBOURS)/bin/python -c 'import site; print(*site.getsitepackages())')/tested.pth"
	touch $@

$(VENV)/.programs: Makefile | $(BIN)/python
	@missing=; for pair in $(PROGRAMS); do \
		command -v $${pair%%:*} >/dev/null || test -e $${pair%%:*} || missing="$$missing $${pair##*:}"; \
	done; \
	if [ -n "$$missing" ]; then $(call apt,$$missing); fi
	touch $@

# Install Debian packages, without questions.
apt = export DEBIAN_FRONTEND=noninteractive; \
	apt-get -qq update && apt-get -qq install --yes --no-install-recommends $(1) </dev/null
