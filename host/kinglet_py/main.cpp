// kinglet-py: Kinglet's Python on the desktop.
#include <poll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "device/hal/clock.hpp"
#include "device/modules/vfs/mounts.hpp"
#include "host/kinglet_py/files.hpp"
#include "host/kinglet_py/options.hpp"
#include "host/kinglet_py/printers.hpp"
#include "host/kinglet_py/program.hpp"
#include "host/kinglet_py/prompt.hpp"
#include "host/kinglet_py/store_memory.hpp"
#include "python/frontend/compile.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/store/code_store.hpp"
#include "python/stdlib/time/wall_clock.hpp"

namespace kinglet::host {

using runtime::Completion;
using runtime::Thread;

namespace {

/// How much of the C stack Python may use. Recursion over data should come to its end before the data fill
/// the heap, and well before the system's own limit; and soon, because printing looks at every level for
/// every level.
usize stack_bytes(usize heap_bytes) {
    constexpr usize kLeast = usize{1} << 20, kMost = usize{2} << 20;
    usize bytes = std::clamp(heap_bytes / 4, kLeast, kMost);
    rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        bytes = std::min(bytes, static_cast<usize>(limit.rlim_cur) / 4 * 3);
    return bytes;
}

/// Waits for standard input; false once Ctrl-C was pressed, which ends no read(2).
bool wait_for_input(Thread& thread) {
    sigset_t interrupt, before;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    sigprocmask(SIG_BLOCK, &interrupt, &before);  // so that none comes between the look and the wait
    pollfd input{STDIN_FILENO, POLLIN, 0};
    while ((thread.pending & runtime::kPendingInterrupt) == 0 && ppoll(&input, 1, nullptr, &before) < 0 &&
           errno == EINTR) {
    }
    sigprocmask(SIG_SETMASK, &before, nullptr);
    return (thread.pending & runtime::kPendingInterrupt) == 0;
}

/// Standard input, for sys.stdin and input(): what is there of it, at least a byte, 0 at the end.
usize read_input(Thread& thread, char* into, usize count, runtime::InputForm) {
    std::fflush(stdout);
    if (!wait_for_input(thread)) return 0;
    const ssize_t taken = ::read(STDIN_FILENO, into, count);
    return taken > 0 ? static_cast<usize>(taken) : 0;
}

/// The numbers of the events are those of poll(2).
u32 poll_descriptor(Thread&, runtime::SignedWord descriptor, u32 events) {
    pollfd one{static_cast<int>(descriptor), static_cast<short>(events), 0};
    return ::poll(&one, 1, 0) > 0 ? static_cast<u16>(one.revents) : 0;
}

/// From the time since the start to the time since 1970.
i64 wall_offset() {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    const i64 microseconds = i64{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
    return microseconds - static_cast<i64>(hal::system_clock().microseconds());
}

Thread* interrupted_thread = nullptr;

void on_interrupt(int) {
    interrupted_thread->pending = interrupted_thread->pending | runtime::kPendingInterrupt;
}

std::string path_of_this_program(const char* fallback) {
    char path[4096];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    return length > 0 ? std::string(path, static_cast<usize>(length)) : fallback;
}

/// MICROPYINSPECT asks for a prompt afterwards; the program may set it itself.
bool wants_prompt(const PyOptions& options) {
    return options.inspect || std::getenv("MICROPYINSPECT") != nullptr;
}

int run(Thread& thread, const PyOptions& options, const std::string& executable) {
    const Completion ready = set_up_sys(thread, options, executable);
    if (ready.is_raised()) return finish(thread, ready);
    const bool has_program = options.what != PyOptions::What::Prompt || !isatty(STDIN_FILENO);
    int status = 0;
    if (has_program && !(options.what == PyOptions::What::Prompt && wants_prompt(options)))
        status = run_program(thread, options);
    if (!has_program || wants_prompt(options)) status = run_prompt(thread);
    const int at_exit = run_at_exit(thread);
    runtime::finalizers_run_all(thread);
    return status != 0 ? status : at_exit;
}

int main_with(const PyOptions& options, const std::string& executable) {
    FilePrinter output(stdout);
    const auto region = std::unique_ptr<char[]>(new char[options.heap_bytes]);
    const auto thread = std::make_unique<Thread>();
    if (!runtime::thread_create(*thread, region.get(), options.heap_bytes, __builtin_frame_address(0),
                                stack_bytes(options.heap_bytes), output)) {
        std::fprintf(stderr, "kinglet-py: the heap is too small\n");
        return 2;
    }
    FilePrinter errors(stderr);
    thread->errors = &errors;
    thread->read_input = read_input;
    thread->poll_descriptor = poll_descriptor;
    stdlib::wall_clock = {wall_offset(), 0};  // the desktop counts from 1970
    thread->compile = frontend::compile_text;
    thread->compile_stream = frontend::compile_stream;
    thread->files = &modules::file_access;
    thread->optimisation = options.optimisation;
    StoreMemory memory(options.store_sectors == 0 ? 1 : options.store_sectors);
    runtime::CodeStore store(memory);
    store.set_least_source(0);
    store.attach();
    if (options.store_sectors != 0) thread->store = &store;
    runtime::Torture torture;
    torture.collect_at_every_allocation = options.collect_every != 0;
    torture.poison = torture.collect_at_every_allocation;
    torture.fail_after = options.fail_after;
    thread->heap.set_torture(torture);
    interrupted_thread = thread.get();
    std::signal(SIGINT, on_interrupt);
    const int status = run(*thread, options, executable);
    std::fflush(stdout);
    if (options.verbose) {
        const runtime::HeapFigures figures = thread->heap.figures();
        std::fprintf(stderr,
                     "heap: total=%zu used=%zu free=%zu largest_free=%zu collections=%u allocations=%llu\n",
                     figures.total, figures.used, figures.free, figures.largest_free, figures.collections,
                     static_cast<unsigned long long>(thread->heap.tortured_allocations()));
    }
    return status;
}

}  // namespace

}  // namespace kinglet::host

int main(int count, char** words) {
    using kinglet::host::PyOptions;
    PyOptions options;
    std::string error;
    if (!kinglet::host::parse_py_options(count, words, options, error)) {
        std::fprintf(stderr, "kinglet-py: %s\n%s", error.c_str(), kinglet::host::kPyHelp);
        return 2;
    }
    switch (options.what) {
        case PyOptions::What::Help: std::fputs(kinglet::host::kPyHelp, stdout); return 0;
        case PyOptions::What::Version: std::puts("Kinglet 0.1.0"); return 0;
        default: return kinglet::host::main_with(options, kinglet::host::path_of_this_program(words[0]));
    }
}
