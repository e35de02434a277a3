# Text to values.
import json

for text in ("null", " [true , false] ", "0", "-0", "12345678901234567890123", "-2.5", "1e3", "25E-2", '""', '"a\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041"',
             '"\\ud83d\\ude00 \\u20ac"', '"é\U0001f600"', "{}", '{"a": [1, {"b": null}], "c": {}}', '{"a": 1, "a": 2}', "[[[]], {}]", "\t[\r\n1\n]",
             "NaN", "[Infinity, -Infinity]"):
    print(repr(json.loads(text)))
print(json.loads(b'{"\xc3\xa9": 1}'), json.loads(bytearray(b"[1]")))
for text in ("", " ", "nul", "[", "[1", "[1,", "[1,]", "[1 2]", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,}', "{1:2}", '{"a" 1}', '"abc', '"a\nb"', '"\\x"',
             "01", "1.", "-", "+1", ".5", "1e", "]", "[1]]", "[1}", "tru", '{"a":\n [1,\n  x]}', '"é" x'):
    try:
        print("read", json.loads(text))
    except ValueError as e:
        print(e)
for value in (1, None, ["[]"]):
    try:
        json.loads(value)
    except TypeError:
        print("TypeError")
deep = json.loads("[" * 500 + "]" * 500)
depth = 0
while deep:
    deep = deep[0]
    depth += 1
print(depth)
value = {"list": [1, 2.5, "x", None, True], "é": {"n": -10 ** 20}}
print(json.loads(json.dumps(value)) == value)
a, b = json.loads('[{"key": 1}, {"key": 2}]')
print(list(a)[0] is list(b)[0])
