// Two guards for C++ code that recurses over Python data: the C stack is 8 KiB on the chip, and a list may
// contain itself.
#pragma once

#include "base/attributes.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::runtime {

/// RecursionError('maximum recursion depth exceeded') if the C stack is nearly used up. Every recursion over
/// data asks once per level.
inline Raised check_native_stack(Thread& thread) {
    const char here = 0;
    if (UNLIKELY(&here < thread.native_stack_limit)) {
        return raise_recursion_error(thread);
    }
    return kFine;
}

/// Stands on the C stack while a container is printed; finds out that the same container is being printed
/// already.
class PrintGuard {
  public:
    PrintGuard(Thread& thread, Value container)
        : thread_(thread), outer_(thread.printing), container_(container) {
        thread.printing = this;
    }
    ~PrintGuard() { thread_.printing = outer_; }
    PrintGuard(const PrintGuard&) = delete;
    PrintGuard& operator=(const PrintGuard&) = delete;

    /// True if the container is printed further out as well.
    bool is_nested() const {
        for (const PrintGuard* guard = outer_; guard != nullptr; guard = guard->outer_) {
            if (guard->container_ == container_) return true;
        }
        return false;
    }

  private:
    Thread& thread_;
    const PrintGuard* outer_;
    Value container_;
};

}  // namespace kinglet::runtime
