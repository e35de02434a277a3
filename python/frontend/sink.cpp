#include "python/frontend/sink.hpp"

#include "python/runtime/code.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/complex.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::frontend {

using bytecode::BinaryOperator;
using bytecode::Handle;
using runtime::Completion;
using runtime::Value;

namespace {

Handle handle_of(const Completion& outcome) {
    return outcome.is_raised() ? bytecode::kOutOfMemory : outcome.value().word();
}

Handle handle_of(const void* object) {
    return reinterpret_cast<Handle>(object);
}

syntax::Literal literal_of(Handle handle) {
    return static_cast<syntax::Literal>(handle);
}

/// A constant that is worth keeping in place of the operation: no larger than the code that would make it.
bool is_compact(Value value) {
    if (!value.is_object()) return true;
    if (runtime::is_exactly(value, runtime::str_type)) return value.as<runtime::Str>()->length() <= 64;
    if (runtime::is_exactly(value, runtime::int_type)) return value.as<runtime::BigInt>()->count() <= 4;
    return runtime::is_exactly(value, runtime::float_type);
}

/// Whether the operation is sure to be quick: sizes grow by these only.
bool is_quick(BinaryOperator op, Value left, Value right) {
    if (op == BinaryOperator::MatrixMultiply || op == BinaryOperator::Modulo) {
        return !runtime::is_exactly(left, runtime::str_type);  // formatting is left to run time
    }
    const bool is_text =
        runtime::is_exactly(left, runtime::str_type) || runtime::is_exactly(right, runtime::str_type);
    if (op == BinaryOperator::Multiply) return !is_text;
    if (op == BinaryOperator::Power || op == BinaryOperator::LeftShift) {
        return right.is_float() || (right.is_int() && right.as_int() >= -128 && right.as_int() <= 128);
    }
    return true;
}

bool looks_like_name(std::string_view text) {
    constexpr usize kMost = 16;
    if (text.empty() || text.size() > kMost) return false;
    for (const char byte : text) {
        const bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
        if (!is_letter && !(byte >= '0' && byte <= '9')) return false;
    }
    return true;
}

bool is_number_or_text(Value value) {
    return value.is_int() || runtime::is_float(value) || runtime::is_exactly(value, runtime::int_type) ||
           runtime::is_exactly(value, runtime::str_type);
}

}  // namespace

Handle RuntimeSink::name(std::string_view text) {
    return handle_of(runtime::intern(thread_, text));
}

Handle RuntimeSink::integer(i64 value) {
    return handle_of(runtime::int_create(thread_, value));
}

Handle RuntimeSink::string(std::string_view utf8) {
    // What looks like a name is a key more often than not, and is found faster if there is one of it.
    if (looks_like_name(utf8)) return name(utf8);
    return handle_of(runtime::str_create(thread_, utf8));
}

Handle RuntimeSink::tuple(std::span<const Handle> items) {
    if (items.empty()) return handle_of(&runtime::empty_tuple);
    static_assert(sizeof(Handle) == sizeof(Value));
    return handle_of(
        runtime::tuple_create(thread_, reinterpret_cast<const Value*>(items.data()), items.size()));
}

std::span<const Handle> RuntimeSink::items(Handle tuple) {
    const Value value = Value::from_word(tuple);
    if (!runtime::is_exactly(value, runtime::tuple_type)) return {};
    const runtime::Tuple& items = *value.as<runtime::Tuple>();
    return {reinterpret_cast<const Handle*>(items.items()), items.count};
}

Handle RuntimeSink::code(const bytecode::CodeParts& parts) {
    const bytecode::PackedInfo info = bytecode::pack(parts.info);
    const usize words = (info.is_wide ? bytecode::kWideWords : 0) + parts.instructions.size() +
                        parts.handlers.size() + parts.lines.size();
    const usize bytes = sizeof(runtime::Code) + parts.constants.size_bytes() + words * sizeof(u32);
    auto* code = static_cast<runtime::Code*>(thread_.heap.allocate(bytes));
    if (code == nullptr) return bytecode::kOutOfMemory;
    code->header.shape = &runtime::code_type.root;
    code->name = Value::from_word(parts.name);
    code->file = Value::from_word(parts.file);
    code->head = info.head;
    auto* constants = reinterpret_cast<Handle*>(code + 1);
    std::copy(parts.constants.begin(), parts.constants.end(), constants);
    u32* word = reinterpret_cast<u32*>(constants + parts.constants.size());
    if (info.is_wide) word = std::copy(std::begin(info.wide), std::end(info.wide), word);
    word = std::copy(parts.instructions.begin(), parts.instructions.end(), word);
    word = std::copy(parts.handlers.begin(), parts.handlers.end(), word);
    std::copy(parts.lines.begin(), parts.lines.end(), word);
    return handle_of(code);
}

std::string_view RuntimeSink::text(Handle name) {
    return Value::from_word(name).as<runtime::Str>()->view();
}

Handle RuntimeSink::folded(Completion outcome) {
    if (outcome.is_raised()) {
        thread_.raised = Value();
        return bytecode::kNotFolded;
    }
    return is_compact(outcome.value()) ? outcome.value().word() : bytecode::kNotFolded;
}

Handle RuntimeSink::fold(BinaryOperator op, Handle left, Handle right) {
    const Value a = Value::from_word(left), b = Value::from_word(right);
    if (!is_number_or_text(a) || !is_number_or_text(b) || !is_quick(op, a, b)) return bytecode::kNotFolded;
    return folded(runtime::binary(thread_, op, a, b));
}

Handle RuntimeSink::fold(bytecode::UnaryOperator op, Handle operand) {
    const Value value = Value::from_word(operand);
    if (!is_number_or_text(value)) return bytecode::kNotFolded;
    return folded(runtime::unary(thread_, op, value));
}

Handle RuntimeSink::module_constant(Handle module, Handle name) {
    if constexpr (!bytecode::kHasModuleConstants) return bytecode::kNotFolded;
    for (u32 i = 0; i < runtime::builtin_module_count; ++i) {
        const runtime::BuiltinModule& each = *runtime::builtin_modules[i];
        if (each.name != Value::from_word(module).as<runtime::Str>()) continue;
        for (u32 j = 0; j < each.attribute_count; ++j) {
            const runtime::Attribute& attribute = each.attributes[j];
            if (attribute.name != Value::from_word(name).as<runtime::Str>()) continue;
            const Value value = attribute.value;
            return is_number_or_text(value) ? value.word() : bytecode::kNotFolded;
        }
    }
    return bytecode::kNotFolded;
}

void* RuntimeSink::allocate(usize bytes) {
    return thread_.heap.allocate_raw(bytes, runtime::RawKind::Scanned);
}

void* RuntimeSink::reallocate(void* block, usize bytes) {
    return thread_.heap.reallocate_raw(block, bytes, runtime::RawKind::Scanned);
}

syntax::Symbol LiteralSink::intern(std::string_view name) {
    return static_cast<syntax::Symbol>(sink_.name(name));
}

syntax::Literal LiteralSink::big_integer(std::string_view digits, u32 base) {
    bool valid;
    return literal_of(handle_of(runtime::int_parse(thread_, digits.data(), digits.size(), base, valid)));
}

syntax::Literal LiteralSink::floating(std::string_view text) {
    runtime::Float number = 0;
    (void)runtime::float_parse(text.data(), text.size(), number);
    return literal_of(handle_of(runtime::float_to_value(thread_, number)));
}

syntax::Literal LiteralSink::imaginary(std::string_view text) {
    runtime::Float number = 0;
    (void)runtime::float_parse(text.data(), text.size(), number);
    return literal_of(handle_of(runtime::complex_create(thread_, 0, number)));
}

syntax::Literal LiteralSink::string(std::string_view utf8) {
    return literal_of(sink_.string(utf8));
}

syntax::Literal LiteralSink::bytes(std::string_view data) {
    return literal_of(
        handle_of(runtime::bytes_create(thread_, reinterpret_cast<const u8*>(data.data()), data.size())));
}

}  // namespace kinglet::frontend
