// Iterating over str (characters), bytes and bytearray (ints). `index` of the iterator counts bytes.
#include "base/attributes.hpp"
#include "python/runtime/heap.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/text.hpp"

namespace kinglet::runtime {

namespace {

void text_iterator_trace(Tracer& tracer, Object& self) {
    tracer.visit(reinterpret_cast<SequenceIterator&>(self).sequence);
}

/// The next character beyond ASCII. Not in str_next, which needs no stack then.
NOINLINE Completion next_long_character(Thread& thread, SequenceIterator& iterator) {
    const Text text = text_of_self(iterator.sequence);
    const usize end = iterator.index + text.character_length(iterator.index);
    const Value character = TRY(text_create(thread, text, text.part(iterator.index, end)));
    iterator.index = end;
    return character;
}

Completion str_next(Thread& thread, Value self) {
    auto& iterator = *self.as<SequenceIterator>();
    if (!iterator.sequence) return kUndefined;
    const Str& str = *iterator.sequence.as<Str>();
    const usize at = iterator.index;
    if (at >= str.length()) {
        iterator.sequence = Value();
        return kUndefined;
    }
    const u8 first = str.byte_at(at);
    if (first >= 0x80) return next_long_character(thread, iterator);
    iterator.index = at + 1;
    return &single_character(first)->header;
}

Completion bytes_next(Thread&, Value self) {
    auto& iterator = *self.as<SequenceIterator>();
    ByteView view;
    if (!iterator.sequence) return kUndefined;
    if (!bytes_view(iterator.sequence, view) || iterator.index >= view.count) {
        iterator.sequence = Value();
        return kUndefined;
    }
    return Value::from_int(flash_byte(view.data + iterator.index++));
}

constinit const Slots str_iterator_slots{
    .iter = iterator_self, .next = str_next, .trace = text_iterator_trace};
constinit const Slots bytes_iterator_slots{
    .iter = iterator_self, .next = bytes_next, .trace = text_iterator_trace};

}  // namespace

extern const Type str_iterator_type;
extern const Type bytes_iterator_type;
constinit const Type str_iterator_type =
    builtin_type(str_iterator_type, name<"str_iterator">, str_iterator_slots, sizeof(SequenceIterator));
constinit const Type bytes_iterator_type =
    builtin_type(bytes_iterator_type, name<"bytes_iterator">, bytes_iterator_slots, sizeof(SequenceIterator));

Completion text_iter(Thread& thread, Value self) {
    return sequence_iterator_create(thread, is_str(self) ? str_iterator_type : bytes_iterator_type, self);
}

}  // namespace kinglet::runtime
