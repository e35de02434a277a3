# desktop only: the image leaves framebuf out until there are displays
# What each method draws, in every layout; the pictures are those of MicroPython.
import framebuf
from array import array


def show(f, w, h):
    return "/".join("".join(".123456789abcdef"[min(f.pixel(x, y), 15)] for x in range(w)) for y in range(h))


for layout in range(7):
    buffer = bytearray(128)
    f = framebuf.FrameBuffer(buffer, 7, 8, layout)
    f.fill(1)
    f.fill_rect(1, 1, 5, 6, 0)
    f.pixel(2, 2, 1)
    f.hline(2, 4, 9, 1)
    f.vline(-1, 0, 3, 1)
    print(layout, show(f, 7, 8), sum(buffer))
    # expect: 0 1111111/1.....1/1.1...1/1.....1/1.11111/1.....1/1.....1/1111111 1223
    # expect: 1 1111111/1.....1/1.1...1/1.....1/1.11111/1.....1/1.....1/1111111 31
    # expect: 2 1111111/1.....1/1.1...1/1.....1/1.11111/1.....1/1.....1/1111111 376
    # expect: 3 1111111/1.....1/1.1...1/1.....1/1.11111/1.....1/1.....1/1111111 1380
    # expect: 4 1111111/1.....1/1.1...1/1.....1/1.11111/1.....1/1.....1/1111111 708
    # expect: 5 1111111/1.....1/1.1...1/1.....1/1.11111/1.....1/1.....1/1111111 415
    # expect: 6 1111111/1.....1/1.1...1/1.....1/1.11111/1.....1/1.....1/1111111 31
f = framebuf.FrameBuffer(bytearray(64), 8, 8, framebuf.GS8)


def drawn(draw, *arguments):
    f.fill(0)
    draw(*arguments)
    print(show(f, 8, 8))


drawn(f.line, 0, 0, 7, 3, 2)  # expect: 22....../..22..../....22../......22/......../......../......../........
drawn(f.line, 2, 7, 4, -5, 3)  # expect: ...3..../...3..../...3..../...3..../...3..../..3...../..3...../..3.....
drawn(f.rect, 1, 2, 4, 3, 4)  # expect: ......../......../.4444.../.4..4.../.4444.../......../......../........
drawn(f.rect, 5, 5, 9, 9, 4, True)  # expect: ......../......../......../......../......../.....444/.....444/.....444
drawn(f.ellipse, 3, 3, 3, 2, 5)  # expect: ......../..555.../55...55./5.....5./55...55./..555.../......../........
drawn(f.ellipse, 3, 3, 3, 2, 5, True, 0b0101)  # expect: ......../...55.../...5555./5555555./5555..../..55..../......../........
drawn(f.ellipse, 9, 9, 100000, 1000000, 5)  # expect: ......../......../......../......../......../......../......../........
drawn(f.poly, 1, 1, array("h", [0, 0, 5, 0, 0, 5]), 6)  # expect: ......../.666666./.6...6../.6..6.../.6.6..../.66...../.6....../........
drawn(f.poly, 1, 1, b"\x00\x00\x05\x00\x00\x05", 6, True)  # expect: ......../.666666./.66666../.6666.../.666..../.66...../.6....../........
drawn(f.text, "i", 0, 0, 7)  # expect: ...77.../......../..777.../...77.../...77.../...77.../..7777../........
f.scroll(2, -1)
print(show(f, 8, 8))  # expect: ......../....777./.....77./.....77./.....77./....7777/......../........
tile = framebuf.FrameBuffer(bytearray(b"\x01\x02\x00\x03"), 2, 2, framebuf.GS8)
drawn(f.blit, tile, 7, 7)  # expect: ......../......../......../......../......../......../......../.......1
f.fill(9)
f.blit(tile, -1, 0, 0)
f.blit((b"\x10\x32", 2, 2, framebuf.GS4_HMSB), 3, 3, -1, tile)
print(show(f, 8, 8))  # expect: 29999999/39999999/99999999/99921999/99999999/99999999/99999999/99999999
for arguments in ((bytearray(1), 9, 1, 0), (bytearray(9), 0, 1, 0), (bytearray(9), 1, 1, 7), (bytearray(9), 4, 1, 6, 3)):
    try:
        framebuf.FrameBuffer(*arguments)
    except ValueError:
        print("ValueError")
        # expect: ValueError
        # expect: ValueError
        # expect: ValueError
        # expect: ValueError
shrinking = bytearray(16)
f = framebuf.FrameBuffer(shrinking, 4, 4, framebuf.GS8)
shrinking[:] = b""
try:
    f.fill(1)
except ValueError:
    print("ValueError")  # expect: ValueError


class Picture(framebuf.FrameBuffer):
    def __init__(self, side):
        self.side = side
        super().__init__(bytearray(side * side), side, side, framebuf.GS8)


p = Picture(2)
p.pixel(1, 1, 255)
print(bytes(p), p.side, Picture.__new__(Picture).pixel(0, 0))  # expect: b'\x00\x00\x00\xff' 2 None
