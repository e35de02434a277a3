// __import__ __template__ compile eval exec globals locals
#include "python/runtime/builtins/builtins.hpp"
#include "python/runtime/code.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

Raised source_text(Thread& thread, Value source, const char* function_name, std::string_view& text) {
    if (is_instance(source, str_type)) {
        text = source.as<Str>()->view();
        return kFine;
    }
    ByteView view{};
    if (bytes_view(source, view)) {
        text = view.text();
        return kFine;
    }
    return raise_format(thread, type_error_type, "%s() arg 1 must be a string, bytes or code object"_packed,
                        function_name);
}

Completion compile_text(Thread& thread, std::string_view text, Str& file, u32 mode) {
    if (thread.compile == nullptr) return raise(thread, not_implemented_error_type, "no compiler"_packed);
    if ((mode & kCompileModeMask) == kCompileEval) {
        // The blanks before an expression are no indentation.
        while (!text.empty() && (flash_byte(text.data()) == ' ' || flash_byte(text.data()) == '\t'))
            text.remove_prefix(1);
    }
    return thread.compile(thread, text, file, mode);
}

Completion builtin_compile(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {
        {name<"source">, Value()},      {name<"filename">, Value()},
        {name<"mode">, Value()},        {name<"flags">, Value::from_int(0)},
        {name<"dont_inherit">, kFalse}, {name<"optimize">, Value::from_int(-1)}};
    Value in[6];
    TRY(unpack(thread, arguments, name<"compile">, parameters, 6, in));
    if (!is_instance(in[1], str_type) || !is_instance(in[2], str_type)) {
        return raise(thread, type_error_type, "compile() arguments 2 and 3 must be strings"_packed);
    }
    std::string_view text;
    TRY(source_text(thread, in[0], "compile", text));
    Str* file = intern(thread, *in[1].as<Str>());
    if (file == nullptr) return raise_memory_error(thread, in[1].as<Str>()->length());
    const Str& mode = *in[2].as<Str>();
    u32 compile_mode = kCompileFile;
    if (str_equal(mode, *name<"single">)) {
        compile_mode = kCompileSingle;
    } else if (str_equal(mode, *name<"eval">)) {
        compile_mode = kCompileEval;
    } else if (!str_equal(mode, *name<"exec">)) {
        return raise(thread, value_error_type, "compile() mode must be 'exec', 'eval' or 'single'"_packed);
    }
    // Whether exec() will be given locals is not known yet.
    return compile_text(thread, text, *file, compile_mode | kCompileNamespace);
}

/// The variables of a running function by name, as they are now; nullptr: raised.
Dict* function_locals(Thread& thread, const Frame& frame) {
    const Code& code = *frame.function->code;
    const Value* const last = code.constants() + code.constant_count() - 1;
    const u32 named = static_cast<u32>(last->as_int());
    const u32 count = named + code.free_count();
    const Value* names = last - count;
    Dict* dict = dict_create(thread, count);
    for (u32 i = 0; dict != nullptr && i < count; ++i) {
        Value value = i < named ? frame.registers[i] : frame.function->cells()[i - named];
        if (is_exactly(value, cell_type)) value = value.as<Cell>()->value;
        if (value.is_undefined()) continue;
        if (dict_set_name(thread, *dict, *names[i].as<Str>(), value).is_raised()) return nullptr;
    }
    return dict;
}

/// The dict in which the running code looks for names first: a class body's own, a function's variables where
/// their names are kept, else the globals. nullptr: raised.
Dict* current_locals(Thread& thread) {
    const Frame* frame = thread.frame;
    if (frame == nullptr) return current_globals(thread);
    const Code& code = *frame->function->code;
    if (code.has(bytecode::kIsNamespaceBody) && is_instance(frame->registers[0], dict_type))
        return frame->registers[0].as<Dict>();
    if (code.has(bytecode::kHasLocalNames)) return function_locals(thread, *frame);
    return current_globals(thread);
}

Raised namespace_argument(Thread& thread, Value argument, const char* what, Dict*& result) {
    if (argument.is_none()) return kFine;
    if (!is_instance(argument, dict_type)) {
        return raise_format(thread, type_error_type, "%s must be a dict, not %t"_packed, what, argument);
    }
    result = argument.as<Dict>();
    return dict_make_namespace(thread, *result);
}

/// eval(source, globals, locals) and exec.
Completion run(Thread& thread, const Value* values, u32 count, u32 mode, const char* function_name) {
    Dict* globals = nullptr;
    Dict* locals = nullptr;
    if (count > 1) TRY(namespace_argument(thread, values[1], "globals", globals));
    if (count > 2) TRY(namespace_argument(thread, values[2], "locals", locals));
    if (globals == nullptr) {
        globals = current_globals(thread);
        if (locals == nullptr) {
            locals = current_locals(thread);
            if (locals == nullptr) return Value();
            TRY(dict_make_namespace(thread, *locals));
        }
    }
    if (locals == globals) locals = nullptr;

    Value code = values[0];
    if (!is_exactly(code, code_type)) {
        std::string_view text;
        TRY(source_text(thread, code, function_name, text));
        code = TRY(compile_text(thread, text, name_ref<"<string>">,
                                mode | (locals != nullptr ? kCompileNamespace : 0U)));
    }
    return run_code(thread, *code.as<Code>(), *globals, locals);
}

Completion builtin_eval(Thread& thread, const Value* values, u32 count) {
    return run(thread, values, count, kCompileEval, "eval");
}

Completion builtin_exec(Thread& thread, const Value* values, u32 count) {
    TRY(run(thread, values, count, kCompileFile, "exec"));
    return kNone;
}

Completion builtin_globals(Thread& thread) {
    return &current_globals(thread)->header;
}
Completion builtin_locals(Thread& thread) {
    const Dict* locals = current_locals(thread);
    return locals == nullptr ? Completion(Value()) : Completion(Value(&locals->header));
}

Completion builtin_import(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"name">, Value()},
                                                     {name<"globals">, kNone},
                                                     {name<"locals">, kNone},
                                                     {name<"fromlist">, kNone},
                                                     {name<"level">, Value::from_int(0)}};
    Value in[5];
    TRY(unpack(thread, arguments, name<"__import__">, parameters, 5, in));
    if (!is_instance(in[0], str_type))
        return raise(thread, type_error_type, "module name must be a string"_packed);
    Str* module = intern(thread, *in[0].as<Str>());
    if (module == nullptr) return raise_memory_error(thread, in[0].as<Str>()->length());
    SignedWord level = 0;
    TRY(to_integer(thread, in[4], level));
    if (level < 0) return raise(thread, value_error_type, "level must be >= 0"_packed);
    if (module->length() == 0 && level == 0)
        return raise(thread, value_error_type, "Empty module name"_packed);
    const bool is_dict = is_instance(in[1], dict_type);
    if (level != 0 && !is_dict && !in[1].is_none())
        return raise(thread, type_error_type, "globals must be a dict"_packed);
    Dict* globals = is_dict ? in[1].as<Dict>() : current_globals(thread);
    bool has_list = false;
    TRY(truth(thread, in[3], has_list));
    return import_module(thread, *module, has_list ? in[3] : kNone, static_cast<u32>(level), globals);
}

/// What a t-string calls: string.templatelib knows the rest.
Completion builtin_template(Thread& thread, const Arguments& arguments) {
    const Value module =
        TRY(import_module(thread, name_ref<"string.templatelib">, Value(&empty_tuple.header), 0, nullptr));
    return call(thread, TRY(get_attribute(thread, module, name_ref<"_template">)), arguments);
}

}  // namespace

Dict* current_globals(Thread& thread) {
    return thread.frame != nullptr ? thread.frame->function->globals : thread.main->globals;
}

constinit const NativeFunction __import___function = native(name<"__import__">, builtin_import, 0, 5);
constinit const NativeFunction __template___function =
    native(name<"__template__">, builtin_template, 0, kAnyArity);
constinit const NativeFunction compile_function = native(name<"compile">, builtin_compile, 0, 6);
constinit const NativeFunction eval_function = native(name<"eval">, builtin_eval, 1, 3);
constinit const NativeFunction exec_function = native(name<"exec">, builtin_exec, 1, 3);
constinit const NativeFunction globals_function = native(name<"globals">, builtin_globals);
constinit const NativeFunction locals_function = native(name<"locals">, builtin_locals);

}  // namespace kinglet::runtime
