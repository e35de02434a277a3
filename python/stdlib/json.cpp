// json: dump, dumps, load, loads. What is written and what is refused is CPython's, except that bytes are
// written as text, as MicroPython's programs expect.
#include "python/stdlib/json/json.hpp"

#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

/// Writes to an object with a method write, piece by piece, as strs.
class StreamSink final : public json::Sink {
  public:
    StreamSink(Thread& thread, Value write) : thread_(thread), write_(write) {}
    bool has_raised() const override { return has_raised_; }
    /// Writes what is left.
    Raised finish() {
        flush(count_);
        return Raised(has_raised_);
    }

  private:
    static constexpr usize kBytes = 96;

    void do_write(const char* bytes, usize count) override {
        while (count != 0 && !has_raised_) {
            const usize room = kBytes - count_;
            const usize taken = count < room ? count : room;
            flash_copy(buffer_ + count_, bytes, taken);
            count_ += taken;
            bytes += taken;
            count -= taken;
            if (count_ == kBytes) flush(whole_characters());
        }
    }

    /// The bytes up to the last character, which may not be all there.
    usize whole_characters() const {
        usize end = count_;
        while ((buffer_[end - 1] & 0xC0) == 0x80) --end;
        return (buffer_[end - 1] & 0x80) != 0 ? end - 1 : count_;
    }

    void flush(usize end) {
        if (has_raised_ || end == 0) return;
        Str* text = str_create(thread_, {buffer_, end});
        has_raised_ = text == nullptr || call(thread_, write_, &text->header).is_raised();
        std::memmove(buffer_, buffer_ + end, count_ - end);
        count_ -= end;
    }

    Thread& thread_;
    Value write_;
    usize count_ = 0;
    bool has_raised_ = false;
    char buffer_[kBytes];
};

Raised separator(Thread& thread, Value value, Text& text) {
    if (!is_str(value))
        return raise_format(thread, type_error_type, "separator must be str, not %t"_packed, value);
    text = text_of_self(value);
    return kFine;
}

constexpr Parameter kOptions[] = {
    {name<"separators">, kNone, kKeywordOnly},   {name<"indent">, kNone, kKeywordOnly},
    {name<"sort_keys">, kFalse, kKeywordOnly},   {name<"default">, kNone, kKeywordOnly},
    {name<"ensure_ascii">, kTrue, kKeywordOnly},
};
enum : u32 { kSeparators, kIndent, kSortKeys, kDefault, kEnsureAscii, kOptionCount };

/// The keyword arguments. `storage` keeps the list of separators alive.
Raised read_options(Thread& thread, const Value* in, json::WriteOptions& options, Value& storage) {
    options.is_indented = !in[kIndent].is_none();
    options.item_separator = {", ", options.is_indented ? 1U : 2U, TextKind::Str, true};
    options.key_separator = {": ", 2, TextKind::Str, true};
    if (!in[kSeparators].is_none()) {
        storage = TRY(list_from(thread, in[kSeparators]));
        const List& pair = *storage.as<List>();
        if (pair.count != 2) return raise(thread, value_error_type, "need two separators"_packed);
        TRY(separator(thread, pair.items[0], options.item_separator));
        TRY(separator(thread, pair.items[1], options.key_separator));
    }
    if (is_int(in[kIndent])) {
        SignedWord width = 0;
        TRY(to_integer(thread, in[kIndent], width));
        static constexpr char kSpaces[] = "                ";
        constexpr SignedWord kWidest = sizeof kSpaces - 1;
        options.indent = {kSpaces,
                          static_cast<usize>(width < 0         ? 0
                                             : width > kWidest ? kWidest
                                                               : width),
                          TextKind::Str, true};
    } else if (options.is_indented) {
        TRY(separator(thread, in[kIndent], options.indent));
    }
    TRY(truth(thread, in[kSortKeys], options.sorts_keys));
    TRY(truth(thread, in[kEnsureAscii], options.is_ascii));
    options.fallback = in[kDefault];
    return kFine;
}

Completion json_dump(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"obj">, Value()},
                                                     {name<"fp">, Value()},
                                                     kOptions[0],
                                                     kOptions[1],
                                                     kOptions[2],
                                                     kOptions[3],
                                                     kOptions[4]};
    Value in[2 + kOptionCount];
    TRY(unpack(thread, arguments, name<"dump">, parameters, 2 + kOptionCount, in));
    json::WriteOptions options;
    Value storage;
    TRY(read_options(thread, in + 2, options, storage));
    const Value write = TRY(get_attribute(thread, in[1], name_ref<"write">));
    StreamSink sink(thread, write);
    TRY(json::write(thread, in[0], options, sink, &sink));
    TRY(sink.finish());
    return kNone;
}

Completion json_dumps(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {
        {name<"obj">, Value()}, kOptions[0], kOptions[1], kOptions[2], kOptions[3], kOptions[4]};
    Value in[1 + kOptionCount];
    TRY(unpack(thread, arguments, name<"dumps">, parameters, 1 + kOptionCount, in));
    json::WriteOptions options;
    Value storage;
    TRY(read_options(thread, in + 1, options, storage));
    StrBuilder builder(thread);
    TRY(json::write(thread, in[0], options, builder, nullptr));
    return reinterpret_cast<const Object*>(builder.finish());
}

Completion json_load(Thread& thread, Value stream) {
    return json::read(thread, {{}, TRY(get_attribute(thread, stream, name_ref<"read">))});
}

Completion json_loads(Thread& thread, Value document) {
    json::Source source;
    if (!text_of(document, source.text)) {
        return raise_format(thread, type_error_type,
                            "the JSON object must be str, bytes or bytearray, not %t"_packed, document);
    }
    return json::read(thread, source);
}

constinit const NativeFunction dump_function = native(name<"dump">, json_dump, 0, kAnyArity);
constinit const NativeFunction dumps_function = native(name<"dumps">, json_dumps, 0, kAnyArity);
constinit const NativeFunction load_function = native(name<"load">, json_load);
constinit const NativeFunction loads_function = native(name<"loads">, json_loads);

constinit const Attribute attributes[] = {
    {name<"JSONDecodeError">, &value_error_type.header},
    {name<"dump">, &dump_function.header},
    {name<"dumps">, &dumps_function.header},
    {name<"load">, &load_function.header},
    {name<"loads">, &loads_function.header},
};

}  // namespace

extern const BuiltinModule json_module;
constinit const BuiltinModule json_module = builtin_module(name<"json">, attributes);

}  // namespace kinglet::stdlib
