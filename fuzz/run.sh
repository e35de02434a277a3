#!/usr/bin/env bash
# The long random runs (make fuzz). ctest runs the same programs for a moment with fixed seeds.
#   fuzz/run.sh [SEED]     default: the time
set -eu
cd "$(dirname "$0")/.."
seed=${1:-$(date +%s)}
echo "seed $seed"
build/bin/cpu_vs_qemu --instructions 10000000 --seed "$seed"
build/bin/syntax_fuzz --runs 2000000 --seed "$seed" tests/support/syntax/corpus.py
build/bin/compile_fuzz --runs 500000 --seed "$seed" tests/support/syntax/corpus.py tests/python/language/*.py
build/bin/program_fuzz --runs 20000 --seed "$seed"
fuzz/deflate_fuzz.py --python build/bin/kinglet-py --runs 50000 --seed "$seed"
fuzz/run_programs.py --fuzz build/bin/program_fuzz --python build/bin/kinglet-py --programs 200 --seed "$seed"
fuzz/compare_modules.py --python build/bin/kinglet-py --runs 200 --seed "$seed"
build/bin/text_fuzz --runs 5000000 --seed "$seed"
build/bin/arith_fuzz --runs 1000000 --seed "$seed" build/firmware/arith_test.elf
build/bin/registers_fuzz --runs 1000000 --seed "$seed"
build/bin/image_fuzz --runs 3000 --seed "$seed" build/firmware/rom.bin build/firmware/kinglet.bin
build/bin/serial_fuzz --bytes 10000000 --seed "$seed" build/firmware/rom.bin build/firmware/kinglet.bin
build/bin/power_cut --random 300 --seed "$seed"
build/bin/loader_fuzz --boards 5000 --seed "$seed" build/firmware/rom.bin
build/bin/rfc2217_fuzz --runs 5000000 --seed "$seed"
