// Taking str and bytes apart and putting them together: split, splitlines, partition, join.
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/text.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/types/unicode.hpp"

namespace kinglet::runtime {

namespace {

constinit const Parameter split_parameters[] = {
    {name<"self">, Value(), kPositionalOnly},
    {name<"sep">, kNone},
    {name<"maxsplit">, Value::from_int(-1)},
};

struct SplitRequest {
    Value self;
    Text text;
    Text separator;
    bool by_white_space;
    usize limit;
};

Raised split_request(Thread& thread, const Arguments& arguments, const Str* method, SplitRequest& request) {
    Value values[3];
    TRY(unpack(thread, arguments, method, split_parameters, 3, values));
    request.self = values[0];
    request.text = text_of_self(values[0]);
    request.by_white_space = values[1].is_none();
    if (!request.by_white_space) {
        TRY(text_argument(thread, request.text, values[1], request.separator));
        if (request.separator.length == 0) return raise(thread, value_error_type, "empty separator"_packed);
    }
    SignedWord limit;
    TRY(to_integer(thread, values[2], limit));
    request.limit = limit < 0 ? ~usize{0} : static_cast<usize>(limit);
    return kFine;
}

/// Whether white space begins at an offset; moves behind the character.
bool take_space(const Text& text, usize& at) {
    const u8 first = text.byte(at);
    if (first < 0x80 || text.is_ascii) {
        if (!is_white_space(first) && !(text.kind == TextKind::Str && first >= 0x1C && first <= 0x1F))
            return false;
        ++at;
        return true;
    }
    usize next = at;
    if (!unicode_is_space(utf8_decode(text.data, text.length, next))) return false;
    at = next;
    return true;
}

bool space_before(const Text& text, usize& end) {
    usize start = text.character_before(end);
    const usize found = start;
    if (!take_space(text, start)) return false;
    end = found;
    return true;
}

Raised append_part(Thread& thread, List& list, const Text& text, usize start, usize end) {
    const Value part = TRY(text_create(thread, text, text.part(start, end)));
    return list_append(thread, list, part);
}

void reverse(List& list) {
    for (u32 i = 0, k = list.count; i + 1 < k; ++i) {
        --k;
        const Value item = list.items[i];
        list.items[i] = list.items[k];
        list.items[k] = item;
    }
}

/// The length of the line end that begins at an offset; 0: none. A str knows more of them than bytes do.
usize line_end(const Text& text, usize at) {
    const u8 c = text.byte(at);
    if (c == '\r') return at + 1 < text.length && text.byte(at + 1) == '\n' ? 2 : 1;
    if (c == '\n') return 1;
    if (text.kind != TextKind::Str) return 0;
    if (c == 11 || c == 12 || (c >= 0x1C && c <= 0x1E)) return 1;
    if (c < 0xC0) return 0;  // ASCII, or inside a character
    usize next = at;
    const u32 character = utf8_decode(text.data, text.length, next);
    return character == 0x85 || character == 0x2028 || character == 0x2029 ? next - at : 0;
}

Completion make_triple(Thread& thread, Value first, Value second, Value third) {
    const Value items[] = {first, second, third};
    Tuple* tuple = tuple_create(thread, items, 3);
    if (tuple == nullptr) return Value();
    return Value(&tuple->header);
}

enum class Side : u32 { Left, Right };

Completion partition(Thread& thread, Value self, Value separator, Side side) {
    const Text text = text_of_self(self);
    Text part;
    TRY(text_argument(thread, text, separator, part));
    if (part.length == 0) return raise(thread, value_error_type, "empty separator"_packed);
    const usize at = side == Side::Left ? flash_find(text.data, text.length, part.data, part.length)
                                        : flash_find_last(text.data, text.length, part.data, part.length);
    if (at == kNotFound) {
        const Value all = TRY(text_part(thread, self, text, 0, text.length));
        const Value empty = TRY(text_create(thread, text, {}));
        return side == Side::Left ? make_triple(thread, all, empty, empty)
                                  : make_triple(thread, empty, empty, all);
    }
    const Value before = TRY(text_create(thread, text, text.part(0, at)));
    const Value middle = TRY(text_create(thread, text, part.view()));
    const Value after = TRY(text_create(thread, text, text.part(at + part.length, text.length)));
    return make_triple(thread, before, middle, after);
}

}  // namespace

Completion text_split(Thread& thread, const Arguments& arguments) {
    SplitRequest request;
    TRY(split_request(thread, arguments, name<"split">, request));
    const Text& text = request.text;
    List* list = list_create(thread, nullptr, 0);
    if (list == nullptr) return Value();
    usize at = 0;
    if (!request.by_white_space) {
        for (; request.limit != 0; --request.limit) {
            const usize step = flash_find(text.data + at, text.length - at, request.separator.data,
                                          request.separator.length);
            if (step == kNotFound) break;
            TRY(append_part(thread, *list, text, at, at + step));
            at += step + request.separator.length;
        }
        TRY(append_part(thread, *list, text, at, text.length));
        return Value(&list->header);
    }
    for (;; --request.limit) {
        while (at < text.length && take_space(text, at)) {
        }
        if (at == text.length) break;
        usize end = at;
        if (request.limit == 0) {
            // The white space at the other end stays.
            end = text.length;
            TRY(append_part(thread, *list, text, at, end));
            break;
        }
        usize next = at;
        while (end < text.length && !take_space(text, next)) {
            end += text.character_length(end);
            next = end;
        }
        TRY(append_part(thread, *list, text, at, end));
        at = next;
    }
    return Value(&list->header);
}

Completion text_rsplit(Thread& thread, const Arguments& arguments) {
    SplitRequest request;
    TRY(split_request(thread, arguments, name<"rsplit">, request));
    const Text& text = request.text;
    List* list = list_create(thread, nullptr, 0);
    if (list == nullptr) return Value();
    usize end = text.length;
    if (!request.by_white_space) {
        for (; request.limit != 0; --request.limit) {
            const usize at =
                flash_find_last(text.data, end, request.separator.data, request.separator.length);
            if (at == kNotFound) break;
            TRY(append_part(thread, *list, text, at + request.separator.length, end));
            end = at;
        }
        TRY(append_part(thread, *list, text, 0, end));
        reverse(*list);
        return Value(&list->header);
    }
    for (;; --request.limit) {
        while (end != 0 && space_before(text, end)) {
        }
        if (end == 0) break;
        usize start = end;
        if (request.limit == 0) {
            start = 0;
            TRY(append_part(thread, *list, text, start, end));
            break;
        }
        usize before = end;
        while (start != 0 && !space_before(text, before)) {
            start = text.character_before(start);
            before = start;
        }
        TRY(append_part(thread, *list, text, start, end));
        end = before;
    }
    reverse(*list);
    return Value(&list->header);
}

constinit const Parameter splitlines_parameters[] = {
    {name<"self">, Value(), kPositionalOnly},
    {name<"keepends">, kFalse},
};

Completion text_splitlines(Thread& thread, const Arguments& arguments) {
    Value values[2];
    TRY(unpack(thread, arguments, name<"splitlines">, splitlines_parameters, 2, values));
    bool keep_ends;
    TRY(truth(thread, values[1], keep_ends));
    const Text text = text_of_self(values[0]);
    List* list = list_create(thread, nullptr, 0);
    if (list == nullptr) return Value();
    usize start = 0;
    for (usize at = 0; at < text.length;) {
        const usize ending = line_end(text, at);
        if (ending == 0) {
            ++at;
            continue;
        }
        TRY(append_part(thread, *list, text, start, keep_ends ? at + ending : at));
        at += ending;
        start = at;
    }
    if (start < text.length) TRY(append_part(thread, *list, text, start, text.length));
    return Value(&list->header);
}

Completion text_partition(Thread& thread, Value self, Value separator) {
    return partition(thread, self, separator, Side::Left);
}
Completion text_rpartition(Thread& thread, Value self, Value separator) {
    return partition(thread, self, separator, Side::Right);
}

Completion text_join(Thread& thread, Value self, Value iterable) {
    const Text text = text_of_self(self);
    const Value* items;
    usize count;
    Value holder = iterable;
    if (is_exactly(iterable, tuple_type)) {
        items = iterable.as<Tuple>()->items();
        count = iterable.as<Tuple>()->count;
    } else {
        // A list of the caller's is safe to walk: nothing below runs Python code.
        if (!is_exactly(iterable, list_type)) holder = TRY(list_from(thread, iterable));
        items = holder.as<List>()->items;
        count = holder.as<List>()->count;
    }
    usize length = count > 1 ? text.length * (count - 1) : 0;
    for (usize i = 0; i < count; ++i) {
        Text part;
        if (text.kind == TextKind::Str) {
            if (!is_str(items[i])) {
                return raise_format(thread, type_error_type,
                                    "sequence item %u: expected str instance, %t found"_packed,
                                    static_cast<u32>(i), items[i]);
            }
            part = text_of_self(items[i]);
        } else {
            TRY(text_argument(thread, text, items[i], part));
        }
        length += part.length;
    }
    if (count == 1 && text.kind == TextKind::Str && is_exactly(items[0], str_type)) return items[0];
    if (length == 0) return text_create(thread, text, {});
    TextMaker maker(thread, text.kind, length);
    if (maker.failed()) return Value();
    for (usize i = 0; i < count; ++i) {
        if (i != 0) maker.append(text.view());
        Text part;
        if (!text_of(items[i], part)) {
            ByteView bytes{};
            bytes_view(items[i], bytes);
            maker.append(bytes.text());
        } else {
            maker.append(part.view());
        }
    }
    return maker.finish();
}

}  // namespace kinglet::runtime
