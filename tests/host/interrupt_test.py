"""Ctrl-C ends one operation of hours, and waiting for input: each program says that it begins, gets SIGINT, and must end."""

import signal
import subprocess
import sys

# Far more than any of them takes to notice; without noticing they take hours.
PATIENCE = 120

HUGE = 'a = (1 << 60000000) - 1; b = (1 << 30000000) + 1'

PROGRAMS = {
    'product': (HUGE, 'for i in range(100000): a * b'),
    'quotient': (HUGE, 'a // b'),
    'remainder': (HUGE, 'a % b'),
    'power': ('', 'pow(3, 1 << 3000, (1 << 30000000) - 1)'),
    'int as text': (HUGE, 'str(a)'),
    'text as int': ('s = "7" * 20000000', 'int(s)'),
    'greatest common divisor': ('import math; ' + HUGE, 'math.gcd(a, b)'),
    'int in base 3': ('s = "2" * 20000000', 'int(s, 3)'),
    'sum of a range': ('', 'sum(range(1 << 60))'),
    'expression that backtracks': ('import re; s = "a" * 5000000', 're.search("a*b", s)'),
    'file without an end': ('f = open("/dev/zero", "rb")', 'while f.read(1 << 20): pass'),
    'source without an end': ('import os', 'exec(open("/dev/zero").read())'),
    'line without an end': ('f = open("/dev/zero", "rb")', 'while f.readline(1 << 24): pass'),
    'input()': ('', 'input()'),
    'sys.stdin': ('', 'sys.stdin.read()'),
    'sleep': ('import time', 'time.sleep(100000)'),
}


def check(kinglet_py, name, before, work):
    program = f'import sys\n{before}\nprint("begin")\nsys.stdout.flush()\n{work}\nprint("done")\n'
    with subprocess.Popen([kinglet_py, '-X', 'heapsize=64M', '-c', program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        try:
            output, errors = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return f'{name}: still running {PATIENCE} s after SIGINT'
    if output or b'KeyboardInterrupt' not in errors:
        return f'{name}: printed {output!r} and {errors[-300:]!r} instead of ending with KeyboardInterrupt'
    return None


def main(kinglet_py):
    # input() would take the closing of standard input for its end, so it stays open until the signal is sent.
    failures = [failure for name, (before, work) in PROGRAMS.items() if (failure := check(kinglet_py, name, before, work))]
    print(f'{len(PROGRAMS) - len(failures)} of {len(PROGRAMS)} end')
    for failure in failures:
        print('FAILED', failure)
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
