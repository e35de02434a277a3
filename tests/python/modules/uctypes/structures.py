import uctypes

data = bytearray(range(1, 33))
where = uctypes.addressof(data)
layout = {
    "b": uctypes.UINT8 | 0,
    "h": uctypes.INT16 | 1,
    "w": uctypes.UINT32 | 4,
    "q": uctypes.INT64 | 8,
    "f": uctypes.FLOAT32 | 16,
    "low": uctypes.BFUINT8 | 0 | 0 << uctypes.BF_POS | 4 << uctypes.BF_LEN,
    "signed": uctypes.BFINT16 | 2 | 4 << uctypes.BF_POS | 4 << uctypes.BF_LEN,
    "wide": uctypes.BFUINT32 | 4 | 8 << uctypes.BF_POS | 16 << uctypes.BF_LEN,
    "inner": (20, {"x": uctypes.UINT8 | 0, "y": uctypes.UINT8 | 1}),
    "bytes": (uctypes.ARRAY | 22, uctypes.UINT8 | 3),
    "halves": (uctypes.ARRAY | 26, uctypes.UINT16 | 2),
    "pairs": (uctypes.ARRAY | 20, 2, {"x": uctypes.UINT8 | 0, "y": uctypes.UINT8 | 1}),
}

for order in (uctypes.LITTLE_ENDIAN, uctypes.BIG_ENDIAN):
    s = uctypes.struct(where, layout, order)
    print(s.b, hex(s.h), hex(s.w), hex(s.q), s.low, s.signed, hex(s.wide), s.inner.x, s.inner.y, s.bytes, hex(s.halves[1]), s.pairs[1].y)
# expect: 1 0x302 0x8070605 0x100f0e0d0c0b0a09 1 0 0x706 21 22 bytearray(b'\x17\x18\x19') 0x1e1d 24
# expect: 1 0x203 0x5060708 0x90a0b0c0d0e0f10 1 0 0x607 21 22 bytearray(b'\x17\x18\x19') 0x1d1e 24

s = uctypes.struct(where, layout, uctypes.LITTLE_ENDIAN)
s.b = 0xAB
s.low = 5
s.h = -2
s.w = 0xDEADBEEF
s.wide = 0x1234
s.f = 1.5
s.inner.y = 99
s.bytes[0] = 77
s.halves[0] = 0x4142
s.pairs[0].x = 88
s.signed = -3
print(hex(s.b), s.h, hex(s.w), s.f, s.inner.x, s.inner.y, s.signed)  # expect: 0xa5 -8194 0xde1234ef 1.5 88 99 -3
print(data[:8].hex(), data[20:28].hex())  # expect: a5fedf04ef3412de 58634d18191a4241
print(uctypes.sizeof(s), uctypes.sizeof(layout), uctypes.sizeof(layout, uctypes.LITTLE_ENDIAN))  # expect: 30 32 30
print(uctypes.sizeof(s.inner), uctypes.sizeof(s.bytes), uctypes.sizeof(s.halves), uctypes.sizeof(s.pairs))  # expect: 2 3 4 4
print(bytes(s.inner), len(bytes(s)), uctypes.addressof(s) == where)  # expect: b'Xc' 30 True
print(uctypes.sizeof({}), uctypes.sizeof({"a": uctypes.UINT32 | 0, "b": uctypes.UINT8 | 4}))  # expect: 0 8

target = bytearray(b"pointer")
word = uctypes.sizeof((uctypes.PTR | 0, uctypes.UINT8))
memory = bytearray(uctypes.addressof(target).to_bytes(word, "little"))
p = uctypes.struct(uctypes.addressof(memory), {"p": (uctypes.PTR | 0, uctypes.UINT8), "s": (uctypes.PTR | 0, {"c": uctypes.UINT8 | 1})})
print(chr(p.p[0]), chr(p.p[3]), chr(p.s[1].c), int(p.p) == uctypes.addressof(target))  # expect: p n n True
p.p[0] = ord("P")
print(target)  # expect: bytearray(b'Pointer')

# What lies at an address stays alive, and is shared until it grows.
view = uctypes.bytearray_at(uctypes.addressof(bytearray(b"kept")), 4)
import gc

gc.collect()
print(view, uctypes.bytes_at(uctypes.addressof(view), 2))  # expect: bytearray(b'kept') b'ke'
shared = uctypes.bytearray_at(uctypes.addressof(target), 4)
shared[1] = ord("0")
shared.extend(b"!")
shared[0] = ord("?")
print(target, shared)  # expect: bytearray(b'P0inter') bytearray(b'?0in!')
