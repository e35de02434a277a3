#include "python/frontend/executor.hpp"

#include "python/frontend/compile.hpp"
#include "python/runtime/builtins/builtins.hpp"
#include "python/runtime/class.hpp"
#include "python/runtime/code.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/cache.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::frontend {

using runtime::Completion;
using runtime::Str;
using runtime::Value;

namespace {

constexpr i32 kCtrlC = 3;

class ProgramSource final : public syntax::Source {
  public:
    explicit ProgramSource(repl::Program& program) : program_(program) {}
    usize read(std::span<u8> into) override { return program_.read(into); }

  private:
    repl::Program& program_;
};

/// The value that a dotted path names, without running anything: 0 if it names nothing that can be found so.
Value follow(runtime::Thread& thread, std::string_view path) {
    Value object;
    for (bool is_first = true; !path.empty(); is_first = false) {
        const usize dot = path.find('.');
        const Str* name = runtime::find_interned(thread, path.substr(0, dot));
        path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
        if (name == nullptr) return Value();
        if (is_first) {
            const Value* place = runtime::dict_find_name(*thread.main->globals, *name);
            if (place == nullptr) place = runtime::find_builtin(thread, *name);
            object = place != nullptr ? *place : Value();
        } else if (runtime::is_exactly(object, runtime::module_type)) {
            const Value* place = runtime::dict_find_name(*object.as<runtime::Module>()->globals, *name);
            object = place != nullptr ? *place : Value();
        } else {
            const runtime::Type& type = runtime::type_of(object);
            Value found;
            constexpr u32 kInstance = runtime::kIsHeapType | runtime::kHasAttributes;
            if ((type.flags & kInstance) == kInstance)
                found = runtime::instance_get(*object.as_object(), *name);
            if (!found && (type.flags & runtime::kIsTypeType))
                found = runtime::class_find(*object.as<runtime::Type>(), *name);
            object = found;
        }
        if (!object) return Value();
    }
    return object;
}

void visit_keys(const runtime::Dict& dict, repl::NameVisitor& visitor) {
    u32 position = 0;
    while (const runtime::DictEntry* entry = runtime::dict_next(dict, position)) {
        if (runtime::is_exactly(entry->key, runtime::str_type)) visitor.visit(entry->key.as<Str>()->view());
    }
}

/// What it takes to read a line, to compile it and to run it: a program that has filled the heap leaves so
/// much.
constexpr usize kReserve = sizeof(runtime::Word) == 4 ? 4096 : 32768;

}  // namespace

/// While a program runs, that of the prompt is out of its reach: all of it, or what there is of it after a
/// line that left less.
void PythonExecutor::take_reserve() {
    if (reserve_ != nullptr) return;
    for (usize bytes = kReserve; reserve_ == nullptr && bytes >= kReserve / 4; bytes -= kReserve / 4)
        reserve_ = thread_.heap.allocate_raw(bytes, runtime::RawKind::Bytes);
}

void PythonExecutor::give_reserve() {
    thread_.heap.free_raw(reserve_);
    reserve_ = nullptr;
}

Completion PythonExecutor::run(repl::Program& program, repl::Mode mode) {
    ProgramSource source(program);
    const u32 compile_mode = mode == repl::Mode::File ? runtime::kCompileFile : runtime::kCompileSingle;
    const Compiled compiled = compile(thread_, source, runtime::name_ref<"<stdin>">, compile_mode);
    if (program.was_interrupted()) {
        thread_.raised = Value();
        return runtime::raise(thread_, runtime::keyboard_interrupt_type);
    }
    return run_code(TRY(compiled.code));
}

Completion PythonExecutor::run_file(runtime::Str& path) {
    runtime::PathKind kind = runtime::PathKind::Nothing;
    TRY(thread_.files->kind(thread_, path, kind));
    if (kind != runtime::PathKind::File) return runtime::kNone;
    return run_code(TRY(runtime::compile_file(thread_, path)));
}

Completion PythonExecutor::run_code(Value code) {
    take_reserve();
    if (watch_ != nullptr) watch_(kCtrlC);
    const Completion outcome = runtime::run_code(thread_, *code.as<runtime::Code>(), *thread_.main->globals);
    if (watch_ != nullptr) watch_(-1);
    // Ctrl-C came so late that the program did not see it.
    if (!outcome.is_raised() && (thread_.pending & runtime::kPendingInterrupt) != 0)
        TRY(runtime::run_pending(thread_));
    return outcome;
}

repl::Outcome PythonExecutor::execute(repl::Program& program, repl::Mode mode) {
    thread_.raised = Value();
    thread_.handled = runtime::kNone;
    return outcome_of(run(program, mode));
}

repl::Outcome PythonExecutor::execute_file(runtime::Str& path) {
    return outcome_of(run_file(path));
}

repl::Outcome PythonExecutor::outcome_of(Completion outcome) {
    thread_.pending = thread_.pending & ~static_cast<u32>(runtime::kPendingInterrupt);
    if (!outcome.is_raised()) return repl::Outcome::Done;
    if (runtime::exception_matches(thread_.raised, runtime::system_exit_type)) {
        exit_reason_ = thread_.raised;
        thread_.raised = Value();
        return repl::Outcome::Exit;
    }
    return repl::Outcome::Raised;
}

void PythonExecutor::print_exception() {
    const Value exception = thread_.raised;
    thread_.raised = Value();
    if (exception) runtime::print_exception(thread_, exception, *thread_.console);
}

void PythonExecutor::print_exit() {
    if (!exit_reason_) return;
    const runtime::Tuple& args = *exit_reason_.as<runtime::Exception>()->args;
    if (args.count == 0 || args[0].is_none() || args[0] == Value::from_int(0)) return;
    runtime::Printer& console = *thread_.console;
    console.write_text("SystemExit: ");
    if (runtime::print(thread_, exit_reason_, console, runtime::PrintForm::Str).is_raised())
        thread_.raised = Value();
    console.write_byte('\n');
}

void PythonExecutor::raise_out_of_memory() {
    (void)runtime::raise_memory_error(thread_, 0);
}

void PythonExecutor::visit_names(std::string_view path, repl::NameVisitor& visitor) {
    if (path.empty()) {
        visit_keys(*thread_.main->globals, visitor);
        u32 position = 0;
        while (const runtime::Attribute* builtin = runtime::builtin_next(position))
            visitor.visit(builtin->name->view());
        return;
    }
    const Value object = follow(thread_, path);
    if (!object) return;
    const Completion names = runtime::list_attributes(thread_, object);
    if (names.is_raised()) {
        thread_.raised = Value();
        return;
    }
    const runtime::List& list = *names.value().as<runtime::List>();
    for (u32 i = 0; i < list.count; ++i) visitor.visit(list.items[i].as<Str>()->view());
}

void PythonExecutor::visit_modules(repl::NameVisitor& visitor) {
    for (u32 i = 0; i < runtime::builtin_module_count; ++i)
        visitor.visit(runtime::builtin_modules[i]->name->view());
    for (u32 i = 0; i < runtime::frozen_module_count; ++i) {
        const char* name = runtime::frozen_modules[i].name;
        visitor.visit({name, flash_length(name)});
    }
}

std::string_view PythonExecutor::prompt_text(repl::PromptLine line) {
    const bool is_first = line == repl::PromptLine::First;
    const Value text = thread_.roots[is_first ? runtime::kRootPs1 : runtime::kRootPs2];
    if (text && (runtime::type_of(text).flags & runtime::kIsStrType) != 0) return text.as<Str>()->view();
    return Executor::prompt_text(line);
}

u64 PythonExecutor::idle() {
    return runtime::run_pending_while_idle(thread_);
}

void PythonExecutor::before_prompt() {
    // A program that was stopped may have left the heap locked.
    while (thread_.heap.lock_depth() != 0) thread_.heap.unlock();
    give_reserve();
}

}  // namespace kinglet::frontend
