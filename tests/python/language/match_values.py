# Literals, dotted names, alternatives and guards of `case`.
class Color:
    RED = 1
    BLUE = "blue"


def kind(x):
    match x:
        case None:
            return "none"
        case True | False:
            return "bool"
        case 0 | -1 | 1000:
            return "number"
        case Color.RED:
            return "red"
        case Color.BLUE | "navy":
            return "blue"
        case b"bytes":
            return "bytes"
        case 2.5 | -1.5:
            return "float"
        case int() as n if n > 50:
            return "large", n
        case int(n):
            return "int", n
        case str(s) if (length := len(s)) > 3:
            return s, length
        case _:
            return "other"


for value in (None, True, False, 0, -1, 1000, 1, "blue", "navy", b"bytes", 2.5, -1.5, 60, 40, "text", "abc", [], 1.0):
    print(repr(value), kind(value))


def subject_changes(x):
    match x:
        case y if (x := 5) and False:
            return "no"
        case 1:
            return x, y
    return "unmatched"


print(subject_changes(1), subject_changes(2))

match = case = 3  # words like any other
match[case:] if False else print(match, case)
match -case
print(match * case)
match "a":
    case "a": print("one line")


class Equal:
    def __eq__(self, other):
        return other == "equal"


match Equal():
    case "other":
        print("wrong")
    case "equal":
        print("by ==")

for flag in (1, True):
    match flag:
        case True:
            print("is True")
        case 1:
            print("== 1")
