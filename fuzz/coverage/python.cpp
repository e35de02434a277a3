#include "fuzz/coverage/python.hpp"

#include <sys/time.h>

#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "python/frontend/compile.hpp"
#include "python/runtime/code.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/int.hpp"

namespace kinglet::fuzz {

using runtime::Completion;
using runtime::Thread;
using runtime::Value;

namespace {

constexpr usize kStackBytes = 1024 * 1024;
constexpr int kTickMicroseconds = 50'000;
constexpr int kMostInterrupts = 4;

/// The program that runs now; null: none does.
Thread* running = nullptr;
int interrupts = 0;
sigjmp_buf way_out;

/// An interrupt that is still waiting means code that does not look: that is left to libFuzzer's -timeout.
void on_tick(int) {
    if (running == nullptr || (running->pending & runtime::kPendingInterrupt) != 0) return;
    if (++interrupts > kMostInterrupts) siglongjmp(way_out, 1);
    running->pending = running->pending | runtime::kPendingInterrupt;
}

void watch(Thread* thread) {
    static const bool ready = [] {
        struct sigaction action = {};
        action.sa_handler = on_tick;
        return sigaction(SIGVTALRM, &action, nullptr) == 0;
    }();
    if (!ready) finding("no signal handler");
    running = thread;
    interrupts = 0;
    const int microseconds = thread != nullptr ? kTickMicroseconds : 0;
    const itimerval timer = {{0, microseconds}, {0, microseconds}};
    setitimer(ITIMER_VIRTUAL, &timer, nullptr);
    if (thread == nullptr) return;
    thread->pending = thread->pending & ~u32{runtime::kPendingInterrupt};
}

}  // namespace

void finding(const char* what) {
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

Python::Python(const void* stack_base) : region_(new char[kHeapBytes]), thread_(new Thread) {
    if (!runtime::thread_create(*thread_, region_.get(), kHeapBytes, stack_base, kStackBytes, nowhere_))
        finding("no thread");
    thread_->compile = frontend::compile_text;
    thread_->compile_stream = frontend::compile_stream;
}

void Python::settle(Completion outcome) {
    const bool has_exception = static_cast<bool>(thread_->raised);
    if (outcome.is_raised() != has_exception)
        finding("the outcome and the exception that waits do not agree");
    if (has_exception) runtime::print_exception(*thread_, thread_->raised, nowhere_);
    thread_->raised = Value();
}

void Python::execute(std::string_view text, bool run) {
    const Completion code =
        frontend::compile_text(*thread_, text, runtime::name_ref<"<fuzz>">, runtime::kCompileFile);
    if (code.is_raised() || !run) return settle(code);
    watch(thread_.get());
    if (sigsetjmp(way_out, 1) != 0) {
        watch(nullptr);
        thread_.reset();  // what it left half done is not to be looked at
        return;
    }
    const Completion outcome =
        runtime::run_code(*thread_, *code.value().as<runtime::Code>(), *thread_->main->globals);
    watch(nullptr);
    thread_->pending = thread_->pending & ~u32{runtime::kPendingInterrupt};
    settle(outcome);
}

void Python::forget_exception() {
    has_memory_ = !runtime::exception_matches(thread_->raised, runtime::memory_error_type);
    thread_->raised = Value();
}

Value Python::evaluate(std::string_view text) {
    const Completion code =
        frontend::compile_text(*thread_, text, runtime::name_ref<"<fuzz>">, runtime::kCompileEval);
    if (!code.is_raised()) {
        const Completion value =
            runtime::run_code(*thread_, *code.value().as<runtime::Code>(), *thread_->main->globals);
        if (!value.is_raised()) return value.value();
    }
    forget_exception();
    return Value();
}

void Python::execute_and_go_on(std::string_view text) {
    execute(text, true);
    if (thread_ == nullptr) return;
    // Names of builtins may have been taken; operators on literals cannot be. What fills the heap has a name;
    // and a program may end with the heap locked, or with calls that wait.
    while (thread_->heap.lock_depth() != 0) thread_->heap.unlock();
    thread_->scheduled = {};
    thread_->pending = 0;
    runtime::dict_clear(*thread_, *thread_->main->globals);
    thread_->heap.collect();
    const Value value = evaluate("[n * 2 for n in (1, 20)][1] + 2");
    if (!value || !value.is_int() || value.as_int() != 42) finding("the interpreter does not go on");
}

}  // namespace kinglet::fuzz
