# assert raises AssertionError with its argument.
assert True, "never evaluated"
try:
    assert 1 == 2
except AssertionError as e:
    print("failed", e.args)
try:
    assert [], "message"
except AssertionError as e:
    print("failed", e)
def message():
    print("the message is evaluated")
    return 42
try:
    assert 0, message()
except AssertionError as e:
    print(e.args)
