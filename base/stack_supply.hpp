// StackSupply: how much of the C stack a recursion may take, and where it goes on when that is used up. A
// recursive function asks is_low() first, and if so runs itself on another piece of stack; what lies between
// two such functions asks is_used_up() and gives up. The one who has the memory derives from this.
#pragma once

#include "base/attributes.hpp"
#include "base/integers.hpp"

namespace kinglet {

class StackSupply {
  public:
    using Function = void (*)(void* argument);

    /// The stack grows down to this address at most.
    explicit StackSupply(std::uintptr_t limit) : limit_(limit) {}
    StackSupply(const StackSupply&) = delete;
    StackSupply& operator=(const StackSupply&) = delete;

    ALWAYS_INLINE bool is_low() const { return address_of_frame() < limit_ + kLow; }
    ALWAYS_INLINE bool is_used_up() const { return address_of_frame() < limit_; }

    /// Calls `work` on another piece of stack, and gives that back; false if there is none.
    template <typename Work>
    [[nodiscard]] bool run_on_new_piece(const Work& work) {
        return run_elsewhere([](void* argument) { (*static_cast<const Work*>(argument))(); },
                             const_cast<Work*>(&work));
    }

  protected:
    ~StackSupply() = default;
    virtual bool run_elsewhere(Function, void* /*argument*/) { return false; }

    std::uintptr_t limit_;

  private:
    /// The most that one level of a recursion takes.
    static constexpr std::uintptr_t kLow = 768;

    ALWAYS_INLINE static std::uintptr_t address_of_frame() {
        return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    }
};

/// Whether call_on_stack is there for this machine.
#if defined(__XTENSA__)
inline constexpr bool kCanSwitchStacks = true;
#else
inline constexpr bool kCanSwitchStacks = false;
#endif

/// Calls function(argument) with the stack pointer at `top`, a multiple of 16.
inline void call_on_stack(void* top, StackSupply::Function function, void* argument) {
#if defined(__XTENSA__)
    register void* a2 asm("a2") = argument;
    register void* a3 asm("a3") = top;
    register StackSupply::Function a4 asm("a4") = function;
    asm volatile(
        "mov a12, a1\n\t"
        "mov a1, a3\n\t"
        "callx0 a4\n\t"
        "mov a1, a12"
        : "+r"(a2), "+r"(a3), "+r"(a4)
        :
        : "a0", "a5", "a6", "a7", "a8", "a9", "a10", "a11", "a12", "memory");
#else
    (void)top;
    function(argument);
#endif
}

}  // namespace kinglet
