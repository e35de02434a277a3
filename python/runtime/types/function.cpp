// Functions written in Python, builtin functions, bound methods, cells and code objects: how they print, are
// called and bind.
#include "python/runtime/function.hpp"

#include "python/runtime/call.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

void print_named(Printer& printer, const char* what, Value name) {
    printer.write_text("<");
    printer.write_text(what);
    printer.write(name.as<Str>()->view());
}

Raised function_print(Thread&, Value self, Printer& printer, PrintForm) {
    print_named(printer, "function ", self.as<Function>()->code->name);
    printer.write_text(" at 0x");
    printer.write_unsigned(self.word(), 16);
    printer.write_text(">");
    return kFine;
}

/// @micropython.native, @micropython.viper: as if there were machine code, which has no code object to show.
bool is_translated(const Function& function) {
    return function.code->has(bytecode::kIsNative | bytecode::kIsViper);
}

/// The dict of what a program sets on the function, made if there is none yet; nullptr: raised.
Dict* attributes_of(Thread& thread, Function& function) {
    FunctionExtras* const extras = function_extras(thread, function);
    if (extras != nullptr && extras->attributes == nullptr) extras->attributes = dict_create(thread);
    return extras == nullptr ? nullptr : extras->attributes;
}

Completion function_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    Function& function = *self.as<Function>();
    found = true;
    if (function.attributes() != nullptr) {
        if (const Value* place = dict_find_name(*function.attributes(), attribute)) return *place;
    }
    if (&attribute == name<"__name__"> || &attribute == name<"__qualname__">) return function.code->name;
    if (&attribute == name<"__globals__">) return Value(&function.globals->header);
    if (&attribute == name<"__code__"> && !is_translated(function)) return Value(&function.code->header);
    if (&attribute == name<"__defaults__">) {
        return function.defaults() == nullptr ? kNone : Value(&function.defaults()->header);
    }
    if (&attribute == name<"__kwdefaults__">) {
        return function.keyword_defaults() == nullptr ? kNone : Value(&function.keyword_defaults()->header);
    }
    if (&attribute == name<"__closure__">) {
        const u32 count = function.code->free_count();
        return count == 0 ? kNone : or_raised(tuple_create(thread, function.cells(), count));
    }
    if (&attribute == name<"__module__">) {
        const Value* place = dict_find_name(*function.globals, *name<"__name__">);
        return place == nullptr ? kNone : *place;
    }
    if (&attribute == name<"__doc__">) {
        const Code& code = *function.code;
        if (!code.has(bytecode::kHasDocString)) return kNone;
        u32 parameters = code.positional_count() + code.keyword_only_count();
        if (code.has(bytecode::kHasVarArgs)) ++parameters;
        if (code.has(bytecode::kHasVarKeywords)) ++parameters;
        return code.constants()[parameters];
    }
    if (&attribute == name<"__dict__">) {
        const Dict* attributes = attributes_of(thread, function);
        return attributes == nullptr ? Completion(Value()) : Completion(Value(&attributes->header));
    }
    found = false;
    return kNone;
}

Raised function_set_attribute(Thread& thread, Value self, Str& attribute, Value value, bool& found) {
    Function& function = *self.as<Function>();
    found = &attribute != name<"__globals__"> && &attribute != name<"__code__"> &&
            !(is_translated(function) && &attribute == name<"__name__">);
    if (!found) return kFine;
    if (value.is_undefined()) {
        found =
            function.attributes() != nullptr && dict_delete_name(thread, *function.attributes(), attribute);
        return kFine;
    }
    if (&attribute == name<"__defaults__">) {
        if (!value.is_none() && !is_exactly(value, tuple_type)) {
            return raise(thread, type_error_type, "__defaults__ must be set to a tuple object"_packed);
        }
        Tuple* const defaults = value.is_none() ? nullptr : value.as<Tuple>();
        if (FunctionExtras* const extras = function.extras()) {
            extras->defaults = defaults;
        } else {
            function.more = defaults;
        }
        return kFine;
    }
    Dict* const attributes = attributes_of(thread, function);
    return attributes == nullptr ? kRaised : dict_set_name(thread, *attributes, attribute, value);
}

Completion call_anything(Thread& thread, Value self, const Arguments& arguments) {
    return call(thread, self, arguments);
}

Completion function_descriptor_get(Thread& thread, Value self, Value instance, const Type&) {
    if (instance.is_undefined()) return self;
    return bound_method_create(thread, self, instance);
}

/// Of a function with extras: the others are so frequent that the collector knows them (collector.cpp).
void function_trace(Tracer& tracer, Object& object) {
    auto& function = reinterpret_cast<Function&>(object);
    tracer.visit(&function.code->header);
    tracer.visit(reinterpret_cast<const Object*>(function.globals));
    tracer.visit_raw(function.more);  // scanned
    tracer.visit_array(function.cells(), function.code->free_count());
}

usize function_size(const Object& object) {
    return sizeof(Function) + reinterpret_cast<const Function&>(object).code->free_count() * sizeof(Value);
}

/// function(code, globals): the code as a function with names of its own.
Completion function_construct(Thread& thread, const Type&, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, name<"function">, 2, 2));
    if (!is_exactly(arguments[0], code_type) || !is_instance(arguments[1], dict_type)) {
        return raise(thread, type_error_type, "function() takes a code object and a dict"_packed);
    }
    const Code& code = *arguments[0].as<Code>();
    if (code.free_count() != 0) return raise(thread, type_error_type, "the code needs a closure"_packed);
    TRY(dict_make_namespace(thread, *arguments[1].as<Dict>()));
    auto* function = static_cast<Function*>(thread.heap.allocate(sizeof(Function)));
    if (function == nullptr) return raise_memory_error(thread, sizeof(Function));
    function->header.shape = &function_type.root;
    function->code = &code;
    function->globals = arguments[1].as<Dict>();
    return Value(&function->header);
}

/// __get__(instance, owner): the function, or a method of it.
Completion function_get(Thread& thread, const Value* values, u32) {
    return values[1].is_none() ? Completion(values[0]) : bound_method_create(thread, values[0], values[1]);
}

constinit const NativeFunction get_function = native(name<"__get__">, function_get, 2, 3, &function_type);
constinit const Attribute function_attributes[] = {{name<"__get__">, &get_function.header}};

constinit const Slots function_slots = {
    .print = function_print,
    .call = call_anything,
    .construct = function_construct,
    .get_attribute = function_get_attribute,
    .set_attribute = function_set_attribute,
    .descriptor_get = function_descriptor_get,
    .trace = function_trace,
    .size = function_size,
};

// ---- builtin functions

Raised native_print(Thread&, Value, Printer& printer, PrintForm) {
    printer.write_text("<function>");  // all that MicroPython tells of it
    return kFine;
}

Completion native_get_attribute(Thread&, Value self, Str& attribute, bool& found) {
    found = &attribute == name<"__name__"> || &attribute == name<"__qualname__">;
    return found ? self.as<NativeFunction>()->name() : kNone;
}

Completion native_descriptor_get(Thread& thread, Value self, Value instance, const Type&) {
    if (instance.is_undefined() || self.as<NativeFunction>()->self_type == nullptr) return self;
    return bound_method_create(thread, self, instance);
}

constinit const Slots native_function_slots = {
    .print = native_print,
    .call = call_anything,
    .get_attribute = native_get_attribute,
    .descriptor_get = native_descriptor_get,
};

// ---- bound methods

Raised bound_method_print(Thread& thread, Value self, Printer& printer, PrintForm) {
    printer.write_text("<bound_method of ");
    TRY(print(thread, self.as<BoundMethod>()->self, printer, PrintForm::Repr));
    printer.write_text(">");
    return kFine;
}

Raised bound_method_hash(Thread& thread, Value self, Word& result) {
    Word of_self;
    TRY(hash(thread, self.as<BoundMethod>()->function, result));
    of_self = self.as<BoundMethod>()->self.word();
    result ^= of_self;
    return kFine;
}

Completion bound_method_compare(Thread&, Value self, Value other, bytecode::Comparison comparison) {
    if (!is_exactly(other, bound_method_type)) return kNotImplemented;
    const BoundMethod &a = *self.as<BoundMethod>(), &b = *other.as<BoundMethod>();
    const bool same = a.function == b.function && a.self == b.self;
    if (comparison == bytecode::Comparison::Equal) return Value::from_bool(same);
    if (comparison == bytecode::Comparison::NotEqual) return Value::from_bool(!same);
    return kNotImplemented;
}

Completion bound_method_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    const BoundMethod& method = *self.as<BoundMethod>();
    found = true;
    if (&attribute == name<"__self__">) return method.self;
    if (&attribute == name<"__func__">) return method.function;
    const Completion outcome = get_attribute_or_undefined(thread, method.function, attribute);
    if (!outcome.is_raised() && outcome.value().is_undefined()) found = false;
    return outcome;
}

void bound_method_trace(Tracer& tracer, Object& object) {
    auto& method = reinterpret_cast<BoundMethod&>(object);
    tracer.visit(method.function);
    tracer.visit(method.self);
}

constinit const Slots bound_method_slots = {
    .print = bound_method_print,
    .hash = bound_method_hash,
    .compare = bound_method_compare,
    .call = call_anything,
    .get_attribute = bound_method_get_attribute,
    .trace = bound_method_trace,
};

// ---- cells and code

void cell_trace(Tracer& tracer, Object& object) {
    tracer.visit(reinterpret_cast<Cell&>(object).value);
}

Completion cell_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    found = &attribute == name<"cell_contents">;
    const Value value = self.as<Cell>()->value;
    if (found && value.is_undefined()) return raise(thread, value_error_type, "Cell is empty"_packed);
    return value;
}

constinit const Slots cell_slots = {.get_attribute = cell_get_attribute, .trace = cell_trace};

Raised code_print(Thread&, Value self, Printer& printer, PrintForm) {
    print_named(printer, "code object ", self.as<Code>()->name);
    printer.write_text(">");
    return kFine;
}

Completion code_get_attribute(Thread&, Value self, Str& attribute, bool& found) {
    const Code& code = *self.as<Code>();
    found = true;
    if (&attribute == name<"co_name">) return code.name;
    if (&attribute == name<"co_filename">) return code.file;
    if (&attribute == name<"co_firstlineno">)
        return Value::from_int(static_cast<SignedWord>(code.first_line()));
    if (&attribute == name<"co_argcount">)
        return Value::from_int(static_cast<SignedWord>(code.positional_count()));
    if (&attribute == name<"co_posonlyargcount">)
        return Value::from_int(static_cast<SignedWord>(code.positional_only_count()));
    if (&attribute == name<"co_kwonlyargcount">)
        return Value::from_int(static_cast<SignedWord>(code.keyword_only_count()));
    found = false;
    return kNone;
}

void code_trace(Tracer& tracer, Object& object) {
    auto& code = reinterpret_cast<Code&>(object);
    tracer.visit(code.name);
    tracer.visit(code.file);
    const Value* const end = code.constants() + code.constant_count();
    for (const Value* constant = code.constants(); constant != end; ++constant) tracer.visit(*constant);
}

usize code_size(const Object& object) {
    const auto& code = reinterpret_cast<const Code&>(object);
    return static_cast<usize>(reinterpret_cast<const char*>(code.lines() + code.line_words()) -
                              reinterpret_cast<const char*>(&code));
}

constinit const Slots code_slots = {
    .print = code_print,
    .get_attribute = code_get_attribute,
    .trace = code_trace,
    .size = code_size,
};

}  // namespace

constinit const Type function_type =
    builtin_type(function_type, name<"function">, function_slots, 0, function_attributes);
constinit const Type native_function_type =
    builtin_type(native_function_type, name<"function">, native_function_slots, sizeof(NativeFunction));
constinit const Type bound_method_type =
    builtin_type(bound_method_type, name<"bound_method">, bound_method_slots, sizeof(BoundMethod));
constinit const Type cell_type = builtin_type(cell_type, name<"cell">, cell_slots, sizeof(Cell));
constinit const Type code_type = builtin_type(code_type, name<"code">, code_slots, 0);

FunctionExtras* function_extras(Thread& thread, Function& function) {
    if (function.extras() == nullptr) {
        void* const block = thread.heap.allocate_raw(sizeof(FunctionExtras), RawKind::Scanned);
        if (block == nullptr) {
            (void)static_cast<Raised>(raise_memory_error(thread, sizeof(FunctionExtras)));
            return nullptr;
        }
        static_cast<FunctionExtras*>(block)->defaults = function.defaults();
        function.more = block;
    }
    return function.extras();
}

Completion bound_method_create(Thread& thread, Value function, Value self) {
    auto* method = static_cast<BoundMethod*>(thread.heap.allocate(sizeof(BoundMethod)));
    if (method == nullptr) return raise_memory_error(thread, sizeof(BoundMethod));
    method->header.shape = &bound_method_type.root;
    method->function = function;
    method->self = self;
    return Value(&method->header);
}

u32 Code::line_of(const u32* pc) const {
    u32 line = first_line();
    u32 left = static_cast<u32>(pc - instructions());
    const FlashWord* const table = lines();
    const u32 pairs = line_words() * 2;
    for (u32 i = 0; i < pairs; ++i) {
        const u32 pair = table[i / 2] >> (i % 2 * 16);
        const u32 covered = pair & 0xFFU;
        if (left < covered) return line;
        left -= covered;
        line += static_cast<u32>(static_cast<i32>(pair << 16) >> 24);
    }
    return line;
}

}  // namespace kinglet::runtime
