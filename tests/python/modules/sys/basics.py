import sys
print(sys.byteorder, sys.maxsize > 2**29, type(sys.path) is list, type(sys.argv) is list, type(sys.modules) is dict)
print(type(sys.version) is str, sys.version_info[0], type(sys.platform) is str, len(sys.implementation.name) > 3)
n = sys.stdout.write("written\n")
print(n)
sys.stderr.write("")
print("text", file=sys.stderr, end="") if 0 else None
class Capture:
    def __init__(self):
        self.parts = []
    def write(self, s):
        self.parts.append(s)
capture = Capture()
saved = sys.stdout
sys.stdout = capture
print("captured", 1)
sys.stdout = saved
print(capture.parts and "".join(capture.parts))
sys.path.append("somewhere")
print(sys.path[-1])
