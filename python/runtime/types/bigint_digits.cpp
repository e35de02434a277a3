#include "python/runtime/types/bigint_digits.hpp"

#include <bit>
#include <cstring>

#include "base/wide.hpp"

namespace kinglet::runtime {

int digits_compare(const u32* a, u32 a_count, const u32* b, u32 b_count) {
    if (a_count != b_count) return a_count < b_count ? -1 : 1;
    for (u32 i = a_count; i-- != 0;) {
        if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return 0;
}

u32 digits_bit_length(const u32* a, u32 count) {
    if (count == 0) return 0;
    return count * 32 - static_cast<u32>(std::countl_zero(a[count - 1]));
}

namespace {

bool is_stopped(StopFlag stop) {
    return UNLIKELY(stop != nullptr && (*stop & 1) != 0);
}

// Where the machine multiplies 64 bits by 64, two digits are taken at a time; they need not be aligned.

constexpr bool kHasPairs = sizeof(usize) == 8 && std::endian::native == std::endian::little;

u64 pair_at(const u32* digits) {
    u64 pair;
    std::memcpy(&pair, digits, sizeof pair);
    return pair;
}

void set_pair(u32* digits, u64 pair) {
    std::memcpy(digits, &pair, sizeof pair);
}

#if defined(__SIZEOF_INT128__)
__extension__ using Wide = unsigned __int128;

/// out[0..count) += a * factor, which may have two digits; returns the two digits of carry.
u64 add_pair_product(u32* out, const u32* a, u32 count, u64 factor) {
    u64 carry = 0;
    u32 i = 0;
    for (; i + 2 <= count; i += 2) {
        const Wide product = static_cast<Wide>(pair_at(a + i)) * factor + pair_at(out + i) + carry;
        set_pair(out + i, static_cast<u64>(product));
        carry = static_cast<u64>(product >> 64);
    }
    if (i == count) return carry;
    const Wide product = static_cast<Wide>(a[i]) * factor + out[i] + carry;
    out[i] = static_cast<u32>(product);
    return static_cast<u64>(product >> 32);
}

/// out[0..even count) -= a * factor; returns what is still to be taken.
u32 subtract_pair_product(u32* out, const u32* a, u32 count, u32 factor) {
    u64 carry = 0;
    for (u32 i = 0; i < count; i += 2) {
        const Wide product = static_cast<Wide>(pair_at(a + i)) * factor + carry;
        const u64 low = static_cast<u64>(product);
        const u64 before = pair_at(out + i);
        set_pair(out + i, before - low);
        carry = static_cast<u64>(product >> 64) + (before < low ? 1U : 0U);
    }
    return static_cast<u32>(carry);
}
#else
u64 add_pair_product(u32*, const u32*, u32, u64) {
    return 0;
}
u32 subtract_pair_product(u32*, const u32*, u32, u32) {
    return 0;
}
#endif

}  // namespace

u32 digits_add(u32* out, const u32* a, u32 a_count, const u32* b, u32 b_count) {
    u32 carry = 0;
    u32 i = 0;
    if constexpr (kHasPairs) {
        u64 over = 0;
        for (; i + 2 <= b_count; i += 2) {
            const u64 x = pair_at(a + i);
            const u64 partial = x + over;
            const u64 sum = partial + pair_at(b + i);
            over = (partial < x ? 1U : 0U) | (sum < partial ? 1U : 0U);
            set_pair(out + i, sum);
        }
        carry = static_cast<u32>(over);
    }
    for (; i < b_count; ++i) {
        const u32 x = a[i];
        const u32 partial = x + carry;
        const u32 sum = partial + b[i];
        carry = (partial < x ? 1U : 0U) | (sum < partial ? 1U : 0U);
        out[i] = sum;
    }
    for (; i < a_count; ++i) {
        const u32 sum = a[i] + carry;
        carry = sum < carry ? 1U : 0U;
        out[i] = sum;
    }
    out[i] = carry;
    return carry;
}

void digits_subtract(u32* out, const u32* a, u32 a_count, const u32* b, u32 b_count) {
    u32 borrow = 0;
    u32 i = 0;
    if constexpr (kHasPairs) {
        u64 under = 0;
        for (; i + 2 <= b_count; i += 2) {
            const u64 x = pair_at(a + i);
            const u64 partial = x - under;
            const u64 y = pair_at(b + i);
            under = (partial > x ? 1U : 0U) | (y > partial ? 1U : 0U);
            set_pair(out + i, partial - y);
        }
        borrow = static_cast<u32>(under);
    }
    for (; i < b_count; ++i) {
        const u32 x = a[i];
        const u32 partial = x - borrow;
        const u32 y = b[i];
        borrow = (partial > x ? 1U : 0U) | (y > partial ? 1U : 0U);
        out[i] = partial - y;
    }
    for (; i < a_count; ++i) {
        const u32 x = a[i];
        out[i] = x - borrow;
        borrow = x < borrow ? 1U : 0U;
    }
}

u32 digits_multiply_add(u32* a, u32 count, u32 factor, u32 addend) {
    u32 carry = addend;
    for (u32 i = 0; i < count; ++i) {
        const u64 product = multiply_wide(a[i], factor) + carry;
        a[i] = static_cast<u32>(product);
        carry = static_cast<u32>(product >> 32);
    }
    return carry;
}

namespace {

/// out[0..count) += a * factor; returns the carry.
u32 add_product(u32* out, const u32* a, u32 count, u32 factor) {
    u32 carry = 0;
    for (u32 i = 0; i < count; ++i) {
        const u64 product = multiply_wide(a[i], factor) + carry + out[i];
        out[i] = static_cast<u32>(product);
        carry = static_cast<u32>(product >> 32);
    }
    return carry;
}

/// out[0..count) -= a * factor; returns what is still to be taken from the digit above.
u32 subtract_product(u32* out, const u32* a, u32 count, u32 factor) {
    u32 carry = 0;
    u32 i = 0;
    if constexpr (kHasPairs) {
        i = count & ~1U;
        carry = subtract_pair_product(out, a, i, factor);
    }
    for (; i < count; ++i) {
        const u64 product = multiply_wide(a[i], factor) + carry;
        const u32 low = static_cast<u32>(product);
        const u32 before = out[i];
        out[i] = before - low;
        carry = static_cast<u32>(product >> 32) + (before < low ? 1U : 0U);
    }
    return carry;
}

/// out[at..] += a, where the sum is known to fit.
void add_at(u32* out, const u32* a, u32 count) {
    u32 carry = 0;
    for (u32 i = 0; i < count; ++i) {
        const u32 partial = out[i] + carry;
        carry = partial < carry ? 1U : 0U;
        const u32 sum = partial + a[i];
        carry += sum < partial ? 1U : 0U;
        out[i] = sum;
    }
    for (u32* p = out + count; carry != 0; ++p) carry = ++*p == 0 ? 1U : 0U;
}

/// Karatsuba for two numbers of the same count: three products of halves instead of four.
void multiply_equal(u32* out, const u32* a, const u32* b, u32 count, u32* workspace, StopFlag stop) {
    if (count < kKaratsubaDigits) {
        digits_multiply(out, a, count, b, count, stop);
        return;
    }
    if (is_stopped(stop)) return;
    const u32 low = count / 2;
    const u32 high = count - low;  // low or low + 1
    const u32 sum_count = high + 1;
    u32* a_sum = workspace;
    u32* b_sum = a_sum + sum_count;
    u32* middle = b_sum + sum_count;
    u32* deeper = middle + 2 * sum_count;
    multiply_equal(out, a, b, low, deeper, stop);
    multiply_equal(out + 2 * low, a + low, b + low, high, deeper, stop);
    digits_add(a_sum, a + low, high, a, low);
    digits_add(b_sum, b + low, high, b, low);
    multiply_equal(middle, a_sum, b_sum, sum_count, deeper, stop);
    if (is_stopped(stop)) return;  // what add_at counts on may not hold
    digits_subtract(middle, middle, 2 * sum_count, out, 2 * low);
    digits_subtract(middle, middle, 2 * sum_count, out + 2 * low, 2 * high);
    add_at(out + low, middle, digits_trim(middle, 2 * sum_count));
}

}  // namespace

void digits_multiply(u32* out, const u32* a, u32 a_count, const u32* b, u32 b_count, StopFlag stop) {
    if (a_count < b_count) {  // the inner loop has the longer one
        digits_multiply(out, b, b_count, a, a_count, stop);
        return;
    }
    for (u32 i = 0; i < a_count; ++i) out[i] = 0;
    u32 done = 0;
    if constexpr (kHasPairs) {
        for (; done + 2 <= b_count && !is_stopped(stop); done += 2)
            set_pair(out + a_count + done, add_pair_product(out + done, a, a_count, pair_at(b + done)));
    }
    for (; done < b_count && !is_stopped(stop); ++done) {
        out[a_count + done] = kHasPairs ? static_cast<u32>(add_pair_product(out + done, a, a_count, b[done]))
                                        : add_product(out + done, a, a_count, b[done]);
    }
}

void digits_multiply_large(u32* out, const u32* a, u32 a_count, const u32* b, u32 b_count, u32* workspace,
                           StopFlag stop) {
    if (a_count < b_count) {
        digits_multiply_large(out, b, b_count, a, a_count, workspace, stop);
        return;
    }
    for (u32 i = 0; i < a_count + b_count; ++i) out[i] = 0;
    u32* product = workspace;
    u32* deeper = workspace + 2 * b_count;
    u32 done = 0;
    for (; done + b_count <= a_count; done += b_count) {
        multiply_equal(product, a + done, b, b_count, deeper, stop);
        if (is_stopped(stop)) return;
        add_at(out + done, product, digits_trim(product, 2 * b_count));
    }
    const u32 rest = a_count - done;
    if (rest != 0) {
        digits_multiply(product, b, b_count, a + done, rest, stop);
        if (is_stopped(stop)) return;
        add_at(out + done, product, digits_trim(product, b_count + rest));
    }
}

u32 digits_divide_small(u32* out, const u32* a, u32 count, u32 divisor) {
    const u32 shift = static_cast<u32>(std::countl_zero(divisor));
    const WideDivider divider(divisor << shift);
    u32 above = count == 0 ? 0 : a[count - 1];
    u32 remainder = shift == 0 ? 0 : above >> (32 - shift);
    for (u32 i = count; i-- != 0;) {
        const u32 below = i == 0 ? 0 : a[i - 1];
        const u32 low = shift == 0 ? above : above << shift | below >> (32 - shift);
        const u32 digit = divider.divide(remainder, low, remainder);
        if (out != nullptr) out[i] = digit;
        above = below;
    }
    return remainder >> shift;
}

void digits_divide(u32* q, u32* u, u32 u_count, const u32* v, u32 v_count, StopFlag stop) {
    const u32 top = v[v_count - 1];
    const u32 second = v[v_count - 2];
    const WideDivider divider(top);
    for (u32 j = u_count - v_count + 1; j-- != 0 && !is_stopped(stop);) {
        u32* window = u + j;
        const u32 u_top = window[v_count];
        // D3: estimate the digit from the two top digits, correct it by the third.
        u32 digit = ~0U;
        u32 rest;
        bool rest_fits = true;
        if (u_top < top) {
            digit = divider.divide(u_top, window[v_count - 1], rest);
        } else {
            rest = window[v_count - 1] + top;
            rest_fits = rest >= top;
        }
        while (rest_fits &&
               multiply_wide(digit, second) > (static_cast<u64>(rest) << 32 | window[v_count - 2])) {
            --digit;
            rest += top;
            rest_fits = rest >= top;
        }
        // D4 to D6.
        const u32 owed = subtract_product(window, v, v_count, digit);
        window[v_count] = u_top - owed;
        if (u_top < owed) {
            --digit;
            u32 carry = 0;
            for (u32 i = 0; i < v_count; ++i) {
                const u64 sum = static_cast<u64>(window[i]) + v[i] + carry;
                window[i] = static_cast<u32>(sum);
                carry = static_cast<u32>(sum >> 32);
            }
            window[v_count] += carry;
        }
        if (q != nullptr) q[j] = digit;
    }
}

void digits_shift_left(u32* out, const u32* a, u32 count, u32 bits) {
    const u32 whole = bits / 32;
    const u32 part = bits % 32;
    u32* const to = out + whole;
    u32 above = 0;
    u32 i = count;
    if constexpr (kHasPairs) {
        to[count] = count == 0 ? 0 : static_cast<u32>(u64{a[count - 1]} << part >> 32);
        for (; i >= 3; i -= 2) {  // the pair that ends with digit i - 1, and what comes up from below it
            const u64 below = u64{a[i - 3]} << part >> 32;
            set_pair(to + i - 2, pair_at(a + i - 2) << part | below);
        }
        for (; i != 0; --i) {
            const u32 below = i == 1 ? 0 : static_cast<u32>(u64{a[i - 2]} << part >> 32);
            to[i - 1] = a[i - 1] << part | below;
        }
    } else {
        for (; i-- != 0;) {
            const u32 digit = a[i];
            to[i + 1] = part == 0 ? above : above << part | digit >> (32 - part);
            above = digit;
        }
        to[0] = above << part;
    }
    for (u32 k = 0; k < whole; ++k) out[k] = 0;
}

bool digits_shift_right(u32* out, const u32* a, u32 count, u32 bits) {
    const u32 whole = bits / 32;
    const u32 part = bits % 32;
    bool lost = part != 0 && a[whole] << (32 - part) != 0;
    for (u32 i = 0; i < whole && !lost; ++i) lost = a[i] != 0;
    u32 i = whole;
    if constexpr (kHasPairs) {
        for (; i + 3 <= count; i += 2) {
            const u64 above = u64{a[i + 2]} << 32 >> part << 32;
            set_pair(out + i - whole, pair_at(a + i) >> part | (part == 0 ? 0 : above));
        }
    }
    for (; i < count; ++i) {
        const u32 above = i + 1 < count ? a[i + 1] : 0;
        out[i - whole] = part == 0 ? a[i] : a[i] >> part | above << (32 - part);
    }
    return lost;
}

BasePower digits_base_power(u32 base) {
    BasePower result{base, 1};
    const u32 limit = ~0U / base;
    while (result.power <= limit) {
        result.power *= base;
        ++result.exponent;
    }
    return result;
}

usize digits_text_room(u32 count, u32 base) {
    const u32 bits_per_character = static_cast<u32>(std::bit_width(base)) - 1;
    // Ten takes 3.32 bits a character: 32 bits are at most 9.64 characters.
    if (base == 10) return usize{count} * 10 + 1;
    return (usize{count} * 32 + bits_per_character - 1) / bits_per_character + 1;
}

char* digits_to_text(u32* a, u32 count, u32 base, char* end, StopFlag stop) {
    auto character = [](u32 digit) { return static_cast<char>(digit < 10 ? '0' + digit : 'a' + digit - 10); };
    if (count == 0) *--end = '0';
    if (std::has_single_bit(base)) {
        const u32 width = static_cast<u32>(std::countr_zero(base));
        const u32 bits = digits_bit_length(a, count);
        for (u32 at = 0; at < bits; at += width) {
            const u32 index = at / 32;
            u32 digit = a[index] >> at % 32;
            if (at % 32 + width > 32 && index + 1 < count) digit |= a[index + 1] << (32 - at % 32);
            *--end = character(digit & (base - 1));
        }
        return end;
    }
    const BasePower chunk = digits_base_power(base);
    while (count != 0 && !is_stopped(stop)) {
        u32 rest = digits_divide_small(a, a, count, chunk.power);
        count = digits_trim(a, count);
        for (u32 i = 0; count != 0 ? i < chunk.exponent : rest != 0; ++i) {
            const u32 above = base == 10 ? divide_by_ten(rest) : rest / base;
            *--end = character(rest - above * base);
            rest = above;
        }
    }
    return end;
}

}  // namespace kinglet::runtime
