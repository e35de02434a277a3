#!/usr/bin/env python3
"""What single operations cost on the chip, against the table of docs/vm.md (bench/costs.py has the operations)."""
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

if __name__ == "__main__":
    sys.exit(subprocess.run([sys.executable, os.path.join(ROOT, "bench", "costs.py"), "--check"]).returncode)
