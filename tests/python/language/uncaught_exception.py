# An uncaught exception ends the program with a status that says so; finally still runs.
print("before")
try:
    raise ValueError("not caught")
finally:
    print("finally")
print("not reached")
