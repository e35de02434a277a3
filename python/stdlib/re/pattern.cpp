// re.Pattern: what re.compile returns.
#include "python/runtime/heap.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/stdlib/re/operations.hpp"

namespace kinglet::stdlib::re {

using namespace runtime;

namespace {

constexpr Parameter kSelf = {name<"self">, Value(), kPositionalOnly};

Completion operate_method(Thread& thread, const Arguments& arguments, Operation operation) {
    static constinit const Parameter parameters[] = {kSelf,
                                                     {name<"string">, Value()},
                                                     {name<"pos">, kUndefined},
                                                     {name<"endpos">, kUndefined}};
    Value in[4];
    TRY(unpack(thread, arguments, name<"match">, parameters, 4, in));
    return operate(thread, operation, *in[0].as<Pattern>(), in[1], in[2], in[3]);
}
template <Operation Which>
Completion pattern_operation(Thread& thread, const Arguments& arguments) {
    return operate_method(thread, arguments, Which);
}

Completion pattern_split(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {
        kSelf, {name<"string">, Value()}, {name<"maxsplit">, Value::from_int(0)}};
    Value in[3];
    TRY(unpack(thread, arguments, name<"split">, parameters, 3, in));
    return split(thread, *in[0].as<Pattern>(), in[1], in[2]);
}

Completion substitute_method(Thread& thread, const Arguments& arguments, bool counts) {
    static constinit const Parameter parameters[] = {
        kSelf, {name<"repl">, Value()}, {name<"string">, Value()}, {name<"count">, Value::from_int(0)}};
    Value in[4];
    TRY(unpack(thread, arguments, name<"sub">, parameters, 4, in));
    return substitute(thread, *in[0].as<Pattern>(), in[1], in[2], in[3], counts);
}
Completion pattern_sub(Thread& thread, const Arguments& arguments) {
    return substitute_method(thread, arguments, false);
}
Completion pattern_subn(Thread& thread, const Arguments& arguments) {
    return substitute_method(thread, arguments, true);
}

Completion pattern_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    const Pattern& pattern = *self.as<Pattern>();
    found = true;
    if (&attribute == name<"pattern">) return pattern.source;
    if (&attribute == name<"flags">) return Value::from_int(static_cast<SignedWord>(pattern.flags));
    if (&attribute == name<"groups">) return Value::from_int(static_cast<SignedWord>(pattern.groups));
    if (&attribute == name<"groupindex">) {
        return or_raised(pattern.names == nullptr ? dict_create(thread) : dict_copy(thread, *pattern.names));
    }
    found = false;
    return kNone;
}

Raised pattern_print(Thread& thread, Value self, Printer& printer, PrintForm) {
    printer.write_text("re.compile(");
    TRY(print(thread, self.as<Pattern>()->source, printer, PrintForm::Repr));
    printer.write_byte(')');
    return kFine;
}

void pattern_trace(Tracer& tracer, Object& self) {
    const auto& pattern = reinterpret_cast<Pattern&>(self);
    tracer.visit(pattern.source);
    if (pattern.names != nullptr) tracer.visit(&pattern.names->header);
    tracer.visit_raw(pattern.program);
}

#define KINGLET_METHOD(id, function) \
    constinit const NativeFunction id##_method = native(name<#id>, function, 1, kAnyArity, &pattern_type);
KINGLET_METHOD(findall, pattern_operation<Operation::FindAll>)
KINGLET_METHOD(finditer, pattern_operation<Operation::FindIter>)
KINGLET_METHOD(fullmatch, pattern_operation<Operation::FullMatch>)
KINGLET_METHOD(match, pattern_operation<Operation::Match>)
KINGLET_METHOD(search, pattern_operation<Operation::Search>)
KINGLET_METHOD(split, pattern_split)
KINGLET_METHOD(sub, pattern_sub)
KINGLET_METHOD(subn, pattern_subn)
#undef KINGLET_METHOD

constinit const Attribute pattern_attributes[] = {
    {name<"findall">, &findall_method.header},
    {name<"finditer">, &finditer_method.header},
    {name<"fullmatch">, &fullmatch_method.header},
    {name<"match">, &match_method.header},
    {name<"search">, &search_method.header},
    {name<"split">, &split_method.header},
    {name<"sub">, &sub_method.header},
    {name<"subn">, &subn_method.header},
};

constinit const Slots pattern_slots = {
    .print = pattern_print,
    .get_attribute = pattern_get_attribute,
    .trace = pattern_trace,
};

}  // namespace

constinit const Type pattern_type =
    builtin_type(pattern_type, name<"Pattern">, pattern_slots, sizeof(Pattern), pattern_attributes);

}  // namespace kinglet::stdlib::re
