// re.Match. It keeps the subject and the byte offsets of the groups.
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/re/operations.hpp"

namespace kinglet::stdlib::re {

using namespace runtime;

namespace {

struct Match {
    Object header;
    const Pattern* pattern;
    Value subject;
    u32 position;  // pos and endpos as byte offsets
    u32 end;
    u32 register_count;  // here too: when the collector asks for the size, the pattern may be gone already
    // followed by the registers of the groups

    u32* registers() { return reinterpret_cast<u32*>(this + 1); }
};

Captures captures_of(Value self) {
    Match& match = *self.as<Match>();
    Captures captures{match.pattern, match.subject, {}, match.registers()};
    if (is_str(match.subject)) {
        captures.text = text_of_self(match.subject);
    } else {
        Buffer buffer{};
        buffer_of(match.subject, buffer);
        captures.text = {reinterpret_cast<const char*>(buffer.data), buffer.count, TextKind::Bytes, true};
    }
    return captures;
}

usize match_size(const Object& self) {
    const auto& match = reinterpret_cast<const Match&>(self);
    return sizeof(Match) + match.register_count * sizeof(u32);
}

void match_trace(Tracer& tracer, Object& self) {
    const auto& match = reinterpret_cast<Match&>(self);
    tracer.visit(&match.pattern->header);
    tracer.visit(match.subject);
}

Completion match_get_item(Thread& thread, Value self, Value key) {
    const Captures captures = captures_of(self);
    u32 group = 0;
    TRY(group_number(thread, *captures.pattern, key, group));
    return captures.group_text(thread, group, kNone);
}

Raised match_print(Thread& thread, Value self, Printer& printer, PrintForm) {
    const Captures captures = captures_of(self);
    printer.write_text("<re.Match object; span=(");
    printer.write_unsigned(captures.text.characters_before(captures.group_start(0)));
    printer.write_text(", ");
    printer.write_unsigned(captures.text.characters_before(captures.group_end(0)));
    printer.write_text("), match=");
    const Value text = TRY(captures.group_text(thread, 0, kNone));
    TRY(print(thread, text, printer, PrintForm::Repr));
    printer.write_byte('>');
    return kFine;
}

Completion match_group(Thread& thread, const Value* values, u32 count) {
    if (count <= 2) return match_get_item(thread, values[0], count == 1 ? Value::from_int(0) : values[1]);
    Tuple* tuple = tuple_create(thread, nullptr, count - 1);
    if (tuple == nullptr) return Value();
    for (u32 i = 1; i < count; ++i) tuple->items()[i - 1] = TRY(match_get_item(thread, values[0], values[i]));
    return &tuple->header;
}

Completion match_groups(Thread& thread, const Value* values, u32 count) {
    const Captures captures = captures_of(values[0]);
    const u32 groups = captures.pattern->groups;
    const Value otherwise = count == 2 ? values[1] : kNone;
    Tuple* tuple = tuple_create(thread, nullptr, groups);
    if (tuple == nullptr) return Value();
    for (u32 i = 0; i < groups; ++i) tuple->items()[i] = TRY(captures.group_text(thread, i + 1, otherwise));
    return &tuple->header;
}

Completion match_groupdict(Thread& thread, const Value* values, u32 count) {
    const Captures captures = captures_of(values[0]);
    Dict* dict = dict_create(thread);
    if (dict == nullptr) return Value();
    if (captures.pattern->names != nullptr) {
        u32 position = 0;
        while (const DictEntry* entry = dict_next(*captures.pattern->names, position)) {
            const auto group = static_cast<u32>(entry->value.as_int());
            const Value text = TRY(captures.group_text(thread, group, count == 2 ? values[1] : kNone));
            TRY(dict_set(thread, *dict, entry->key, text));
        }
    }
    return &dict->header;
}

/// The characters in front of a byte offset; -1 for kUnset.
Value character_index(const Captures& captures, u32 offset) {
    if (offset == kUnset) return Value::from_int(-1);
    return Value::from_int(static_cast<SignedWord>(captures.text.characters_before(offset)));
}

enum class Side : u32 { Start, End, Both };

Completion where(Thread& thread, const Value* values, u32 count, Side side) {
    const Captures captures = captures_of(values[0]);
    u32 group = 0;
    if (count == 2) TRY(group_number(thread, *captures.pattern, values[1], group));
    const Value pair[] = {character_index(captures, captures.group_start(group)),
                          character_index(captures, captures.group_end(group))};
    if (side == Side::Both) return or_raised(tuple_create(thread, pair, 2));
    return pair[static_cast<u32>(side)];
}
Completion match_start(Thread& thread, const Value* values, u32 count) {
    return where(thread, values, count, Side::Start);
}
Completion match_end(Thread& thread, const Value* values, u32 count) {
    return where(thread, values, count, Side::End);
}
Completion match_span(Thread& thread, const Value* values, u32 count) {
    return where(thread, values, count, Side::Both);
}

Completion match_expand(Thread& thread, Value self, Value replacement) {
    const Captures captures = captures_of(self);
    Text text;
    TRY(text_argument(thread, captures.text, replacement, text));
    StrBuilder builder(thread);
    TRY(expand(thread, text, captures, builder));
    return finish_text(text.kind == TextKind::Str, builder);
}

/// The group that closed last: the one that reaches furthest, of several that do the outermost. 0: none.
u32 last_group(const Captures& captures) {
    u32 last = 0;
    for (u32 group = 1; group <= captures.pattern->groups; ++group) {
        const u32 end = captures.group_end(group);
        if (end == kUnset) continue;
        const u32 best = captures.group_end(last);
        if (last == 0 || end > best || (end == best && captures.group_start(group) == end)) last = group;
    }
    return last;
}

Completion match_get_attribute(Thread&, Value self, Str& attribute, bool& found) {
    const Match& match = *self.as<Match>();
    found = true;
    if (&attribute == name<"string">) return match.subject;
    if (&attribute == name<"re">) return &match.pattern->header;
    const Captures captures = captures_of(self);
    if (&attribute == name<"pos">) return character_index(captures, match.position);
    if (&attribute == name<"endpos">) return character_index(captures, match.end);
    const u32 last = last_group(captures);
    if (&attribute == name<"lastindex">)
        return last == 0 ? kNone : Value::from_int(static_cast<SignedWord>(last));
    if (&attribute == name<"lastgroup">) {
        u32 position = 0;
        while (match.pattern->names != nullptr) {
            const DictEntry* entry = dict_next(*match.pattern->names, position);
            if (entry == nullptr) break;
            if (entry->value == Value::from_int(static_cast<SignedWord>(last))) return entry->key;
        }
        return kNone;
    }
    found = false;
    return kNone;
}

constinit const NativeFunction group_method = native(name<"group">, match_group, 1, kAnyArity, &match_type);
constinit const NativeFunction groups_method = native(name<"groups">, match_groups, 1, 2, &match_type);
constinit const NativeFunction groupdict_method =
    native(name<"groupdict">, match_groupdict, 1, 2, &match_type);
constinit const NativeFunction start_method = native(name<"start">, match_start, 1, 2, &match_type);
constinit const NativeFunction end_method = native(name<"end">, match_end, 1, 2, &match_type);
constinit const NativeFunction span_method = native(name<"span">, match_span, 1, 2, &match_type);
constinit const NativeFunction expand_method = native(name<"expand">, match_expand, &match_type);

constinit const Attribute match_attributes[] = {
    {name<"end">, &end_method.header},       {name<"expand">, &expand_method.header},
    {name<"group">, &group_method.header},   {name<"groupdict">, &groupdict_method.header},
    {name<"groups">, &groups_method.header}, {name<"span">, &span_method.header},
    {name<"start">, &start_method.header},
};

constinit const Slots match_slots = {
    .print = match_print,
    .get_attribute = match_get_attribute,
    .get_item = match_get_item,
    .trace = match_trace,
    .size = match_size,
};

}  // namespace

constinit const Type match_type = builtin_type(match_type, name<"Match">, match_slots, 0, match_attributes);

Completion match_create(Thread& thread, const Matcher& matcher) {
    const Captures captures = matcher.captures();
    const u32 count = captures.pattern->capture_registers();
    const usize bytes = sizeof(Match) + count * sizeof(u32);
    auto* match = static_cast<Match*>(thread.heap.allocate(bytes));
    if (match == nullptr) return raise_memory_error(thread, bytes);
    *match = {{&match_type.root},
              captures.pattern,
              captures.subject,
              static_cast<u32>(matcher.position()),
              static_cast<u32>(matcher.end()),
              count};
    std::memcpy(match->registers(), captures.registers, count * sizeof(u32));
    return &match->header;
}

Raised group_number(Thread& thread, const Pattern& pattern, Value key, u32& number) {
    Value index = key;
    if (is_str(key)) {
        index = Value();
        if (pattern.names != nullptr) TRY(dict_get(thread, *pattern.names, key, index));
    } else {
        SignedWord n = 0;
        TRY(to_integer(thread, key, n));
        index = n >= 0 && static_cast<usize>(n) <= pattern.groups ? Value::from_int(n) : Value();
    }
    if (!index) return raise(thread, index_error_type, "no such group"_packed);
    number = static_cast<u32>(index.as_int());
    return kFine;
}

}  // namespace kinglet::stdlib::re
