# finally runs on every way out.
def ways(how):
    try:
        print("try", how)
        if how == "return":
            return "returned"
        if how == "raise":
            raise ValueError(how)
    except ValueError as e:
        print("except", e)
        return "from except"
    else:
        print("else")
    finally:
        print("finally")
    return "end"

for how in ("fall", "return", "raise"):
    print(ways(how))

def override():
    try:
        return 1
    finally:
        return 2

print(override())

def loop():
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("body", i)
        finally:
            print("cleanup", i)
    return "left"

print(loop())

def swallow():
    try:
        raise KeyError("lost")
    finally:
        return "swallowed"

print(swallow())

try:
    try:
        raise ValueError(1)
    finally:
        print("on the way")
except ValueError:
    print("arrived")

def nested():
    try:
        try:
            return "a"
        finally:
            print("first")
    finally:
        print("second")

print(nested())
