#include "base/flash_text.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/stdlib/json/json.hpp"

namespace kinglet::stdlib::json {

using namespace runtime;

namespace {

using Failure = runtime::detail::RaisedOutcome;

constexpr int kEnd = -1;
constexpr SignedWord kPieceBytes = sizeof(Word) == 4 ? 64 : 4096;  // asked of a stream at a time
constexpr usize kLongestSharedKey = 32;

class Reader {
  public:
    Reader(Thread& thread, const Source& source) : thread_(thread), text_(source.text), read_(source.read) {}

    Completion run() {
        containers_ = list_create(thread_, nullptr, 0);
        if (containers_ == nullptr) return Value();
        for (;;) {
            Value value = TRY(read_value());
            // A whole value may end its container, which then is a value in the container around it.
            while (!value.is_undefined()) {
                if (open_.is_none()) return read_end(value);
                value = TRY(put_item(value));
            }
        }
    }

  private:
    // ---- the text

    /// The next byte, which stays; kEnd behind the last.
    Raised peek(int& byte) {
        if (at_ == text_.length && read_) TRY(read_piece());
        byte = at_ == text_.length ? kEnd : text_.byte(at_);
        return kFine;
    }

    Raised read_piece() {
        passed_ += text_.length;
        at_ = 0;
        text_.length = 0;
        piece_ = TRY(call(thread_, read_, Value::from_int(kPieceBytes)));
        if (!text_of(piece_, text_))
            return raise(thread_, type_error_type, "read() must return str or bytes"_packed);
        if (text_.length == 0) read_ = Value();
        return kFine;
    }

    Raised skip_space(int& byte) {
        for (;; ++at_) {
            TRY(peek(byte));
            if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t') return kFine;
        }
    }

    usize offset() const { return passed_ + at_; }

    /// ValueError with the place; what was read from a stream is gone, and its lines with it.
    Failure fail(PackedText message, usize at) {
        if (passed_ != 0) {
            return raise_format(thread_, value_error_type, "%m: (byte %u)"_packed, message,
                                static_cast<u32>(at));
        }
        u32 line = 1;
        usize begin = 0;
        for (usize i = 0; i < at; ++i) {
            if (text_.byte(i) != '\n') continue;
            ++line;
            begin = i + 1;
        }
        const usize characters = text_.characters_before(at);
        return raise_format(thread_, value_error_type, "%m: line %u column %u (char %u)"_packed, message,
                            line, static_cast<u32>(characters - text_.characters_before(begin) + 1),
                            static_cast<u32>(characters));
    }
    Failure fail_behind_value(usize at) {
        return fail(open_.is_none() ? "Extra data"_packed : "Expecting ',' delimiter"_packed, at);
    }

    // ---- values

    /// A value; undefined after the begin of a container that holds something.
    Completion read_value() {
        int c = 0;
        TRY(skip_space(c));
        switch (c) {
            case '{':
            case '[': return open_container(c);
            case '"': return read_string(false);
            case 't': return read_word("true", kTrue);
            case 'f': return read_word("false", kFalse);
            case 'n': return read_word("null", kNone);
            case 'N': return read_word("NaN", &float_nan.header);
            case 'I': return read_word("Infinity", &float_infinity.header);
            default: return read_number(c);
        }
    }

    Completion read_end(Value value) {
        int c = 0;
        TRY(skip_space(c));
        if (c != kEnd) return fail_behind_value(offset());
        return value;
    }

    Completion read_word(const char* word, Value value) {
        const usize begin = offset();
        for (; flash_byte(word) != 0; ++word, ++at_) {
            int c = 0;
            TRY(peek(c));
            if (c != flash_byte(word)) return fail("Expecting value"_packed, begin);
        }
        return value;
    }

    // ---- containers: the innermost is open_, the others wait in containers_, each with its key behind it

    bool is_in_dict() const { return is_exactly(open_, dict_type); }

    Completion open_container(int bracket) {
        TRY(list_append(thread_, *containers_, open_));
        TRY(list_append(thread_, *containers_, key_));
        if (bracket == '{') {
            const Dict* dict = dict_create(thread_);
            if (dict == nullptr) return Value();
            open_ = &dict->header;
        } else {
            const List* list = list_create(thread_, nullptr, 0);
            if (list == nullptr) return Value();
            open_ = &list->header;
        }
        ++at_;
        int c = 0;
        TRY(skip_space(c));
        if (c == (is_in_dict() ? '}' : ']')) return close_container();
        if (is_in_dict()) TRY(read_key());
        return kUndefined;
    }

    Value close_container() {
        ++at_;
        const Value container = open_;
        const u32 count = containers_->count - 2;
        open_ = containers_->items[count];
        key_ = containers_->items[count + 1];
        list_remove_range(*containers_, count, 2);
        return container;
    }

    /// Puts an item into the open container. Undefined: another follows; else that was the last and this is
    /// the container.
    Completion put_item(Value value) {
        if (is_in_dict()) {
            TRY(dict_set(thread_, *open_.as<Dict>(), key_, value));
        } else {
            TRY(list_append(thread_, *open_.as<List>(), value));
        }
        int c = 0;
        TRY(skip_space(c));
        if (c == (is_in_dict() ? '}' : ']')) return close_container();
        if (c != ',') return fail_behind_value(offset());
        ++at_;
        if (is_in_dict()) TRY(read_key());
        return kUndefined;
    }

    Raised read_key() {
        int c = 0;
        TRY(skip_space(c));
        if (c != '"') return fail("Expecting property name enclosed in double quotes"_packed, offset());
        key_ = TRY(read_string(true));
        TRY(skip_space(c));
        if (c != ':') return fail("Expecting ':' delimiter"_packed, offset());
        ++at_;
        return kFine;
    }

    // ---- strings

    /// Keys are interned: the dicts of a list share them.
    Completion finish_string(std::string_view text, bool is_key) {
        usize bad = 0;
        if (text_.kind != TextKind::Str && !utf8_is_valid(text.data(), text.size(), bad))
            return raise(thread_, unicode_error_type, "invalid utf-8"_packed);
        const bool is_shared = is_key && text.size() <= kLongestSharedKey;
        Str* str = is_shared ? intern(thread_, text) : str_create(thread_, text);
        if (str == nullptr && is_shared) return raise_memory_error(thread_, text.size());
        return reinterpret_cast<const Object*>(str);
    }

    Completion read_string(bool is_key) {
        const usize begin = offset();
        StrBuilder builder(thread_);
        u32 high = 0;  // the first half of a surrogate pair
        ++at_;
        for (;;) {
            const usize start = at_;
            while (at_ < text_.length && is_plain(text_.byte(at_))) ++at_;
            if (at_ != start) flush_surrogate(high, builder);
            int c = 0;
            if (at_ < text_.length && builder.length() == 0 && text_.byte(at_) == '"' && high == 0) {
                return finish_string(text_.part(start, at_++), is_key);
            }
            builder.write(text_.part(start, at_));
            TRY(peek(c));
            if (c == kEnd) return fail("Unterminated string starting at"_packed, begin);
            if (c >= 0x80 || is_plain(static_cast<u8>(c))) continue;
            if (c < ' ') return fail("Invalid control character at"_packed, offset());
            ++at_;
            if (c == '"') break;
            TRY(read_escape(begin, high, builder));
        }
        flush_surrogate(high, builder);
        if (builder.has_failed()) return or_memory_error(builder);
        return finish_string(builder.text(), is_key);
    }

    static bool is_plain(u8 c) { return c >= ' ' && c != '"' && c != '\\'; }

    /// The MemoryError that the builder has to tell.
    static Completion or_memory_error(StrBuilder& builder) {
        return reinterpret_cast<const Object*>(builder.finish());
    }

    static void write_character(u32 c, StrBuilder& builder) {
        char bytes[4];
        builder.write({bytes, utf8_encode(c, bytes)});
    }
    /// A half that was alone stays one.
    static void flush_surrogate(u32& high, StrBuilder& builder) {
        if (high != 0) write_character(high, builder);
        high = 0;
    }

    Raised read_escape(usize begin, u32& high, StrBuilder& builder) {
        int c = 0;
        TRY(peek(c));
        u32 unit = 0;
        switch (c) {
            case kEnd: return fail("Unterminated string starting at"_packed, begin);
            case '"':
            case '\\':
            case '/': unit = static_cast<u32>(c); break;
            case 'b': unit = '\b'; break;
            case 'f': unit = '\f'; break;
            case 'n': unit = '\n'; break;
            case 'r': unit = '\r'; break;
            case 't': unit = '\t'; break;
            case 'u': TRY(read_unit(unit)); break;
            default: return fail("Invalid \\escape"_packed, offset() - 1);
        }
        ++at_;
        if (high != 0 && unit >> 10 == 0xDC00 >> 10) {
            unit = 0x10000 + ((high & 0x3FF) << 10) + (unit & 0x3FF);
            high = 0;
        }
        flush_surrogate(high, builder);
        if (unit >> 10 == 0xD800 >> 10) {
            high = unit;
        } else {
            write_character(unit, builder);
        }
        return kFine;
    }

    /// The four digits behind \u; the last is left to the caller.
    Raised read_unit(u32& unit) {
        const usize begin = offset();
        for (u32 i = 0; i < 4; ++i) {
            int c = 0;
            ++at_;
            TRY(peek(c));
            const u32 digit = c == kEnd ? 99 : digit_value(static_cast<u32>(c));
            if (digit >= 16) return fail("Invalid \\uXXXX escape"_packed, begin);
            unit = unit * 16 + digit;
        }
        return kFine;
    }

    // ---- numbers

    /// Takes the byte c, and looks at the next.
    Raised take(int& c, StrBuilder& builder) {
        builder.write_byte(static_cast<char>(c));
        ++at_;
        return peek(c);
    }
    Raised take_digits(int& c, StrBuilder& builder) {
        while (c != kEnd && is_digit(static_cast<u32>(c))) TRY(take(c, builder));
        return kFine;
    }
    static bool begins_number(int c) { return c != kEnd && is_digit(static_cast<u32>(c)); }

    Completion read_number(int c) {
        const usize begin = offset();
        StrBuilder builder(thread_);
        if (c == '-') TRY(take(c, builder));
        if (c == 'I' && builder.length() != 0) return read_word("Infinity", &float_negative_infinity.header);
        if (!begins_number(c)) return fail("Expecting value"_packed, begin);
        if (c == '0') {
            TRY(take(c, builder));
        } else {
            TRY(take_digits(c, builder));
        }
        bool is_whole = true;
        for (const char part : {'.', 'e'}) {
            if (c == kEnd || (part == '.' ? c != '.' : (c | 0x20) != 'e')) continue;
            const usize mark = offset();
            TRY(take(c, builder));
            if (part == 'e' && (c == '+' || c == '-')) TRY(take(c, builder));
            if (!begins_number(c)) return fail_behind_value(mark);
            TRY(take_digits(c, builder));
            is_whole = false;
        }
        if (builder.has_failed()) return or_memory_error(builder);
        const std::string_view text = builder.text();
        if (!is_whole) {
            Float number = 0;
            float_parse(text.data(), text.size(), number);
            return float_to_value(thread_, number);
        }
        bool valid = false;
        return int_parse(thread_, text.data(), text.size(), 10, valid);
    }

    Thread& thread_;
    Text text_;
    usize at_ = 0;
    usize passed_ = 0;  // bytes of the pieces before this one
    Value read_;        // stream.read; 0: there is no more
    Value piece_;       // what text_ is the text of
    List* containers_ = nullptr;
    Value open_ = kNone;
    Value key_ = kNone;
};

}  // namespace

Completion read(Thread& thread, const Source& source) {
    return Reader(thread, source).run();
}

}  // namespace kinglet::stdlib::json
