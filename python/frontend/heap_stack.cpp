#include "python/frontend/heap_stack.hpp"

namespace kinglet::frontend {

namespace {

constexpr usize kPieceBytes = 6 * 1024;
/// Of these, what functions that do not recurse, collections and interrupts need: as below the limit of the
/// C stack proper.
constexpr usize kReserve = 2 * 1024;

}  // namespace

NOINLINE bool HeapStack::run_elsewhere(Function function, void* argument) {
    if (!kCanSwitchStacks) return false;
    // Volatile: it has to lie in this frame, where the collector finds it, not in a register that is saved on
    // the piece itself.
    char* volatile piece =
        static_cast<char*>(thread_.heap.allocate_raw(kPieceBytes, runtime::RawKind::Scanned));
    if (piece == nullptr) return false;
    const std::uintptr_t outer_limit = limit_;
    const char* const outer_stack_limit = thread_.native_stack_limit;
    const void* const outer_parked = thread_.parked_stack;
    limit_ = reinterpret_cast<std::uintptr_t>(piece) + kReserve;
    thread_.native_stack_limit = piece + kReserve;
    // The pieces are blocks like any other for the collector; what it has to scan is the C stack proper.
    if (outer_parked == nullptr) thread_.parked_stack = __builtin_frame_address(0);
    call_on_stack(reinterpret_cast<void*>((reinterpret_cast<std::uintptr_t>(piece) + kPieceBytes) &
                                          ~std::uintptr_t{15}),
                  function, argument);
    thread_.parked_stack = outer_parked;
    thread_.native_stack_limit = outer_stack_limit;
    limit_ = outer_limit;
    thread_.heap.free_raw(piece);
    return true;
}

}  // namespace kinglet::frontend
