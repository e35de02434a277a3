// Values of every kind that has a literal, nested, made from the input: eval(repr(value)) is of the same type
// and equal, and so is its repr.
#include <bit>
#include <string>

#include "fuzz/coverage/python.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/complex.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/set.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::fuzz {
namespace {

using namespace runtime;

constexpr u32 kMostDepth = 6;

/// Makes a value of the input's bytes; where they end it makes what is small. Null: no memory.
class Maker {
  public:
    Maker(Thread& thread, std::string_view bytes) : thread_(thread), bytes_(bytes) {}

    Value value(u32 depth = 0) {
        const u32 kind = byte() % (depth < kMostDepth ? 14 : 9);
        switch (kind) {
            case 0: return kNone;
            case 1: return byte() % 2 == 0 ? kTrue : kFalse;
            case 2: return Value::from_int(static_cast<i8>(byte()));
            case 3: return made(int_create(thread_, static_cast<i64>(word())));
            case 4: return big_int();
            case 5: return made(float_to_value(thread_, number()));
            case 6: return made(complex_create(thread_, number(), number()));
            case 7: return text();
            case 8: return octets();
            default: return container(kind, depth);
        }
    }

  private:
    u32 byte() {
        if (bytes_.empty()) return 0;
        const u32 first = static_cast<u8>(bytes_.front());
        bytes_.remove_prefix(1);
        return first;
    }

    u64 word() {
        u64 all = 0;
        for (u32 i = 0; i < 8; ++i) all = all << 8 | byte();
        return all;
    }

    /// No NaN, which equals nothing, and nothing infinite, which has no literal.
    Float number() {
        const Float any = std::bit_cast<double>(word());
        return any - any == 0 ? any : 0.5;
    }

    static Value made(Completion outcome) { return outcome.is_raised() ? Value() : outcome.value(); }

    template <typename T>
    static Value made(T* object) {
        return object == nullptr ? Value() : Value(&object->header);
    }

    Value big_int() {
        std::string digits = byte() % 2 == 0 ? "-" : "";
        for (u32 count = 1 + byte() % 64; count != 0; --count) digits += "0123456789abcdef"[byte() % 16];
        bool valid;
        return made(int_parse(thread_, digits.data(), digits.size(), 16, valid));
    }

    std::string_view piece() {
        const std::string_view all = bytes_.substr(0, byte() % 32);
        const std::string_view taken = bytes_.substr(0, all.size());
        bytes_.remove_prefix(taken.size());
        return taken;
    }

    Value text() {
        const std::string_view bytes = piece();
        usize bad;
        if (utf8_is_valid(bytes.data(), bytes.size(), bad)) return made(str_create(thread_, bytes));
        std::string ascii(bytes);
        for (char& c : ascii) c = static_cast<char>(c & 0x7F);
        return made(str_create(thread_, ascii));
    }

    Value octets() {
        const bool fixed = byte() % 3 != 0;
        const std::string_view bytes = piece();
        const auto* data = reinterpret_cast<const u8*>(bytes.data());
        return fixed ? made(bytes_create(thread_, data, bytes.size()))
                     : made(bytearray_create(thread_, data, bytes.size()));
    }

    Value container(u32 kind, u32 depth) {
        List* items = list_create(thread_, nullptr, 0);
        if (items == nullptr) return Value();
        for (u32 count = byte() % 5; count != 0; --count) {
            const Value item = value(depth + 1);
            if (!item || list_append(thread_, *items, item).is_raised()) return Value();
        }
        if (kind <= 10) return made(items);
        Tuple* tuple = tuple_create(thread_, items->items, items->count);
        if (tuple == nullptr || kind == 11) return made(tuple);
        // What is not hashable stays outside.
        if (kind == 12) {
            Dict* dict = dict_create(thread_);
            if (dict == nullptr) return Value();
            for (usize i = 0; i < items->count; ++i) {
                if (set_item(thread_, &dict->header, items->items[i], &tuple->header).is_raised())
                    thread_.raised = Value();
            }
            return made(dict);
        }
        Set* set = set_create(thread_, byte() % 2 == 0 ? set_type : frozenset_type);
        if (set == nullptr) return Value();
        for (usize i = 0; i < items->count; ++i) {
            if (set_add(thread_, *set, items->items[i]).is_raised()) thread_.raised = Value();
        }
        return made(set);
    }

    Thread& thread_;
    std::string_view bytes_;
};

/// Empty: no memory.
std::string text_of(Python& python, Value value) {
    const Completion text = to_str(python.thread(), value, PrintForm::Repr);
    if (!text.is_raised()) return std::string(text.value().as<Str>()->view());
    python.forget_exception();
    if (python.has_memory()) finding("repr() raised");
    return "";
}

void round_trip(Python& python, std::string_view bytes) {
    Thread& thread = python.thread();
    const Value value = Maker(thread, bytes).value();
    if (!value) finding("no memory for the value");
    const std::string text = text_of(python, value);
    if (text.empty()) return;
    const Value again = python.evaluate(text);
    if (!again && !python.has_memory()) return;
    if (!again) finding(("does not evaluate: " + text).c_str());
    bool same;
    if (equal(thread, value, again, same).is_raised()) finding("== raised");
    if (!same || &type_of(value) != &type_of(again))
        finding(("evaluates to something else: " + text).c_str());
    // A set's order may differ, and a complex number's zeros: -0.0 + 0j is written (-0+0j), which is 0j.
    if (text.find_first_of("{j") == std::string::npos && text_of(python, again) != text)
        finding(("is written differently: " + text).c_str());
}

}  // namespace
}  // namespace kinglet::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    using namespace kinglet;
    fuzz::Python python(__builtin_frame_address(0));
    fuzz::round_trip(python, {reinterpret_cast<const char*>(data), size});
    return 0;
}
