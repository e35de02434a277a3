#!/usr/bin/env python3
"""The options of kinglet-py: what they run, sys.argv, sys.path, exit statuses."""
import tempfile
import unittest

import kinglet_py
from kinglet_py import run


class Programs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def test_command(self):
        self.assertEqual(run("-c", "import sys; print(sys.argv)", "a", "-b"), (0, "['-c', 'a', '-b']\n", ""))

    def test_file_knows_its_name(self):
        kinglet_py.write_files(self.folder, {"prog.py": "import sys; print(__name__, __file__, sys.argv)"})
        self.assertEqual(run("prog.py", "x", folder=self.folder), (0, "__main__ prog.py ['prog.py', 'x']\n", ""))

    def test_no_file(self):
        self.assertEqual(run("nothing.py", folder=self.folder).status, 2)

    def test_standard_input_is_a_program(self):
        self.assertEqual(run(text="print(1 + 1)\nraise SystemExit(5)\n"), (5, "2\n", ""))

    def test_exit_statuses(self):
        for program, status in (("pass", 0), ("raise SystemExit", 0), ("raise SystemExit(None)", 0), ("raise SystemExit(3)", 3),
                                ("raise SystemExit('text')", 1), ("1/0", 1), ("(", 1)):
            self.assertEqual(run("-c", program).status, status, program)

    def test_module_along_the_path(self):
        kinglet_py.write_files(self.folder, {"lib/tool.py": "import sys; print(__name__, __file__, sys.argv)",
                                             "lib/pack/__init__.py": "print('init')", "lib/pack/__main__.py": "print(__name__)",
                                             "lib/pack/part.py": "print('part', __name__)"})
        lib = self.folder + "/lib"
        self.assertEqual(run("-m", "tool", "x", MICROPYPATH=lib),
                         (0, "__main__ " + lib + "/tool.py ['tool', 'x']\n", ""))
        self.assertEqual(run("-m", "pack", MICROPYPATH=lib).out, "__main__\n")
        self.assertEqual(run("-m", "pack.part", MICROPYPATH=lib).out, "init\npart __main__\n")
        missing = run("-m", "nothing.here", MICROPYPATH=lib)
        self.assertEqual((missing.status, missing.err), (1, "ImportError: no module named 'nothing.here'\n"))

    def test_micropypath(self):
        program = "import sys; print(sys.path)"
        self.assertEqual(run("-c", program, MICROPYPATH="/a:.frozen:b").out, "['', '/a', '.frozen', 'b']\n")
        self.assertEqual(run("-c", program, MICROPYPATH="~/lib", HOME="/me").out, "['', '/me/lib']\n")
        self.assertEqual(run("-c", program, MICROPYPATH="").out, "['', '']\n")

    def test_compile_only(self):
        self.assertEqual(run("-X", "compile-only", "-c", "print(1)"), (0, "", ""))
        self.assertEqual(run("-X", "compile-only", "-c", "print(").status, 1)

    def test_optimisation(self):
        self.assertEqual(run("-O", "-c", "assert 0; print(__debug__)").out, "False\n")
        self.assertEqual(run("-c", "assert 0").status, 1)

    def test_wrong_usage(self):
        for arguments in (("-Z",), ("-X", "what"), ("-c",), ("-X", "heapsize=lots")):
            self.assertEqual(run(*arguments).status, 2, arguments)

    def test_heap_size(self):
        program = "b = bytearray(1 << 20)"
        self.assertEqual(run("-X", "heapsize=64K", "-c", program).status, 1)
        self.assertEqual(run("-X", "heapsize=2M", "-c", program).status, 0)

    def test_at_exit(self):
        program = "import sys; print(sys.atexit(lambda: print('done')))\n"
        self.assertEqual(run("-c", program), (0, "None\ndone\n", ""))
        self.assertEqual(run("-c", program + "sys.exit(3)"), (3, "None\ndone\n", ""))
        self.assertEqual(run("-c", program + "1/0").out, "None\ndone\n")
        self.assertEqual(run("-c", program + "sys.atexit(None)").out, "None\n")
        self.assertEqual(run("-c", "import sys; sys.atexit(lambda: 1/0)").status, 1)

    def test_exc_info(self):
        program = "import sys\ntry:\n    1/0\nexcept Exception as e:\n    print(sys.exc_info() == (ZeroDivisionError, e, None))\n"
        self.assertEqual(run("-c", program + "print(sys.exc_info())").out, "True\n(None, None, None)\n")

    def test_executable(self):
        self.assertEqual(run("-c", "import sys; print(sys.executable)").out, kinglet_py.PROGRAM + "\n")


if __name__ == "__main__":
    kinglet_py.main()
