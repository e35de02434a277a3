#include "python/runtime/types/binary.hpp"

#include <bit>
#include <cstring>
#include <limits>

#include "base/flash.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"

namespace kinglet::runtime {

static_assert(std::endian::native == std::endian::little, "values are copied as they lie");

namespace {

/// The place of byte `i` of a number of `size` bytes, counted from its low end.
u32 place(u32 i, u32 size, ByteOrder order) {
    return order == ByteOrder::Little ? i : size - 1 - i;
}

bool is_signed(char code) {
    return code >= 'a' && code <= 'z';
}

constexpr u32 kMantissaBits = std::numeric_limits<Float>::digits - 1;
constexpr i32 kBias = std::numeric_limits<Float>::max_exponent - 1;
constexpr i32 kInfinite = 2 * kBias + 1;

/// A float as the 16 bits of IEEE 754, rounded to nearest, ties to even; `fits` false beyond its range.
u32 half_bits(Float number, bool& fits) {
    const Word bits = std::bit_cast<Word>(number);
    const u32 sign = static_cast<u32>(bits >> (8 * sizeof bits - 16)) & 0x8000U;
    const i32 exponent = static_cast<i32>(bits >> kMantissaBits & kInfinite) - kBias;
    Word mantissa = bits & ((Word{1} << kMantissaBits) - 1);
    fits = true;
    if (exponent == kInfinite - kBias) return sign | 0x7C00U | (mantissa != 0 ? 0x200U : 0U);
    if (exponent < -25) return sign;
    // Normal: 10 bits stay. Below 2^-14 the leading one becomes visible and moves down.
    u32 dropped = kMantissaBits - 10;
    u32 result = 0;
    if (exponent < -14) {
        mantissa |= Word{1} << kMantissaBits;
        dropped += static_cast<u32>(-14 - exponent);
    } else if (exponent <= 15) {
        result = static_cast<u32>(exponent + 15) << 10;
    }
    const Word half = Word{1} << (dropped - 1);
    const Word rest = mantissa & (2 * half - 1);
    result += static_cast<u32>(mantissa >> dropped);
    if (rest > half || (rest == half && (result & 1U) != 0)) ++result;  // a carry goes into the exponent
    fits = exponent <= 15 && result < 0x7C00U;
    return sign | result;
}

Float half_value(u32 bits) {
    const u32 exponent = bits >> 10 & 0x1FU;
    const u32 mantissa = bits & 0x3FFU;
    Float size;
    if (exponent == 0) {
        size = static_cast<Float>(mantissa) * Float(0x1p-24);
    } else {
        const Word wide = exponent == 31 ? kInfinite : exponent + (kBias - 15);
        size = std::bit_cast<Float>(wide << kMantissaBits | Word{mantissa} << (kMantissaBits - 10));
    }
    return (bits & 0x8000U) != 0 ? -size : size;
}

Raised to_bits(Thread& thread, char code, Value value, u64& bits) {
    if (code == 'f' || code == 'd' || code == 'e') {
        Float number = 0;
        TRY(to_float(thread, value, number));
        if (code == 'e') {
            bool fits = false;
            bits = half_bits(number, fits);
            if (!fits)
                return raise(thread, overflow_error_type, "float too large to pack with e format"_packed);
            return kFine;
        }
        bits = code == 'f' ? std::bit_cast<u32>(static_cast<float>(number))
                           : std::bit_cast<u64>(static_cast<double>(number));
        return kFine;
    }
    if (code == '?') {
        bool is_true = false;
        TRY(truth(thread, value, is_true));
        bits = is_true ? 1 : 0;
        return kFine;
    }
    if (!is_int(value)) {
        SignedWord number = 0;
        TRY(to_integer(thread, value, number));
        bits = static_cast<u64>(i64{number});
        return kFine;
    }
    bool fits = false;
    bits = static_cast<u64>(int_to_i64(value, fits));
    return kFine;
}

}  // namespace

u32 binary_size(char code, bool is_native) {
    switch (code) {
        case 'b':
        case 'B':
        case 'c':
        case '?':
        case 'x': return 1;
        case 'e':
        case 'h':
        case 'H': return 2;
        case 'i':
        case 'I':
        case 'f': return 4;
        case 'l':
        case 'L': return is_native ? sizeof(Word) : 4;
        case 'q':
        case 'Q':
        case 'd': return 8;
        case 'P':
        case 'O': return sizeof(Word);
        default: return 0;
    }
}

Raised binary_store(Thread& thread, char code, bool is_native, ByteOrder order, Value value, u8* to) {
    if (code == 'c') {
        ByteView view{};
        if (!bytes_view(value, view) || view.count != 1) {
            return raise(thread, value_error_type, "char format requires a bytes object of length 1"_packed);
        }
        *to = flash_byte(view.data);
        return kFine;
    }
    u64 bits = value.word();
    if (code != 'O') TRY(to_bits(thread, code, value, bits));
    const u32 size = binary_size(code, is_native);
    if (size == 1) {
        *to = static_cast<u8>(bits);
    } else if (order == ByteOrder::Little) {
        std::memcpy(to, &bits, size);
    } else {
        for (u32 i = 0; i < size; ++i) to[place(i, size, order)] = static_cast<u8>(bits >> (8 * i));
    }
    return kFine;
}

Completion binary_load(Thread& thread, char code, bool is_native, ByteOrder order, const u8* from) {
    const u32 size = binary_size(code, is_native);
    u64 bits = 0;
    if (size == 1) {
        bits = flash_byte(from);
    } else if (order == ByteOrder::Little) {
        flash_copy(&bits, from, size);
    } else {
        for (u32 i = 0; i < size; ++i) bits |= u64{flash_byte(from + place(i, size, order))} << (8 * i);
    }
    switch (code) {
        case 'c': {
            const u8 byte = static_cast<u8>(bits);
            return reinterpret_cast<const Object*>(bytes_create(thread, &byte, 1));
        }
        case '?': return Value::from_bool(bits != 0);
        case 'e': return float_to_value(thread, half_value(static_cast<u32>(bits)));
        case 'f':
            return float_to_value(thread, static_cast<Float>(std::bit_cast<float>(static_cast<u32>(bits))));
        case 'd': return float_to_value(thread, static_cast<Float>(std::bit_cast<double>(bits)));
        case 'O': return Value::from_word(static_cast<Word>(bits));
        default: break;
    }
    if (!is_signed(code) || size == 8) {
        return is_signed(code) ? int_create(thread, static_cast<i64>(bits))
                               : int_create_unsigned(thread, bits);
    }
    const u32 unused = 64 - 8 * size;
    return int_create(thread, static_cast<i64>(bits << unused) >> unused);
}

}  // namespace kinglet::runtime
