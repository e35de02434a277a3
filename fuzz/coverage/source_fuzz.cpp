// Source text of any kind: compiled, and what compiles is run. The first byte says how: alone, or with the
// allocation of that number failing.
#include "fuzz/coverage/python.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    using namespace kinglet;
    if (size == 0) return 0;
    fuzz::Python python(__builtin_frame_address(0));
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    // Printable: the number that a seed begins with in a comment or a name is none.
    runtime::Torture torture;
    torture.fail_after = data[0] < 0x80 ? 0 : (data[0] - 0x7FU) * 4;
    python.thread().heap.set_torture(torture);
    if (torture.fail_after != 0) {
        python.execute(text, true);
    } else {
        python.execute_and_go_on(text);
    }
    return 0;
}
