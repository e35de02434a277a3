# t-strings (PEP 750) and string.templatelib. CPython has them from 3.14 on.
from string.templatelib import Interpolation, Template

name, width = "World", 5
t = t"Hello {name}!"
print(isinstance(t, Template), t.strings, t.values)  # expect: True ('Hello ', '!') ('World',)
print(t)  # expect: Template(strings=('Hello ', '!'), interpolations=(Interpolation('World', 'name', None, ''),))
print(t"{name!r:>{width}}".interpolations)  # expect: (Interpolation('World', 'name', 'r', '>5'),)
print(t"{width = }".strings, t"{width=:.2f}".interpolations)  # expect: ('width = ', '') (Interpolation(5, 'width', None, '.2f'),)
print(t"{width + 1 =} {width}".strings)  # expect: ('width + 1 =', ' ', '')
print(t"", t"{{}}".strings, rt"\n{width}\t".strings)  # expect: Template(strings=('',), interpolations=()) ('{}',) ('\\n', '\\t')
print((t"a{1}b" t"c{2}" + t"d").strings)  # expect: ('a', 'bc', 'd')
print(*t"x{1}{2}y")  # expect: x Interpolation(1, '1', None, '') Interpolation(2, '2', None, '') y
print(t"{t'inner {name}'}".values[0].values)  # expect: ('World',)
print(Template("a", "b", Interpolation(1, "x", "s", "f")).strings)  # expect: ('ab', '')
long = t"{0}{1}{2}{3}{4}{5}{6}{7}{8}{9}{10}{11}{12}{13}{14}{15}{16}{17}{18}{19}{20}{21}{22}{23}{24}{25}{26}{27}{28}{29}"
print(len(long.strings), sum(long.values))  # expect: 31 435


def refused(call, *arguments):
    try:
        call(*arguments)
        print("accepted")
    except (AttributeError, SyntaxError, TypeError) as error:
        print(type(error).__name__)


refused(setattr, t, "strings", ())  # expect: AttributeError
refused(Template, 1)  # expect: TypeError
refused(lambda: t + "text")  # expect: TypeError
refused(lambda: "text" + t)  # expect: TypeError
for text in ("t'{}'", "t'{ }'", "t'}'", "t'{'", "t'{x!z}'", "t'{x!}'", "t'a' 'b'", "'a' t'b'", "ft'{x}'", "bt'x'", "t'{x y}'"):
    refused(compile, text, "<test>", "eval")
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
# expect: SyntaxError
