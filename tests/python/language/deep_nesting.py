# Source that nests deeply: far enough it works, too far ends in an exception.
def f(x, *more):
    return x + 1


def nested(opening, inner, closing, depth):
    return opening * depth + inner + closing * depth


print(eval(nested("f(", "0", ")", 40)))
print(eval(nested("(", "0", ")", 80)))
print(len(eval(nested("[", "", "]", 60))), len(eval(nested("{1:", "0", "}", 40))))
print(eval(nested("-", "1", "", 40)), eval(nested("not ", "1", "", 40)))
print(eval(nested("f(1, [", "0", "])", 25)))
print(eval(nested("(lambda x: x)(", "7", ")", 20)))
scope = {}
exec("".join(" " * i + "if 1:\n" for i in range(18)) + " " * 18 + "depth = 18\n", scope)
exec("".join(" " * i + "def g():\n" for i in range(18)) + " " * 18 + "return 18\n", scope)
print(scope["depth"], scope["g"].__name__)


def too_deep(text, mode="eval"):
    try:
        compile(text, "<test>", mode)
        print("accepted")
    except (SyntaxError, MemoryError, RuntimeError):
        print("too deep")


for opening, closing in ("()", "[]", "{}", ("f(", ")"), ("a[", "]"), ("{0:", "}"), ("f'{", "}'")):
    too_deep(nested(opening, "0", closing, 3000))
too_deep("".join(" " * i + "if 1:\n" for i in range(120)) + " " * 120 + "pass\n", "exec")
too_deep(nested("(", "", "", 3000))
