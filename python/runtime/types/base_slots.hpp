// BaseSlots: slots of a builtin type that leaves them to the one it derives from, whose table lies in another
// file, so that a constant table cannot take them from there.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

template <const Type& Base>
struct BaseSlots {
    static Raised print(Thread& thread, Value self, Printer& printer, PrintForm form) {
        return Base.slots->print(thread, self, printer, form);
    }
    static Raised hash(Thread& thread, Value self, Word& result) {
        return Base.slots->hash(thread, self, result);
    }
    static Completion compare(Thread& thread, Value self, Value other, bytecode::Comparison comparison) {
        return Base.slots->compare(thread, self, other, comparison);
    }
    static Completion binary(Thread& thread, bytecode::BinaryOperator op, Value left, Value right) {
        return Base.slots->binary(thread, op, left, right);
    }
    static Raised length(Thread& thread, Value self, usize& result) {
        return Base.slots->length(thread, self, result);
    }
    static Completion get_item(Thread& thread, Value self, Value key) {
        return Base.slots->get_item(thread, self, key);
    }
    static Raised contains(Thread& thread, Value self, Value item, bool& result) {
        return Base.slots->contains(thread, self, item, result);
    }
    static Completion iter(Thread& thread, Value self) { return Base.slots->iter(thread, self); }
};

}  // namespace kinglet::runtime
