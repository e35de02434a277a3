// Module objects: those with a namespace, and the builtin ones in flash.
#include "python/runtime/module.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/dict.hpp"

namespace kinglet::runtime {

namespace {

void print_module(Printer& printer, const Str& module_name, const Str* file) {
    printer.write_text("<module '");
    printer.write(module_name.view());
    if (file != nullptr) {
        printer.write_text("' from '");
        printer.write(file->view());
    }
    printer.write_text("'>");
}

Raised module_print(Thread&, Value self, Printer& printer, PrintForm) {
    const Module& module = *self.as<Module>();
    const Value* file = dict_find_name(*module.globals, *name<"__file__">);
    print_module(printer, *module.name, file != nullptr && is_str(*file) ? file->as<Str>() : nullptr);
    return kFine;
}

Completion module_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    Module& module = *self.as<Module>();
    found = true;
    if (const Value* place = dict_find_name(*module.globals, attribute)) return *place;
    if (&attribute == name<"__dict__">) return Value(&module.globals->header);
    if (const Value* getter = dict_find_name(*module.globals, *name<"__getattr__">)) {
        return call(thread, *getter, Value(&attribute.header));
    }
    found = false;
    return kNone;
}

Raised module_set_attribute(Thread& thread, Value self, Str& attribute, Value value, bool& found) {
    Dict& globals = *self.as<Module>()->globals;
    found = true;
    if (!value.is_undefined()) return dict_set_name(thread, globals, attribute, value);
    found = dict_delete_name(thread, globals, attribute);
    return kFine;
}

void module_trace(Tracer& tracer, Object& object) {
    auto& module = reinterpret_cast<Module&>(object);
    tracer.visit(&module.name->header);
    tracer.visit(&module.globals->header);
}

constinit const Slots module_slots = {
    .print = module_print,
    .get_attribute = module_get_attribute,
    .set_attribute = module_set_attribute,
    .trace = module_trace,
};

Raised builtin_module_print(Thread&, Value self, Printer& printer, PrintForm) {
    print_module(printer, *self.as<BuiltinModule>()->name, nullptr);
    return kFine;
}

/// __dict__ of a builtin module: a copy, without what is computed.
Completion attributes_of(Thread& thread, const BuiltinModule& module) {
    Dict* dict = dict_create(thread, module.attribute_count + 1);
    if (dict == nullptr) return Value();
    TRY(dict_set_name(thread, *dict, name_ref<"__name__">, Value(&module.name->header)));
    for (u32 i = 0; i < module.attribute_count; ++i) {
        const Attribute& each = module.attributes[i];
        TRY(dict_set_name(thread, *dict, const_cast<Str&>(*each.name), each.value));
    }
    return Value(&dict->header);
}

Completion builtin_module_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    const BuiltinModule& module = *self.as<BuiltinModule>();
    found = true;
    for (u32 i = 0; i < module.attribute_count; ++i) {
        if (module.attributes[i].name == &attribute) return module.attributes[i].value;
    }
    if (&attribute == name<"__name__">) return Value(&module.name->header);
    if (&attribute == name<"__dict__">) return attributes_of(thread, module);
    found = false;
    if (module.get_attribute != nullptr) return module.get_attribute(thread, attribute, found);
    return kNone;
}

Raised builtin_module_set_attribute(Thread& thread, Value self, Str& attribute, Value value, bool& found) {
    const BuiltinModule& module = *self.as<BuiltinModule>();
    found = false;
    if (module.set_attribute != nullptr) return module.set_attribute(thread, attribute, value, found);
    return kFine;
}

constinit const Slots builtin_module_slots = {
    .print = builtin_module_print,
    .get_attribute = builtin_module_get_attribute,
    .set_attribute = builtin_module_set_attribute,
};

}  // namespace

constinit const Type module_type = builtin_type(module_type, name<"module">, module_slots, sizeof(Module));
constinit const Type builtin_module_type = builtin_type(
    builtin_module_type, name<"module">, builtin_module_slots, sizeof(BuiltinModule), 0, module_type);

Module* module_create(Thread& thread, Str& module_name) {
    Dict* globals = dict_create_namespace(thread, 4);
    if (globals == nullptr) return nullptr;
    if (dict_set_name(thread, *globals, name_ref<"__name__">, Value(&module_name.header)).is_raised())
        return nullptr;
    auto* module = static_cast<Module*>(thread.heap.allocate(sizeof(Module)));
    if (module == nullptr) {
        (void)raise_memory_error(thread, sizeof(Module));
        return nullptr;
    }
    module->header.shape = &module_type.root;
    module->name = &module_name;
    module->globals = globals;
    return module;
}

}  // namespace kinglet::runtime
