# Floats only: points of the Mandelbrot set.
def iterations(width, height, limit):
    total = 0
    for row in range(height):
        y0 = row * 2.0 / height - 1.0
        for column in range(width):
            x0 = column * 3.0 / width - 2.0
            x = y = 0.0
            n = 0
            while n < limit:
                x2 = x * x
                y2 = y * y
                if x2 + y2 > 4.0:
                    break
                y = 2.0 * x * y + y0
                x = x2 - y2 + x0
                n += 1
            total += n
    return total


print(iterations(40, 40, 50))
