#include "python/frontend/sink.hpp"

#include "python/runtime/code.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/store/entry_writer.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/complex.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/calls.hpp"

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

constexpr runtime::Word kPadding = 0;

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

// ---- what goes to the code store

/// The object there, a copy of one of whole words.
Handle RuntimeSink::stored(const void* object, usize bytes) {
    const void* place = session_->writer->place(bytes);
    session_->failed = place == nullptr || !session_->writer->put(object, bytes);
    return session_->failed ? bytecode::kOutOfMemory : handle_of(place);
}

Handle RuntimeSink::settled_name(runtime::Str& str) {
    runtime::Str* used = runtime::find_interned_in_ram(thread_, str);
    if (used != nullptr && session_->writer == nullptr) return handle_of(used);
    session_->conflicts |= used != nullptr;
    runtime::Str* name = session_->store.find_name(str.view(), str.hash, str.length_and_flags);
    if (name == nullptr) name = session_->store.add_name(str.view(), str.hash, str.length_and_flags);
    session_->failed |= name == nullptr;
    return handle_of(name);
}

/// The compiler goes on comparing the items of its tuple: what is settled is a copy.
Handle RuntimeSink::settled_tuple(const runtime::Tuple& tuple) {
    session_->failed |= !runtime::native_stack_check(thread_);
    if (session_->failed) return bytecode::kOutOfMemory;
    runtime::Tuple* copy = runtime::tuple_create(thread_, tuple.items(), tuple.count);
    if (copy == nullptr) return bytecode::kOutOfMemory;
    for (usize i = 0; i < copy->count; ++i) {
        const Handle item = settled((*copy)[i].word());
        if (item == bytecode::kOutOfMemory) return item;
        copy->items()[i] = Value::from_word(item);
    }
    return session_->writer == nullptr ? handle_of(copy) : stored(copy, thread_.heap.bytes_of(copy->header));
}

/// Where code finds a constant that the compiler knows by this handle.
Handle RuntimeSink::settled(Handle handle) {
    const Value value = Value::from_word(handle);
    if (session_ == nullptr || !value.is_object() || !thread_.heap.owns(value.as_object())) return handle;
    if (runtime::is_exactly(value, runtime::str_type)) {
        auto& str = *value.as<runtime::Str>();
        if (str.is_interned()) return settled_name(str);
        (void)runtime::str_hash(str);  // in flash it cannot be kept when it is asked for
    }
    if (runtime::is_exactly(value, runtime::tuple_type)) return settled_tuple(*value.as<runtime::Tuple>());
    if (session_->writer == nullptr) return handle;
    return stored(value.as_object(), thread_.heap.bytes_of(*value.as_object()));
}

Handle RuntimeSink::code(const bytecode::CodeParts& given) {
    bytecode::CodeParts parts = given;
    if (session_ != nullptr) {
        for (Handle& constant : parts.constants) {
            if ((constant = settled(constant)) == bytecode::kOutOfMemory) return bytecode::kOutOfMemory;
        }
        // That the file's own name is in RAM too does not matter: it is text, nothing is found by it.
        const bool conflicts = session_->conflicts;
        if ((parts.file = settled(parts.file)) == bytecode::kOutOfMemory) return bytecode::kOutOfMemory;
        session_->conflicts = conflicts;
        if ((parts.name = settled(parts.name)) == bytecode::kOutOfMemory) return bytecode::kOutOfMemory;
    }
    const bytecode::PackedInfo info = bytecode::pack(parts.info);
    const runtime::Code code{
        {&runtime::code_type.root}, Value::from_word(parts.name), Value::from_word(parts.file), info.head};
    const std::span<const std::byte> pieces[] = {
        std::as_bytes(std::span(&code, 1)),
        std::as_bytes(parts.constants),
        std::as_bytes(std::span(info.wide, info.is_wide ? bytecode::kWideWords : 0)),
        std::as_bytes(parts.instructions),
        std::as_bytes(parts.handlers),
        std::as_bytes(parts.lines),
    };
    usize bytes = 0;
    for (const auto& piece : pieces) bytes += piece.size();
    runtime::EntryWriter* const writer = session_ == nullptr ? nullptr : session_->writer;
    if (writer == nullptr) {
        auto* to = static_cast<std::byte*>(thread_.heap.allocate(bytes));
        const Handle handle = handle_of(to);
        if (to == nullptr) return handle;
        for (const auto& piece : pieces) to = std::copy(piece.begin(), piece.end(), to);
        return handle;
    }
    const void* place = writer->place(bytes);
    bool good = place != nullptr;
    for (const auto& piece : pieces) good = good && writer->put(piece.data(), piece.size());
    const usize padding = (sizeof(Value) - bytes % sizeof(Value)) % sizeof(Value);
    good = good && writer->put(&kPadding, padding);
    session_->failed |= !good;
    return good ? handle_of(place) : bytecode::kOutOfMemory;
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
