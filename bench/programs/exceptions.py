# Exceptions raised, caught and passed on.
def checked(n):
    try:
        if n % 5 == 0:
            raise ValueError(n)
        return 1
    except ValueError:
        return 0
    finally:
        n += 1


print(sum(checked(i) for i in range(3000)))
