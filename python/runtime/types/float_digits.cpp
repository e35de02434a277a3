#include "python/runtime/types/float_digits.hpp"

#include "base/wide.hpp"
#include "python/runtime/value.hpp"

namespace kinglet::runtime {

namespace {

// The smallest double is 2^-1074, so numerator and denominator stay below 2^1140; singles below 2^190.
constexpr u32 kBigWords = sizeof(Word) == 4 ? 8 : 38;

struct Big {
    u32 count = 0;
    u32 words[kBigWords];

    void set(u64 number) {
        words[0] = static_cast<u32>(number);
        words[1] = static_cast<u32>(number >> 32);
        count = digits_trim(words, 2);
    }
    void multiply(u32 factor) {
        const u32 carry = digits_multiply_add(words, count, factor, 0);
        if (carry != 0) words[count++] = carry;
    }
    void multiply_power_of_5(u32 exponent) {
        constexpr u32 kFiveTo13 = 1220703125;
        for (; exponent >= 13; exponent -= 13) multiply(kFiveTo13);
        u32 factor = 1;
        while (exponent-- != 0) factor *= 5;
        if (factor != 1) multiply(factor);
    }
    void shift_left(u32 bits) {
        if (bits == 0 || count == 0) return;
        digits_shift_left(words, words, count, bits);
        count = digits_trim(words, count + bits / 32 + 1);
    }
    void subtract(const Big& other) {
        digits_subtract(words, words, count, other.words, other.count);
        count = digits_trim(words, count);
    }
    int compare(const Big& other) const { return digits_compare(words, count, other.words, other.count); }
};

/// The comparison of a + b with c.
int compare_sum(const Big& a, const Big& b, const Big& c) {
    Big sum;
    const bool a_longer = a.count >= b.count;
    const Big& longer = a_longer ? a : b;
    const Big& shorter = a_longer ? b : a;
    digits_add(sum.words, longer.words, longer.count, shorter.words, shorter.count);
    sum.count = digits_trim(sum.words, longer.count + 1);
    return sum.compare(c);
}

/// Divides r by s, whose top digit has 28 bits, for r < 10 * s: the quotient; r becomes the remainder.
u32 quotient_remainder(Big& r, const Big& s) {
    u32 quotient = 0;
    if (r.count == s.count) {
        quotient = r.words[r.count - 1] / (s.words[s.count - 1] + 1);
        if (quotient != 0) {
            u32 borrow = 0;
            for (u32 i = 0; i < s.count; ++i) {
                const u64 product = multiply_wide(s.words[i], quotient) + borrow;
                const u32 low = static_cast<u32>(product);
                borrow = static_cast<u32>(product >> 32) + (r.words[i] < low ? 1U : 0U);
                r.words[i] -= low;
            }
            r.count = digits_trim(r.words, r.count);
        }
    }
    while (r.compare(s) >= 0) {
        r.subtract(s);
        ++quotient;
    }
    return quotient;
}

/// Adds one to the last digit; where all were nines, one more place in front of the point.
void round_up(char* digits, u32& length, i32& point) {
    while (length != 0 && digits[length - 1] == '9') --length;
    if (length == 0) {
        digits[length++] = '1';
        ++point;
    } else {
        ++digits[length - 1];
    }
}

/// For numbers that have a fraction of up to 58 bits, which are most that programs print: the whole part in a
/// machine word, the fraction as a fixed-point number that is multiplied by ten for each digit. False: not
/// such a number.
bool quick_digits(const FloatParts& parts, DigitsMode mode, i32 count, char* digits, u32& length,
                  i32& point) {
    constexpr i32 kMostFractionBits = 58;  // two more for the margins and four for the next digit make 64
    const auto fraction_bits = static_cast<u32>(-parts.exponent);
    if (parts.exponent >= 0 || parts.exponent < -kMostFractionBits) return false;
    const bool shortest = mode == DigitsMode::Shortest;
    length = 0;
    point = 0;
    Word whole = static_cast<Word>(parts.mantissa >> fraction_bits);
    if (whole != 0) {
        char reversed[20];
        while (whole != 0) {
            const Word tenth = divide_by_ten(whole);
            reversed[point++] = static_cast<char>('0' + (whole - tenth * 10));
            whole = tenth;
        }
        while (static_cast<i32>(length) < point) {
            digits[length] = reversed[static_cast<u32>(point) - 1 - length];
            ++length;
        }
    }
    if (mode == DigitsMode::Significant ? count < static_cast<i32>(length)
                                        : mode == DigitsMode::Fraction && count < 0)
        return false;

    const u32 bits = fraction_bits + 2;
    const u64 mask = (u64{1} << bits) - 1;
    u64 rest = parts.mantissa << 2 & mask;
    // Half the distances to the neighbours.
    u64 below = parts.is_boundary ? 1 : 2;
    u64 above = 2;
    const u64 even = (parts.mantissa & 1) == 0 ? 1 : 0;
    i32 places = 0;
    while (rest != 0) {
        if (mode == DigitsMode::Fraction
                ? places == count
                : mode == DigitsMode::Significant && static_cast<i32>(length) == count) {
            const bool is_odd = length != 0 && (digits[length - 1] & 1) != 0;
            const u64 half = u64{1} << (bits - 1);
            if (rest > half || (rest == half && is_odd)) round_up(digits, length, point);
            return true;
        }
        rest = (rest << 3) + (rest << 1);
        const auto digit = static_cast<char>('0' + (rest >> bits));
        rest &= mask;
        ++places;
        if (length == 0 && digit == '0') {
            --point;
        } else {
            digits[length++] = digit;
        }
        if (!shortest) continue;
        below = (below << 3) + (below << 1);
        above = (above << 3) + (above << 1);
        const bool is_low = rest < below + even;
        const bool is_high = rest + above + even > mask + 1;
        if (!is_low && !is_high) continue;
        const u64 half = u64{1} << (bits - 1);
        const bool up = is_low && is_high ? rest > half || (rest == half && (digit & 1) != 0) : is_high;
        if (up) round_up(digits, length, point);
        return true;
    }
    while (length > 1 && digits[length - 1] == '0') --length;
    return true;
}

}  // namespace

// Steele and White, 'How to print floating-point numbers accurately' (1990), with the scaling of Burger and
// Dybvig (1996): the number is r / s, half the distance to the next smaller float m / s (to the next larger
// one twice that at a boundary).
u32 float_digits(const FloatParts& parts, DigitsMode mode, i32 count, char* digits, i32& point) {
    u32 length = 0;
    if (quick_digits(parts, mode, count, digits, length, point)) return length;
    const bool shortest = mode == DigitsMode::Shortest;
    const bool boundary = shortest && parts.is_boundary;
    // floor(log10) + 1 or one less, from the position of the top bit: log10(2) = 1262611 / 2^22.
    const i32 top_bit = std::bit_width(parts.mantissa) + parts.exponent - 1;
    point = static_cast<i32>((static_cast<i64>(top_bit) * 1262611) >> 22) + 1;

    Big r;
    Big s;
    Big m;
    r.set(parts.mantissa);
    s.set(1);
    m.set(1);
    i32 r_twos = parts.exponent + (boundary ? 2 : 1);
    i32 s_twos = boundary ? 2 : 1;
    i32 m_twos = parts.exponent;
    if (point >= 0) {
        s.multiply_power_of_5(static_cast<u32>(point));
        s_twos += point;
    } else {
        r.multiply_power_of_5(static_cast<u32>(-point));
        if (shortest) m.multiply_power_of_5(static_cast<u32>(-point));
        r_twos -= point;
        m_twos -= point;
    }
    i32 lowest = r_twos < s_twos ? r_twos : s_twos;
    if (m_twos < lowest) lowest = m_twos;
    // Bring the top digit of s to 28 bits.
    const u32 s_width = digits_bit_length(s.words, s.count) + static_cast<u32>(s_twos - lowest);
    const i32 extra = static_cast<i32>((28 - s_width) & 31U) - lowest;
    r.shift_left(static_cast<u32>(r_twos + extra));
    s.shift_left(static_cast<u32>(s_twos + extra));
    if (shortest) m.shift_left(static_cast<u32>(m_twos + extra));

    const bool even = (parts.mantissa & 1) == 0;
    auto compare_above = [&] {  // the upper end of the float's interval with s
        if (!boundary) return compare_sum(r, m, s);
        Big twice = m;
        twice.shift_left(1);
        return compare_sum(r, twice, s);
    };

    // The estimate may be one too small.
    const int with_one = shortest ? compare_above() - (even ? 0 : 1) : r.compare(s);
    if (with_one >= 0) {
        ++point;
    } else {
        r.multiply(10);
        if (shortest) m.multiply(10);
    }
    // From here on the next digit is r / s.

    length = 0;
    if (shortest) {
        for (;;) {
            const u32 digit = quotient_remainder(r, s);
            digits[length++] = static_cast<char>('0' + digit);
            const int low = r.compare(m);
            const bool is_low = even ? low <= 0 : low < 0;
            const int high = compare_above();
            const bool is_high = even ? high >= 0 : high > 0;
            if (is_low || is_high) {
                bool up = is_high;
                if (is_low && is_high) {
                    const int half = compare_sum(r, r, s);
                    up = half > 0 || (half == 0 && (digit & 1) != 0);
                }
                if (up) round_up(digits, length, point);
                return length;
            }
            r.multiply(10);
            m.multiply(10);
        }
    }

    const i32 wanted = mode == DigitsMode::Fraction ? point + count : count;
    if (wanted < 0) return 0;
    if (wanted == 0) {
        // Rounds to 10^point or to zero: the number against half of that; r / s is ten times as much.
        Big half = s;
        half.multiply(5);
        if (r.compare(half) > 0) round_up(digits, length, point);
        return length;
    }
    while (r.count != 0) {
        const u32 digit = quotient_remainder(r, s);
        digits[length++] = static_cast<char>('0' + digit);
        if (static_cast<i32>(length) == wanted) {
            const int half = compare_sum(r, r, s);
            if (half > 0 || (half == 0 && (digit & 1) != 0)) round_up(digits, length, point);
            break;
        }
        r.multiply(10);
    }
    return length;
}

}  // namespace kinglet::runtime
