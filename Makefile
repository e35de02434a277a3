# Everything a person or a pipeline asks for. CMake builds; this file only says in which order.
#   make help  prints the targets.

JOBS ?= $(shell nproc)
BUILD = cmake --build
QUIET = --log-level=WARNING

.PHONY: help setup build everything test run bench fuzz size format clean

help:
	@echo "make run      set up, build, run examples/hello on a virtual board"
	@echo "make test     set up, build, run every test"
	@echo "make setup    install what is missing (Debian packages)"
	@echo "make build    the image (build/firmware/kinglet.bin) and the programs (build/bin)"
	@echo "make bench    instructions and times of the benchmarks"
	@echo "make fuzz     libFuzzer on source, repr and numbers (FUZZ_SECONDS=1800 each), then every other random run (fuzz/README.md)"
	@echo "make size     image, IRAM, DRAM and heap against the budgets"
	@echo "make format   clang-format over everything"
	@echo "make clean    remove build/"

setup:
	@tools/setup.sh

# The freezer runs on the desktop and makes part of the image, so it comes first.
build: setup
	@cmake --preset host $(QUIET)
	@$(BUILD) build/host -j$(JOBS) --target freeze
	@cmake --preset firmware $(QUIET) -DKINGLET_FREEZE=$(CURDIR)/build/bin/freeze
	@$(BUILD) build/firmware -j$(JOBS)
	@$(BUILD) build/host -j$(JOBS) --target kinglet --target kinglet-py

run: build
	build/bin/kinglet run -v examples/hello/main.py

# The programs, and everything that tests, measures and fuzzes them.
everything: build
	@$(BUILD) build/host -j$(JOBS)

test: everything
	@tools/clients.sh
	@cmake --preset host-sanitize $(QUIET)
	@$(BUILD) build/sanitize -j$(JOBS)
	@tools/size_report.py build/firmware
	ctest --test-dir build/sanitize --output-on-failure -j$(JOBS)
	ctest --test-dir build/host --output-on-failure -j$(JOBS)

bench: everything
	@bench/run.py $(BENCH)
	@build/bin/cpu_bench 2>/dev/null

# The libFuzzer programs are built by clang, in a folder of their own.
fuzz: everything
	@tools/setup.sh fuzz
	@cmake --preset fuzz $(QUIET)
	@$(BUILD) build/fuzz -j$(JOBS)
	@cmake --preset host-sanitize $(QUIET)
	@$(BUILD) build/sanitize -j$(JOBS) --target kinglet-py
	@fuzz/run.sh

size: build
	@tools/size_report.py build/firmware

format:
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format -i

clean:
	rm -rf build
