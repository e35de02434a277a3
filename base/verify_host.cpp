#include "base/verify.hpp"

#if !defined(__XTENSA__)

#include <cstdio>
#include <cstdlib>

namespace kinglet {

void verify_failed(const char* condition, const char* file, u32 line) {
    std::fprintf(stderr, "%s:%u: VERIFY(%s) failed\n", file, line, condition);
    std::abort();
}

}  // namespace kinglet

#endif
