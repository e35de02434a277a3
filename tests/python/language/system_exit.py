# sys.exit ends the program quietly.
import sys
try:
    sys.exit(3)
except SystemExit as e:
    print("caught", e.code)
try:
    sys.exit("text")
except SystemExit as e:
    print("caught", e.args)
def f():
    try:
        sys.exit()
    finally:
        print("finally")
f()
print("not reached")
