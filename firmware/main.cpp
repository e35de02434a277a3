// What the firmware does once the floor stands: Python on the serial line, again after each soft reset.
#include <new>

#include "base/attributes.hpp"
#include "base/verify.hpp"
#include "device/hal/uart.hpp"
#include "device/modules/vfs/mounts.hpp"
#include "python/frontend/compile.hpp"
#include "python/frontend/console.hpp"
#include "python/frontend/console_input.hpp"
#include "python/frontend/executor.hpp"
#include "python/repl/repl.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/types/list.hpp"
#include "python/stdlib/sys/platform.hpp"

extern "C" char _heap_start[], _heap_end[], _stack_top[];

namespace kinglet {

constinit const stdlib::SysPlatform stdlib::sys_platform = {runtime::name<"esp8266">,
                                                            runtime::name<"Kinglet with ESP8266">};

namespace firmware {
namespace {

constexpr char kBanner[] = "Kinglet v0.1.0; ESP module with ESP8266";
// What Python may take of the C stack of 8 KiB: the rest is for interrupts and the depth between two checks.
constexpr usize kStackBytes = 6 * 1024;

runtime::Thread thread;

IRAM void on_interrupt_byte() {
    thread.pending = thread.pending | runtime::kPendingInterrupt;
}

void watch_interrupt(i32 byte) {
    hal::Uart::console().set_interrupt_byte(byte, on_interrupt_byte);
}

/// Where import looks: the current folder, the frozen modules, the folder of libraries, the root.
bool set_up_path() {
    const runtime::Str* const places[] = {runtime::name<"">, runtime::name<".frozen">, runtime::name<"/lib">,
                                          runtime::name<"/">};
    for (const runtime::Str* place : places) {
        if (runtime::list_append(thread, *thread.path, runtime::Value(&place->header)).is_raised())
            return false;
    }
    return true;
}

/// Mounts the filesystem, or makes one where there is none yet; then the user's files. After boot.py failed,
/// and for a tool at the raw prompt, main.py does not run.
void boot(frontend::PythonExecutor& executor, bool is_raw) {
    if (runtime::import_module(thread, runtime::name_ref<"_boot">, runtime::kNone, 0, nullptr).is_raised()) {
        executor.print_exception();
    }
    bool goes_on = executor.execute_file(runtime::name_ref<"boot.py">) != repl::Outcome::Raised;
    if (goes_on && !is_raw) {
        goes_on = executor.execute_file(runtime::name_ref<"main.py">) != repl::Outcome::Raised;
    }
    if (!goes_on) executor.print_exception();
}

/// One life of Python, from reset to soft reset. `raw`: the prompt's mode, which outlives it.
NOINLINE void run_python(frontend::Console& console, bool& raw) {
    ::new (&thread) runtime::Thread();  // in its place: a copy would need room on the stack
    const usize heap_bytes = static_cast<usize>(_heap_end - _heap_start);
    const bool created =
        runtime::thread_create(thread, _heap_start, heap_bytes, _stack_top, kStackBytes, console);
    VERIFY(created && set_up_path());
    thread.compile = frontend::compile_text;
    thread.compile_stream = frontend::compile_stream;
    thread.files = &modules::file_access;
    thread.watch_interrupt = watch_interrupt;
    frontend::PythonExecutor executor(thread, watch_interrupt);
    frontend::HeapAllocator allocator(thread);
    frontend::ConsoleInput input(thread, hal::Uart::console());
    boot(executor, raw);
    repl::Repl repl(input.prompt_stream(), executor, allocator, kBanner);
    repl.set_raw(raw);
    (void)repl.run();
    raw = repl.is_raw();
    runtime::finalizers_run_all(thread);
    thread.heap.finalize_all();
}

/// Clears what the C stack holds below this frame: the collector takes any word there for a pointer, and what
/// an earlier life left would keep memory of the next. An interrupt in between only uses what is cleared.
NOINLINE void clear_dead_stack() {
    const std::uintptr_t end = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) - 64;
    auto* word = reinterpret_cast<volatile u32*>(reinterpret_cast<std::uintptr_t>(_stack_top) - kStackBytes);
    while (reinterpret_cast<std::uintptr_t>(word) < end) *word++ = 0;
}

}  // namespace
}  // namespace firmware
}  // namespace kinglet

extern "C" void firmware_main() {
    using namespace kinglet;
    frontend::Console console(hal::Uart::console());
    bool raw = false;
    console.write_text("\n");
    for (;;) {
        firmware::clear_dead_stack();
        firmware::run_python(console, raw);
        console.write_text("MPY: soft reboot\n");
    }
}
