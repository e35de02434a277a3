import sys
print(sys.implementation.name)  # expect: micropython
print(sys.implementation[0] == sys.implementation.name)  # expect: True
print(sys.implementation.version[:2])  # expect: (1, 29)
print(sys.version_info)  # expect: (3, 4, 0)
print("Kinglet" in sys.implementation._machine)  # expect: True
try:
    raise ValueError("shown")
except ValueError as e:
    class File:
        text = ""
        def write(self, s):
            self.text += s
    f = File()
    sys.print_exception(e, f)
    lines = f.text.split("\n")
    print(lines[0])  # expect: Traceback (most recent call last):
    print(lines[-2])  # expect: ValueError: shown
