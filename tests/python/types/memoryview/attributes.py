# The shape of a view
view = memoryview(bytearray(b"abcdef"))
for each in (view, view[1:4], view[::2], view[::-1], view.cast("H"), memoryview(b"")):
    print(each.nbytes, each.itemsize, each.format, each.ndim, each.shape, each.strides, each.suboffsets, each.readonly,
          each.contiguous, each.c_contiguous, each.f_contiguous)
with memoryview(b"xy") as inside:
    print(inside.tolist())
print(memoryview(b"q").obj, memoryview(b"").release())
