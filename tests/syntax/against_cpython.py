"""Compares our trees with those of CPython's ast module.

against_cpython.py DUMP [--every N] [--generated N [--seed N]] [PATH...]

DUMP is the program syntax_dump. The corpus is the files of PATH, or without one the standard library of the
Python that runs this; or random programs.
Python 3.11 is the reference; files that CPython itself refuses are left out. Prints each difference and a
summary; the exit status is 1 if there is a difference.
"""

import argparse
import ast
import re
import struct
import subprocess
import sys
import sysconfig
import tempfile
import warnings
from pathlib import Path

BINARY = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.MatMult: "@", ast.Div: "/", ast.FloorDiv: "//",
    ast.Mod: "%", ast.Pow: "**", ast.LShift: "<<", ast.RShift: ">>", ast.BitAnd: "&", ast.BitOr: "|",
    ast.BitXor: "^",
}
UNARY = {ast.Not: "not", ast.USub: "neg", ast.UAdd: "pos", ast.Invert: "~"}
COMPARE = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Is: "is",
    ast.IsNot: "is-not", ast.In: "in", ast.NotIn: "not-in",
}

# Where we differ on purpose: identifiers are not normalised to NFKC, and \N{...} knows the common names only.
NOT_NORMALISED = {"test_traceback.py", "test_unicode_identifiers.py"}


def is_expected(path, tree):
    return path.name in NOT_NORMALISED or tree.endswith("unknown Unicode character name")


def quoted(data):
    return '"' + "".join(chr(b) if chr(b).isalnum() and b < 128 else "\\x%02x" % b for b in data) + '"'


def number(value):
    if isinstance(value, complex):
        return number(value.imag) + "j"
    if isinstance(value, float):
        return "#%016x" % struct.unpack(">Q", struct.pack(">d", value))
    return str(value)


def constant(value):
    if isinstance(value, str):
        return quoted(value.encode("utf-8", "surrogatepass"))
    if isinstance(value, bytes):
        return "b" + quoted(value)
    if value is Ellipsis:
        return "..."
    if value is None or isinstance(value, bool):
        return str(value)
    return number(value)


def join(head, *parts):
    return "(" + " ".join([head, *parts]) + ")"


def optional(node):
    return "_" if node is None else expr(node)


def clauses(generators):
    return [
        join(
            "async-for" if g.is_async else "for",
            expr(g.target),
            expr(g.iter),
            *[join("if", expr(i)) for i in g.ifs],
        )
        for g in generators
    ]


def arguments(args, keywords):
    return [expr(a) for a in args] + [
        join("**", expr(k.value)) if k.arg is None else join("=", k.arg, expr(k.value)) for k in keywords
    ]


def parameters(a):
    out = []

    def add(kind, arg, default):
        parts = [kind, arg.arg]
        if arg.annotation is not None:
            parts += [":", expr(arg.annotation)]
        if default is not None:
            parts += ["=", expr(default)]
        out.append("(" + " ".join(parts) + ")")

    plain = a.posonlyargs + a.args
    defaults = [None] * (len(plain) - len(a.defaults)) + a.defaults
    for index, (arg, default) in enumerate(zip(plain, defaults)):
        add("pos" if index < len(a.posonlyargs) else "arg", arg, default)
    if a.vararg:
        add("*", a.vararg, None)
    for arg, default in zip(a.kwonlyargs, a.kw_defaults):
        add("kw", arg, default)
    if a.kwarg:
        add("**", a.kwarg, None)
    return join("", *out)


def joined(node):
    parts = []
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(constant(value.value))
            continue
        pieces = [expr(value.value)]
        if value.conversion != -1:
            pieces.append("!" + chr(value.conversion))
        if value.format_spec is not None:
            pieces.append(joined(value.format_spec))
        parts.append(join("{}", *pieces))
    return join("f", *parts)


def expr(node):
    kind = type(node)
    if kind is ast.Name:
        return node.id
    if kind is ast.Constant:
        return constant(node.value)
    if kind is ast.JoinedStr:
        return joined(node)
    if kind is ast.BinOp:
        return join(BINARY[type(node.op)], expr(node.left), expr(node.right))
    if kind is ast.UnaryOp:
        return join(UNARY[type(node.op)], expr(node.operand))
    if kind is ast.BoolOp:
        return join("and" if isinstance(node.op, ast.And) else "or", *map(expr, node.values))
    if kind is ast.Compare:
        rest = []
        for op, right in zip(node.ops, node.comparators):
            rest += [COMPARE[type(op)], expr(right)]
        return join("compare", expr(node.left), *rest)
    if kind is ast.Call:
        return join("call", expr(node.func), *arguments(node.args, node.keywords))
    if kind is ast.Attribute:
        return join(".", expr(node.value), node.attr)
    if kind is ast.Subscript:
        return join("[]", expr(node.value), expr(node.slice))
    if kind is ast.Slice:
        return join("slice", optional(node.lower), optional(node.upper), optional(node.step))
    if kind in (ast.Tuple, ast.List, ast.Set):
        return join(kind.__name__.lower(), *map(expr, node.elts))
    if kind is ast.Dict:
        items = [
            join("**", expr(v)) if k is None else join(":", expr(k), expr(v))
            for k, v in zip(node.keys, node.values)
        ]
        return join("dict", *items)
    if kind is ast.Starred:
        return join("*", expr(node.value))
    if kind in (ast.ListComp, ast.SetComp, ast.GeneratorExp):
        head = {ast.ListComp: "listcomp", ast.SetComp: "setcomp", ast.GeneratorExp: "genexp"}[kind]
        return join(head, expr(node.elt), *clauses(node.generators))
    if kind is ast.DictComp:
        return join("dictcomp", expr(node.key), expr(node.value), *clauses(node.generators))
    if kind is ast.Lambda:
        return join("lambda", parameters(node.args), expr(node.body))
    if kind is ast.IfExp:
        return join("?", expr(node.test), expr(node.body), expr(node.orelse))
    if kind is ast.NamedExpr:
        return join(":=", node.target.id, expr(node.value))
    if kind is ast.Await:
        return join("await", expr(node.value))
    if kind is ast.Yield:
        return join("yield", *([] if node.value is None else [expr(node.value)]))
    if kind is ast.YieldFrom:
        return join("yield-from", expr(node.value))
    raise TypeError(kind)


def pattern(node):
    kind = type(node)
    if kind is ast.MatchValue:
        return join("value", expr(node.value))
    if kind is ast.MatchSingleton:
        return join("value", constant(node.value))
    if kind is ast.MatchSequence:
        return join("sequence", *map(pattern, node.patterns))
    if kind is ast.MatchOr:
        return join("|", *map(pattern, node.patterns))
    if kind is ast.MatchStar:
        return join("*", node.name or "_")
    if kind is ast.MatchMapping:
        items = [join(":", expr(k), pattern(p)) for k, p in zip(node.keys, node.patterns)]
        return join("mapping", *items, *(["**", node.rest] if node.rest else []))
    if kind is ast.MatchClass:
        named = [join("=", k, pattern(p)) for k, p in zip(node.kwd_attrs, node.kwd_patterns)]
        return join("class", expr(node.cls), *map(pattern, node.patterns), *named)
    if kind is ast.MatchAs:
        return join("as", "_" if node.pattern is None else pattern(node.pattern), node.name or "_")
    raise TypeError(kind)


def block(body):
    return "{\n" + "\n".join(map(stmt, body)) + "}"


def tail(name, body):
    return [name, block(body)] if body else []


def alias(node, whole):
    parts = node.name.split(".")
    out = ["as", node.name]
    if whole and len(parts) > 1:
        out.append("[" + " ".join(parts) + "]")
    if node.asname:
        out.append(node.asname)
    return "(" + " ".join(out) + ")"


def stmt(node):
    return "%d:%s" % (node.lineno, bare_stmt(node))


def bare_stmt(node):
    kind = type(node)
    if kind is ast.Expr:
        return join("expr", expr(node.value))
    if kind is ast.Assign:
        return join("=", *map(expr, node.targets), expr(node.value))
    if kind is ast.AugAssign:
        return join(BINARY[type(node.op)] + "=", expr(node.target), expr(node.value))
    if kind is ast.AnnAssign:
        head = "ann" if node.simple else "ann-complex"
        return join(head, expr(node.target), expr(node.annotation), optional(node.value))
    if kind is ast.Return:
        return join("return", *([] if node.value is None else [expr(node.value)]))
    if kind is ast.Raise:
        return join("raise", *[expr(e) for e in (node.exc, node.cause) if e is not None])
    if kind in (ast.Global, ast.Nonlocal):
        return join(kind.__name__.lower(), *node.names)
    if kind in (ast.Pass, ast.Break, ast.Continue):
        return join(kind.__name__.lower())
    if kind is ast.Delete:
        return join("del", *map(expr, node.targets))
    if kind is ast.Assert:
        return join("assert", expr(node.test), *([] if node.msg is None else [expr(node.msg)]))
    if kind is ast.Import:
        return join("import", *[alias(a, True) for a in node.names])
    if kind is ast.ImportFrom:
        names = ["*"] if node.names[0].name == "*" else [alias(a, False) for a in node.names]
        return join("from", str(node.level), node.module or "_", *names)
    if kind is ast.If:
        return join("if", expr(node.test), block(node.body), *tail("else", node.orelse))
    if kind is ast.While:
        return join("while", expr(node.test), block(node.body), *tail("else", node.orelse))
    prefix = "async-" if kind.__name__.startswith("Async") else ""
    if kind in (ast.For, ast.AsyncFor):
        head = [prefix + "for", expr(node.target), expr(node.iter)]
        return join(*head, block(node.body), *tail("else", node.orelse))
    if kind in (ast.With, ast.AsyncWith):
        items = [
            join("item", expr(i.context_expr), *([] if i.optional_vars is None else [expr(i.optional_vars)]))
            for i in node.items
        ]
        return join(prefix + "with", *items, block(node.body))
    if kind in (ast.Try, ast.TryStar):
        handlers = [
            "%d:%s" % (h.lineno, join("except", optional(h.type), h.name or "_", block(h.body)))
            for h in node.handlers
        ]
        # The dump separates statements in a list by line ends.
        handlers = ["\n".join(handlers)] if handlers else []
        head = "try*" if kind is ast.TryStar else "try"
        tails = [*tail("else", node.orelse), *tail("finally", node.finalbody)]
        return join(head, block(node.body), *handlers, *tails)
    if kind in (ast.FunctionDef, ast.AsyncFunctionDef):
        returns = [] if node.returns is None else ["->", expr(node.returns)]
        decorators = [join("@", expr(d)) for d in node.decorator_list]
        head = [prefix + "def", node.name, parameters(node.args)]
        return join(*head, *returns, *decorators, block(node.body))
    if kind is ast.ClassDef:
        decorators = [join("@", expr(d)) for d in node.decorator_list]
        head = ["class", node.name, *arguments(node.bases, node.keywords)]
        return join(*head, *decorators, block(node.body))
    if kind is ast.Match:
        cases = []
        for c in node.cases:
            guard = [] if c.guard is None else ["if", expr(c.guard)]
            cases.append(join("case", pattern(c.pattern), *guard, block(c.body)))
        return join("match", expr(node.subject), "\n".join(cases))
    raise TypeError(kind)


def reference(path):
    """CPython's tree in our notation, or None if CPython refuses the file."""
    data = path.read_bytes()
    coding = re.match(rb"[^\n]*\n?[^\n]*coding[:=][ \t]*([-\w.]+)", data)
    if coding and coding[1].lower() not in (b"utf-8", b"utf8", b"ascii", b"us-ascii"):
        return None
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return "\n".join(map(stmt, tree.body))


def ours(dump, paths):
    output = subprocess.run([dump, *map(str, paths)], stdout=subprocess.PIPE, check=True).stdout.decode()
    output = re.sub(r"<int (\d+) (\w+)>", lambda m: str(int(m[2], int(m[1]))), output)
    trees = {}
    for part in re.split(r"^== ", output, flags=re.M)[1:]:
        name, _, tree = part.partition("\n")
        trees[name] = tree[:-1]
    return trees


def corpus(arguments):
    if arguments.path:
        for name in arguments.path:
            path = Path(name)
            yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]
        return
    root = Path(sysconfig.get_paths()["stdlib"])
    for path in sorted(root.rglob("*.py")):
        if "site-packages" not in path.parts:
            yield path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dump")
    parser.add_argument("--every", type=int, default=1, help="take each Nth file only")
    parser.add_argument("--generated", type=int, default=0, help="compare that many random programs")
    parser.add_argument("--seed", type=int, default=1, help="of the first one")
    parser.add_argument("path", nargs="*")
    arguments = parser.parse_args()
    if not arguments.generated:
        return compare(arguments)
    with tempfile.TemporaryDirectory() as folder:
        words = ["--generate", str(arguments.seed), str(arguments.generated), folder]
        subprocess.run([arguments.dump, *words], check=True)
        arguments.path = [folder]
        return compare(arguments)


def compare(arguments):
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10000)
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    paths = list(corpus(arguments))[:: arguments.every]
    same = refused = expected = 0
    different = []
    for start in range(0, len(paths), 50):
        group = paths[start : start + 50]
        trees = ours(arguments.dump, group)
        for path in group:
            wanted = reference(path)
            got = trees[str(path)]
            if wanted is None:
                refused += 1
            elif wanted == got:
                same += 1
            elif is_expected(path, got):
                expected += 1
            else:
                different.append(path)
                for left, right in zip(wanted.split("\n"), got.split("\n")):
                    if left != right:
                        print(f"{path}\n  CPython: {left[:300]}\n  ours:    {right[:300]}")
                        break
    print(
        f"{same} equal, {len(different)} different, {expected} different as expected "
        f"(names of characters, NFKC), {refused} left out (CPython refuses them)"
    )
    return 1 if different or same == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
