#include "tools/freeze/freezer_sink.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "python/bytecode/words.hpp"

namespace kinglet::freeze {

namespace {

constexpr i64 kSmallOnChip = i64{1} << 30;
constexpr i64 kSmallOnDesktop = i64{1} << 62;

bool is_ascii(std::string_view text) {
    for (const char c : text) {
        if (static_cast<u8>(c) >= 0x80) return false;
    }
    return true;
}

/// The bytes, a zero and padding, as whole little-endian words.
std::vector<u32> words_of(std::string_view text) {
    std::vector<u32> words((text.size() + 4) / 4, 0);
    for (usize i = 0; i < text.size(); ++i)
        words[i / 4] |= static_cast<u32>(static_cast<u8>(text[i])) << (i % 4 * 8);
    return words;
}

std::string list_of(std::span<const u32> words) {
    std::string out;
    char text[16];
    for (usize i = 0; i < words.size(); ++i) {
        std::snprintf(text, sizeof(text), "0x%xU,", words[i]);
        out += (i % 12 == 0 && i != 0 ? "\n    " : "") + std::string(text);
    }
    return out;
}

u32 hash_of(std::string_view text) {  // as runtime::hash_text
    u32 hash = 2166136261U;
    for (const char c : text) hash = (hash ^ static_cast<u8>(c)) * 16777619U;
    return hash == 0 ? 1 : hash;
}

std::string number(u64 value) {
    return std::to_string(value);
}

template <typename Number>
std::string hex_float(const char* format, Number value) {
    if (std::isinf(value)) return value > 0 ? "__builtin_inf()" : "-__builtin_inf()";
    char text[64];
    std::snprintf(text, sizeof(text), format, static_cast<double>(value));
    return text;
}

}  // namespace

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const u8 byte = static_cast<u8>(c);
        char escape[8];
        if (byte < 0x20 || byte >= 0x7F || c == '"' || c == '\\' || c == '?') {
            std::snprintf(escape, sizeof(escape), "\\%03o", byte);
            out += escape;
        } else {
            out += c;
        }
    }
    return out + "\"";
}

Handle FreezerSink::refuse(const std::string& problem) {
    if (problem_.empty()) problem_ = problem;
    return bytecode::kOutOfMemory;
}

Handle FreezerSink::known(const std::string& key) const {
    const auto at = handles_.find(key);
    return at == handles_.end() ? 0 : at->second;
}

Handle FreezerSink::add(std::string key, Value value) {
    values_.push_back(std::move(value));
    return handles_[std::move(key)] = kFirstHandle + values_.size() - 1;
}

Handle FreezerSink::name(std::string_view text) {
    const std::string key = "name " + std::string(text);
    if (const Handle handle = known(key)) return handle;
    if (!is_ascii(text)) return refuse("the name '" + std::string(text) + "' is not ASCII");
    return add(key, {Kind::Name, std::string(text), "Value(&name<" + quoted(text) + ">->header)", ""});
}

Handle FreezerSink::integer(i64 number) {
    const std::string key = "int " + std::to_string(number);
    if (const Handle handle = known(key)) return handle;
    if (number >= -kSmallOnChip && number < kSmallOnChip)
        return add(key, {Kind::Int, "", "Value::from_int(" + std::to_string(number) + ")", "", number});
    const u64 magnitude = number < 0 ? 0 - static_cast<u64>(number) : static_cast<u64>(number);
    std::vector<u32> digits{static_cast<u32>(magnitude)};
    if (magnitude >> 32 != 0) digits.push_back(static_cast<u32>(magnitude >> 32));
    const Value& object = value(big(digits, number < 0));
    if (number < -kSmallOnDesktop || number >= kSmallOnDesktop)
        return add(key, {Kind::Int, "", object.expression, object.variable, number});
    const std::string text = number == INT64_MIN ? "INT64_MIN" : std::to_string(number) + "LL";
    return add(
        key, {Kind::Int, "", "frozen::int_value(" + text + ", &" + object.variable + ".header)", "", number});
}

Handle FreezerSink::big(const std::vector<u32>& magnitude, bool is_negative) {
    const std::string variable = new_variable("int_");
    definitions_ += "constinit const StaticBigInt<" + number(magnitude.size()) + "> " + variable +
                    " = {{&int_type.root}, " + number(magnitude.size() * 2 + (is_negative ? 1 : 0)) + ", {" +
                    list_of(magnitude) + "}};\n";
    return add("big " + variable, {Kind::BigInt, "", "Value(&" + variable + ".header)", variable});
}

Handle FreezerSink::big_integer(std::string_view digits, u32 base) {
    std::vector<u32> magnitude;
    for (const char c : digits) {
        u64 carry = static_cast<u64>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        for (u32& word : magnitude) {
            carry += static_cast<u64>(word) * base;
            word = static_cast<u32>(carry);
            carry >>= 32;
        }
        if (carry != 0) magnitude.push_back(static_cast<u32>(carry));
    }
    if (magnitude.empty()) return integer(0);
    if (magnitude.size() == 1) return integer(magnitude[0]);
    if (magnitude.size() == 2 && magnitude[1] >> 31 == 0)
        return integer(static_cast<i64>(magnitude[0] | static_cast<u64>(magnitude[1]) << 32));
    return big(magnitude, false);
}

Handle FreezerSink::floating(std::string text) {
    const std::string key = "float " + text;
    if (const Handle handle = known(key)) return handle;
    const double wide = std::strtod(text.c_str(), nullptr);
    const float narrow = std::strtof(text.c_str(), nullptr);
    const std::string variable = new_variable("float_");
    const std::string both =
        hex_float(std::isinf(narrow) ? "%a" : "%af", narrow) + ", " + hex_float("%a", wide);
    definitions_ += "constinit const FloatObject " + variable + " = {{&float_type.root}, frozen::choose(" +
                    both + ")};\n";
    return add(key,
               {Kind::Float, text, "frozen::float_value(" + both + ", &" + variable + ".header)", variable});
}

Handle FreezerSink::string(std::string_view utf8) {
    const std::string key = "str " + std::string(utf8);
    if (const Handle handle = known(key)) return handle;
    const std::string variable = new_variable("str_");
    const std::vector<u32> words = words_of(utf8);
    definitions_ += "constinit const StaticText<" + number(words.size()) + "> " + variable +
                    " = {{{&str_type.root}, " + number(utf8.size() << 2 | (is_ascii(utf8) ? 1 : 0)) + ", " +
                    number(hash_of(utf8)) + "U}, {" + list_of(words) + "}};\n";
    return add(key, {Kind::Str, std::string(utf8), "Value(&" + variable + ".str.header)", variable});
}

Handle FreezerSink::bytes(std::string_view data) {
    const std::string key = "bytes " + std::string(data);
    if (const Handle handle = known(key)) return handle;
    const std::string variable = new_variable("bytes_");
    const std::vector<u32> words = words_of(data);
    definitions_ += "constinit const StaticBytes<" + number(words.size()) + "> " + variable +
                    " = {{{&bytes_type.root}, " + number(data.size() << 2) + ", " + number(hash_of(data)) +
                    "U}, {" + list_of(words) + "}};\n";
    return add(key, {Kind::Bytes, std::string(data), "Value(&" + variable + ".bytes.header)", variable});
}

Handle FreezerSink::tuple(std::span<const Handle> items) {
    std::string key = "tuple";
    std::string list;
    for (const Handle item : items) {
        key += " " + std::to_string(item);
        list += value(item).expression + ", ";
    }
    if (const Handle handle = known(key)) return handle;
    if (items.empty()) return add(key, {Kind::Tuple, "", "Value(&empty_tuple.header)", ""});
    const std::string variable = new_variable("tuple_");
    definitions_ += "constinit const StaticTuple<" + number(items.size()) + "> " + variable +
                    " = {{{&tuple_type.root}, " + number(items.size()) + "}, {" + list + "}};\n";
    return add(key, {Kind::Tuple, "", "Value(&" + variable + ".tuple.header)", variable});
}

Handle FreezerSink::immediate(u32 word) {
    const std::string key = "word " + std::to_string(word);
    if (const Handle handle = known(key)) return handle;
    return add(key, {Kind::Immediate, "", "Value::from_word(" + number(word) + ")", ""});
}

Handle FreezerSink::code(const bytecode::CodeParts& parts) {
    const bytecode::PackedInfo info = bytecode::pack(parts.info);
    std::vector<u32> words;
    if (info.is_wide) words.assign(std::begin(info.wide), std::end(info.wide));
    words.insert(words.end(), parts.instructions.begin(), parts.instructions.end());
    words.insert(words.end(), parts.handlers.begin(), parts.handlers.end());
    words.insert(words.end(), parts.lines.begin(), parts.lines.end());
    const std::string variable = new_variable("code_");
    std::string constants;
    for (const Handle constant : parts.constants) constants += "\n    " + value(constant).expression + ",";
    definitions_ += "// " + value(parts.name).text + "\nconstinit const StaticCode<" +
                    number(parts.constants.size()) + ", " + number(words.size()) + "> " + variable +
                    " = {{{&code_type.root}, " + value(parts.name).expression + ", " +
                    value(parts.file).expression + ", {" + number(info.head.call) + "U, " +
                    number(info.head.sizes) + "U}}, {" + constants + "}, {" + list_of(words) + "}};\n";
    return add("code " + variable, {Kind::Code, "", "Value(&" + variable + ".code.header)", variable});
}

// -- folding: what const() expressions of drivers use -----------------------------------------------------

Handle FreezerSink::fold(bytecode::BinaryOperator op, Handle left, Handle right) {
    using bytecode::BinaryOperator;
    const Value& a = value(left);
    const Value& b = value(right);
    if (a.kind == Kind::Str && b.kind == Kind::Str && op == BinaryOperator::Add)
        return string(a.text + b.text);
    if (a.kind != Kind::Int || b.kind != Kind::Int) return bytecode::kNotFolded;
    const __int128 x = a.number;
    const __int128 y = b.number;
    __int128 result = 0;
    switch (op) {
        case BinaryOperator::Add: result = x + y; break;
        case BinaryOperator::Subtract: result = x - y; break;
        case BinaryOperator::Multiply: result = x * y; break;
        case BinaryOperator::BitAnd: result = x & y; break;
        case BinaryOperator::BitOr: result = x | y; break;
        case BinaryOperator::BitXor: result = x ^ y; break;
        case BinaryOperator::LeftShift:
            if (y < 0 || y > 62) return bytecode::kNotFolded;
            result = x << y;
            break;
        case BinaryOperator::RightShift:
            if (y < 0 || y > 63) return bytecode::kNotFolded;
            result = x >> y;
            break;
        default: return bytecode::kNotFolded;
    }
    return result >= INT64_MIN && result <= INT64_MAX ? integer(static_cast<i64>(result))
                                                      : bytecode::kNotFolded;
}

Handle FreezerSink::fold(bytecode::UnaryOperator op, Handle operand) {
    const Value& a = value(operand);
    if (a.kind == Kind::Float && op == bytecode::UnaryOperator::Negative)
        return floating(a.text[0] == '-' ? a.text.substr(1) : "-" + a.text);
    if (a.kind != Kind::Int || a.number == INT64_MIN) return bytecode::kNotFolded;
    if (op == bytecode::UnaryOperator::Negative) return integer(-a.number);
    if (op == bytecode::UnaryOperator::Invert) return integer(~a.number);
    return bytecode::kNotFolded;
}

// -- memory -----------------------------------------------------------------------------------------------

void* FreezerSink::allocate(usize bytes) {
    return std::malloc(bytes);
}
void* FreezerSink::reallocate(void* block, usize bytes) {
    return std::realloc(block, bytes);
}
void FreezerSink::free(void* block) {
    std::free(block);
}

}  // namespace kinglet::freeze
