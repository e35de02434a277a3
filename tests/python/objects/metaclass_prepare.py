# __prepare__ makes the namespace of a class and is given its keywords.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **keywords):
        return {"prepared": (name, bases, keywords)}

    def __new__(mcs, name, bases, namespace, **keywords):
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **keywords):
        cls.keywords = keywords
        super().__init__(name, bases, namespace)


class A(metaclass=Meta, a=1):
    pass


print(A.prepared, A.keywords)
