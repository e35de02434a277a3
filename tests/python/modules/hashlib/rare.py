# desktop only: the chip leaves md5 and new() out, for they are rare
# MD5, and hashes by name.
import hashlib

for length in (0, 1, 55, 56, 57, 63, 64, 65, 200):
    print(hashlib.md5(bytes(range(length))).hexdigest())
print(hashlib.md5().digest_size, hashlib.new("sha256", b"x").hexdigest(), hashlib.new("md5").name)
try:
    hashlib.new("none")
except ValueError as e:
    print(e.__class__.__name__)
