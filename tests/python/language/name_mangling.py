# Underscored names, and what a module hides, as far as programs rely on it.
class Account:
    def __init__(self):
        self._balance = 5

    def _helper(self):
        return self._balance

    def total(self):
        return self._helper() * 2

print(Account().total(), Account()._balance)
_private = 1
print("_private" in globals())
