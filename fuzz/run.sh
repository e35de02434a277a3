#!/usr/bin/env bash
# The long random runs (make fuzz): coverage-guided ones for FUZZ_SECONDS each, then those that ctest runs for a moment with
# fixed seeds. Each is run, whatever the ones before it found.
#   [FUZZ_SECONDS=1800] fuzz/run.sh [SEED]     default: the time
set -eu
cd "$(dirname "$0")/.."
seed=${1:-$(date +%s)}
echo "seed $seed"
report=""
failed=0
try() {
  echo "== $*"
  if "$@"; then report+="passed  $1"$'\n'; else report+="FAILED  $*"$'\n'; failed=1; fi
}
try fuzz/coverage/run.py --seconds "${FUZZ_SECONDS:-1800}"
try build/bin/cpu_vs_qemu --instructions 10000000 --seed "$seed"
try build/bin/syntax_fuzz --runs 2000000 --seed "$seed" tests/support/syntax/corpus.py
try build/bin/compile_fuzz --runs 500000 --seed "$seed" tests/support/syntax/corpus.py tests/python/language/*.py
try build/bin/program_fuzz --runs 20000 --seed "$seed"
try fuzz/deflate_fuzz.py --python build/bin/kinglet-py --runs 50000 --seed "$seed"
try fuzz/run_programs.py --fuzz build/bin/program_fuzz --python build/bin/kinglet-py --programs 200 --seed "$seed"
try fuzz/compare_modules.py --python build/bin/kinglet-py --runs 200 --seed "$seed"
try fuzz/compare_types.py --python build/bin/kinglet-py --runs 500 --seed "$seed"
try tests/python/torture.py --kinglet-py build/sanitize/bin/kinglet-py --only programs --step 20
try build/bin/text_fuzz --runs 5000000 --seed "$seed"
try build/bin/arith_fuzz --runs 1000000 --seed "$seed" build/firmware/arith_test.elf
try build/bin/registers_fuzz --runs 1000000 --seed "$seed"
try build/bin/image_fuzz --runs 3000 --seed "$seed" build/firmware/rom.bin build/firmware/kinglet.bin
try build/bin/serial_fuzz --bytes 10000000 --seed "$seed" build/firmware/rom.bin build/firmware/kinglet.bin
try build/bin/snapshot_fuzz --runs 100000 --seed "$seed" build/firmware/rom.bin build/firmware/kinglet.bin
try build/bin/gdb_fuzz --sessions 20000 --seed "$seed" build/firmware/rom.bin build/firmware/kinglet.bin
try build/bin/power_cut --random 300 --seed "$seed"
try env KINGLET_STORE_ROUNDS=50000 KINGLET_STORE_SEED="$seed" build/bin/unit_python_frontend '--gtest_filter=CodeStoreDamage*'
try build/bin/device_power_cut build/firmware/rom.bin build/firmware/kinglet.bin
try build/bin/loader_fuzz --boards 5000 --seed "$seed" build/firmware/rom.bin
try build/bin/rfc2217_fuzz --runs 5000000 --seed "$seed"
try build/bin/fat_fuzz --runs 200000 --seed "$seed"
try build/bin/littlefs_fuzz --runs 200000 --seed "$seed"
try build/clients/venv/bin/python tests/fs/exchange_test.py --program build/bin/image_program --sequences 3000 --seed "$seed"
try env KINGLET_LONG=1 python3 tests/clients/endurance_test.py build/bin/kinglet
try env KINGLET_LONG=1 python3 tests/clients/mpremote_test.py build/bin/kinglet a_large_file
try env KINGLET_LONG=1 python3 tests/clients/older_tools_test.py build/bin/kinglet
try tests/fs/fat_exchange_test.py --program build/bin/image_program --sequences 1000 --seed "$seed"

printf "%s" "$report"
exit $failed
