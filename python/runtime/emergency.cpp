#include "python/runtime/emergency.hpp"

#include <cstring>

#include "base/flash.hpp"
#include "python/runtime/heap.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

constinit const StaticTuple<1> recursion_text = {{{&tuple_type.root}, 1},
                                                 {&name<"maximum recursion depth exceeded">->header}};

constexpr usize kTextBytes = 72;
constexpr usize kPlaces = 2;

struct Emergency {
    Exception exception;
    StaticTuple<1> args;
    Str text;
    char bytes[kTextBytes];
    Value traceback[1 + 2 * kPlaces];
};

constinit Emergency emergency = {};

constexpr Exception spare(const Type& type, const Tuple& args) {
    return {{&type.root}, {nullptr}, const_cast<Tuple*>(&args), nullptr};
}

}  // namespace

constinit Exception spare_memory_error = spare(memory_error_type, empty_tuple);
constinit Exception spare_recursion_error = spare(recursion_error_type, recursion_text.tuple);

bool is_spare(const Exception& exception) {
    return &exception == &spare_memory_error || &exception == &spare_recursion_error ||
           &exception == &emergency.exception;
}

Exception* emergency_exception(const Type& type, const Value* arguments, u32 count) {
    Exception& exception = emergency.exception;
    exception = spare(type, empty_tuple);
    exception.traceback = emergency.traceback;
    emergency.traceback[0] = Value::from_int(0);
    if (count == 1) {
        emergency.args = {{{&tuple_type.root}, 1}, {arguments[0]}};
        exception.args = &emergency.args.tuple;
    }
    return &exception;
}

usize emergency_traceback_bytes(const Exception& exception) {
    return &exception == &emergency.exception ? sizeof emergency.traceback : 0;
}

void emergency_trace(Tracer& tracer) {
    const Exception& exception = emergency.exception;
    if (exception.header.shape == nullptr) return;
    tracer.visit_array(exception.args->items(), exception.args->count);
    tracer.visit_array(emergency.traceback + 1, static_cast<usize>(emergency.traceback[0].as_int()));
}

void emergency_reset() {
    emergency.exception.header.shape = nullptr;
}

EmergencyText::EmergencyText() {
    emergency.text.header.shape = &str_type.root;
}

void EmergencyText::do_write(const char* bytes, usize count) {
    const usize room = kTextBytes - 1 - length_;
    if (count > room) count = room;
    flash_copy(emergency.bytes + length_, bytes, count);
    length_ += count;
}

Str& EmergencyText::finish() {
    // A character that was cut in two goes.
    while (length_ == kTextBytes - 1 && length_ != 0 && (emergency.bytes[length_ - 1] & 0x80) != 0) --length_;
    emergency.bytes[length_] = 0;
    emergency.text.length_and_flags = str_length_word(length_, 0);
    emergency.text.hash = 0;
    str_finish(emergency.text);
    return emergency.text;
}

}  // namespace kinglet::runtime
