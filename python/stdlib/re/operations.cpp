#include "python/stdlib/re/operations.hpp"

#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::stdlib::re {

using namespace runtime;

namespace {

/// Goes from match to match: behind an empty one the next may not be empty.
class Scan {
  public:
    explicit Scan(Matcher& matcher, usize at, usize not_empty_at = kAnywhere)
        : matcher_(matcher), at_(at), not_empty_at_(not_empty_at) {}

    Raised next(bool& found) {
        TRY(matcher_.search(at_, not_empty_at_, found));
        if (!found) return kFine;
        const Captures captures = matcher_.captures();
        at_ = captures.group_end(0);
        not_empty_at_ = captures.group_start(0) == at_ ? at_ : kAnywhere;
        return kFine;
    }
    usize at() const { return at_; }
    usize not_empty_at() const { return not_empty_at_; }

  private:
    Matcher& matcher_;
    usize at_;
    usize not_empty_at_;
};

// ---- finditer

struct MatchIterator {
    Object header;
    const Pattern* pattern;
    Value subject;  // 0: at its end
    Value end;
    usize at;
    usize not_empty_at;
};

Completion match_iterator_next(Thread& thread, Value self) {
    MatchIterator& iterator = *self.as<MatchIterator>();
    if (!iterator.subject) return kUndefined;
    Matcher matcher(thread, *iterator.pattern);
    TRY(matcher.set_subject(iterator.subject, kUndefined, iterator.end));
    Scan scan(matcher, iterator.at, iterator.not_empty_at);
    bool found = false;
    TRY(scan.next(found));
    if (!found) {
        iterator.subject = Value();
        return kUndefined;
    }
    iterator.at = scan.at();
    iterator.not_empty_at = scan.not_empty_at();
    return match_create(thread, matcher);
}

void match_iterator_trace(Tracer& tracer, Object& self) {
    const auto& iterator = reinterpret_cast<MatchIterator&>(self);
    tracer.visit(&iterator.pattern->header);
    tracer.visit(iterator.subject);
    tracer.visit(iterator.end);
}

constinit const Slots match_iterator_slots = {
    .iter = iterator_self,
    .next = match_iterator_next,
    .trace = match_iterator_trace,
};
extern const Type match_iterator_type;
constinit const Type match_iterator_type =
    builtin_type(match_iterator_type, name<"match_iterator">, match_iterator_slots, sizeof(MatchIterator));

Completion iterate(Thread& thread, const Matcher& matcher, const Pattern& pattern, Value subject, Value end) {
    auto* iterator = static_cast<MatchIterator*>(thread.heap.allocate(sizeof(MatchIterator)));
    if (iterator == nullptr) return raise_memory_error(thread, sizeof(MatchIterator));
    *iterator = {{&match_iterator_type.root}, &pattern, subject, end, matcher.position(), kAnywhere};
    return &iterator->header;
}

/// What findall lists for a match: the text, of the group, or a tuple of those of all.
Completion found_item(Thread& thread, const Captures& captures) {
    const Value empty = TRY(subject_part(thread, captures.subject, captures.text, 0, 0));
    const u32 groups = captures.pattern->groups;
    if (groups < 2) return captures.group_text(thread, groups, empty);
    Tuple* tuple = tuple_create(thread, nullptr, groups);
    if (tuple == nullptr) return Value();
    for (u32 i = 0; i < groups; ++i) tuple->items()[i] = TRY(captures.group_text(thread, i + 1, empty));
    return &tuple->header;
}

}  // namespace

Completion operate(Thread& thread, Operation operation, const Pattern& pattern, Value subject, Value position,
                   Value end) {
    Matcher matcher(thread, pattern);
    TRY(matcher.set_subject(subject, position, end));
    bool found = false;
    switch (operation) {
        case Operation::FindIter: return iterate(thread, matcher, pattern, subject, end);
        case Operation::FindAll: {
            List* list = list_create(thread, nullptr, 0);
            if (list == nullptr) return Value();
            Scan scan(matcher, matcher.position());
            for (;;) {
                TRY(scan.next(found));
                if (!found) return &list->header;
                const Value item = TRY(found_item(thread, matcher.captures()));
                TRY(list_append(thread, *list, item));
            }
        }
        case Operation::Search: TRY(matcher.search(matcher.position(), kAnywhere, found)); break;
        case Operation::Match:
        case Operation::FullMatch: {
            if (matcher.position() > matcher.end()) return kNone;
            const Extent extent = operation == Operation::Match ? Extent::Prefix : Extent::Whole;
            TRY(matcher.match(matcher.position(), extent, kAnywhere, found));
            break;
        }
    }
    return found ? match_create(thread, matcher) : kNone;
}

Completion split(Thread& thread, const Pattern& pattern, Value subject, Value limit) {
    SignedWord most = 0;
    TRY(to_integer(thread, limit, most));
    Matcher matcher(thread, pattern);
    TRY(matcher.set_subject(subject));
    List* list = list_create(thread, nullptr, 0);
    if (list == nullptr) return Value();
    Scan scan(matcher, 0);
    usize begin = 0;
    for (SignedWord count = 0; most <= 0 || count < most; ++count) {
        bool found = false;
        TRY(scan.next(found));
        if (!found) break;
        const Captures captures = matcher.captures();
        const usize end = captures.group_start(0);
        const Value part = TRY(subject_part(thread, subject, captures.text, begin, end));
        TRY(list_append(thread, *list, part));
        for (u32 group = 1; group <= pattern.groups; ++group) {
            const Value captured = TRY(captures.group_text(thread, group, kNone));
            TRY(list_append(thread, *list, captured));
        }
        begin = scan.at();
    }
    const Text text = matcher.captures().text;
    const Value rest = TRY(subject_part(thread, subject, text, begin, text.length));
    TRY(list_append(thread, *list, rest));
    return &list->header;
}

// ---- sub

Completion finish_text(bool is_str, StrBuilder& builder) {
    if (is_str) return or_raised(builder.finish());
    return or_raised(builder.finish_bytes());
}

Completion substitute(Thread& thread, const Pattern& pattern, Value replacement, Value subject, Value limit,
                      bool counts) {
    SignedWord most = 0;
    TRY(to_integer(thread, limit, most));
    Matcher matcher(thread, pattern);
    TRY(matcher.set_subject(subject));
    const Text text = matcher.captures().text;
    Text fixed;
    const bool is_text = text_of(replacement, fixed);
    if (is_text) TRY(text_argument(thread, text, replacement, fixed));
    StrBuilder builder(thread);
    Scan scan(matcher, 0);
    usize begin = 0;
    SignedWord count = 0;
    for (; most <= 0 || count < most; ++count) {
        bool found = false;
        TRY(scan.next(found));
        if (!found) break;
        const Captures captures = matcher.captures();
        builder.write(text.part(begin, captures.group_start(0)));
        begin = scan.at();
        if (is_text) {
            TRY(expand(thread, fixed, captures, builder));
            continue;
        }
        const Value match = TRY(match_create(thread, matcher));
        const Value made = TRY(call(thread, replacement, match));
        if (made.is_none()) continue;
        Text part;
        TRY(text_argument(thread, text, made, part));
        builder.write(part.view());
    }
    Value result;
    if (count == 0) {
        result = TRY(subject_part(thread, subject, text, 0, text.length));
    } else {
        builder.write(text.part(begin, text.length));
        result = TRY(finish_text(text.kind == TextKind::Str, builder));
    }
    if (!counts) return result;
    const Value pair[] = {result, Value::from_int(count)};
    return or_raised(tuple_create(thread, pair, 2));
}

char escaped_character(u32 letter) {
    constexpr char kLetters[] = "abtnvfr";  // 7 to 13
    for (u32 i = 0; i < sizeof kLetters - 1; ++i) {
        if (letter == flash_byte(kLetters + i)) return static_cast<char>(7 + i);
    }
    return 0;
}

namespace {

/// A decimal number, which ends early if it is too large to be a group.
u32 take_number(const Text& text, usize& at, usize most_digits) {
    u32 number = 0;
    for (; most_digits != 0 && at < text.length && is_digit(text.byte(at)) && number < 1000; --most_digits) {
        number = number * 10 + (text.byte(at++) - '0');
    }
    return number;
}

/// What stands behind \g: <name> or <number>.
Raised take_reference(Thread& thread, const Text& text, const Pattern& pattern, usize& at, u32& number) {
    const usize close = flash_find_byte(text.data + at, text.length - at, '>');
    if (text.length == at || text.byte(at) != '<' || close == kNotFound || close == 1)
        return raise(thread, value_error_type, "missing group name"_packed);
    const usize start = at + 1;
    const usize end = at + close;
    usize behind = start;
    number = take_number(text, behind, 9);
    at = end + 1;
    if (behind == end) return kFine;
    Str* str = str_create(thread, text.part(start, end));
    if (str == nullptr) return kRaised;
    return group_number(thread, pattern, &str->header, number);
}

}  // namespace

Raised expand(Thread& thread, const Text& replacement, const Captures& captures, StrBuilder& builder) {
    usize at = 0;
    for (;;) {
        const usize plain = flash_find_byte(replacement.data + at, replacement.length - at, '\\');
        const usize end = plain == kNotFound ? replacement.length : at + plain;
        builder.write(replacement.part(at, end));
        if (end == replacement.length) return kFine;
        at = end + 1;
        const u8 c = at < replacement.length ? replacement.byte(at) : 0;
        u32 group = 0;
        if (is_digit(c) && c != '0') {
            group = take_number(replacement, at, 2);
        } else if (c == 'g') {
            TRY(take_reference(thread, replacement, *captures.pattern, ++at, group));
        } else {
            ++at;
            const char escaped = escaped_character(c);
            if (at > replacement.length || (escaped == 0 && is_letter(c)))
                return raise_format(thread, value_error_type, "bad escape at position %u"_packed,
                                    static_cast<u32>(end));
            if (escaped != 0) {
                builder.write_byte(escaped);
            } else {
                // The backslash stays, but in front of another and as the zero.
                if (c != '\\' && c != '0') builder.write_byte('\\');
                builder.write_byte(static_cast<char>(c == '0' ? 0 : c));
            }
            continue;
        }
        if (group > captures.pattern->groups)
            return raise(thread, value_error_type, "invalid group reference"_packed);
        if (captures.group_start(group) != kUnset && captures.group_end(group) != kUnset) {
            builder.write(captures.text.part(captures.group_start(group), captures.group_end(group)));
        }
    }
}

}  // namespace kinglet::stdlib::re
