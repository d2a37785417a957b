# Everything that people and machines do with this repository. `make` alone lists it.
# Versions of tools are pinned here, and nowhere else. A recipe has at most five lines; what needs more is a Go program.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL: # the compilers and test runners use every core themselves
MAKEFLAGS += --no-print-directory

VERSION ?= $(shell git describe --always --dirty --tags 2>/dev/null || echo dev)
GOBUILD := go build -trimpath -ldflags "-X main.Version=$(VERSION)"
UI := coordinator/internal/dashboard/ui
DIST := coordinator/internal/dashboard/dist
CONTRACTS := treasury/contracts
GENERATED := proto/quire $(CONTRACTS)/abi $(CONTRACTS)/bindings

TOOLS := $(CURDIR)/bin/tools
# slither; its version is in requirements.txt, with those of the many packages it needs.
PYTOOLS := $(CURDIR)/bin/python
BUF := github.com/bufbuild/buf/cmd/buf@v1.75.0
PROTOC_GEN_GO := google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.12
PROTOC_GEN_CONNECT := connectrpc.com/connect/cmd/protoc-gen-connect-go@v1.21.1
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
NPM_CI := npm ci --ignore-scripts --no-audit --no-fund
# forge comes with npm ci, as a package of the platform; elsewhere the one on the PATH is used.
FORGE_BIN = $(or $(firstword $(patsubst $(CONTRACTS)/%,%,$(wildcard $(CONTRACTS)/node_modules/@foundry-rs/forge-*/bin/forge))),forge)
FORGE = cd $(CONTRACTS) && $(FORGE_BIN)

# How long benchmarks and fuzz targets run, each.
BENCHTIME ?= 200ms
FUZZTIME ?= 10s
# Seeds of make chaos.
SEEDS ?= 1
SEED ?= 1
# Arguments of make demo, for example ARGS=--once.
ARGS ?=

##@ Use

help: ## list what can be made
	@awk -F ':.*## ' '/^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z0-9-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ready ui ## build bin/coordinator, bin/trainer and bin/treasury
	CGO_ENABLED=0 $(GOBUILD) -o bin/coordinator ./coordinator
	CGO_ENABLED=0 $(GOBUILD) -o bin/treasury ./treasury
	$(GOBUILD) -o bin/trainer ./trainer

demo: build ## run a whole campaign on this machine: pledge, train, settle, claim; ARGS=--once ends by itself
	go build -o bin/ ./demo ./trainer/internal/cheat
	bin/demo $(ARGS)

##@ Check

test: ready test-go test-contracts test-ui charts ## run every test

check: ready fmt-check tidy generate ## see that code is formatted, tidy, and freshly generated
	@git diff --exit-code --stat -- $(GENERATED) && test -z "$$(git ls-files --others --exclude-standard -- $(GENERATED))" || \
		{ echo 'make: the files above are not what the sources generate: run make generate and commit them' >&2; exit 1; }
	@echo 'check: generated code is fresh'

# staticcheck looks for mistakes only: what is good style is said in tidy_test.go.
lint: $(TOOLS)/made ## look for mistakes: go vet, staticcheck, buf lint
	go vet ./...
	go run $(STATICCHECK) -checks 'SA*,S1*,U1*' $$(go list ./... | grep -v /bindings/)
	cd proto && $(TOOLS)/buf lint

tidy: ## hold the source to the rules in tidy_test.go, and go.mod to the source
	go test .
	go mod tidy -diff
	cd charts/check && go mod tidy -diff

bench: ## compare the kernels with OpenBLAS and the processor's peak, whole steps included; then run the benchmarks
	go run ./trainer/model/bench
	go test -run '^$$' -bench . -benchtime $(BENCHTIME) ./kernels ./trainer/model ./trainer/replay ./coordinator/internal/bell ./coordinator/internal/blob ./coordinator/internal/engine

simulate: ## play SEEDS campaigns of the pure core, without servers or time, from SEED on
	QUIRE_SEEDS=$(SEEDS) QUIRE_SEED=$(SEED) go test -count 1 -v -run TestSimulatedCampaigns ./coordinator/ledger

chaos: ## disturb whole campaigns, SEEDS of them from SEED on, and check that nothing is lost or paid twice
	CGO_ENABLED=0 $(GOBUILD) -o bin/coordinator ./coordinator
	$(GOBUILD) -o bin/trainer ./trainer
	CGO_ENABLED=0 go build -o bin/chaos ./coordinator/chaos
	bin/chaos --bin bin --seeds $(SEEDS) --seed $(SEED)

arm64: ## test the paths for 64-bit ARM in an emulator, if a cross compiler and qemu are there
	@if ! { command -v aarch64-linux-gnu-gcc && command -v qemu-aarch64; } >/dev/null; then \
		echo 'arm64: skipped: it needs gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user'; exit 0; fi; \
	for p in kernels trainer/model; do \
		CGO_ENABLED=1 GOARCH=arm64 CC=aarch64-linux-gnu-gcc go test -short -exec 'qemu-aarch64 -L /usr/aarch64-linux-gnu' ./$$p; done

cuda: ## compile the CUDA kernels to PTX again, with clang 19
	go run ./kernels/cuda/compile

vectors: ## make the tokenizer's test vectors again with the library that defines its format, if Python has it
	@command -v python3 >/dev/null || { echo 'vectors: skipped: python3 is not installed'; exit 0; }; \
	python3 coordinator/tokenizer/vectors.py

conformance: ## load exported models with transformers and compare logits, if Python has it
	go run ./trainer/conformance

fuzz: ## run every fuzz target for FUZZTIME
	@git grep -o 'func Fuzz[A-Za-z0-9]*' -- '*_test.go' | while IFS=: read -r file name; do \
		echo "fuzz: $$(dirname $$file) $${name#func }"; \
		go test -run '^$$' -fuzz "^$${name#func }\$$" -fuzztime $(FUZZTIME) ./$$(dirname $$file); \
	done

##@ Change

fmt: $(TOOLS)/made $(CONTRACTS)/node_modules/.package-lock.json ## format Go, protobuf and Solidity
	git ls-files -z '*.go' ':!$(CONTRACTS)/bindings' | xargs -0 gofmt -l -w
	cd proto && $(TOOLS)/buf format -w
	$(FORGE) fmt

generate: proto contracts ## make generated code again

proto: $(TOOLS)/made ## make Go from proto/
	cd proto && PATH="$(TOOLS):$$PATH" buf generate

contracts: $(CONTRACTS)/node_modules/.package-lock.json ## compile the contracts and make their Go bindings
	$(FORGE) build --skip test
	go run ./$(CONTRACTS)/genbind -out $(CONTRACTS)/out

##@ Parts

test-go: ## vet and test the Go code
	go vet ./...
	go test -timeout 20m ./...

test-contracts: $(CONTRACTS)/node_modules/.package-lock.json ## test the contracts
	$(FORGE) test

nightly: $(CONTRACTS)/node_modules/.package-lock.json ## test the contracts with a million calls and 10,000 inputs each, from a new seed or SEED
	cd $(CONTRACTS) && FOUNDRY_PROFILE=nightly $(FORGE_BIN) test --fuzz-seed $(or $(SEED),0x$(shell date +%s))

mutants: $(CONTRACTS)/node_modules/.package-lock.json ## test the contracts' invariants: each planted bug has to be found
	go run ./$(CONTRACTS)/mutate -forge $(FORGE_BIN)

gas: $(CONTRACTS)/node_modules/.package-lock.json ## measure what every action of the contracts costs, which test-contracts checks
	cd $(CONTRACTS) && FORGE_SNAPSHOT_CHECK=false FORGE_SNAPSHOT_EMIT=true $(FORGE_BIN) test --match-contract GasTest

slither: $(CONTRACTS)/node_modules/.package-lock.json $(PYTOOLS)/made ## look for mistakes in the contracts with slither, if Python is there; fails at medium
	cd $(CONTRACTS) && PATH="$(PYTOOLS)/bin:$(dir $(abspath $(CONTRACTS)/$(FORGE_BIN))):$$PATH" slither . --filter-paths 'node_modules|test/' --exclude-low --exclude-informational --exclude-optimization --fail-medium

test-ui: $(UI)/node_modules/.package-lock.json ## test the dashboard's code
	cd $(UI) && npm test

e2e: $(DIST)/index.html ## look at the dashboard with a headless browser, if there is one
	cd $(UI) && npm run e2e

charts: ## render the Helm chart and check what comes out
	cd charts/check && go vet ./... && go test ./...

ui: $(if $(shell command -v npm),$(DIST)/index.html,ui-without-node) ## build the dashboard into the coordinator
	@echo 'ui: $(if $(shell command -v npm),the dashboard is up to date,left out)'

# Not listed: steps of the above.

ui-without-node:
	@echo 'ui: npm is not installed: the coordinator gets the dashboard that was built last, or a page that says how to build it'

$(DIST)/index.html: $(UI)/node_modules/.package-lock.json $(shell git ls-files $(UI))
	cd $(UI) && npm run build
	@touch $@

%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && $(NPM_CI)
	@touch $@

$(PYTOOLS)/made: $(CONTRACTS)/tools/requirements.txt
	@python3 -c 'import sys, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || \
		{ echo 'make: missing: Python (3.10 or newer, with venv): install it and try again' >&2; exit 1; }
	rm -rf $(PYTOOLS) && python3 -m venv $(PYTOOLS) && $(PYTOOLS)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(TOOLS)/made: Makefile
	@mkdir -p $(TOOLS)
	GOBIN=$(TOOLS) go install $(BUF)
	GOBIN=$(TOOLS) go install $(PROTOC_GEN_GO)
	GOBIN=$(TOOLS) go install $(PROTOC_GEN_CONNECT)
	@touch $@

fmt-check: $(CONTRACTS)/node_modules/.package-lock.json
	@bad=$$(git ls-files -z '*.go' ':!$(CONTRACTS)/bindings' | xargs -0 gofmt -l); \
		if [ -n "$$bad" ]; then echo "make: gofmt would change:" $$bad "- run make fmt" >&2; exit 1; fi
	$(FORGE) fmt --check

# ready says all that is missing at once, before anything is done. Without Node, build and demo do with less.
WITHOUT_NODE := $(filter build demo,$(MAKECMDGOALS))
ready:
	@missing=; command -v go >/dev/null || missing+=' Go (1.26 or newer);'; \
	command -v "$$(go env CC 2>/dev/null || echo cc)" >/dev/null || missing+=' a C compiler (gcc or clang);'; \
	test -n '$(WITHOUT_NODE)' || { command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; } || missing+=' Node.js (20 or newer, with npm);'; \
	test -z "$$missing" || { echo "make: missing:$$missing install it and try again" >&2; exit 1; }

.PHONY: help build demo test check lint tidy bench chaos simulate arm64 cuda vectors conformance fuzz fmt generate proto contracts test-go test-contracts nightly mutants gas slither test-ui e2e charts ui ui-without-node fmt-check ready
