// What an exception gets on its way, a raw block of Values: how many follow; pairs of place (a Code, or a
// file's name) and line; if their number is odd then last the link (Exception::link).
#include "python/runtime/traceback.hpp"

#include "python/runtime/code.hpp"
#include "python/runtime/emergency.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

constexpr usize kMostEntries = 40;  // of an endless recursion the innermost calls say enough

usize values_behind(const Exception& exception) {
    return exception.traceback == nullptr ? 0 : static_cast<usize>(exception.traceback[0].as_int());
}

usize entry_count(const Exception& exception) {
    return values_behind(exception) / 2;
}

/// Puts one value or two behind those that are there; false where there is no room for them.
bool append(Thread& thread, Exception& exception, const Value* values, usize added) {
    const usize used = values_behind(exception);
    const bool is_outside = is_spare(exception);
    const usize capacity =
        is_outside ? emergency_traceback_bytes(exception) : thread.heap.raw_capacity(exception.traceback);
    if (capacity < (1 + used + added) * sizeof(Value)) {
        if (is_outside) return false;
        const usize wanted = 1 + used + added + (used == 0 ? 0 : 2);
        void* larger =
            thread.heap.reallocate_raw(exception.traceback, wanted * sizeof(Value), RawKind::Values);
        if (larger == nullptr) return false;
        exception.traceback = static_cast<Value*>(larger);
    }
    Value* const end = exception.traceback + 1 + used;
    end[0] = values[0];
    if (added == 2) end[1] = values[1];
    exception.traceback[0] = Value::from_int(static_cast<SignedWord>(used + added));
    return true;
}

void add(Thread& thread, Exception& exception, Value place, u32 line) {
    if (entry_count(exception) == kMostEntries) return;
    // The link moves behind the new entry.
    const bool is_linked = values_behind(exception) % 2 != 0;
    Value entry[] = {place, Value::from_int(static_cast<SignedWord>(line))};
    if (is_linked) {
        entry[0] = entry[1];
        entry[1] = exception.link();
    }
    if (!append(thread, exception, entry, 2)) return;
    if (is_linked) exception.traceback[values_behind(exception) - 2] = place;
}

struct Entry {
    const Str* file;
    SignedWord line;
    const Str* function;  // nullptr: none
};

Entry entry_at(const Exception& exception, usize i) {
    const Value place = exception.traceback[1 + 2 * i];
    const SignedWord line = exception.traceback[2 + 2 * i].as_int();
    if (!is_exactly(place, code_type)) return {place.as<Str>(), line, nullptr};
    return {place.as<Code>()->file.as<Str>(), line, place.as<Code>()->name.as<Str>()};
}

void print_entry(const Entry& entry, Printer& printer) {
    printer.write_text("  File \"");
    printer.write(entry.file->view());
    printer.write_text("\", line ");
    printer.write_signed(entry.line);
    if (entry.function != nullptr) {
        printer.write_text(", in ");
        printer.write(entry.function->view());
    }
    printer.write_byte('\n');
}

constexpr char kHead[] = "Traceback (most recent call last):\n";

/// Looks at what may be no object.
class Doubter {
  public:
    explicit Doubter(bool (*judge)(const void*)) : is_memory_(judge) {}

    bool is_memory(const void* address) const {
        return reinterpret_cast<Word>(address) % sizeof(Word) == 0 && is_memory_(address);
    }
    bool is(const Object* object, const Type& type) const {
        return is_memory(object) && object->shape == &type.root;
    }
    bool is_name(Value value) const {
        constexpr usize kLongest = 64;
        return value.is_object() && is(value.as_object(), str_type) && value.as<Str>()->length() <= kLongest;
    }
    /// The code that the frame runs; nullptr: it is none.
    const Code* code_of(const Frame* frame) const {
        if (!is_memory(frame) || !is(&frame->function->header, function_type)) return nullptr;
        const Code* code = frame->function->code;
        if (!is(&code->header, code_type) || !is_name(code->file) || !is_name(code->name)) return nullptr;
        const u32* const begin = code->instructions();
        return frame->pc > begin && frame->pc <= begin + code->instruction_count() ? code : nullptr;
    }

  private:
    bool (*is_memory_)(const void*);
};

}  // namespace

void traceback_print_running(const Thread& thread, Printer& printer, bool (*is_memory)(const void*)) {
    constexpr u32 kMostCalls = 6;
    const Doubter doubter(is_memory);
    const Frame* frames[kMostCalls];
    u32 count = 0;
    for (const Frame* frame = thread.frame; count < kMostCalls && doubter.code_of(frame) != nullptr;
         frame = frame->caller)
        frames[count++] = frame;
    if (count != 0) printer.write_text(kHead);
    while (count-- != 0) {
        const Code& code = *frames[count]->function->code;
        const SignedWord line = static_cast<SignedWord>(code.line_of(frames[count]->pc - 1));
        print_entry({code.file.as<Str>(), line, code.name.as<Str>()}, printer);
    }
}

void traceback_add(Thread& thread, Exception& exception, const Code& code, u32 line) {
    add(thread, exception, Value(&code.header), line);
}

void traceback_add_place(Thread& thread, Exception& exception, Str& file, u32 line) {
    add(thread, exception, Value(&file.header), line);
}

bool traceback_started(const Exception& exception) {
    return entry_count(exception) != 0;
}

Value Exception::link() const {
    const usize count = values_behind(*this);
    return count % 2 == 0 ? kUndefined : traceback[count];
}

bool Exception::set_link(Thread& thread, Value link) {
    const usize count = values_behind(*this);
    if (count % 2 == 0) return append(thread, *this, &link, 1);
    traceback[count] = link;
    return true;
}

void traceback_clear(Exception& exception) {
    if (exception.traceback == nullptr) return;
    const Value link = exception.link();
    exception.traceback[1] = link;
    exception.traceback[0] = Value::from_int(link.is_undefined() ? 0 : 1);
}

void exception_set_context(Thread& thread, Exception& exception, Value handled) {
    if (is_spare(exception)) return;
    if (!exception_matches(handled, base_exception_type)) return;
    // A chain that leads back here is cut before it.
    Value each = handled;
    while (each.is_object()) {
        Exception& link = *each.as<Exception>();
        if (&link == &exception) return;
        if (link.context() == Value(&exception.header)) (void)link.set_context(thread, kUndefined);
        each = link.context();
    }
    (void)exception.set_context(thread, handled);
}

void traceback_print(const Exception& exception, Printer& printer) {
    usize i = entry_count(exception);
    if (i == 0) return;
    printer.write_text(kHead);
    while (i-- != 0) print_entry(entry_at(exception, i), printer);
}

Completion traceback_as_tuple(Thread& thread, const Exception& exception) {
    const usize count = entry_count(exception);
    Tuple* all = tuple_create(thread, nullptr, count);
    if (all == nullptr) return Value();
    for (usize i = 0; i < count; ++i) {
        const Entry entry = entry_at(exception, count - 1 - i);
        const Value parts[] = {Value(&entry.file->header), Value::from_int(entry.line),
                               entry.function == nullptr ? kNone : Value(&entry.function->header)};
        Tuple* one = tuple_create(thread, parts, 3);
        if (one == nullptr) return Value();
        all->items()[i] = Value(&one->header);
    }
    return Value(&all->header);
}

}  // namespace kinglet::runtime
