#include "base/flash.hpp"
#include "base/wide.hpp"
#include "python/runtime/types/float_digits.hpp"

namespace kinglet::runtime {

namespace {

/// Compares a text, which may lie in flash, with a lower-case word, case aside.
bool matches(const char* text, usize length, const char* word) {
    usize i = 0;
    for (; i < length; ++i) {
        const u8 expected = flash_byte(word + i);
        if (expected == 0 || (flash_byte(text + i) | 0x20) != expected) return false;
    }
    return flash_byte(word + i) == 0;
}

/// A natural number that grows by decimal digits.
template <u32 Words>
struct Decimal {
    u32 count = 0;
    u32 words[Words];

    void multiply_add(u32 factor, u32 addend) {
        const u32 carry = digits_multiply_add(words, count, factor, addend);
        if (carry != 0) words[count++] = carry;
    }
    void set_power_of_10(u32 exponent) {
        words[0] = 1;
        count = 1;
        for (; exponent >= 9; exponent -= 9) multiply_add(1000000000, 0);
        while (exponent-- != 0) multiply_add(10, 0);
    }
};

constexpr bool is_digit(u8 c) {
    return c >= '0' && c <= '9';
}

}  // namespace

template <typename F>
F digits_ratio(const u32* n, u32 n_count, const u32* d, u32 d_count, u32* workspace) {
    // Scale n so that the quotient has 65 to 66 bits, then let float_compose round: the remainder is its
    // sticky bit.
    constexpr i32 kQuotientBits = 65;
    const i32 difference =
        static_cast<i32>(digits_bit_length(n, n_count)) - static_cast<i32>(digits_bit_length(d, d_count));
    // The divisor gets its top bit set, and at least two digits.
    const u32 d_shift = static_cast<u32>(std::countl_zero(d[d_count - 1])) + (d_count == 1 ? 32 : 0);
    const i32 n_shift = static_cast<i32>(d_shift) + kQuotientBits - difference;
    u32* divisor = workspace;
    digits_shift_left(divisor, d, d_count, d_shift);
    const u32 divisor_count = d_count == 1 ? 2 : d_count;
    u32* dividend = divisor + d_count + 2;
    bool sticky = false;
    u32 dividend_count;
    if (n_shift >= 0) {
        digits_shift_left(dividend, n, n_count, static_cast<u32>(n_shift));
        dividend_count = digits_trim(dividend, n_count + static_cast<u32>(n_shift) / 32 + 1);
    } else {
        sticky = digits_shift_right(dividend, n, n_count, static_cast<u32>(-n_shift));
        dividend_count = digits_trim(dividend, n_count - static_cast<u32>(-n_shift) / 32);
    }
    if (digits_compare(dividend + (dividend_count - divisor_count), divisor_count, divisor, divisor_count) >=
        0) {
        dividend[dividend_count++] = 0;
    }
    // One digit above, as digits_divide wants it.
    const u32 u_count = dividend_count - 1;
    u32 quotient[4] = {};
    digits_divide(quotient, dividend, u_count, divisor, divisor_count);
    for (u32 i = 0; i < divisor_count && !sticky; ++i) sticky = dividend[i] != 0;
    const u32 quotient_count = digits_trim(quotient, u_count - divisor_count + 1);
    const u32 excess = digits_bit_length(quotient, quotient_count) - 64;
    sticky = digits_shift_right(quotient, quotient, quotient_count, excess) || sticky;
    const u64 top = static_cast<u64>(quotient[1]) << 32 | quotient[0];
    return float_compose<F>(top, difference - kQuotientBits + static_cast<i32>(excess), sticky);
}

template float digits_ratio<float>(const u32*, u32, const u32*, u32, u32*);
template double digits_ratio<double>(const u32*, u32, const u32*, u32, u32*);

namespace {

/// Powers of ten that the type holds exactly.
template <typename F>
struct ExactPowers {
    static constexpr u32 kCount = FloatFormat<F>::kIsSingle ? 11 : 23;
    F values[kCount];
    constexpr ExactPowers() : values() {
        F power = 1;
        for (F& value : values) {
            value = power;
            power *= 10;
        }
    }
};
template <typename F>
constinit const ExactPowers<F> exact_powers{};

/// mantissa * 10^exponent for a mantissa of up to nine digits, where that takes one correctly rounded
/// operation, or, for singles, one division of integers. False: it takes more.
template <typename F>
bool quick_value(u32 mantissa, i32 exponent, F& value) {
    constexpr i32 kLargest = ExactPowers<F>::kCount - 1;
    if (exponent < -kLargest || exponent > kLargest) return false;
    const u32 magnitude = static_cast<u32>(exponent < 0 ? -exponent : exponent);
    constexpr u64 kExactLimit = u64{1} << FloatFormat<F>::kMantissaBits;
    if (mantissa <= kExactLimit) {
        const F power = exact_powers<F>.values[magnitude];
        value = exponent < 0 ? static_cast<F>(mantissa) / power : static_cast<F>(mantissa) * power;
        return true;
    }
    if (exponent >= 0 || magnitude > 9) return false;
    u32 divisor = 1;
    for (u32 i = 0; i < magnitude; ++i) divisor *= 10;
    // mantissa * 2^64 / (divisor * 2^shift); the mantissa is below 2^30 and the divisor then above.
    const u32 shift = static_cast<u32>(std::countl_zero(divisor));
    const WideDivider divider(divisor << shift);
    u32 remainder;
    const u32 high = divider.divide(mantissa, 0, remainder);
    const u32 low = divider.divide(remainder, 0, remainder);
    value =
        float_compose<F>(static_cast<u64>(high) << 32 | low, static_cast<i32>(shift) - 64, remainder != 0);
    return true;
}

}  // namespace

template <typename F>
bool float_parse_as(const char* text, usize length, F& result) {
    using Format = FloatFormat<F>;
    // Decimal exponents that matter, and so the sizes of the numbers below.
    constexpr i32 kMaxPoint = Format::kIsSingle ? 39 : 309;
    constexpr i32 kMinPoint = Format::kIsSingle ? -46 : -324;
    constexpr u32 kWords = (Format::kMaxDigits + 1 - kMinPoint) * 10 / 3 / 32 + 3;

    usize i = 0;
    const u8 sign = length != 0 ? flash_byte(text) : 0;
    if (sign == '-' || sign == '+') ++i;
    auto finish = [&](F magnitude) {
        result = sign == '-' ? -magnitude : magnitude;
        return true;
    };
    if (matches(text + i, length - i, "inf") || matches(text + i, length - i, "infinity")) {
        return finish(std::numeric_limits<F>::infinity());
    }
    if (matches(text + i, length - i, "nan")) return finish(std::numeric_limits<F>::quiet_NaN());

    Decimal<kWords> mantissa;
    u32 significant = 0;  // digits in mantissa and chunk
    u32 chunk = 0;
    u32 chunk_power = 1;
    i32 exponent = 0;  // of the last digit taken
    bool sticky = false;
    bool any_digit = false;
    bool behind_point = false;
    u8 previous = 0;
    for (; i < length; previous = flash_byte(text + i++)) {
        const u8 c = flash_byte(text + i);
        if (c == '_') {
            if (!is_digit(previous) || i + 1 == length || !is_digit(flash_byte(text + i + 1))) return false;
            continue;
        }
        if (c == '.' && !behind_point) {
            behind_point = true;
            continue;
        }
        if (!is_digit(c)) break;
        any_digit = true;
        if (significant < Format::kMaxDigits) {
            if (significant != 0 || c != '0') {
                ++significant;
                chunk = chunk * 10 + (c - '0');
                chunk_power *= 10;
                if (chunk_power == 1000000000) {
                    mantissa.multiply_add(chunk_power, chunk);
                    chunk = 0;
                    chunk_power = 1;
                }
            }
            if (behind_point) --exponent;
        } else {
            sticky = sticky || c != '0';
            if (!behind_point) ++exponent;
        }
    }
    if (!any_digit) return false;
    if (i < length && (flash_byte(text + i) | 0x20) == 'e') {
        ++i;
        bool negative = false;
        if (i < length && (flash_byte(text + i) == '-' || flash_byte(text + i) == '+'))
            negative = flash_byte(text + i++) == '-';
        i32 written = 0;
        previous = 0;
        if (i == length) return false;
        for (; i < length; previous = flash_byte(text + i++)) {
            const u8 c = flash_byte(text + i);
            if (c == '_' && is_digit(previous) && i + 1 < length && is_digit(flash_byte(text + i + 1)))
                continue;
            if (!is_digit(c)) return false;
            if (written < 100000000) written = written * 10 + (c - '0');
        }
        exponent += negative ? -written : written;
    }
    if (i != length) return false;

    if (significant <= 9) {
        F value;
        if (quick_value<F>(mantissa.count == 0 ? chunk : mantissa.words[0], exponent, value))
            return finish(value);
    }
    if (chunk_power != 1) mantissa.multiply_add(chunk_power, chunk);
    if (mantissa.count == 0) return finish(F{0});
    const i32 magnitude = exponent + static_cast<i32>(significant);
    if (magnitude > kMaxPoint) return finish(std::numeric_limits<F>::infinity());
    if (magnitude < kMinPoint) return finish(F{0});
    if (sticky) {
        // One more digit stands for all that were left out: it can only break a tie.
        mantissa.multiply_add(10, 1);
        --exponent;
    }
    if (exponent >= 0) {
        for (; exponent >= 9; exponent -= 9) mantissa.multiply_add(1000000000, 0);
        while (exponent-- != 0) mantissa.multiply_add(10, 0);
        return finish(digits_to_float<F>(mantissa.words, mantissa.count));
    }
    Decimal<kWords> denominator;
    denominator.set_power_of_10(static_cast<u32>(-exponent));
    u32 workspace[ratio_workspace(kWords, kWords)];
    return finish(
        digits_ratio<F>(mantissa.words, mantissa.count, denominator.words, denominator.count, workspace));
}

template bool float_parse_as<float>(const char*, usize, float&);
template bool float_parse_as<double>(const char*, usize, double&);

}  // namespace kinglet::runtime
