# desktop only: the chip decompresses only
import deflate
import io

text = b"so many words, so many words, so much to say " * 20 + bytes(range(256))


def pack(*how):
    out = io.BytesIO()
    with deflate.DeflateIO(out, *how) as d:
        d.write(text[:100])
        d.write(bytearray(text[100:]))
    return out.getvalue()


def unpack(data, *how):
    return deflate.DeflateIO(io.BytesIO(data), *how).read()


for how in ((deflate.RAW,), (deflate.RAW, 15), (deflate.ZLIB, 10), (deflate.GZIP, 5), (deflate.ZLIB,)):
    packed = pack(*how)
    print(how, len(packed) < len(text) * 2 // 3, unpack(packed, *how) == text)
# expect: (1,) True True
# expect: (1, 15) True True
# expect: (2, 10) True True
# expect: (3, 5) True True
# expect: (2,) True True
print(pack(deflate.ZLIB, 15)[:2], pack(deflate.GZIP)[:3])  # expect: b'x\x9c' b'\x1f\x8b\x08'
d = deflate.DeflateIO(io.BytesIO(), deflate.RAW)
d.close()
try:
    d.write(b"x")
except OSError as e:
    print(e)  # expect: [Errno 22] EINVAL
