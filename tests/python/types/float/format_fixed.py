# %f, %e, %g and their kin; numbers that are exact in both widths.
for x in (0.0, 1.0, -1.5, 0.5, 0.125, 2.5, 3.5, 1234.5, 1e6, 0.0009765625, 1048576.0, -0.0):
    print("%f %.2f %.0f %e %.3e %g %.3g %G" % (x, x, x, x, x, x, x, x))
    print(f"{x:.1f} {x:10.3f}| {x:<10.1f}| {x:^10.1f}| {x:+.2f} {x: .2f} {x:010.2f} {x:,.2f} {x:%} {x:.1%} {x:e} {x:.4g} {x:#.3g}")
print("%f %e %g %5.1f|%-8g|%+g|%08.2f" % (float("inf"), float("-inf"), float("nan"), float("nan"), 1.5, 2.5, -1.5))
print(f"{1e10:g} {1e-5:g} {100000.0:g} {1000000.0:g} {0.0001:g} {123456.0:g}")
print(f"{1.0} {1.5:} {2.0:5} {2.0:<5}| {0.5:>6} {1e16} {1234567.0:,} {1e16:,}")
