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
	$(RUN_SWIFT) test

check: lint
	@$(SETUP) test
	$(RUN_SWIFT) build --build-tests --explicit-target-dependency-import-check error
	$(RUN_SWIFT) test

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

.PHONY: build run test check lint format bench docs install uninstall clean
