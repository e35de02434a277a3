# Cross compilation for the Xtensa lx106. Debian's compiler ships no C++ standard headers; the header-only ones of the same GCC version,
# built for another freestanding target, serve: they hold no code of that target.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR lx106)
set(KINGLET_FIRMWARE ON)

set(CMAKE_CXX_COMPILER xtensa-lx106-elf-g++)
set(CMAKE_ASM_COMPILER xtensa-lx106-elf-gcc)
set(CMAKE_AR xtensa-lx106-elf-gcc-ar)
set(CMAKE_RANLIB xtensa-lx106-elf-gcc-ranlib)
set(CMAKE_OBJCOPY xtensa-lx106-elf-objcopy)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

set(headers /usr/include/newlib/c++/12.2.1)
set(CMAKE_CXX_FLAGS_INIT "--specs=/usr/lib/xtensa-lx106-elf/picolibc.specs -isystem ${headers} -isystem ${headers}/arm-none-eabi/thumb/v6-m/nofp")
set(CMAKE_ASM_FLAGS_INIT "")
# Calls are far ones: tools/shrink makes near ones of them where they reach. Branch targets are left unaligned, which costs no
# instruction.
# A switch turned into a table of bytes would be read byte by byte from flash, which answers words only.
# The link makes the code (-flto) and so is given all of them again; what other code calls by names that the compiler makes up,
# or what a script lays out, is compiled with -fno-lto.
set(KINGLET_CODE_OPTIONS -fno-tree-switch-conversion -mlongcalls -mno-target-align -mtext-section-literals -mno-serialize-volatile
  -ffunction-sections -fdata-sections -fno-common -flto)
# Lines of source, for debuggers and reports: they change no instruction, and no image holds them. What the link makes the code of
# takes this at the link.
set(KINGLET_LINES -g1 -gdwarf-4)
add_compile_options(${KINGLET_CODE_OPTIONS}
  $<$<COMPILE_LANGUAGE:CXX>:-fno-threadsafe-statics> $<$<COMPILE_LANGUAGE:CXX>:-fno-use-cxa-atexit>
  $<$<COMPILE_LANGUAGE:CXX>:-fno-unwind-tables> $<$<COMPILE_LANGUAGE:CXX>:-fno-asynchronous-unwind-tables>)
add_link_options(-nostartfiles -nostdlib)
