# AES with the vectors of FIPS 197 and NIST SP 800-38A.
from binascii import hexlify, unhexlify
from cryptolib import aes

block = unhexlify("00112233445566778899aabbccddeeff")
for size in (16, 24, 32):
    key = bytes(range(size))
    secret = aes(key, 1).encrypt(block)
    print(hexlify(secret))
    # expect: b'69c4e0d86a7b0430d8cdb78070b4c55a'
    # expect: b'dda97ca4864cdfe06eaf70a0ec0d7191'
    # expect: b'8ea2b7ca516745bfeafc49904b496089'
    assert aes(key, 1).decrypt(secret) == block
key = unhexlify("2b7e151628aed2a6abf7158809cf4f3c")
text = unhexlify("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")
start = bytes(range(16))
secret = aes(key, 2, start).encrypt(text)
print(hexlify(secret))  # expect: b'7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2'
print(aes(key, 2, start).decrypt(secret) == text)  # expect: True
chained = aes(key, 2, start)
print(chained.encrypt(text[:16]) + chained.encrypt(text[16:]) == secret)  # expect: True
counter = unhexlify("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff")
stream = aes(key, 6, counter)
secret = stream.encrypt(text[:5]) + stream.encrypt(text[5:30])
print(hexlify(secret))  # expect: b'874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9ff'
print(aes(key, 6, counter).decrypt(secret) == text[:30])  # expect: True
print(aes(key, 6, b"\xff" * 16).encrypt(bytes(32))[16:] == aes(key, 1).encrypt(bytes(16)))  # expect: True
buffer = bytearray(text)
cipher = aes(key, 1)
print(cipher.encrypt(buffer, buffer) is buffer, buffer == aes(key, 1).encrypt(text))  # expect: True True
out = bytearray(40)
aes(key, 1).decrypt(buffer, out)
print(out[:32] == text, out[32:])  # expect: True bytearray(b'\x00\x00\x00\x00\x00\x00\x00\x00')
for call in (
    lambda: aes(b"short", 1),  # expect: key
    lambda: aes(key, 3),  # expect: mode
    lambda: aes(key, 2),  # expect: IV
    lambda: aes(key, 2, b"short"),  # expect: IV
    lambda: aes(key, 1).encrypt(b"short"),  # expect: blksize % 16
    lambda: aes(key, 1).encrypt(text, bytearray(16)),  # expect: output too small
):
    try:
        call()
    except ValueError as e:
        print(e)
for call in (lambda: aes(key, 1).encrypt(text, b"x" * 32), lambda: aes(key, 1).encrypt("text"), lambda: aes(1, 1)):
    try:
        call()
    except TypeError:
        print("TypeError")
        # expect: TypeError
        # expect: TypeError
        # expect: TypeError
