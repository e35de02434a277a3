import deflate
import io

text = b"Kinglet reads what zlib writes. " * 30 + bytes(range(256))
small = b"abc" * 50 + b"xyz"
zlib_dynamic = b'\x18\xd3\xf3\xce\xccK\xcfI-Q(JML)V(\xcfH,Q\xa8\xca\xc9LR(/\xca,I-\xd6S\xf0\x1e\x95\x1f\x95\x1f\x95\x1f\xb4\xf2\x0c\x8cL\xcc,\xacl\xec\x1c\x9c\\\xdc<\xbc|\xfc\x02\x82B\xc2"\xa2b\xe2\x12\x92R\xd22\xb2r\xf2\n\x8aJ\xca*\xaaj\xea\x1a\x9aZ\xda:\xbaz\xfa\x06\x86F\xc6&\xa6f\xe6\x16\x96V\xd66\xb6v\xf6\x0e\x8eN\xce.\xaen\xee\x1e\x9e^\xde>\xbe~\xfe\x01\x81A\xc1!\xa1a\xe1\x11\x91Q\xd11\xb1q\xf1\t\x89I\xc9)\xa9i\xe9\x19\x99Y\xd99\xb9y\xf9\x05\x85E\xc5%\xa5e\xe5\x15\x95U\xd55\xb5u\xf5\r\x8dM\xcd-\xadm\xed\x1d\x9d]\xdd=\xbd}\xfd\x13&N\x9a<e\xea\xb4\xe93f\xce\x9a=g\xee\xbc\xf9\x0b\x16.Z\xbcd\xe9\xb2\xe5+V\xaeZ\xbdf\xed\xba\xf5\x1b6n\xda\xbce\xeb\xb6\xed;v\xee\xda\xbdg\xef\xbe\xfd\x07\x0e\x1e:|\xe4\xe8\xb1\xe3\'N\x9e:}\xe6\xec\xb9\xf3\x17.^\xba|\xe5\xea\xb5\xeb7n\xde\xba}\xe7\xee\xbd\xfb\x0f\x1e>z\xfc\xe4\xe9\xb3\xe7/^\xbez\xfd\xe6\xed\xbb\xf7\x1f>~\xfa\xfc\xe5\xeb\xb7\xef?~\xfe\xfa\xfd\xe7\xef\xbf\xff\x00\x83\xd1\xdd\xf4'
raw_fixed = b'KLJN\x1c|\xa8\xa2\xb2\n\x00'
gzip_stored = b'\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\x03\x01\x99\x00f\xffabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcxyz8\xa3\xff\x1a\x99\x00\x00\x00'


def read(data, *how):
    with deflate.DeflateIO(io.BytesIO(data), *how) as d:
        return d.read()


print(read(zlib_dynamic) == text, read(zlib_dynamic, deflate.ZLIB) == text, read(raw_fixed, deflate.RAW) == small)  # expect: True True True
print(read(gzip_stored, deflate.AUTO, 9) == small, read(raw_fixed + b"more", deflate.RAW, 9) == small)  # expect: True True

# No more is taken from the source than is needed.
source = io.BytesIO(raw_fixed)
d = deflate.DeflateIO(source, deflate.RAW)
print(source.tell(), d.read(1), source.tell(), d.read(3), d.readline()[-3:], d.read(), d.read(5))  # expect: 0 b'a' 2 b'bca' b'xyz' b'' b''
buffer = bytearray(5)
print(deflate.DeflateIO(io.BytesIO(zlib_dynamic)).readinto(buffer), buffer)  # expect: 5 bytearray(b'Kingl')


def attempt(*arguments):
    try:
        print(len(read(*arguments)))
    except Exception as e:
        print(type(e).__name__, *e.args)


attempt(raw_fixed)  # expect: OSError 22
attempt(b"")  # expect: EOFError
attempt(zlib_dynamic[:-3])  # expect: EOFError
attempt(zlib_dynamic[:-1] + b"?")  # expect: OSError 22
attempt(gzip_stored[:-1] + b"?", deflate.GZIP, 9)  # expect: OSError 22
attempt(zlib_dynamic, deflate.ZLIB, 8)  # expect: OSError 22
attempt(b"\x07", deflate.RAW)  # expect: OSError 22
attempt(zlib_dynamic, 7)  # expect: ValueError format
attempt(zlib_dynamic, deflate.ZLIB, 16)  # expect: ValueError wbits

source = io.BytesIO(raw_fixed)
d = deflate.DeflateIO(source, deflate.RAW, 0, True)
d.read(2)
d.close()
d.close()
for stream in (d, source):
    try:
        stream.read(1)
    except (OSError, ValueError) as e:
        print(type(e).__name__)
# expect: OSError
# expect: ValueError
