# A BytesIO reads the bytes it was given where they are, until something is written to it.
import io

data = b"0123456789"
stream = io.BytesIO(data)
print(stream.read(3), stream.tell(), stream.getvalue() == data)
stream.seek(8)
print(stream.write(b"abcd"), stream.getvalue(), data)
stream.seek(0)
print(stream.read())

stream = io.BytesIO(data)
stream.seek(15)
print(stream.read(), stream.write(b""), stream.getvalue())
stream.write(b"x")
print(stream.getvalue(), data)


class Own(io.BytesIO):
    pass


stream = Own(data)
print(stream.readline(), stream.getvalue())
stream.close()
for use in (stream.read, stream.getvalue, lambda: stream.write(b"a"), lambda: stream.seek(0)):
    try:
        use()
    except ValueError:
        print("closed")
