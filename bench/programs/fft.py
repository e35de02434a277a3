# The fast Fourier transform on lists of floats: sine, cosine, indices and slices.
import math


def transform(real, imaginary):
    n = len(real)
    if n == 1:
        return real, imaginary
    even_real, even_imaginary = transform(real[::2], imaginary[::2])
    odd_real, odd_imaginary = transform(real[1::2], imaginary[1::2])
    half = n // 2
    out_real = [0.0] * n
    out_imaginary = [0.0] * n
    for k in range(half):
        angle = -2 * math.pi * k / n
        c = math.cos(angle)
        s = math.sin(angle)
        x = c * odd_real[k] - s * odd_imaginary[k]
        y = c * odd_imaginary[k] + s * odd_real[k]
        out_real[k] = even_real[k] + x
        out_imaginary[k] = even_imaginary[k] + y
        out_real[k + half] = even_real[k] - x
        out_imaginary[k + half] = even_imaginary[k] - y
    return out_real, out_imaginary


n = 128
real, imaginary = transform([1.0 if i % 16 < 8 else 0.0 for i in range(n)], [0.0] * n)
print(sum(1 for r, i in zip(real, imaginary) if r * r + i * i > 0.5))
