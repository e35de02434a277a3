# bytes are written as text where they are text: MicroPython's programs pass on what hexlify returns.
import json

print(json.dumps([b"1234", bytearray(b"a\xc3\xa9")]))  # expect: ["1234", "a\u00e9"]
try:
    json.dumps(b"\xff")
except TypeError as e:
    print(e)  # expect: Object of type bytes is not JSON serializable
print(json.dumps(b"x", default=len))  # expect: 1
