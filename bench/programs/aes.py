# AES-128 in Python: bytes, tables, shifts and xor.
def make_tables():
    box = bytearray(256)
    p = q = 1
    while True:
        p = (p ^ (p << 1) ^ (0x1B if p & 0x80 else 0)) & 0xFF
        q ^= q << 1
        q ^= q << 2
        q ^= q << 4
        q &= 0xFF
        if q & 0x80:
            q ^= 0x09
        box[p] = 0x63 ^ q ^ (q << 1 | q >> 7) & 0xFF ^ (q << 2 | q >> 6) & 0xFF ^ (q << 3 | q >> 5) & 0xFF ^ (q << 4 | q >> 4) & 0xFF
        if p == 1:
            break
    box[0] = 0x63
    return bytes(box), bytes((n << 1 ^ (0x1B if n & 0x80 else 0)) & 0xFF for n in range(256))


def expand(key, box, double):
    words = [key[i : i + 4] for i in range(0, 16, 4)]
    constant = 1
    for i in range(4, 44):
        word = words[-1]
        if i % 4 == 0:
            word = bytes((box[word[1]] ^ constant, box[word[2]], box[word[3]], box[word[0]]))
            constant = double[constant]
        words.append(bytes(a ^ b for a, b in zip(words[i - 4], word)))
    return [b"".join(words[i : i + 4]) for i in range(0, 44, 4)]


def encrypt(block, keys, box, double):
    state = bytearray(a ^ b for a, b in zip(block, keys[0]))
    for number in range(1, 11):
        mixed = bytearray(16)
        for column in range(0, 16, 4):
            a = box[state[column]]
            b = box[state[(column + 5) & 15]]
            c = box[state[(column + 10) & 15]]
            d = box[state[(column + 15) & 15]]
            if number < 10:
                every = a ^ b ^ c ^ d
                a, b, c, d = a ^ every ^ double[a ^ b], b ^ every ^ double[b ^ c], c ^ every ^ double[c ^ d], d ^ every ^ double[d ^ a]
            mixed[column] = a
            mixed[column + 1] = b
            mixed[column + 2] = c
            mixed[column + 3] = d
        key = keys[number]
        for i in range(16):
            state[i] = mixed[i] ^ key[i]
    return bytes(state)


box, double = make_tables()
keys = expand(bytes(range(16)), box, double)
block = bytes(16)
for _ in range(20):
    block = encrypt(block, keys, box, double)
print(encrypt(bytes(n * 17 for n in range(16)), keys, box, double).hex(), block.hex())
