// HeapStack: the C stack for parser and compiler, which goes on in blocks of the Python heap. The chip has 8
// KiB of it in all; `f(f(f(...)))` thirty deep needs twice that.
#pragma once

#include "base/stack_supply.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::frontend {

class HeapStack final : public StackSupply {
  public:
    explicit HeapStack(runtime::Thread& thread)
        : StackSupply(reinterpret_cast<std::uintptr_t>(thread.native_stack_limit)), thread_(thread) {}

  private:
    bool run_elsewhere(Function function, void* argument) override;

    runtime::Thread& thread_;
};

}  // namespace kinglet::frontend
