# Plain targets over the go command. `make help` lists them.

# The wildcard leaves out testdata.
PACKAGES := ./... ./testdata/corpus/...
FUZZTIME ?= 10s

# Other modules of the repository but those that need a C++ compiler, or compile for minutes: make duckdb and fleet-test see to them.
MODULES    = $(filter-out bench/duckdb fleet fleet/sql,$(patsubst %/go.mod,%,$(wildcard */go.mod */*/go.mod)))

# $(call skip,sentence) says what is not checked here, and fails where everything must be.
skip = echo "$(1)"; [ "$$CNWIRE_REQUIRE_TOOLS" != 1 ] || { echo "CNWIRE_REQUIRE_TOOLS=1 forbids skipping."; exit 1; }

# The profile beside the command makes it faster, and has all that it uses compiled a second time. Tests need neither.
vet vetall cross test properties deeptest race test386 modules duckdb fleet-test fleet-judged: export GOFLAGS := $(shell go env GOFLAGS) -pgo=off

.PHONY: help install dist dist-test man build check deep fmt vet vetall cross tools test properties deeptest race test386 modules modules-test web web-test fuzz fuzzcover promote attack mutate duckdb fleet-test fleet-beam fleet-sql fleet-judged bench counts pgo gen abi corpus taps tap heldout cover

## help: this list
help:
	@sed -n 's/^## //p' Makefile

# What --version says, where go build cannot ask git, or who makes a package knows better.
BUILD   = github.com/cnwire/cnwire/internal/build
VERSION =
COMMIT  = $(shell git rev-parse HEAD 2>/dev/null)
DATE    = $(shell TZ=UTC git log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd 2>/dev/null)

## build: the command, as bin/cnwire
build:
	go build -ldflags '-X $(BUILD).version=$(VERSION) -X $(BUILD).commit=$(COMMIT) -X $(BUILD).date=$(DATE)' -o bin/cnwire ./cmd/cnwire

# Where install puts things; DESTDIR stands in front, for who makes packages.
PREFIX ?= /usr/local

## install: the command, its man pages, completions and texts, below DESTDIR and PREFIX (/usr/local); cnwire wireshark install does the rest
install: build
	rm -rf bin/man && bin/cnwire help --man bin/man
	install -d $(foreach d,bin share/man/man1 share/man/man7 share/bash-completion/completions share/zsh/site-functions share/fish/vendor_completions.d share/doc/cnwire,"$(DESTDIR)$(PREFIX)/$(d)")
	install -m 755 bin/cnwire "$(DESTDIR)$(PREFIX)/bin/cnwire"
	install -m 644 bin/man/man1/* "$(DESTDIR)$(PREFIX)/share/man/man1"
	install -m 644 bin/man/man7/* "$(DESTDIR)$(PREFIX)/share/man/man7"
	bin/cnwire completion bash >"$(DESTDIR)$(PREFIX)/share/bash-completion/completions/cnwire"
	bin/cnwire completion zsh >"$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_cnwire"
	bin/cnwire completion fish >"$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/cnwire.fish"
	install -m 644 LICENSE README.md CHANGELOG.md "$(DESTDIR)$(PREFIX)/share/doc/cnwire"

## dist: what is given away, as dist/: static archives for eight kinds of machines, .deb and .rpm, what is inside each (CycloneDX), SHA256SUMS
dist:
	rm -rf dist
	go run ./internal/dist dist

## dist-test: for this machine dist twice, in two folders, byte for byte the same; its .deb and .rpm installed into roots of their own, and run; the image's program alone in one
dist-test:
	internal/dist/test.sh

## man: the man pages, as bin/man; SOURCE_DATE_EPOCH, or the commit, says of which day
man:
	go run ./cmd/cnwire help --man bin/man

## check: what to run before and behind a change: fmt, vet, tools, test and modules
check: fmt vet tools test modules
	@echo "All checks passed. What takes longer is make deep."

## deep: what takes longer: vetall, cross, tools, properties, deeptest, race and test386
deep: vetall cross tools properties deeptest race test386
	@echo "All deep checks passed."

## fmt: gofmt has nothing to say
fmt:
	@files=$$(gofmt -l .); [ -z "$$files" ] || { echo "gofmt has something to say of:" $$files; exit 1; }

## vet: go vet
vet:
	go vet $(PACKAGES)

## vetall: go vet as for other machines: big-endian, and of 32 bits
vetall:
	GOOS=linux GOARCH=s390x go vet $(PACKAGES)
	GOOS=linux GOARCH=386 go vet $(PACKAGES)

## cross: it compiles for Windows, macOS and browsers, and for macOS so do the tests
cross:
	GOOS=js GOARCH=wasm go vet -trimpath ./cmd/cnwire-wasm ./analysis/browser ./report ./internal/inorder
	GOOS=windows GOARCH=amd64 go build -buildvcs=false $(PACKAGES)
	GOOS=darwin GOARCH=arm64 go vet $(PACKAGES)

## tools: says which tests will skip
tools:
	@command -v tshark >/dev/null || { $(call skip,tshark is not installed: the comparisons with it are skipped.); }
	@for tool in tcpdump xxd hexdump python3 xz node rustc protoc dot mandoc bash zsh fish; do \
		command -v $$tool >/dev/null || { $(call skip,$$tool is not installed: the comparisons with it are skipped.); }; \
	done
	@command -v $$(go env CC) >/dev/null || { $(call skip,There is no C compiler: the comparisons with the installed kernel headers are skipped.); }

# Tests make much garbage, and have more memory than a command that reads a stream may use.
test properties deeptest race test386 fleet-test: export GOGC = 400

# Some tests wait for others, or for the connector, so that more run at once than there are processors; the package that takes longest comes first.

## test: all tests, also those that ask other programs
test:
	go test -count=1 -p 4 -parallel 6 ./cmd/cnwire $(PACKAGES)

## properties: the property tests, at length
properties:
	RAPID_CHECKS=100000 go run ./internal/longer properties go test -count=1 -timeout 20m

## deeptest: the tests that try a share of all there is, with all of it: every cut and flipped bit of the attacks
deeptest:
	CNWIRE_DEEP=1 go run ./internal/longer deep go test -count=1 -timeout 20m

# With -short rapid makes a fifth of its checks, 100: what is drawn hardly tells a race, or a smaller integer, and properties draws more.

# Tests of one goroutine that read or change much: the race detector has nothing to see there, and takes minutes.
UNRACED = TestEveryFlippedBit TestEachByteHasOneField TestLongest TestProcessesBounded TestTerminalWidth TestCorpusCuts

## race: the tests under the race detector, where cgo works, a share of what there is; no comparison with other programs again
race:
	@if CGO_ENABLED=1 go test -race -run '^$$' ./internal/needs >/dev/null 2>&1; then \
		echo "RAPID_CHECKS=500 go test -short -race $(PACKAGES)"; \
		CGO_ENABLED=1 GORACE=atexit_sleep_ms=0 RAPID_CHECKS=500 go test -count=1 -short -race -timeout 20m -skip '^($(subst $(eval) ,|,$(strip $(UNRACED))))$$' $(PACKAGES); \
	else \
		$(call skip,The race detector does not work here: the tests under it are skipped.); \
	fi

## test386: the tests with 32-bit integers, where such programs run; no comparison with other programs again
test386:
	@if CGO_ENABLED=0 GOOS=linux GOARCH=386 go test -run '^$$' ./internal/needs >/dev/null 2>&1; then \
		echo "CNWIRE_DEEP=1 RAPID_CHECKS=500 GOARCH=386 go test -short $(PACKAGES)"; \
		CGO_ENABLED=0 GOOS=linux GOARCH=386 CNWIRE_DEEP=1 RAPID_CHECKS=500 go test -count=1 -short -timeout 20m $(PACKAGES); \
	else \
		$(call skip,This machine does not run 386 programs: the tests with 32-bit integers are skipped.); \
	fi

## modules: go vet in the other modules, and the tests of the layers for gopacket's fork and of the one that shows how to fuzz
modules:
	@for dir in $(MODULES); do echo "cd $$dir && go vet ./..."; (cd $$dir && go vet ./...) || exit 1; done
	cd fuzz/example && go test -count=1 ./...
	cd layers/fork && RAPID_CHECKS=100 go test -count=1 -short ./...

# Compilers that come from npm go into a folder that is removed again.

## modules-test: modules/ with what npm has to compile it: Kaitai Struct and TypeScript
modules-test:
	@folder=$$(mktemp -d) && trap 'rm -rf '$$folder EXIT && cp modules/npm/*.json $$folder && \
	(cd $$folder && npm ci --no-audit --no-fund --ignore-scripts) && CNWIRE_NODE_MODULES=$$folder/node_modules go test -count=1 ./modules

## web: what people see of cnwire report, web/ and cmd/cnwire-wasm to report/page/assets, and the page into which captures are dropped, web/dist/index.html: needs node and npm
web:
	go run ./internal/wasm build
	cd web && npm ci --no-audit --no-fund --ignore-scripts && npm run build
	mkdir -p web/dist && go run ./internal/wasm page web/dist/index.html

CHROMIUM ?= $(shell command -v chromium)

## web-test: report/page/assets is what web/ builds, and the pages work in Chromium; says whether the WebAssembly is of the sources here; screenshots go to CNWIRE_SCREENSHOTS, if it names a folder
web-test:
	go run ./internal/wasm check
	@if command -v npm >/dev/null && [ -n "$(CHROMIUM)" ]; then \
		folder=$$(mktemp -d) && trap 'rm -rf '$$folder EXIT && mkdir -p $$folder/report/page && cp -r web $$folder/web && rm -rf $$folder/web/node_modules && \
		(cd $$folder/web && npm ci --no-audit --no-fund --ignore-scripts && npm run build) && \
		for file in report.js report.css worker.js; do cmp report/page/assets/$$file $$folder/report/page/assets/$$file || exit 1; done && \
		go run ./internal/wasm page $$folder/index.html && go build -o $$folder/cnwire ./cmd/cnwire && cd $$folder/web && \
		CNWIRE=$$folder/cnwire CNWIRE_DROP=$$folder/index.html CNWIRE_CAPTURES=$(CURDIR)/testdata/corpus/captures CNWIRE_CASES=$(CURDIR)/cmd/cnwire/testdata/cases CNWIRE_CHROMIUM=$(CHROMIUM) node --test test/; \
	else \
		$(call skip,npm or chromium is not installed: the page of cnwire report is not opened.); \
	fi

## fuzz: every fuzz target for FUZZTIME (10s)
fuzz:
	@count=0; \
	for package in $$(go list $(PACKAGES)); do \
		list=$$(go test -list '^Fuzz' $$package) || { echo "$$list"; exit 1; }; \
		for target in $$(echo "$$list" | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			sh fuzz/run.sh $$package $$target $(FUZZTIME) || exit 1; \
			count=$$((count + 1)); \
		done; \
	done; \
	[ $$count -gt 0 ] || { echo "There is no fuzz target."; exit 1; }; \
	echo "$$count fuzz targets, $(FUZZTIME) each."

# The share of each package's statements in a coverage profile.
SHARES = NR > 1 { split($$1, at, ":"); d = at[1]; sub("/[^/]*$$", "", d); sub("github.com/cnwire/cnwire/", "", d); all[d] += $$2; if ($$3 > 0) hit[d] += $$2 } \
	END { printf "%-16s", target; for (i = 1; i <= split("codec layers pcap pcap/hexdump spec/genealogy analysis analysis/output", ds, " "); i++) if (hit[ds[i]] > 0) printf " %s %.0f%%", ds[i], 100 * hit[ds[i]] / all[ds[i]]; print "" }

## fuzzcover: how much of each package every fuzz target reaches with its seeds
fuzzcover:
	@mkdir -p bin
	@for package in $$(go list $(PACKAGES)); do \
		list=$$(go test -list '^Fuzz' $$package) || { echo "$$list"; exit 1; }; \
		for target in $$(echo "$$list" | grep '^Fuzz'); do \
			go test -count=1 -run "^$$target\$$" -coverpkg=./codec,./layers,./pcap/...,./spec/...,./analysis/... -coverprofile=bin/fuzz.out $$package >/dev/null || exit 1; \
			awk -v target=$$target '$(SHARES)' bin/fuzz.out; \
		done; \
	done

## promote: CRASH=file NAME=a-name WHY='what it is': a fuzz crash becomes a case
promote:
	go run ./fuzz/promote -name '$(NAME)' -why '$(WHY)' '$(CRASH)'

## attack: every cut, every value of every byte and every odd length of each kind of message
attack:
	@echo "CNWIRE_ATTACK=all go test -run Attack -v ./fuzz"; \
	out=$$(CNWIRE_ATTACK=all go test -count=1 -timeout 60m -run Attack -v ./fuzz) || { echo "$$out" | grep -v '^ *===\|^ *--- PASS'; exit 1; }; \
	echo "$$out" | grep -E '^(---|ok)|inputs'

# The packages whose tests are tested. Property tests run a few cases for each mutant.
MUTATED  = codec spec spec/genealogy pcap
GREMLINS = github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0

## mutate: the tests against small changes of the code; MUTATED=codec for one package
mutate:
	@for package in $(MUTATED); do \
		RAPID_CHECKS=100 go run $(GREMLINS) unleash --workers 1 --timeout-coefficient 20 --exclude-files _test.go -S l ./$$package || exit 1; \
	done
	RAPID_CHECKS=100 go run ./internal/mutate $(addprefix ./,$(MUTATED))

## duckdb: what export writes, asked with DuckDB: needs a C++ compiler
duckdb:
	cd bench/duckdb && go vet ./... && go test -count=1 ./...

# Both modules at once, and of each the packages: while one is linked, or waits for a server, another one is tested. No test depends on how long another takes.

## fleet-test: captures of a made fleet through Apache Beam, held against cnwire export and the truth, and asked in DuckDB and ClickHouse: needs a C++ compiler; the first build is minutes
fleet-test:
	@$(MAKE) --no-print-directory -j 2 fleet-beam fleet-sql

fleet-beam:
	cd fleet && go vet ./... && go test -count=1 ./...

fleet-sql:
	cd fleet/sql && go vet ./... && go test -count=1 ./...

## fleet-judged: the same with 1 000 hosts and 10 million messages, row by row, while steps fail at random: half an hour of two processors and 10 GB in TMPDIR
fleet-judged:
	cd fleet/sql && go test -count=1 -v -timeout 6h -run TestJudged . -hosts 1000 -events 8500 -buckets 64 -faults 1000

## bench: benchmarks, here and against other decoders, and the tables of BENCHMARKS.md; CNWIRE_OLD=BINARY compares the commands with an older cnwire
bench:
	go test -run '^$$' -bench . -benchmem $(patsubst %,./%/...,$(wildcard codec layers pcap analysis cmd))
	@if [ -f bench/go.mod ]; then cd bench && go test -run '^$$' -bench . -benchmem . && go run . -match '(EXIT|FORK)/(codec|c|layers)$$' && go run ./commands; fi

## counts: how many instructions a frame takes, against internal/counts/counts.txt, which WRITE=1 writes anew: needs valgrind
counts:
	@if command -v valgrind >/dev/null; then \
		folder=$$(mktemp -d) && trap 'rm -rf '$$folder EXIT && go build -o $$folder/counts ./internal/counts && $$folder/counts $(if $(WRITE),-write); \
	else \
		$(call skip,valgrind is not installed: instructions are not counted.); \
	fi

## pgo: measure anew where the time goes, for the compiler: cmd/cnwire/default.pgo
pgo:
	go run ./internal/counts -profile cmd/cnwire/default.pgo

## gen: rewrite what derives from the tables
gen:
	go run ./internal/gen

## abi: HEADERS=DIR (/usr/include): what the table does not know yet of a kernel's UAPI headers
abi:
	go run ./internal/headers $(HEADERS)

# KERNEL=amd64-7.3 makes those of one, "amd64-7.3 live" those of two; without it all are made: about a minute each on an idle machine, several on a busy one.

## corpus: make the captures of testdata/corpus again, or those of KERNEL=amd64-7.3; root, Debian, half an hour
corpus:
	go run ./internal/rig $(KERNEL)

## taps: the captures of testdata/corpus/taps again, of kernels as they are shipped, or those of KERNEL=amd64-7.3; root, Debian
taps:
	go run ./internal/rig -stock $(or $(KERNEL),amd64-5.10 amd64-6.1 amd64-6.12 amd64-7.2 amd64-7.3 arm64-6.1 ppc64el-6.1 riscv64-6.12 s390x-6.1)

# Which kernels, of those of the corpus, and which scenarios.
TAP      = amd64-6.1 amd64-6.12
TAPSHOWS =

## tap: record/tap in guests, by its own tests and held against nlmon; root, Debian, some minutes; TAP=amd64-6.1 TAPSHOWS=wrong,w1 for less
tap:
	go run ./internal/rig -tap $(if $(TAPSHOWS),-only $(TAPSHOWS)) $(TAP)

## heldout: guests in which traffic of all users is drawn, and each value that cnwire reads of it held against vectors/decoder.py; root, Debian, some minutes each; HELDOUT=amd64-5.10 for one
HELDOUT = amd64-5.10 amd64-7.3 s390x-6.1
heldout:
	go run ./internal/rig -heldout $(HELDOUT)

## cover: how much of each function the tests reach
cover:
	@mkdir -p bin
	go test -coverpkg=./... -coverprofile=bin/cover.out $(PACKAGES)
	go tool cover -func=bin/cover.out
