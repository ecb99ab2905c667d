# LabQueue 检验叫号. `make` alone lists the verbs.
# Needs Debian (12 or newer) and the Swift toolchain; the rest is installed by apt and pip.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help build run test test-swift test-acceptance torture bench fmt lint clean

# What the program is built and runs with.
BUILD_PACKAGES := git make pkg-config zlib1g-dev libsqlite3-dev libespeak-ng-dev \
    libasound2-dev libcups2-dev libpango1.0-dev libcairo2-dev libqrencode-dev libpq-dev \
    fonts-noto-cjk
# The real parts that the tests talk to.
TEST_PACKAGES := $(BUILD_PACKAGES) gcc python3 python3-venv espeak-ng alsa-utils \
    libasound2-plugins cups cups-client cups-ipp-utils cups-filters dbus-daemon avahi-daemon \
    poppler-utils chromium chromium-driver zbar-tools openssl postgresql
# What the benchmarks are measured against.
BENCH_PACKAGES := $(BUILD_PACKAGES) espeak-ng nginx wrk postgresql python3-venv

# RELEASE=1 builds slower and runs faster.
CONFIGURATION := $(if $(RELEASE),release,debug)
LABQUEUE := .build/$(CONFIGURATION)/labqueue
COUNTERPARTIES := .build/$(CONFIGURATION)/counterparties
PORT ?= 8080
MLLP_PORT ?= 2575
# Where the simulated counterparties listen, and the print component of a workstation.
PARTNERS_PORT ?= 9100
PRINT_PORT ?= 13526
DATA ?= demo
# How many acceptance tests run at once.
AT_ONCE ?= 3

# Installs those of the packages in $(1) that are missing; asks the network for nothing else.
define install
	@missing=""; for package in $(1); do \
	    dpkg-query -W -f='$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' \
	        || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	    as=""; [ "$$(id -u)" = 0 ] || as="sudo"; \
	    echo "installing$$missing"; \
	    $$as apt-get update -qq; \
	    $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
	        --no-install-recommends $$missing >/dev/null; \
	fi
endef

help: ## List these verbs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort \
	    | awk -F ':.*## ' '{ printf "  make %-16s %s\n", $$1, $$2 }'

build: ## Build labqueue; RELEASE=1 for a release build
	$(call install,$(BUILD_PACKAGES))
	swift build -c $(CONFIGURATION) --product labqueue

# The counterparties write their addresses and keys to DATA/counterparties.env, where the
# demonstration's settings take them from; they end with the hall.
run: build ## Build and open the demonstration hall at http://127.0.0.1:8080/
	swift build -c $(CONFIGURATION) --product counterparties
	exec {said}< <(exec $(COUNTERPARTIES) --data $(DATA) --port $(PARTNERS_PORT) \
	    --print-port $(PRINT_PORT)); partners=$$!; hall=; \
	trap 'kill $$hall $$partners 2>/dev/null || true; wait' EXIT; \
	trap 'exit 130' INT; trap 'exit 143' TERM; \
	read -r -u $$said; \
	set -a; . $(abspath $(DATA))/counterparties.env; set +a; \
	$(LABQUEUE) serve --demo --data $(DATA) --port $(PORT) --mllp-port $(MLLP_PORT) & hall=$$!; \
	wait $$hall

test: ## Install what the tests need and run them all
	$(call install,$(TEST_PACKAGES))
	swift build --build-tests
	$(MAKE) --no-print-directory test-swift test-acceptance

# A process for each target: tests that wait for a busy thread would hold up those of the others.
SWIFT_TESTS := $(notdir $(wildcard Tests/*Tests))

test-swift: ## Run the Swift tests, built before
	log=$$(mktemp); trap 'rm -f $$log' EXIT; failed=""; for target in $(SWIFT_TESTS); do \
	    echo "== $$target"; \
	    swift test --skip-build --parallel --filter "^$$target\." 2>&1 | tee -a $$log \
	        || failed="$$failed $$target"; \
	done; \
	[ -z "$$failed" ] || { echo "failed:$$failed"; grep -E '✘|error:' $$log || true; exit 1; }

test-acceptance: .venv-test/installed ## Run the tests with real parts against .build/debug/labqueue
	LABQUEUE="$${LABQUEUE:-$(CURDIR)/.build/debug/labqueue}" \
	    .venv-test/bin/python -m pytest Tests/Acceptance -n $(AT_ONCE) $(ONLY)

torture: .venv-test/installed ## Blows on both sides for longer; TORTURE_SEED=N repeats a run
	TORTURE_SHEETS=$${TORTURE_SHEETS:-300} TORTURE_BLOWS=$${TORTURE_BLOWS:-100} \
	    TORTURE_SEED=$${TORTURE_SEED:-$$RANDOM} \
	    LABQUEUE="$${LABQUEUE:-$(CURDIR)/.build/$(CONFIGURATION)/labqueue}" \
	    .venv-test/bin/python -m pytest Tests/Acceptance/test_torture.py \
	    Tests/Acceptance/test_insurance_day.py -n 2 -l $(ONLY)

.venv-test/installed: Tests/Acceptance/requirements.txt
	python=/usr/bin/python3; [ -x $$python ] || python=python3; \
	    $$python -m venv --clear .venv-test
	.venv-test/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

bench: .venv-bench/installed ## Measure and print the ratios
	$(call install,$(BENCH_PACKAGES))
	swift build -c release --product labqueue
	swift run -c release Benchmarks $(ONLY)

.venv-bench/installed: Tests/Benchmarks/peers/requirements.txt
	python=/usr/bin/python3; [ -x $$python ] || python=python3; \
	    $$python -m venv --clear .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

fmt: ## Format the Swift sources
	swift format -i -r Sources Tests Package.swift

lint: ## Check the Swift sources' format
	swift format lint --strict -r Sources Tests Package.swift

clean: ## Remove what was built; the demonstration's data stays
	rm -rf .build .venv-test .pytest_cache
