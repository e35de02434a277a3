# sys.print_exception(value, file): anything can be printed; what is no stream is an OSError.
import sys


class Sink:
    def write(self, text):
        print(repr(text))


sys.print_exception(ValueError("x"), Sink())  # expect: 'ValueError: x\n'
sys.print_exception("no exception")  # expect: 'no exception'
try:
    sys.print_exception(ValueError(), 1)
except OSError as error:
    print(error.errno)  # expect: 95
