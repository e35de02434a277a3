// str.format: Library Reference, 'Format String Syntax'.
#include "python/runtime/exception.hpp"
#include "python/runtime/format.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/str_methods.hpp"
#include "python/runtime/types/text.hpp"

namespace kinglet::runtime {

namespace {

constexpr u32 kMaxDepth = 2;  // a field may hold fields in its specification, and these no further ones

/// The digits of a non-negative number; false if there is something else, or too many.
bool parse_index(std::string_view text, SignedWord& index) {
    index = 0;
    for (usize i = 0; i < text.size(); ++i) {
        const u8 c = flash_byte(text.data() + i);
        if (!is_digit(c) || index > kSmallIntMax / 10 - 1) return false;
        index = index * 10 + (c - '0');
    }
    return !text.empty();
}

class Formatter {
  public:
    Formatter(Thread& thread, const Arguments& arguments)
        : thread_(thread),
          arguments_(arguments),
          values_(arguments.values + 1),
          count_(arguments.count - 1) {}
    /// format_map: names are keys of a mapping.
    Formatter(Thread& thread, const Arguments& arguments, Value mapping) : Formatter(thread, arguments) {
        mapping_ = mapping;
        count_ = 0;
    }

    /// Writes a format string; what follows the `}` of a nested one is not its own.
    Raised write(std::string_view text, u32 depth, Printer& printer) {
        if (depth > kMaxDepth)
            return raise(thread_, value_error_type, "Max string recursion exceeded"_packed);
        usize start = 0;
        for (usize at = 0; at < text.size();) {
            const u8 c = flash_byte(text.data() + at);
            if (c != '{' && c != '}') {
                ++at;
                continue;
            }
            printer.write(text.substr(start, at - start));
            if (at + 1 < text.size() && flash_byte(text.data() + at + 1) == c) {  // doubled: itself
                start = at + 1;
                at += 2;
                continue;
            }
            if (c == '}')
                return raise(thread_, value_error_type, "Single '}' encountered in format string"_packed);
            ++at;
            TRY(write_field(text, at, depth, printer));
            start = at;
        }
        printer.write(text.substr(start));
        return kFine;
    }

  private:
    static u8 byte(std::string_view text, usize at) {
        return at < text.size() ? flash_byte(text.data() + at) : 0;
    }

    /// `at` is behind the `{`, and afterwards behind the `}`.
    Raised write_field(std::string_view text, usize& at, u32 depth, Printer& printer) {
        // The name reaches to ! : or }; brackets hide them.
        const usize name_start = at;
        for (bool in_brackets = false;; ++at) {
            if (at >= text.size()) {
                return raise(thread_, value_error_type,
                             at == name_start ? "Single '{' encountered in format string"_packed
                                              : "expected '}' before end of string"_packed);
            }
            const u8 c = byte(text, at);
            if (c == '[') in_brackets = true;
            if (c == ']') in_brackets = false;
            if (c == '{') return raise(thread_, value_error_type, "unexpected '{' in field name"_packed);
            if (!in_brackets && (c == '!' || c == ':' || c == '}')) break;
        }
        const std::string_view field_name = text.substr(name_start, at - name_start);
        u8 conversion = 0;
        if (byte(text, at) == '!') {
            conversion = byte(text, ++at);
            ++at;
            if (byte(text, at) != ':' && byte(text, at) != '}') {
                return raise(thread_, value_error_type,
                             at >= text.size() ? "end of string while looking for conversion specifier"_packed
                                               : "expected ':' after conversion specifier"_packed);
            }
        }
        std::string_view spec;
        if (byte(text, at) == ':') {
            const usize spec_start = ++at;
            for (u32 nested = 0;; ++at) {
                if (at >= text.size())
                    return raise(thread_, value_error_type, "expected '}' before end of string"_packed);
                const u8 c = byte(text, at);
                if (c == '{') ++nested;
                if (c == '}' && nested-- == 0) break;
            }
            spec = text.substr(spec_start, at - spec_start);
        }
        ++at;
        Value value = TRY(look_up(field_name));
        if (conversion != 0) value = TRY(convert(value, conversion));
        return write_value(value, spec, depth, printer);
    }

    Completion convert(Value value, u8 conversion) {
        switch (conversion) {
            case 's': return to_str(thread_, value, PrintForm::Str);
            case 'r': return to_str(thread_, value, PrintForm::Repr);
            case 'a': return to_ascii(thread_, value);
            default:
                return raise_format(thread_, value_error_type, "Unknown conversion specifier '%c'"_packed,
                                    conversion);
        }
    }

    Raised write_value(Value value, std::string_view spec, u32 depth, Printer& printer) {
        Str* spec_text = const_cast<Str*>(name<"">);
        if (!spec.empty()) {
            StrBuilder builder(thread_);
            TRY(write(spec, depth + 1, builder));
            spec_text = builder.finish();
            if (spec_text == nullptr) return kRaised;
        }
        if (is_exactly(value, str_type) && spec.empty()) {
            printer.write(value.as<Str>()->view());
            return kFine;
        }
        if ((type_of(value).flags & kIsHeapType) == 0) {
            bool found;
            TRY(format_builtin(thread_, value, *spec_text, printer, found));
            if (found) return kFine;
        }
        const Value formatted = TRY(format_value(thread_, value, *spec_text));
        printer.write(formatted.as<Str>()->view());
        return kFine;
    }

    /// The name of an argument, then attributes and items.
    Completion look_up(std::string_view field) {
        usize end = 0;
        while (end < field.size() && byte(field, end) != '.' && byte(field, end) != '[') ++end;
        Value value = TRY(argument(field.substr(0, end)));
        while (end < field.size()) {
            const u8 kind = byte(field, end++);
            const usize start = end;
            if (kind == '.') {
                while (end < field.size() && byte(field, end) != '.' && byte(field, end) != '[') ++end;
                if (end == start)
                    return raise(thread_, value_error_type, "Empty attribute in format string"_packed);
                Str* attribute = intern(thread_, field.substr(start, end - start));
                if (attribute == nullptr) return raise_memory_error(thread_, end - start);
                value = TRY(get_attribute(thread_, value, *attribute));
            } else if (kind == '[') {
                while (end < field.size() && byte(field, end) != ']') ++end;
                if (end == start)
                    return raise(thread_, value_error_type, "Empty attribute in format string"_packed);
                if (end == field.size())
                    return raise(thread_, value_error_type, "Missing ']' in format string"_packed);
                const std::string_view key = field.substr(start, end - start);
                ++end;
                SignedWord index;
                Value key_value = Value::from_int(0);
                if (parse_index(key, index)) {
                    key_value = Value::from_int(index);
                } else {
                    Str* key_text = str_create(thread_, key);
                    if (key_text == nullptr) return Value();
                    key_value = &key_text->header;
                }
                value = TRY(get_item(thread_, value, key_value));
            } else {
                return raise(thread_, value_error_type,
                             "Only '.' or '[' may follow ']' in format field specifier"_packed);
            }
        }
        return value;
    }

    Completion argument(std::string_view text) {
        SignedWord index;
        const bool is_number = parse_index(text, index);
        if (text.empty() || is_number) {
            const Numbering wanted = text.empty() ? Numbering::Automatic : Numbering::Manual;
            if (numbering_ != Numbering::None && numbering_ != wanted) {
                return raise(
                    thread_, value_error_type,
                    wanted == Numbering::Manual
                        ? "cannot switch from automatic field numbering to manual field specification"_packed
                        : "cannot switch from manual field specification to automatic field numbering"_packed);
            }
            numbering_ = wanted;
            if (text.empty()) index = next_++;
            if (static_cast<Word>(index) < count_) return values_[index];
            if (mapping_)
                return raise(thread_, value_error_type, "Format string contains positional fields"_packed);
            return raise_format(thread_, index_error_type,
                                "Replacement index %d out of range for positional args tuple"_packed,
                                static_cast<int>(index));
        }
        for (u32 i = 0; i < arguments_.keyword_count(); ++i) {
            const Str& keyword = arguments_.keyword_name(i);
            if (keyword.length() == text.size() &&
                flash_compare(keyword.data(), text.data(), text.size()) == 0) {
                return arguments_.keyword(i);
            }
        }
        Str* missing = str_create(thread_, text);
        if (missing == nullptr) return Value();
        if (mapping_) return get_item(thread_, mapping_, &missing->header);
        return raise(thread_, key_error_type, Value(&missing->header));
    }

    enum class Numbering : u32 { None, Automatic, Manual };

    Thread& thread_;
    const Arguments& arguments_;
    const Value* values_;
    Word count_;
    Value mapping_;
    SignedWord next_ = 0;
    Numbering numbering_ = Numbering::None;
};

}  // namespace

namespace {

Completion run(Thread& thread, Formatter& formatter, const Arguments& arguments) {
    StrBuilder builder(thread);
    TRY(formatter.write(arguments[0].as<Str>()->view(), 1, builder));
    Str* result = builder.finish();
    if (result == nullptr) return Value();
    return &result->header;
}

}  // namespace

Completion str_format(Thread& thread, const Arguments& arguments) {
    Formatter formatter(thread, arguments);
    return run(thread, formatter, arguments);
}

Completion str_format_map(Thread& thread, Value self, Value mapping) {
    const Arguments arguments{&self, 1, nullptr};
    Formatter formatter(thread, arguments, mapping);
    return run(thread, formatter, arguments);
}

}  // namespace kinglet::runtime
