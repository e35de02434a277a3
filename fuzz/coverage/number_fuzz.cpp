// Text that may be a number: what int(), float() and a literal make of it, against the C library's strtod and
// strtof (both right to the last bit) and integer arithmetic of its own.
#include <bit>
#include <cmath>
#include <cstdlib>
#include <string>

#include "fuzz/coverage/python.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/float_digits.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::fuzz {
namespace {

using namespace runtime;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The text without its underscores; false unless each stands between two digits.
bool without_underscores(const std::string& text, std::string& plain) {
    for (usize i = 0; i < text.size(); ++i) {
        if (text[i] != '_') {
            plain += text[i];
        } else if (i == 0 || i + 1 == text.size() || !is_digit(text[i - 1]) || !is_digit(text[i + 1])) {
            return false;
        }
    }
    return true;
}

/// Python's grammar of a decimal float without white space around it.
bool is_float_text(const std::string& text) {
    usize at = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
    std::string word = text.substr(at);
    for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (word == "inf" || word == "infinity" || word == "nan") return true;
    const auto digits = [&] {
        const usize begin = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        return at - begin;
    };
    usize count = digits();
    if (at < text.size() && text[at] == '.') {
        ++at;
        count += digits();
    }
    if (count == 0) return false;
    if (at < text.size() && (text[at] | 0x20) == 'e') {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        if (digits() == 0) return false;
    }
    return at == text.size();
}

template <typename F>
void check_float(const std::string& text, bool valid, F expected) {
    F number;
    const bool taken = float_parse_as(text.data(), text.size(), number);
    if (taken != valid) finding(valid ? "a float is refused" : "a text that is no float is taken");
    if (!valid || (number != number && expected != expected)) return;
    if (number != expected || std::signbit(number) != std::signbit(expected)) finding("a float is wrong");
    if (sizeof(F) != sizeof(Float) || number - number != 0) return;
    char shortest[32];
    const usize length = float_format_shortest(static_cast<Float>(number), shortest);
    if (length > sizeof shortest ||
        std::strtod(std::string(shortest, length).c_str(), nullptr) != static_cast<double>(number))
        finding("a float's repr does not read back");
}

/// Decimal digits of a number given in a base, by multiplication on decimal digits (lowest first).
std::string decimal(const std::string& digits, u32 base) {
    std::string result = "0";
    for (const char c : digits) {
        u32 carry = is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
        for (char& d : result) {
            carry += static_cast<u32>(d - '0') * base;
            d = static_cast<char>('0' + carry % 10);
            carry /= 10;
        }
        for (; carry != 0; carry /= 10) result += static_cast<char>('0' + carry % 10);
    }
    while (result.size() > 1 && result.back() == '0') result.pop_back();
    return {result.rbegin(), result.rend()};
}

/// Digits of the base, with a sign perhaps: always a number.
void check_int(Thread& thread, std::string digits, u32 base, bool negative) {
    if (digits.empty()) return;
    for (char& c : digits) c = "0123456789abcdefghijklmnopqrstuvwxyz"[static_cast<u8>(c) % base];
    std::string expected = decimal(digits, base);
    if (negative && expected != "0") expected.insert(0, "-");
    const std::string text = (negative ? "-" : "") + digits;
    bool valid;
    const Completion number = int_parse(thread, text.data(), text.size(), base, valid);
    if (number.is_raised() || !valid) finding("digits are refused");
    const Completion written = to_str(thread, number.value(), PrintForm::Repr);
    if (written.is_raised() || written.value().as<Str>()->view() != expected) finding("an int is wrong");
}

void check_literal(Python& python, const std::string& text) {
    std::string plain;
    if (text.empty() || !(is_digit(text[0]) || text[0] == '.')) return;
    if (!without_underscores(text, plain) || !is_float_text(plain)) return;
    const bool is_int = plain.find_first_not_of("0123456789") == std::string::npos;
    if (is_int && plain[0] == '0' && plain.find_first_not_of('0') != std::string::npos) return;
    const Value value = python.evaluate(text);
    if (!value) finding("a literal is refused");
    if (is_int) {
        const Completion written = to_str(python.thread(), value, PrintForm::Repr);
        if (written.is_raised() || written.value().as<Str>()->view() != decimal(plain, 10))
            finding("an int literal is wrong");
    } else if (!is_float(value) || float_of(value) != std::strtod(plain.c_str(), nullptr)) {
        finding("a float literal is wrong");
    }
}

void check(Python& python, std::string text) {
    if (text.empty() || text.size() > 2000) return;
    const u32 choice = static_cast<u8>(text[0]);
    text.erase(0, 1);
    if (text.find('\0') != std::string::npos) return;
    std::string plain;
    const bool valid = without_underscores(text, plain) && is_float_text(plain);
    check_float<double>(text, valid, valid ? std::strtod(plain.c_str(), nullptr) : 0);
    check_float<float>(text, valid, valid ? std::strtof(plain.c_str(), nullptr) : 0);
    check_int(python.thread(), text, 2 + choice % 35, choice >= 128);
    check_literal(python, text);
}

}  // namespace
}  // namespace kinglet::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    using namespace kinglet;
    fuzz::Python python(__builtin_frame_address(0));
    fuzz::check(python, {reinterpret_cast<const char*>(data), size});
    return 0;
}
