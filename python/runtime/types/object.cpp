// object: the root of all classes.
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"

namespace kinglet::runtime {

namespace {

Raised object_print(Thread&, Value self, Printer& printer, PrintForm) {
    printer.write_byte('<');
    printer.write(type_of(self).name->view());
    printer.write_text(" object at 0x");
    printer.write_unsigned(self.word(), 16);
    printer.write_byte('>');
    return kFine;
}

Completion object_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 0, 0));
    Object* object = static_cast<Object*>(thread.heap.allocate(sizeof(Object)));
    if (object == nullptr) return raise_memory_error(thread, sizeof(Object));
    object->shape = &object_type.root;
    return Value(object);
}

constinit const Slots object_slots = {
    .print = object_print,
    .construct = object_construct,
};

}  // namespace

constinit const Type object_type = {
    .header = {&type_type.root},
    .root = {&object_type},
    .name = name<"object">,
    .slots = &object_slots,
    .flags = kIsBaseType,
    .size = sizeof(Object),
};

}  // namespace kinglet::runtime
