# property, staticmethod, classmethod and descriptors.
class Temperature:
    scale = "C"

    def __init__(self, degrees):
        self._degrees = degrees

    @property
    def degrees(self):
        return self._degrees

    @degrees.setter
    def degrees(self, value):
        if value < -273:
            raise ValueError("too cold")
        self._degrees = value

    @degrees.deleter
    def degrees(self):
        print("deleted")

    @property
    def fixed(self):
        return 7

    @staticmethod
    def freezing():
        return 0

    @classmethod
    def make(cls, text):
        return cls(int(text))

class Sub(Temperature):
    pass

t = Temperature.make("20")
t.degrees = 25
print(t.degrees, t.fixed, Temperature.freezing(), t.freezing())
del t.degrees
for change in (lambda: setattr(t, "degrees", -300), lambda: setattr(t, "fixed", 1)):
    try:
        change()
    except (ValueError, AttributeError) as e:
        print(type(e).__name__)
print(type(Sub.make("1")).__name__, Sub("2").make("3").degrees)

class Field:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return getattr(instance, self.name, "unset")

    def __set__(self, instance, value):
        setattr(instance, self.name, value * 2)

class Record:
    size = Field()

r = Record()
print(r.size)
r.size = 4
print(r.size, r.__dict__, isinstance(Record.size, Field))
