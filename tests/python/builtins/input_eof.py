# The programs run without input: the end of it is an EOFError.
try:
    input("prompt ")
except EOFError:
    print("| EOFError")
