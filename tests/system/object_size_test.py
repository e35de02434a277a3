#!/usr/bin/env python3
"""No kind of object takes more of the chip's heap than bench/memory/limits.tsv allows: MicroPython's figure, or one with its reason beside it."""
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} KINGLET")
    words = [sys.executable, os.path.join(ROOT, "bench", "memory", "table.py"), "--check", "--kinglet", sys.argv[1]]
    sys.exit(subprocess.run(words).returncode)
