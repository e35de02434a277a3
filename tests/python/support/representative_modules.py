"""A little of every module that makes objects of its own, for torture.py."""
import binascii
import cryptolib
import framebuf
import hashlib
import heapq
import json
import random
import re

m = re.match(r"(?P<word>\w+) (\d+|x){1,2}", "key 12x")
print(m, m.groups(), m.groupdict(), m.span("word"), m.expand(r"\2-\g<word>"))
print(re.sub("(a)|b", lambda m: m.group() * 2, "cab"), re.split("(,)", "a,b"), [x.group() for x in re.finditer("a+?", "aa")])
print(re.findall("(?:a|b)*c", "abababababababababababababc" * 3), re.search("(a+)+$", "a" * 25 + "b"))
text = json.dumps({"list": [1, 2.5, None, "\u00e9"], "big": 10 ** 25, "deep": [[[{}]]]}, indent=1, sort_keys=True)
print(text, json.loads(text) == json.loads(text.encode()))


class Stream:
    def __init__(self, text=""):
        self.text = text

    def write(self, text):
        self.text += text

    def read(self, count):
        part, self.text = self.text[:count], self.text[count:]
        return part


stream = Stream()
json.dump(list(range(50)), stream)
print(json.load(stream) == list(range(50)))
h = hashlib.sha256(b"abc")
print(h.copy().hexdigest()[:8], hashlib.sha1(b"x").digest()[:4])
print(binascii.hexlify(cryptolib.aes(b"k" * 16, 2, b"v" * 16).encrypt(b"t" * 32)), binascii.a2b_base64(binascii.b2a_base64(b"abcd")))
heap = []
for n in (5, 3, 8):
    heapq.heappush(heap, n)
print(heapq.heappop(heap), heap)
f = framebuf.FrameBuffer(bytearray(64), 8, 8, framebuf.GS8)
f.poly(0, 0, b"\x00\x00\x05\x00\x00\x05", 1, True)
f.text("a", 0, 0)
f.blit((b"\x01\x02", 2, 1, framebuf.GS8), 1, 1)
print(sum(bytes(f)), random.randint(10 ** 20, 10 ** 20 + 1) >= 10 ** 20)
