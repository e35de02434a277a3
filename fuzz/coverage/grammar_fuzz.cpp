// Programs that are valid by grammar, made from the input: compiled, and run under a bound. The grammar's own
// choices are the input's bytes, so that libFuzzer's mutations are mutations of the program. FUZZ_PRINT=1 in
// the environment prints it.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "fuzz/coverage/python.hpp"
#include "tests/support/syntax/generator.hpp"

namespace {

/// What the generator's names are, so that programs come further than to a NameError.
constexpr const char* kNames =
    "class x1(list):\n"
    "    a = 1\n"
    "    def __getattr__(self, name): return b\n"
    "    def __enter__(self): return self\n"
    "    def __exit__(self, *_): return True\n"
    "    def b(self, *_, **__): yield self\n"
    "a = [3, 'x', 2.5]\nb = {'a': 1, 2: (1, 2)}\nself = x1('text')\nmatch = {1, 2, 3}\n_ = 'text'\ncase = "
    "10\n"
    "größe = range\n__c = lambda *a, **b: (a, b)\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    using namespace kinglet;
    const std::string program = kNames + syntax::chosen_program({reinterpret_cast<const char*>(data), size});
    if (std::getenv("FUZZ_PRINT") != nullptr) std::fputs(program.c_str(), stderr);
    fuzz::Python python(__builtin_frame_address(0));
    python.execute_and_go_on(program);
    return 0;
}
