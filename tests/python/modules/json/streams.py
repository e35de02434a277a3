# dump and load, through anything that reads and writes.
import json


class Out:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text
        return len(text)


class In:
    def __init__(self, text):
        self.text = text

    def read(self, count=-1):
        if count < 0:
            count = len(self.text)
        count = min(count, 7)  # never as much as was asked for
        part, self.text = self.text[:count], self.text[count:]
        return part


out = Out()
value = {"a": list(range(60)), "é": "x€" * 60}
print(json.dump(value, out))
print(out.text == json.dumps(value))
out = Out()
json.dump(value, out, ensure_ascii=False, separators=(",", ":"))
print(out.text == json.dumps(value, ensure_ascii=False, separators=(",", ":")))


class Whole(In):
    def read(self, count=-1):
        return "".join(iter(lambda: super(Whole, self).read(5), ""))


print(json.load(Whole(out.text)) == value)
for text in ("[1, 2", '{"a": 1} x', '["abcdefghijklm]'):
    try:
        json.load(Whole(text))
    except ValueError:
        print("ValueError")
for bad in (1, {}):
    try:
        json.dump(value, bad)
    except AttributeError:
        print("AttributeError")
try:
    json.load(5)
except AttributeError:
    print("AttributeError")
