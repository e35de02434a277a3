#include "host/kinglet_py/prompt.hpp"

#include "host/kinglet_py/printers.hpp"
#include "host/kinglet_py/program.hpp"
#include "host/kinglet_py/terminal.hpp"
#include "python/frontend/executor.hpp"
#include "python/repl/repl.hpp"

namespace kinglet::host {

namespace {

// Tools know a MicroPython prompt by the first word and the last.
constexpr char kBanner[] = "MicroPython dialect, Kinglet v0.1.0; linux version";

TerminalStream* prompt_stream = nullptr;

/// While a program runs Ctrl-C is a signal, at the prompt a key.
void watch_interrupt(i32 byte) {
    prompt_stream->set_raw(byte < 0);
}

}  // namespace

int run_prompt(runtime::Thread& thread) {
    TerminalStream stream;
    prompt_stream = &stream;
    stream.set_raw(true);
    FlushingPrinter output(stdout);
    runtime::Printer* const program_output = thread.console;
    thread.console = &output;
    frontend::PythonExecutor executor(thread, watch_interrupt);
    frontend::HeapAllocator allocator(thread);
    repl::Repl repl(stream, executor, allocator, kBanner);
    const repl::Repl::End end = repl.run();
    stream.set_raw(false);
    if (end == repl::Repl::End::Closed) std::fputc('\n', stdout);
    thread.console = program_output;
    return executor.exit_reason() ? exit_status(thread, executor.exit_reason()) : 0;
}

}  // namespace kinglet::host
