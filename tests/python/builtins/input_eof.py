# desktop only: the board's serial line has no end, so input() waits there
# The programs run without input: the end of it is an EOFError.
try:
    input("prompt ")
except EOFError:
    print("| EOFError")
