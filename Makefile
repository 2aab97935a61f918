# make run      builds the program and starts its screen (ARGS='…' for options)
# make test     all tests
# make check    format, imports between the modules, all tests
# make docs     the page of commands, the manual's list of them and the transcripts, written anew
# make install  program, manual page and shell completions under PREFIX
# Every target gets what it needs first; see scripts/setup.

SWIFT = swift
PREFIX = /usr/local
DESTDIR =
ARGS =

# make's own variables, options and jobs are no business of the compiler.
RUN_SWIFT = env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES $(SWIFT)
SETUP = SWIFT='$(SWIFT)' scripts/setup

# With the Swift library inside, the program starts faster and needs no toolchain beside it.
# (The toolchain's own linker, since the system's warns of a function that Foundation never calls.)
STATIC = $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib -Xswiftc -use-ld=lld)
RELEASE = $(RUN_SWIFT) build -c release $(STATIC) --product chainrule
PROGRAM = .build/release/chainrule
# An import that Package.swift does not declare is an error: the arrows of the house hold.
BUILD_TESTS = $(RUN_SWIFT) build --build-tests --explicit-target-dependency-import-check error
SOURCES = Sources Tests Package.swift $(wildcard Benchmarks)

bin = $(DESTDIR)$(PREFIX)/bin
man = $(DESTDIR)$(PREFIX)/share/man/man1
bash = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zsh = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fish = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d

build:
	@$(SETUP) build
	$(RELEASE)

run:
	@$(SETUP) build
	@$(RELEASE)
	@exec $(PROGRAM) $(ARGS)

test:
	@$(SETUP) test
	$(BUILD_TESTS)
	$(RUN_SWIFT) test --skip-build

check: lint test

lint:
	@$(SETUP) build
	$(RUN_SWIFT) format lint --strict --recursive $(SOURCES)

format:
	@$(SETUP) build
	$(RUN_SWIFT) format --in-place --recursive $(SOURCES)

bench:
	@$(SETUP) build
	$(RUN_SWIFT) run -c release chainrule-bench $(ARGS)

docs:
	@$(SETUP) test
	CHAINRULE_RECORD=1 $(RUN_SWIFT) test --filter CommandsTests

# The peers of docs/performance.md, in a Python environment of their own, and OpenBLAS.
# A peer that cannot be had is left out: setup says what it lacks, and the comparison goes on.
PEERS = .build/peers/bin/python
peers:
	@$(SETUP) build
	@$(SETUP) peers || true
	python3 -m venv .build/peers
	.build/peers/bin/pip install --quiet -r Benchmarks/peers/requirements.txt

bench-peers: peers
	$(RUN_SWIFT) build -c release --product chainrule-bench
	$(PEERS) Benchmarks/peers/run.py .build/release/chainrule-bench $(ARGS)

# The screen's own delays, from outside; needs no more than Python.
bench-screen: build
	python3 Benchmarks/screen.py $(ARGS) $(PROGRAM)

# Whole processes, their start included.
bench-job: build peers
	$(PEERS) Benchmarks/peers/job.py $(PROGRAM) $(ARGS)

# No code for newer processors may leak out of its module, or old ones would crash.
check-kernels:
	@$(SETUP) build
	$(RUN_SWIFT) build -c release --product chainrule-bench
	! nm .build/release/KernelsAVX2.build/*.o | grep ' [Ww] ' | grep -v KernelsAVX2
	! nm .build/release/KernelsAVX512.build/*.o | grep ' [Ww] ' | grep -v KernelsAVX512

install: build
	install -d '$(bin)' '$(man)' '$(bash)' '$(zsh)' '$(fish)'
	install -m 755 $(PROGRAM) '$(bin)/chainrule'
	install -m 644 docs/chainrule.1 '$(man)/chainrule.1'
	$(PROGRAM) --generate-completion-script bash >'$(bash)/chainrule'
	$(PROGRAM) --generate-completion-script zsh >'$(zsh)/_chainrule'
	$(PROGRAM) --generate-completion-script fish >'$(fish)/chainrule.fish'

uninstall:
	rm -f '$(bin)/chainrule' '$(man)/chainrule.1' '$(bash)/chainrule' '$(zsh)/_chainrule' '$(fish)/chainrule.fish'

clean:
	rm -rf .build

# The accuracies that the documents quote, mean of five seeds.
accuracy: build
	python3 Benchmarks/accuracy.py --program $(PROGRAM)

.PHONY: build run test check lint format bench peers bench-peers bench-job bench-screen check-kernels accuracy docs install uninstall clean
