// enumerate, zip, map and filter: iterators over iterators.
#include "python/runtime/heap.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

/// A new object of one of these types, or of a class derived from it.
template <typename T>
T* create(Thread& thread, const Type& type, usize bytes = sizeof(T)) {
    if ((type.flags & kIsHeapType) != 0) {
        const Completion made = instance_create(thread, type, bytes);
        return made.is_raised() ? nullptr : made.value().as<T>();
    }
    auto* self = static_cast<T*>(thread.heap.allocate(bytes));
    if (self == nullptr) {
        (void)raise_memory_error(thread, bytes);
    } else {
        self->header.shape = &type.root;
    }
    return self;
}

// ---- enumerate

struct Enumerate {
    Object header;
    Value iterator;
    Value number;
};

Completion enumerate_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"iterable">, Value()},
                                                     {name<"start">, Value::from_int(0)}};
    Value in[2];
    TRY(unpack(thread, arguments, name<"enumerate">, parameters, 2, in));
    if (!in[1].is_int() && !is_number_like_index(in[1])) {
        return raise_format(thread, type_error_type, "'%t' object cannot be interpreted as an integer"_packed,
                            in[1]);
    }
    const Value iterator = TRY(get_iter(thread, in[0]));
    auto* self = create<Enumerate>(thread, type);
    if (self == nullptr) return Value();
    self->iterator = iterator;
    self->number = in[1];
    return &self->header;
}

Completion enumerate_next(Thread& thread, Value self) {
    Enumerate& enumerate = *self.as<Enumerate>();
    const Value item = TRY(iter_next(thread, enumerate.iterator));
    if (item.is_undefined()) return item;
    const Value items[] = {enumerate.number, item};
    Tuple* pair = tuple_create(thread, items, 2);
    if (pair == nullptr) return Value();
    if (enumerate.number.is_int() && enumerate.number.as_int() < kSmallIntMax) {
        enumerate.number = Value::from_int(enumerate.number.as_int() + 1);
    } else {
        enumerate.number =
            TRY(binary(thread, bytecode::BinaryOperator::Add, enumerate.number, Value::from_int(1)));
    }
    return &pair->header;
}

void enumerate_trace(Tracer& tracer, Object& self) {
    const Enumerate& enumerate = reinterpret_cast<Enumerate&>(self);
    tracer.visit(enumerate.iterator);
    tracer.visit(enumerate.number);
}

constinit const Slots enumerate_slots = {
    .construct = enumerate_construct,
    .iter = iterator_self,
    .next = enumerate_next,
    .trace = enumerate_trace,
};

// ---- zip and map: a function (or none) and several iterators

struct Parallel {
    Object header;
    Value function;  // map's; zip: whether it is strict
    Word count;      // of the iterators, which follow

    Value* iterators() { return reinterpret_cast<Value*>(this + 1); }
};

usize parallel_size(const Object& self) {
    return sizeof(Parallel) + reinterpret_cast<const Parallel&>(self).count * sizeof(Value);
}

Completion parallel_create(Thread& thread, const Type& type, Value function, const Value* iterables,
                           u32 count) {
    auto* const self = create<Parallel>(thread, type, sizeof(Parallel) + count * sizeof(Value));
    if (self == nullptr) return Value();
    self->function = function;
    self->count = count;
    for (u32 i = 0; i < count; ++i) self->iterators()[i] = TRY(get_iter(thread, iterables[i]));
    return &self->header;
}

Completion zip_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    const Value strict = arguments.find_keyword(*name<"strict">);
    if (arguments.keyword_count() > (strict ? 1U : 0U)) {
        return raise(thread, type_error_type, "zip() got an unexpected keyword argument"_packed);
    }
    bool is_strict = false;
    if (strict) TRY(truth(thread, strict, is_strict));
    return parallel_create(thread, type, Value::from_bool(is_strict), arguments.values, arguments.count);
}

/// zip(strict=True): iterator `ended` came to its end before the others, or after them.
Completion zip_mismatch(Thread& thread, Parallel& zip, u32 ended) {
    u32 wrong = ended;
    const char* what = "shorter";
    if (ended == 0) {
        for (wrong = 1; wrong < zip.count; ++wrong) {
            const Value item = TRY(iter_next(thread, zip.iterators()[wrong]));
            if (!item.is_undefined()) break;
        }
        if (wrong == zip.count) return kUndefined;
        what = "longer";
    }
    return raise_format(thread, value_error_type, "zip() argument %u is %s than argument%s%u"_packed,
                        wrong + 1, what, wrong == 1 ? " " : "s 1-", wrong);
}

Completion zip_next(Thread& thread, Value self) {
    Parallel& zip = *self.as<Parallel>();
    const u32 count = static_cast<u32>(zip.count);
    if (count == 0) return kUndefined;
    Tuple* items = tuple_create(thread, nullptr, count);
    if (items == nullptr) return Value();
    for (u32 i = 0; i < count; ++i) {
        const Value item = TRY(iter_next(thread, zip.iterators()[i]));
        if (item.is_undefined())
            return zip.function.is_true() ? zip_mismatch(thread, zip, i) : Completion(item);
        items->items()[i] = item;
    }
    return &items->header;
}

Completion map_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    if (arguments.count < 2 || arguments.keyword_count() != 0) {
        return raise(thread, type_error_type, "map() must have at least two arguments."_packed);
    }
    return parallel_create(thread, type, arguments[0], arguments.values + 1, arguments.count - 1);
}

Completion map_next(Thread& thread, Value self) {
    Parallel& map = *self.as<Parallel>();
    const u32 count = static_cast<u32>(map.count);
    if (count == 1) {
        const Value item = TRY(iter_next(thread, map.iterators()[0]));
        if (item.is_undefined()) return item;
        return call(thread, map.function, item);
    }
    Tuple* items = tuple_create(thread, nullptr, count);
    if (items == nullptr) return Value();
    for (u32 i = 0; i < count; ++i) {
        const Value item = TRY(iter_next(thread, map.iterators()[i]));
        if (item.is_undefined()) return item;
        items->items()[i] = item;
    }
    return call(thread, map.function, Arguments{items->items(), count, nullptr});
}

void parallel_trace(Tracer& tracer, Object& self) {
    Parallel& parallel = reinterpret_cast<Parallel&>(self);
    tracer.visit(parallel.function);
    tracer.visit_array(parallel.iterators(), parallel.count);
}

constinit const Slots zip_slots = {
    .construct = zip_construct,
    .iter = iterator_self,
    .next = zip_next,
    .trace = parallel_trace,
    .size = parallel_size,
};
constinit const Slots map_slots = {
    .construct = map_construct,
    .iter = iterator_self,
    .next = map_next,
    .trace = parallel_trace,
    .size = parallel_size,
};

// ---- filter

struct Filter {
    Object header;
    Value function;  // None: the truth of the item itself
    Value iterator;
};

Completion filter_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, name<"filter">, 2, 2));
    const Value iterator = TRY(get_iter(thread, arguments[1]));
    auto* self = create<Filter>(thread, type);
    if (self == nullptr) return Value();
    self->function = arguments[0];
    self->iterator = iterator;
    return &self->header;
}

Completion filter_next(Thread& thread, Value self) {
    const Filter& filter = *self.as<Filter>();
    for (;;) {
        const Value item = TRY(iter_next(thread, filter.iterator));
        if (item.is_undefined()) return item;
        Value verdict = item;
        if (!filter.function.is_none()) verdict = TRY(call(thread, filter.function, item));
        bool keep = false;
        TRY(truth(thread, verdict, keep));
        if (keep) return item;
    }
}

void filter_trace(Tracer& tracer, Object& self) {
    const Filter& filter = reinterpret_cast<Filter&>(self);
    tracer.visit(filter.function);
    tracer.visit(filter.iterator);
}

constinit const Slots filter_slots = {
    .construct = filter_construct,
    .iter = iterator_self,
    .next = filter_next,
    .trace = filter_trace,
};

}  // namespace

constinit const Type enumerate_type =
    builtin_type(enumerate_type, name<"enumerate">, enumerate_slots, sizeof(Enumerate), kIsBaseType);
constinit const Type zip_type = builtin_type(zip_type, name<"zip">, zip_slots, 0, kIsBaseType);
constinit const Type map_type = builtin_type(map_type, name<"map">, map_slots, 0, kIsBaseType);
constinit const Type filter_type =
    builtin_type(filter_type, name<"filter">, filter_slots, sizeof(Filter), kIsBaseType);

}  // namespace kinglet::runtime
