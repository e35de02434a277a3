# The language every target is written in: C++20 without exceptions and RTTI, warnings as errors, ccache where there is one.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)

find_program(KINGLET_CCACHE ccache)
if(KINGLET_CCACHE)
  # A path in an object file would keep two checkouts from sharing the cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
    ${KINGLET_CCACHE})
endif()

add_compile_options(
  # A record of slots names only those that it has: the rest is null.
  -Wall -Wextra -Werror -Wno-missing-field-initializers -Wshadow -Wundef -Wimplicit-fallthrough -Wnon-virtual-dtor -Wcast-align
  $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>
  $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>
  $<$<COMPILE_LANGUAGE:CXX>:-Woverloaded-virtual>
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=
  -fno-strict-aliasing -fwrapv)
if(NOT KINGLET_FIRMWARE)
  # Constants with addresses in them stay read-only, need no work at start, and lie where python/runtime/names.ld looks for them.
  add_compile_options(-fno-pie)
  add_link_options(-no-pie)
endif()
include_directories(${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)

if(KINGLET_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer --param asan-globals=0)
  add_link_options(-fsanitize=address,undefined)
endif()

if(KINGLET_FUZZ)
  # clang warns of other things than the compiler of everything else, whose word counts.
  add_compile_options(-Wno-error -Wno-everything -fdata-sections -mllvm -asan-globals=0
    -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
