#include "python/runtime/types/bigint_digits.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace kinglet::runtime {
namespace {

using Digits = std::vector<u32>;

Digits random_digits(std::mt19937_64& random, u32 count) {
    Digits result(count);
    const u32 style = random() % 4;
    for (u32& digit : result) {
        // Runs of ones and zeros are where carries and wrong estimates hide.
        digit = style == 0 ? (random() % 2 == 0 ? ~0U : 0U) : static_cast<u32>(random());
    }
    if (count != 0 && result.back() == 0) result.back() = 1;
    return result;
}

u32 size_of(const Digits& digits) {
    return static_cast<u32>(digits.size());
}

Digits product(const Digits& a, const Digits& b) {
    Digits out(a.size() + b.size());
    digits_multiply(out.data(), a.data(), size_of(a), b.data(), size_of(b));
    return out;
}

TEST(BigintDigits, SmallNumbersAgreeWithTheMachine) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 20000; ++i) {
        const u64 x = random() >> random() % 64;
        const u64 y = (random() >> random() % 64) | 1;
        const Digits a = {static_cast<u32>(x), static_cast<u32>(x >> 32)};
        const Digits b = {static_cast<u32>(y), static_cast<u32>(y >> 32)};
        const Digits ab = product(a, b);
        const auto full = static_cast<unsigned __int128>(x) * y;
        for (u32 k = 0; k < 4; ++k) ASSERT_EQ(ab[k], static_cast<u32>(full >> 32 * k));
        Digits sum(3);
        digits_add(sum.data(), a.data(), 2, b.data(), 2);
        const auto full_sum = static_cast<unsigned __int128>(x) + y;
        for (u32 k = 0; k < 3; ++k) ASSERT_EQ(sum[k], static_cast<u32>(full_sum >> 32 * k));
        Digits quotient(2);
        const u32 divisor = static_cast<u32>(y) | 1;
        ASSERT_EQ(digits_divide_small(quotient.data(), a.data(), 2, divisor), x % divisor);
        ASSERT_EQ(static_cast<u64>(quotient[1]) << 32 | quotient[0], x / divisor);
    }
}

TEST(BigintDigits, DivisionUndoesMultiplication) {
    std::mt19937_64 random(2);
    for (int i = 0; i < 20000; ++i) {
        const u32 v_count = 2 + random() % 6;
        const u32 q_count = 1 + random() % 6;
        Digits v = random_digits(random, v_count);
        v.back() |= 0x80000000U;
        Digits remainder = random_digits(random, v_count);
        remainder.back() = remainder.back() % v.back();
        const Digits q = random_digits(random, q_count);
        Digits u = product(q, v);
        u.push_back(0);
        digits_add(u.data(), u.data(), size_of(u) - 1, remainder.data(), v_count);
        u.resize(q_count + v_count + 1);
        // The top digit must be below v's.
        const u32 u_count = q_count + v_count;
        Digits quotient(u_count - v_count + 1);
        digits_divide(quotient.data(), u.data(), u_count, v.data(), v_count);
        quotient.resize(digits_trim(quotient.data(), size_of(quotient)));
        ASSERT_EQ(quotient, q);
        u.resize(v_count);
        ASSERT_EQ(u, remainder);
    }
}

TEST(BigintDigits, KaratsubaAgreesWithTheSchool) {
    std::mt19937_64 random(3);
    for (int i = 0; i < 150; ++i) {
        const Digits a = random_digits(random, kKaratsubaDigits + random() % 300);
        const Digits b = random_digits(random, kKaratsubaDigits + random() % (i % 2 == 0 ? 20 : 300));
        const u32 smaller = std::min(size_of(a), size_of(b));
        const usize room = karatsuba_workspace(smaller);
        Digits workspace(room + 1, 0);
        workspace[room] = 0xDEADBEEF;
        Digits out(a.size() + b.size());
        digits_multiply_large(out.data(), a.data(), size_of(a), b.data(), size_of(b), workspace.data());
        ASSERT_EQ(out, product(a, b));
        ASSERT_EQ(workspace[room], 0xDEADBEEF);
    }
}

TEST(BigintDigits, ShiftsUndoEachOther) {
    std::mt19937_64 random(4);
    for (int i = 0; i < 5000; ++i) {
        const Digits a = random_digits(random, 1 + random() % 6);
        const u32 bits = random() % 130;
        Digits shifted(a.size() + bits / 32 + 1);
        digits_shift_left(shifted.data(), a.data(), size_of(a), bits);
        Digits in_place = a;
        in_place.resize(shifted.size());
        digits_shift_left(in_place.data(), in_place.data(), size_of(a), bits);
        ASSERT_EQ(in_place, shifted);
        Digits back(shifted.size() - bits / 32);
        ASSERT_FALSE(digits_shift_right(back.data(), shifted.data(), size_of(shifted), bits));
        back.resize(a.size());
        ASSERT_EQ(back, a);
        shifted[0] |= 1;
        ASSERT_EQ(digits_shift_right(back.data(), shifted.data(), size_of(shifted) - 1, bits), bits != 0);
    }
}

TEST(BigintDigits, TextInEveryBase) {
    std::mt19937_64 random(5);
    for (u32 base = 2; base <= 36; ++base) {
        for (int i = 0; i < 40; ++i) {
            const Digits a = random_digits(random, static_cast<u32>(random() % 8));
            Digits copy = a;
            const usize room = digits_text_room(size_of(a), base);
            std::string buffer(room, '?');
            char* start = digits_to_text(copy.data(), size_of(a), base, buffer.data() + room);
            ASSERT_GE(start, buffer.data());
            Digits back(a.size() + 1);
            for (const char* p = start; p != buffer.data() + room; ++p) {
                const u32 digit = *p <= '9' ? static_cast<u32>(*p - '0') : static_cast<u32>(*p - 'a' + 10);
                digits_multiply_add(back.data(), size_of(back), base, digit);
            }
            back.resize(digits_trim(back.data(), size_of(back)));
            ASSERT_EQ(back, a) << base;
            if (!a.empty()) {
                ASSERT_NE(*start, '0');
            }
        }
    }
}

}  // namespace
}  // namespace kinglet::runtime
