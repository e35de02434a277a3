// kinglet-py: Kinglet's Python on the desktop.
#include <time.h>
#include <unistd.h>

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "device/hal/clock.hpp"
#include "host/kinglet_py/files.hpp"
#include "host/kinglet_py/options.hpp"
#include "host/kinglet_py/terminal.hpp"
#include "python/frontend/compile.hpp"
#include "python/frontend/executor.hpp"
#include "python/repl/repl.hpp"
#include "python/runtime/code.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/time/wall_clock.hpp"

namespace kinglet::host {

using runtime::Completion;
using runtime::Str;
using runtime::Thread;
using runtime::Value;

namespace {

constexpr usize kStackBytes = usize{6} << 20;

/// Standard output or standard error.
class FilePrinter final : public runtime::Printer {
  public:
    explicit FilePrinter(std::FILE* file) : file_(file) {}

  private:
    void do_write(const char* bytes, usize count) override { std::fwrite(bytes, 1, count, file_); }
    std::FILE* file_;
};

/// Standard input, for sys.stdin and input(): what is there of it, at least a byte, 0 at the end.
usize read_input(Thread&, char* into, usize count) {
    std::fflush(stdout);
    const ssize_t taken = ::read(STDIN_FILENO, into, count);
    return taken > 0 ? static_cast<usize>(taken) : 0;
}

/// From the time since the start to the time since 1970.
i64 wall_offset() {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    const i64 microseconds = i64{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
    return microseconds - static_cast<i64>(hal::system_clock().microseconds());
}

/// The same for a prompt that shares the terminal: nothing is held back, and a line ends as the prompt ends
/// its own.
class FlushingPrinter final : public runtime::Printer {
  public:
    explicit FlushingPrinter(std::FILE* file) : file_(file) {}

  private:
    void do_write(const char* bytes, usize count) override {
        std::fwrite(bytes, 1, count, file_);
        std::fflush(file_);
    }
    std::FILE* file_;
};

Thread* interrupted_thread = nullptr;

void on_interrupt(int) {
    interrupted_thread->pending = interrupted_thread->pending | runtime::kPendingInterrupt;
}

/// The exit status that SystemExit asks for.
int exit_status(Thread& thread, Value exit) {
    const runtime::Tuple* arguments = exit.as<runtime::Exception>()->args;
    if (arguments == nullptr || arguments->count == 0 || (*arguments)[0].is_none()) return 0;
    const Value status = (*arguments)[0];
    bool fits;
    if (runtime::type_of(status).flags & runtime::kIsIntType)
        return static_cast<int>(runtime::int_to_i64(status, fits) & 0xFF);
    FilePrinter error_output(stderr);
    (void)runtime::print(thread, status, error_output, runtime::PrintForm::Str);
    error_output.write_byte('\n');
    return 1;
}

/// The status of a program that ended, its exception printed if there is one.
int finish(Thread& thread, const Completion& outcome) {
    if (!outcome.is_raised()) return 0;
    const Value exception = thread.raised;
    thread.raised = Value();
    if (runtime::exception_matches(exception, runtime::system_exit_type))
        return exit_status(thread, exception);
    std::fflush(stdout);
    FilePrinter error_output(stderr);
    runtime::print_exception(thread, exception, error_output);
    return 1;
}

Str* text_of(Thread& thread, const std::string& text) {
    return runtime::intern(thread, text);
}

Completion set_up(Thread& thread, const PyOptions& options, const std::string& first_path) {
    runtime::List* argv = runtime::list_create(thread, nullptr, 0);
    if (argv == nullptr) return Value();
    thread.roots[runtime::kRootArgv] = Value(&argv->header);
    for (const std::string& argument : options.arguments) {
        Str* text = runtime::str_create(thread, argument);
        if (text == nullptr) return Value();
        TRY(runtime::list_append(thread, *argv, Value(&text->header)));
    }
    Str* first = runtime::str_create(thread, first_path);
    if (first == nullptr) return Value();
    TRY(runtime::list_append(thread, *thread.path, Value(&first->header)));
    TRY(runtime::list_append(thread, *thread.path, Value(&runtime::name<".frozen">->header)));
    return Value(runtime::kNone);
}

Completion run_text(Thread& thread, const std::string& text, const std::string& file) {
    Str* name = text_of(thread, file);
    if (name == nullptr) return runtime::raise_memory_error(thread, file.size());
    const Value code = TRY(frontend::compile_text(thread, text, *name, runtime::kCompileFile));
    return runtime::run_code(thread, *code.as<runtime::Code>(), *thread.main->globals);
}

std::string folder_of(const std::string& path) {
    const usize slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash == 0 ? 1 : slash);
}

/// The file of a module: NAME.py or NAME/__main__.py in the working directory.
std::string file_of_module(std::string name) {
    for (char& c : name) {
        if (c == '.') c = '/';
    }
    std::string contents;
    return read_file(name + "/__main__.py", contents) ? name + "/__main__.py" : name + ".py";
}

TerminalStream* prompt_stream = nullptr;

/// While a program runs Ctrl-C is a signal, at the prompt a key.
void watch_interrupt(bool on) {
    prompt_stream->set_raw(!on);
}

/// The prompt, until Ctrl-D or the end of the input.
int run_prompt(Thread& thread) {
    TerminalStream stream;
    prompt_stream = &stream;
    stream.set_raw(true);
    FlushingPrinter output(stdout);
    thread.console = &output;
    frontend::PythonExecutor executor(thread, watch_interrupt);
    frontend::HeapAllocator allocator(thread);
    repl::Repl repl(stream, executor, allocator, "Kinglet v0.1.0; linux");
    (void)repl.run();
    stream.set_raw(false);
    std::fputc('\n', stdout);
    return 0;
}

/// Python from standard input that is no terminal: a program.
bool read_standard_input(std::string& text) {
    char buffer[65536];
    usize count;
    while ((count = std::fread(buffer, 1, sizeof buffer, stdin)) != 0) text.append(buffer, count);
    return std::ferror(stdin) == 0;
}

int run_target(Thread& thread, const PyOptions& options) {
    const bool is_file = options.what == PyOptions::What::File;
    const std::string path =
        options.what == PyOptions::What::Module ? file_of_module(options.target) : options.target;
    const Completion ready = set_up(thread, options, is_file ? folder_of(path) : "");
    if (ready.is_raised()) return finish(thread, ready);
    if (options.what == PyOptions::What::Prompt) {
        if (isatty(STDIN_FILENO) || options.inspect) return run_prompt(thread);
        std::string program;
        if (!read_standard_input(program)) return 2;
        return finish(thread, run_text(thread, program, "<stdin>"));
    }
    if (options.what == PyOptions::What::Command)
        return finish(thread, run_text(thread, options.target, "<string>"));
    std::string text;
    if (!read_file(path, text)) {
        std::fprintf(stderr, "kinglet-py: can't open file '%s'\n", path.c_str());
        return 2;
    }
    return finish(thread, run_text(thread, text, path));
}

int run(Thread& thread, const PyOptions& options) {
    const int status = run_target(thread, options);
    return options.inspect && options.what != PyOptions::What::Prompt ? run_prompt(thread) : status;
}

int main_with(const PyOptions& options) {
    FilePrinter output(stdout);
    const auto region = std::unique_ptr<char[]>(new char[options.heap_bytes]);
    const auto thread = std::make_unique<Thread>();
    if (!runtime::thread_create(*thread, region.get(), options.heap_bytes, __builtin_frame_address(0),
                                kStackBytes, output)) {
        std::fprintf(stderr, "kinglet-py: the heap is too small\n");
        return 2;
    }
    FilePrinter errors(stderr);
    thread->errors = &errors;
    thread->read_input = read_input;
    stdlib::wall_clock = {wall_offset(), 0};  // the desktop counts from 1970
    thread->compile = frontend::compile_text;
    thread->files = &host_files;
    thread->optimisation = options.optimisation;
    runtime::Torture torture;
    torture.collect_at_every_allocation = options.collect_every != 0;
    torture.poison = torture.collect_at_every_allocation;
    torture.fail_after = options.fail_after;
    thread->heap.set_torture(torture);
    interrupted_thread = thread.get();
    std::signal(SIGINT, on_interrupt);
    const int status = run(*thread, options);
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
        default: return kinglet::host::main_with(options);
    }
}
