# What the platform says about itself.
import platform

print(platform.platform().startswith("Kinglet-"))  # expect: True
print(platform.python_compiler()[:3])  # expect: GCC
print([type(part) is str for part in platform.libc_ver()])  # expect: [True, True]
