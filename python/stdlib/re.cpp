// re: regular expressions. The work is in re/: compile.cpp turns a text into a program, matcher.cpp runs it,
// operations.cpp is search, split and sub, pattern.cpp and match_object.cpp are the objects.
//
// Of CPython's: everything but conditional groups, the L flag, and categories of characters beyond those that
// str knows. What cannot be compiled is a ValueError, which is what re.error is.
#include "python/runtime/exception.hpp"
#include "python/runtime/types/character.hpp"
#include "python/stdlib/module_table.hpp"
#include "python/stdlib/re/operations.hpp"

namespace kinglet::stdlib {

using namespace runtime;
using re::Operation;
using re::Pattern;

namespace {

constexpr Value kNoFlags = Value::from_int(0);

/// A pattern as it is, or the compiled one of a text. The last one is kept: loops ask again and again.
Completion pattern_of(Thread& thread, Value source, Value flags) {
    SignedWord bits = 0;
    TRY(to_integer(thread, flags, bits));
    if (is_exactly(source, re::pattern_type)) {
        if (bits == 0) return source;
        return raise(thread, value_error_type,
                     "cannot process flags argument with a compiled pattern"_packed);
    }
    const Value kept = thread.roots[kRootPattern];
    if (bits == 0 && kept && kept.as<Pattern>()->source == source && is_str(source)) return kept;
    const Value made = TRY(re::compile(thread, source, static_cast<u32>(bits)));
    if (bits == 0) thread.roots[kRootPattern] = made;
    return made;
}

Completion re_compile(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"pattern">, Value()}, {name<"flags">, kNoFlags}};
    Value in[2];
    TRY(unpack(thread, arguments, name<"compile">, parameters, 2, in));
    return pattern_of(thread, in[0], in[1]);
}

Completion operate_function(Thread& thread, const Arguments& arguments, Operation operation) {
    static constinit const Parameter parameters[] = {
        {name<"pattern">, Value()}, {name<"string">, Value()}, {name<"flags">, kNoFlags}};
    Value in[3];
    TRY(unpack(thread, arguments, name<"match">, parameters, 3, in));
    const Value pattern = TRY(pattern_of(thread, in[0], in[2]));
    return re::operate(thread, operation, *pattern.as<Pattern>(), in[1], kUndefined, kUndefined);
}
template <Operation Which>
Completion re_operation(Thread& thread, const Arguments& arguments) {
    return operate_function(thread, arguments, Which);
}

Completion re_split(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"pattern">, Value()},
                                                     {name<"string">, Value()},
                                                     {name<"maxsplit">, Value::from_int(0)},
                                                     {name<"flags">, kNoFlags}};
    Value in[4];
    TRY(unpack(thread, arguments, name<"split">, parameters, 4, in));
    const Value pattern = TRY(pattern_of(thread, in[0], in[3]));
    return re::split(thread, *pattern.as<Pattern>(), in[1], in[2]);
}

Completion substitute(Thread& thread, const Arguments& arguments, bool counts) {
    static constinit const Parameter parameters[] = {{name<"pattern">, Value()},
                                                     {name<"repl">, Value()},
                                                     {name<"string">, Value()},
                                                     {name<"count">, Value::from_int(0)},
                                                     {name<"flags">, kNoFlags}};
    Value in[5];
    TRY(unpack(thread, arguments, name<"sub">, parameters, 5, in));
    const Value pattern = TRY(pattern_of(thread, in[0], in[4]));
    return re::substitute(thread, *pattern.as<Pattern>(), in[1], in[2], in[3], counts);
}
Completion re_sub(Thread& thread, const Arguments& arguments) {
    return substitute(thread, arguments, false);
}
Completion re_subn(Thread& thread, const Arguments& arguments) {
    return substitute(thread, arguments, true);
}

/// A bit for each ASCII character that means something in some pattern: white space and
/// # $ & ( ) * + - . ? [ \\ ] ^ { | } ~
constexpr u32 kSpecial[4] = {0x00003E00, 0x80006F59, 0x78000000, 0x78000000};

/// A backslash in front of whatever means something in a pattern.
Completion re_escape(Thread& thread, Value source) {
    Text text;
    if (!text_of(source, text)) return raise(thread, type_error_type, "expected str or bytes"_packed);
    StrBuilder builder(thread);
    for (usize i = 0; i < text.length; ++i) {
        const u8 c = text.byte(i);
        if (c < 0x80 && (kSpecial[c / 32] >> (c % 32) & 1) != 0) builder.write_byte('\\');
        builder.write_byte(static_cast<char>(c));
    }
    return re::finish_text(text.kind == TextKind::Str, builder);
}

#define KINGLET_FUNCTION(id, function) \
    constinit const NativeFunction id##_function = native(name<#id>, function, 0, kAnyArity);
KINGLET_FUNCTION(compile, re_compile)
KINGLET_FUNCTION(findall, re_operation<Operation::FindAll>)
KINGLET_FUNCTION(finditer, re_operation<Operation::FindIter>)
KINGLET_FUNCTION(fullmatch, re_operation<Operation::FullMatch>)
KINGLET_FUNCTION(match, re_operation<Operation::Match>)
KINGLET_FUNCTION(search, re_operation<Operation::Search>)
KINGLET_FUNCTION(split, re_split)
KINGLET_FUNCTION(sub, re_sub)
KINGLET_FUNCTION(subn, re_subn)
#undef KINGLET_FUNCTION
constinit const NativeFunction escape_function = native(name<"escape">, re_escape);

constexpr Value flag(u32 bit) {
    return Value::from_int(static_cast<SignedWord>(bit));
}

constexpr Attribute all_attributes[] = {
    {name<"DOTALL">, flag(re::kDotAll)},
    {name<"I">, flag(re::kIgnoreCase)},
    {name<"IGNORECASE">, flag(re::kIgnoreCase)},
    {name<"M">, flag(re::kMultiLine)},
    {name<"MULTILINE">, flag(re::kMultiLine)},
    {name<"S">, flag(re::kDotAll)},
    {name<"compile">, &compile_function.header},
    {name<"error">, &value_error_type.header},
    {name<"findall">, &findall_function.header},
    {name<"finditer">, &finditer_function.header},
    {name<"fullmatch">, &fullmatch_function.header},
    {name<"match">, &match_function.header},
    {name<"search">, &search_function.header},
    {name<"split">, &split_function.header},
    {name<"sub">, &sub_function.header},
    // rare
    {name<"A">, flag(re::kAscii)},
    {name<"ASCII">, flag(re::kAscii)},
    {name<"Match">, &re::match_type.header},
    {name<"Pattern">, &re::pattern_type.header},
    {name<"VERBOSE">, flag(re::kVerbose)},
    {name<"X">, flag(re::kVerbose)},
    {name<"escape">, &escape_function.header},
    {name<"subn">, &subn_function.header},
};
constinit const auto attributes = attribute_table<8>(all_attributes);

}  // namespace

extern const BuiltinModule re_module;
constinit const BuiltinModule re_module = builtin_module(name<"re">, attributes.entries);

}  // namespace kinglet::stdlib
