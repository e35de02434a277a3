import uctypes

data = bytearray(16)
where = uctypes.addressof(data)


def attempt(action):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


struct = uctypes.struct
attempt(lambda: struct(data, {}))  # expect: TypeError can't convert bytearray to int
attempt(lambda: struct(where, {}, 7))  # expect: ValueError unknown layout
attempt(lambda: struct(where, {}).x)  # expect: AttributeError 'struct' object has no attribute 'x'
attempt(lambda: struct(where, []).x)  # expect: TypeError struct: no fields
attempt(lambda: struct(where, {"x": []}).x)  # expect: TypeError syntax error in uctypes descriptor
attempt(lambda: struct(where, {"x": (uctypes.PTR * 3, 1)}).x)  # expect: TypeError syntax error in uctypes descriptor
attempt(lambda: struct(where, {})[0])  # expect: TypeError struct: cannot index
attempt(lambda: struct(where, (uctypes.ARRAY | 0, uctypes.UINT16 | 2))[2])  # expect: IndexError struct: index out of range
attempt(lambda: struct(where, (uctypes.ARRAY | 0, uctypes.UINT16 | 2))[-1])  # expect: IndexError struct: index out of range
attempt(lambda: setattr(struct(where, {"a": (0, {})}), "a", 1))  # expect: TypeError cannot assign to aggregate
attempt(lambda: hash(struct(where, {})))  # expect: TypeError unhashable type: 'struct'
attempt(lambda: int(struct(where, (uctypes.ARRAY | 0, uctypes.UINT16 | 2))))  # expect: TypeError can't convert struct to int
attempt(lambda: uctypes.sizeof(5))  # expect: TypeError can't unambiguously get sizeof scalar
attempt(lambda: uctypes.sizeof((uctypes.ARRAY | 0,)))  # expect: TypeError syntax error in uctypes descriptor
attempt(lambda: uctypes.sizeof(struct(where, {}), 0))  # expect: TypeError struct has its layout already
attempt(lambda: uctypes.addressof(5))  # expect: TypeError object with buffer protocol required
attempt(lambda: uctypes.bytes_at(where, -1))  # expect: ValueError negative size
attempt(lambda: struct(where, {"a": uctypes.UINT8 | 0}).a.b)  # expect: AttributeError 'int' object has no attribute 'b'

endless = {}
endless["x"] = (0, endless)
attempt(lambda: uctypes.sizeof(endless))  # expect: TypeError syntax error in uctypes descriptor
attempt(lambda: bytes(struct(where, endless)))  # expect: TypeError 'struct' object isn't iterable
print(struct(0, {}), struct(0, (uctypes.PTR | 0, uctypes.UINT8)), struct(16, []))  # expect: <struct STRUCT 0> <struct PTR 0> <struct ERROR 10>
