// What the firmware does once the floor stands: Python on the serial line, again after each soft reset.
#include <new>

#include "base/attributes.hpp"
#include "base/verify.hpp"
#include "device/hal/boot_record.hpp"
#include "device/hal/clock.hpp"
#include "device/hal/uart.hpp"
#include "device/hal/watchdog.hpp"
#include "device/modules/vfs/mounts.hpp"
#include "firmware/boot/exceptions.hpp"
#include "firmware/code_store.hpp"
#include "firmware/drivers/boot_button.hpp"
#include "python/frontend/compile.hpp"
#include "python/frontend/console.hpp"
#include "python/frontend/console_input.hpp"
#include "python/frontend/executor.hpp"
#include "python/repl/repl.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/traceback.hpp"
#include "python/runtime/types/list.hpp"
#include "python/stdlib/sys/platform.hpp"
#include "soc/esp8266/memory_map.hpp"

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

bool is_data(const void* address) {
    const u32 at = reinterpret_cast<u32>(address);
    return at - soc::kDramBase < soc::kDramSize || at - soc::kFlashWindowBase < soc::kFlashWindowSize;
}

class ReportPrinter final : public runtime::Printer {
    void do_write(const char* bytes, usize count) override {
        for (usize i = 0; i < count; ++i) report_byte(flash_byte(bytes + i));
    }
};

void report_python() {
    ReportPrinter printer;
    runtime::traceback_print_running(thread, printer, is_data);
}

// ---- the watchdog

u64 application_start;  // in microseconds

void ask_for_life() {
    thread.pending = thread.pending | runtime::kPendingAlive;
}

/// An application that has run for so long is not what keeps the board from starting.
void show_life() {
    constexpr u64 kLongEnough = 10'000'000;
    hal::Watchdog::answer();
    if (hal::system_clock().microseconds() - application_start >= kLongEnough) hal::BootRecord::is_fine();
}

// ---- what this start is to be

enum class Start : u8 { Reset, SoftReset, Interrupted, Button, Crashed, CrashedEarly };

/// After a reset. Whether Ctrl-C has come is looked at later, to wait for it as long as that costs nothing.
Start choose_start() {
    constexpr u32 kMostFailures = 3;
    using hal::BootRecord;
    if (BootRecord::failed_starts() >= kMostFailures)
        return BootRecord::failed_before_application() ? Start::CrashedEarly : Start::Crashed;
    return is_boot_button_pressed() ? Start::Button : Start::Reset;
}

/// True if Ctrl-C has come; it and what came before it are gone.
bool take_interrupt() {
    constexpr i32 kCtrlC = 3, kNone = -1;
    watch_interrupt(kCtrlC);
    const bool has_come = (thread.pending & runtime::kPendingInterrupt) != 0;
    watch_interrupt(kNone);
    thread.pending = thread.pending & ~static_cast<u32>(runtime::kPendingInterrupt);
    return has_come;
}

void print_last_fault(runtime::Printer& console) {
    console.write_text("The last run ended in ");
    for (u32 i = 0; i < hal::BootRecord::text_length(); ++i)
        console.write_byte(static_cast<char>(hal::BootRecord::text_byte(i)));
}

void print_safe_mode(runtime::Printer& console, Start start) {
    console.write_text("Safe mode: ");
    switch (start) {
        case Start::Interrupted: console.write_text("Ctrl-C"); break;
        case Start::Button: console.write_text("the button at GPIO0"); break;
        default: console.write_text("three starts in a row ended within ten seconds");
    }
    if (start == Start::CrashedEarly) console.write_text("; the filesystem is not mounted");
    console.write_text(". boot.py and main.py were skipped; a reset runs them.\n");
}

/// Mounts the filesystem, or makes one where there is none yet; then the user's files, unless this start is
/// to be a safe one. After boot.py failed, and for a tool at the raw prompt, main.py does not run.
void boot(frontend::PythonExecutor& executor, Start start, bool is_raw) {
    if (start != Start::CrashedEarly &&
        runtime::import_module(thread, runtime::name_ref<"_boot">, runtime::kNone, 0, nullptr).is_raised()) {
        executor.print_exception();
    }
    if (start == Start::Reset && take_interrupt()) start = Start::Interrupted;
    if (start > Start::SoftReset) return print_safe_mode(*thread.console, start);
    application_start = hal::system_clock().microseconds();
    hal::BootRecord::application_begins();
    bool goes_on = executor.execute_file(runtime::name_ref<"boot.py">) != repl::Outcome::Raised;
    if (goes_on && !is_raw) {
        goes_on = executor.execute_file(runtime::name_ref<"main.py">) != repl::Outcome::Raised;
    }
    if (!goes_on) executor.print_exception();
}

/// One life of Python, from reset to soft reset. `raw`: the prompt's mode, which outlives it.
NOINLINE void run_python(frontend::Console& console, Start start, bool& raw) {
    ::new (&thread) runtime::Thread();  // in its place: a copy would need room on the stack
    const usize heap_bytes = static_cast<usize>(_heap_end - _heap_start);
    const bool created =
        runtime::thread_create(thread, _heap_start, heap_bytes, _stack_top, kStackBytes, console);
    VERIFY(created && set_up_path());
    thread.compile = frontend::compile_text;
    thread.compile_stream = frontend::compile_stream;
    thread.files = &modules::file_access;
    thread.store = &code_store();
    thread.store->attach();
    thread.watch_interrupt = watch_interrupt;
    thread.alive = show_life;
    frontend::PythonExecutor executor(thread, watch_interrupt);
    frontend::HeapAllocator allocator(thread);
    frontend::ConsoleInput input(thread, hal::Uart::console());
    boot(executor, start, raw);
    hal::BootRecord::is_fine();
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
    using hal::BootRecord;
    BootRecord::begin();
    firmware::set_fault_witness(firmware::report_python);
    if (BootRecord::cause() == hal::ResetCause::Watchdog && hal::Chip::reset_cause() == BootRecord::cause())
        firmware::record_watchdog();
    hal::Watchdog::start({firmware::ask_for_life, firmware::report_hang});
    console.write_text("\n");
    if (BootRecord::cause() == hal::ResetCause::Watchdog || BootRecord::cause() == hal::ResetCause::Fault)
        firmware::print_last_fault(console);
    firmware::Start start = firmware::choose_start();
    for (;;) {
        firmware::clear_dead_stack();
        firmware::run_python(console, start, raw);
        start = firmware::Start::SoftReset;
        console.write_text("MPY: soft reboot\n");
    }
}
