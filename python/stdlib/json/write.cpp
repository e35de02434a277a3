#include "python/runtime/exception.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/sequence.hpp"
#include "python/runtime/types/unicode.hpp"
#include "python/stdlib/json/json.hpp"

namespace kinglet::stdlib::json {

using namespace runtime;

namespace {

/// A container that is being written, on the C stack.
struct Level {
    const Level* outer;
    Value container;
    u32 depth;
};

bool is_dict(Value value) {
    return (type_of(value).flags & kIsDictType) != 0;
}

class Writer {
  public:
    Writer(Thread& thread, const WriteOptions& options, Printer& out, const Sink* sink)
        : thread_(thread), options_(options), out_(out), sink_(sink) {}

    Raised write(Value value, const Level* outer) {
        if (is_str(value)) {
            write_text(text_of_self(value));
            return kFine;
        }
        bool is_plain = false;
        TRY(write_plain(value, is_plain));
        if (is_plain) return kFine;
        return write_container(value, outer);
    }

  private:
    void write_escape(u32 unit) {
        char escape[6] = {'\\', 'u'};
        for (u32 i = 0; i < 4; ++i) {
            const u32 digit = unit >> (12 - 4 * i) & 15;
            escape[2 + i] = static_cast<char>(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
        out_.write({escape, sizeof escape});
    }

    static char short_escape(u32 c) {
        switch (c) {
            case '"':
            case '\\': return static_cast<char>(c);
            case '\n': return 'n';
            case '\r': return 'r';
            case '\t': return 't';
            case '\f': return 'f';
            case '\b': return 'b';
            default: return 0;
        }
    }

    void write_text(const Text& text) {
        out_.write_byte('"');
        const u8 last_plain = options_.is_ascii ? 0x7E : 0xFF;
        usize begin = 0;
        for (usize at = 0; at < text.length;) {
            const u8 byte = text.byte(at);
            if (byte >= ' ' && byte != '"' && byte != '\\' && byte <= last_plain) {
                ++at;
                continue;
            }
            out_.write(text.part(begin, at));
            u32 c = utf8_decode(text.data, text.length, at);
            begin = at;
            if (const char letter = short_escape(c); letter != 0) {
                out_.write_byte('\\');
                out_.write_byte(letter);
                continue;
            }
            if (c >= 0x10000) {
                c -= 0x10000;
                write_escape(0xD800 + (c >> 10));
                c = 0xDC00 + (c & 0x3FF);
            }
            write_escape(c);
        }
        out_.write(text.part(begin, text.length));
        out_.write_byte('"');
    }

    void write_float(Float number) {
        if (number - number == 0) {
            char text[32];
            out_.write({text, float_format_shortest(number, text)});
        } else {
            out_.write_text(number != number ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        }
    }

    /// None, a bool or a number. Subclasses are written as what they derive from.
    Raised write_plain(Value value, bool& is_plain) {
        is_plain = true;
        if (value.is_none()) {
            out_.write_text("null");
        } else if (value.is_bool()) {
            out_.write_text(value.is_true() ? "true" : "false");
        } else if (is_int(value)) {
            if (int_is_negative(value)) out_.write_byte('-');
            return int_write_magnitude(thread_, value, 10, out_);
        } else if (is_float(value)) {
            write_float(float_of(value));
        } else {
            is_plain = false;
        }
        return kFine;
    }

    /// In front of item `index`: a separator and, indented, a line of its own.
    void begin_item(u32 index, u32 depth) {
        if (index != 0) out_.write(options_.item_separator.view());
        new_line(depth);
    }
    void new_line(u32 depth) {
        if (!options_.is_indented) return;
        out_.write_byte('\n');
        for (; depth != 0; --depth) out_.write(options_.indent.view());
    }

    NOINLINE Raised write_container(Value value, const Level* outer) {
        TRY(check_native_stack(thread_));
        const Level level = {outer, value, outer == nullptr ? 1 : outer->depth + 1};
        for (; outer != nullptr; outer = outer->outer) {
            if (outer->container == value)
                return raise(thread_, value_error_type, "Circular reference detected"_packed);
        }
        if (is_dict(value)) return write_dict(*value.as<Dict>(), level);
        if (is_list_like(value) || is_tuple_like(value)) return write_list(value, level);
        return write_other(value, level);
    }

    Raised write_list(Value list, const Level& level) {
        out_.write_byte('[');
        u32 i = 0;
        for (; i < items_of(list).count; ++i) {
            begin_item(i, level.depth);
            TRY(write(items_of(list).items[i], &level));
            if (sink_ != nullptr && sink_->has_raised()) return kRaised;
        }
        if (i != 0) new_line(level.depth - 1);
        out_.write_byte(']');
        return kFine;
    }

    Raised write_dict(const Dict& dict, const Level& level) {
        out_.write_byte('{');
        List* keys = nullptr;
        if (options_.sorts_keys) {
            keys = TRY(list_from(thread_, &dict.header)).as<List>();
            TRY(list_sort(thread_, *keys, kNone, false));
        }
        u32 count = 0;
        for (u32 position = 0;; ++count) {
            DictEntry entry;
            if (keys == nullptr) {
                const DictEntry* next = dict_next(dict, position);
                if (next == nullptr) break;
                entry = *next;
            } else {
                if (count == keys->count) break;
                entry.key = keys->items[count];
                TRY(dict_get(thread_, dict, entry.key, entry.value));
                if (!entry.value) continue;
            }
            begin_item(count, level.depth);
            TRY(write_key(entry.key));
            out_.write(options_.key_separator.view());
            TRY(write(entry.value, &level));
            if (sink_ != nullptr && sink_->has_raised()) return kRaised;
        }
        if (count != 0) new_line(level.depth - 1);
        out_.write_byte('}');
        return kFine;
    }

    Raised write_key(Value key) {
        if (is_str(key)) return write(key, nullptr);
        bool is_plain = false;
        out_.write_byte('"');
        TRY(write_plain(key, is_plain));
        out_.write_byte('"');
        if (is_plain) return kFine;
        return raise_format(thread_, type_error_type,
                            "keys must be str, int, float, bool or None, not %t"_packed, key);
    }

    /// bytes that are text are written as such, as MicroPython does it.
    Raised write_other(Value value, const Level& level) {
        ByteView bytes{};
        usize bad = 0;
        if (options_.fallback.is_none()) {
            if (!bytes_view(value, bytes) || !utf8_is_valid(bytes.text().data(), bytes.count, bad)) {
                return raise_format(thread_, type_error_type,
                                    "Object of type %t is not JSON serializable"_packed, value);
            }
            write_text({bytes.text().data(), bytes.count, TextKind::Str, false});
            return kFine;
        }
        const Value replacement = TRY(call(thread_, options_.fallback, value));
        return write(replacement, &level);
    }

    Thread& thread_;
    const WriteOptions& options_;
    Printer& out_;
    const Sink* sink_;
};

}  // namespace

Raised write(Thread& thread, Value value, const WriteOptions& options, Printer& out, const Sink* sink) {
    return Writer(thread, options, out, sink).write(value, nullptr);
}

}  // namespace kinglet::stdlib::json
