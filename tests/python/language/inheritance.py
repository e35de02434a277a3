# Base classes, overriding, super, the order of resolution.
class Animal:
    sound = "?"

    def __init__(self, name):
        self.name = name

    def speak(self):
        return "%s says %s" % (self.name, self.sound)

class Dog(Animal):
    sound = "woof"

class Puppy(Dog):
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age

    def speak(self):
        return super().speak() + "!" * self.age

for animal in (Animal("it"), Dog("rex"), Puppy("bit", 2)):
    print(animal.speak())
print(issubclass(Puppy, Animal), isinstance(Puppy("x", 1), Dog), isinstance(Dog("y"), Puppy))

class A:
    def who(self):
        return ["A"]

class B(A):
    def who(self):
        return ["B"] + super().who()

class C(A):
    def who(self):
        return ["C"] + super().who()

class D(B, C):
    def who(self):
        return ["D"] + super().who()

print(D().who(), [c.__name__ for c in D.__mro__])
print(D.__bases__ == (B, C))
try:
    class Bad(A, B):
        pass
except TypeError:
    print("no consistent order")

class Explicit(B):
    def who(self):
        return A.who(self)

print(Explicit().who())
