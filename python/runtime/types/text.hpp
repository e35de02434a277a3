// What str, bytes and bytearray have in common: a run of bytes that may lie in flash. Their methods are
// written once, over Text; each type's table lists the same C++ functions. In a str, positions that Python
// sees count characters; inside, all offsets count bytes, which for UTF-8 makes no difference to searching.
#pragma once

#include "base/flash_text.hpp"
#include "python/runtime/call.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/object.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

enum class TextKind : u8 { Str, Bytes, ByteArray };

struct Text {
    const char* data = nullptr;
    usize length = 0;
    TextKind kind = TextKind::Str;
    bool is_ascii = true;  // for a str; bytes have no characters to tell apart and are always 'ascii'

    u8 byte(usize i) const { return flash_byte(data + i); }
    std::string_view view() const { return {data, length}; }
    std::string_view part(usize start, usize end) const { return {data + start, end - start}; }
    /// The bytes of the character that begins at an offset.
    usize character_length(usize at) const;
    /// The offset of the character that ends before an offset (which is not 0).
    usize character_before(usize at) const;
    /// Characters in front of a byte offset.
    usize characters_before(usize offset) const;
    usize characters() const { return characters_before(length); }
    /// The byte offset of a character (or of the end).
    usize offset_of(usize character) const;
};

/// A str, bytes or bytearray (or an instance of a subclass) as Text; false for anything else.
bool text_of(Value value, Text& text);
/// The same where the type was checked: self of a method.
Text text_of_self(Value self);

/// An argument of the same family as `self`; TypeErrors as CPython words them.
Raised text_argument(Thread&, const Text& self, Value argument, Text& result);
/// The same, but with bytes an int stands for one byte, kept in `storage`.
Raised text_needle(Thread&, const Text& self, Value argument, Text& result, char& storage);

/// A new text of the kind of `like`.
Completion text_create(Thread&, const Text& like, std::string_view bytes);
/// Part of `self`, which is `text`: itself if that is all of it and it cannot change.
Completion text_part(Thread&, Value self, const Text& text, usize start, usize end);

/// The optional start and end of find() and others, clipped: byte offsets. False in `valid` if start lies
/// behind the end.
struct TextRange {
    usize start;
    usize end;
    bool valid;
};
Raised text_range(Thread&, const Text& self, const Value* values, u32 count, TextRange& range);

/// Writes into a new text of known length, all ASCII if the source was: the bytes of a str, bytes or
/// bytearray that is not finished.
class TextMaker {
  public:
    /// nullptr data with MemoryError raised.
    TextMaker(Thread&, TextKind kind, usize length);
    char* data() const { return data_; }
    bool failed() const { return data_ == nullptr && length_ != 0; }
    void append(std::string_view bytes) {
        flash_copy(data_ + at_, bytes.data(), bytes.size());
        at_ += bytes.size();
    }
    void fill(char byte, usize count) {
        std::memset(data_ + at_, byte, count);
        at_ += count;
    }
    Completion finish();

  private:
    Value object_;
    char* data_ = nullptr;
    usize length_;
    usize at_ = 0;
    TextKind kind_;
};

// ---- slots that the types share
Raised text_contains(Thread&, Value self, Value item, bool& result);
Completion text_iter(Thread&, Value self);
Completion text_repeat(Thread&, Value self, Value count);

// ---- methods; each is listed in the tables of the types that have it
Completion text_find(Thread&, const Value*, u32), text_rfind(Thread&, const Value*, u32),
    text_index(Thread&, const Value*, u32), text_rindex(Thread&, const Value*, u32),
    text_count(Thread&, const Value*, u32), text_startswith(Thread&, const Value*, u32),
    text_endswith(Thread&, const Value*, u32), text_replace(Thread&, const Value*, u32);
Completion text_removeprefix(Thread&, Value, Value), text_removesuffix(Thread&, Value, Value);

Completion text_split(Thread&, const Arguments&), text_rsplit(Thread&, const Arguments&),
    text_splitlines(Thread&, const Arguments&);
Completion text_partition(Thread&, Value, Value), text_rpartition(Thread&, Value, Value),
    text_join(Thread&, Value, Value);

Completion text_strip(Thread&, const Value*, u32), text_lstrip(Thread&, const Value*, u32),
    text_rstrip(Thread&, const Value*, u32), text_center(Thread&, const Value*, u32),
    text_ljust(Thread&, const Value*, u32), text_rjust(Thread&, const Value*, u32),
    text_expandtabs(Thread&, const Arguments&);
Completion text_zfill(Thread&, Value, Value);

Completion text_upper(Thread&, Value), text_lower(Thread&, Value), text_title(Thread&, Value),
    text_capitalize(Thread&, Value), text_swapcase(Thread&, Value);
Completion text_isdigit(Thread&, Value), text_isalpha(Thread&, Value), text_isalnum(Thread&, Value),
    text_isspace(Thread&, Value), text_isupper(Thread&, Value), text_islower(Thread&, Value),
    text_istitle(Thread&, Value), text_isascii(Thread&, Value);

/// Bytes as text: bytes.decode and str(bytes, encoding). Codecs: utf-8, ascii, latin-1; errors: strict,
/// ignore, replace.
Completion text_decode(Thread&, const Text& bytes, Value encoding, Value errors);
/// A str of bytes that ought to be UTF-8; UnicodeDecodeError.
inline Completion text_from_utf8(Thread& thread, std::string_view bytes) {
    return text_decode(thread, {bytes.data(), bytes.size(), TextKind::Bytes, true}, kUndefined, kUndefined);
}
/// str.encode and bytes(str, encoding): a bytes object. The values may be undefined.
Completion text_encode(Thread&, const Str& str, Value encoding, Value errors);

}  // namespace kinglet::runtime
