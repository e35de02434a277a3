// The command line of kinglet-py: the options of MicroPython's desktop program, so that scripts made for it
// run.
#pragma once

#include <string>
#include <vector>

#include "base/integers.hpp"

namespace kinglet::host {

struct PyOptions {
    enum class What : u8 { Prompt, Command, Module, File, Help, Version };

    What what = What::Prompt;
    std::string target;                  // the command, module or file
    std::vector<std::string> arguments;  // sys.argv
    usize heap_bytes = usize{8} << 20;
    u32 optimisation = 0;
    u32 collect_every = 0;      // -X gcstress: collect at every allocation
    u32 fail_after = 0;         // -X failalloc=N: the Nth allocation fails
    u32 store_sectors = 0;      // -X code-store[=SECTORS]: programs and modules run from a code store
    bool compile_only = false;  // -X compile-only
    bool inspect = false;       // -i: a prompt afterwards
    bool verbose = false;       // -v: the figures of the heap afterwards, on standard error
};

/// Reads the command line; false with `error` set if it is wrong.
bool parse_py_options(int count, const char* const* words, PyOptions& options, std::string& error);

/// What -h prints.
extern const char* const kPyHelp;

}  // namespace kinglet::host
