// tuple: its items behind the header. May lie in flash.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct Tuple {
    Object header;
    Word count;

    const Value* items() const { return reinterpret_cast<const Value*>(this + 1); }
    Value* items() { return reinterpret_cast<Value*>(this + 1); }
    Value operator[](usize i) const { return items()[i]; }
};

/// A tuple constant in flash: inline constexpr StaticTuple<2> pair{{{&tuple_type.root}, 2}, {a, b}};
template <usize Count>
struct StaticTuple {
    Tuple tuple;
    Value items[Count];
};

extern const Type tuple_type;
extern const Tuple empty_tuple;

/// A tuple of copies of `count` values; `items` may be nullptr: all None, to be filled in. nullptr with
/// MemoryError raised.
Tuple* tuple_create(Thread&, const Value* items, usize count);
/// An instance of a subclass with the items of a tuple.
Completion tuple_create_instance(Thread&, const Type& type, const Tuple& items);
/// tuple(iterable).
Completion tuple_from(Thread&, Value iterable);

}  // namespace kinglet::runtime
