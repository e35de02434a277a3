# Digests at all lengths around the ends of blocks, in one piece and in many.
import hashlib

text = bytes(i * 7 & 0xFF for i in range(200))
for make in (hashlib.sha1, hashlib.sha256):
    print(make().hexdigest(), make(b"abc").digest())
    for length in (1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 128, 200):
        print(length, make(text[:length]).hexdigest())
    h = make()
    print(h.name, h.digest_size, h.block_size)
    for i in range(0, 200, 23):
        h.update(text[i:i + 23])
    fork = h.copy()
    fork.update(b"more")
    print(h.hexdigest() == make(text).hexdigest(), fork.digest() == make(text + b"more").digest(), h.digest() == h.digest())
h = hashlib.sha256(b"x")
h.update(memoryview(b"yz"))
h.update(bytearray(b"!"))
print(h.hexdigest())
for call in (lambda: hashlib.sha256("text"), lambda: hashlib.sha1().update(1)):
    try:
        call()
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
