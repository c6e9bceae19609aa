# `make demo` runs the main job, `make test` passes the tests; both install what they need.
PY ?= python3
V := .venv
PIP := $(V)/bin/python -m pip --disable-pip-version-check
ARGS ?=
ENV := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

.PHONY: demo test both soak mutate check axe messages lock bench vendor clean

demo: $(V)/.run
	$(ENV) $(V)/bin/equipoise demo $(ARGS)

test: $(V)/.dev $(V)/.browser
	$(ENV) $(V)/bin/python -m pytest -n 2 --dist worksteal $(ARGS)

# What takes minutes: leases at their full length.
both: $(V)/.browser $(V)/.dev
	$(ENV) $(V)/bin/python -m pytest -n 2 --dist worksteal --both tests/web $(ARGS)

soak: $(V)/.dev
	$(ENV) $(V)/bin/python -m pytest -n 2 --dist worksteal -m soak $(ARGS)

# Small changes to the code that judges, which tests must notice: all takes an hour, KIND=daily_rest minutes.
mutate: $(V)/.dev
	$(ENV) $(V)/bin/python -m tools.mutants $(KIND) $(ARGS)

check: $(V)/.dev
	$(V)/bin/ruff check .
	$(V)/bin/ruff format --check .
	$(V)/bin/mypy
	$(V)/bin/lint-imports
	$(V)/bin/equipoise rules stale

# Every page x role x language x width x theme; `make test` sees each page once.
axe: $(V)/.dev $(V)/.browser
	$(ENV) $(V)/bin/python -m pytest -n 2 --dist worksteal tests/browser -m axe_all $(ARGS)

messages: $(V)/.dev
	$(V)/bin/python -m tools.messages

bench: $(V)/.dev
	$(ENV) $(V)/bin/python -m benchmarks.plan_centres $(ARGS)

# A bare Debian python3 has no venv module: fetch it where that is allowed, else say what is missing.
$(V)/.venv:
	$(PY) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Python 3.11 or newer is needed"; exit 1; }
	$(PY) -m venv $(V) || { rm -rf $(V); \
	  { command -v apt-get && [ "$$(id -u)" = 0 ] && apt-get update -q && apt-get install -y -q python3-venv; } || \
	  { echo "python3 has no venv module: install it (Debian: apt install python3-venv)"; exit 1; }; \
	  $(PY) -m venv $(V); }
	touch $@

$(V)/.run: $(V)/.venv requirements/run.txt pyproject.toml
	$(PIP) install -q --no-deps --require-hashes -r requirements/run.txt
	$(PIP) install -q --no-deps --no-build-isolation -e .
	touch $@

$(V)/.dev: $(V)/.run requirements/dev.txt
	$(PIP) install -q --no-deps --require-hashes -r requirements/dev.txt
	touch $@

# Browser tests need Chromium: fetch it where that is allowed, else they say that they skip.
CHROMIUM := command -v chromium >/dev/null || command -v chromium-browser >/dev/null
$(V)/.browser: | $(V)/.venv
	@$(CHROMIUM) || { \
	  command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && echo "installing Chromium" && \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; \
	} >$(V)/browser.log 2>&1 || true
	@{ $(CHROMIUM); } && touch $@ || \
	  echo "Chromium is not installed and could not be (see $(V)/browser.log): browser tests will be skipped"

# For maintainers; needs uv. The outputs hold hashes and no addresses.
# The locks are whole, so pip looks for nothing else: it would want extras such as pydantic[email] pinned by that name.
COMPILE := UV_CUSTOM_COMPILE_COMMAND='make lock' uv pip compile -q --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links
lock:
	$(COMPILE) pyproject.toml --group build -o requirements/run.txt
	$(COMPILE) --group dev -c requirements/run.txt -o requirements/dev.txt

# For maintainers; needs npm. Only what frontend/vendor.py names is kept, with checksums.
vendor:
	cd frontend && npm install --no-package-lock --ignore-scripts --no-audit --no-fund
	$(PY) frontend/vendor.py

clean:
	rm -rf $(V) demo .pytest_cache .mypy_cache .ruff_cache
