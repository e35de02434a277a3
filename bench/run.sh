#!/usr/bin/env bash
# Runs every program of bench/programs on the virtual chip and prints what it cost: instructions and cycles (the same in every run), less those
# of an empty program; and how many million guest instructions the chip did in a second of wall clock, which depends on the machine. If valgrind
# is installed, the instructions of kinglet-py for the same work as well.
set -eu
cd "$(dirname "$0")/.."

empty=$(mktemp --suffix=.py)
trap 'rm -f "$empty"' EXIT
echo pass >"$empty"

figure() { sed -n "s/^stats:.* $1=\([0-9.]*\).*/\1/p" <<<"$2"; }
desktop() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null build/bin/kinglet-py "$1" 2>&1 >/dev/null |
    sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

have_valgrind=$(command -v valgrind || true)
base=$(build/bin/kinglet run --stats "$empty" 2>&1)
base_instructions=$(figure instructions "$base") base_cycles=$(figure cycles "$base")
[ -z "$have_valgrind" ] || base_desktop=$(desktop "$empty")

printf '%-16s %16s %12s %10s' program instructions cycles Minst/s
[ -z "$have_valgrind" ] || printf ' %16s' "desktop"
echo
for program in bench/programs/*.py; do
  stats=$(build/bin/kinglet run --stats "$program" 2>&1 >/dev/null)
  instructions=$(figure instructions "$stats")
  printf '%-16s %16d %12d %10.0f' "$(basename "$program" .py)" $((instructions - base_instructions)) \
    $(($(figure cycles "$stats") - base_cycles)) \
    "$(awk -v n="$instructions" -v ms="$(figure wall_ms "$stats")" 'BEGIN { print n / ms / 1000 }')"
  [ -z "$have_valgrind" ] || printf ' %16d' $(($(desktop "$program") - base_desktop))
  echo
done

# The interpreter alone, without what a program makes of it.
echo
build/bin/cpu_bench 2>/dev/null
