// The types of None, NotImplemented and Ellipsis, which are words (bytecode/words.hpp) and not objects.
#include "python/runtime/types/singletons.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/types/builtin_type.hpp"

namespace kinglet::runtime {

namespace {

template <NameText Text>
Raised print_text(Thread&, Value, Printer& printer, PrintForm) {
    printer.write(name<Text>->view());
    return kFine;
}

Raised none_truth(Thread&, Value, bool& result) {
    result = false;
    return kFine;
}

constinit const Slots none_slots = {.print = print_text<"None">, .truth = none_truth};
constinit const Slots not_implemented_slots = {.print = print_text<"NotImplemented">};
constinit const Slots ellipsis_slots = {.print = print_text<"Ellipsis">};

}  // namespace

constinit const Type none_type = builtin_type(none_type, name<"NoneType">, none_slots, sizeof(Object));
constinit const Type not_implemented_type =
    builtin_type(not_implemented_type, name<"NotImplementedType">, not_implemented_slots, sizeof(Object));
constinit const Type ellipsis_type =
    builtin_type(ellipsis_type, name<"ellipsis">, ellipsis_slots, sizeof(Object));

}  // namespace kinglet::runtime
