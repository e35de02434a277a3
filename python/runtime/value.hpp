// Value: one machine word that is any Python object.
//
//   ...xxx1   small int: the word is n * 2 + 1 (31 bits on the chip, 63 on the desktop)
//   ...xx10   float of a magnitude near 1 (2^-32 .. 2^32 as single, 2^-256 .. 2^256 as double), exact, no
//   heap
//   ...xx00   below 256: an immediate (None, True ...: bytecode/words.hpp); else a pointer to an Object, in
//   RAM or in flash 0         no value: 'raised' in a Completion
//
// Floats: Melancon, Feeley, Serrano, 'Float Self-Tagging' (2024). The bits, less a bias in the exponent,
// rotated left by three: the two bits that then lie lowest are zero exactly for the exponents of the window,
// and give way to the tag. Zeros, infinities, NaN and what lies outside the window are Float objects
// (types/float.hpp), the first three constants in flash.
#pragma once

#include <bit>
#include <type_traits>

#include "base/attributes.hpp"
#include "base/integers.hpp"
#include "python/bytecode/words.hpp"

namespace kinglet::runtime {

struct Object;

using Word = std::uintptr_t;
using SignedWord = std::intptr_t;
using Float = std::conditional_t<sizeof(Word) == 4, float, double>;

inline constexpr SignedWord kSmallIntMax = static_cast<SignedWord>(~Word{0} >> 2);
inline constexpr SignedWord kSmallIntMin = -kSmallIntMax - 1;

class Value {
  public:
    constexpr Value() : word_(0) {}
    /// A pointer to an object; also at compile time, for constants in flash.
    constexpr Value(const Object* object) : object_(object) {}  // NOLINT: the conversion is the point

    static constexpr Value from_word(Word word) { return Value(word, 0); }
    /// `n` must fit: kSmallIntMin .. kSmallIntMax.
    static constexpr Value from_int(SignedWord n) { return from_word(static_cast<Word>(n) << 1 | 1U); }
    static constexpr Value from_bool(bool b) {
        return from_word(b ? bytecode::kWordTrue : bytecode::kWordFalse);
    }

    constexpr Word word() const { return word_; }
    /// False for the 'raised' or 'not there' word.
    constexpr explicit operator bool() const { return word_ != 0; }

    ALWAYS_INLINE constexpr bool is_int() const { return (word_ & 1U) != 0; }
    ALWAYS_INLINE constexpr bool is_float() const { return (word_ & 3U) == 2U; }
    ALWAYS_INLINE constexpr bool is_object() const { return (word_ & 3U) == 0 && word_ >= 256; }
    ALWAYS_INLINE constexpr bool is_immediate() const { return (word_ & 3U) == 0 && word_ < 256; }
    constexpr bool is_none() const { return word_ == bytecode::kWordNone; }
    constexpr bool is_true() const { return word_ == bytecode::kWordTrue; }
    constexpr bool is_false() const { return word_ == bytecode::kWordFalse; }
    constexpr bool is_bool() const { return is_true() || is_false(); }
    constexpr bool is_undefined() const { return word_ == bytecode::kWordUndefined; }
    constexpr bool is_not_implemented() const { return word_ == bytecode::kWordNotImplemented; }

    /// The small int. Only if is_int().
    constexpr SignedWord as_int() const { return static_cast<SignedWord>(word_) >> 1; }
    /// The float. Only if is_float().
    Float as_float() const;
    /// The object. Only if is_object().
    Object* as_object() const { return reinterpret_cast<Object*>(word_); }
    /// The object as the struct of its type. Only after the type was checked.
    template <typename T>
    T* as() const {
        return reinterpret_cast<T*>(word_);
    }

    /// Identity ('is'), not equality.
    constexpr bool operator==(const Value& other) const { return word_ == other.word_; }

  private:
    constexpr Value(Word word, int) : word_(word) {}
    union {
        Word word_;
        const Object* object_;
    };
};
static_assert(sizeof(Value) == sizeof(Word) && std::is_trivially_copyable_v<Value>);

/// A constant Value. The compiler takes its word as a number, where it would load a constant union from
/// flash.
struct Immediate {
    Word number;
    constexpr Word word() const { return number; }
    constexpr operator Value() const { return Value::from_word(number); }  // NOLINT
    friend constexpr bool operator==(Value a, Immediate b) { return a.word() == b.number; }
};

inline constexpr Immediate kNone{bytecode::kWordNone};
inline constexpr Immediate kTrue{bytecode::kWordTrue};
inline constexpr Immediate kFalse{bytecode::kWordFalse};
inline constexpr Immediate kUndefined{bytecode::kWordUndefined};
inline constexpr Immediate kNotImplemented{bytecode::kWordNotImplemented};
inline constexpr Immediate kEllipsis{bytecode::kWordEllipsis};

namespace detail {
using FloatBits = Word;
inline constexpr u32 kMantissaBits = sizeof(Word) == 4 ? 23 : 52;
inline constexpr Word kWindowBase = sizeof(Word) == 4 ? 127 - 32 : 1023 - 256;
inline constexpr Word kFloatBias = kWindowBase << kMantissaBits;
}  // namespace detail

/// The float as a tagged word, or 0 if its exponent lies outside the window (then float_to_value makes an
/// object).
constexpr Word self_tagged(Float f) {
    const Word rotated = std::rotl(std::bit_cast<Word>(f) - detail::kFloatBias, 3);
    return (rotated & 3U) == 0 ? rotated | 2U : 0;
}

inline Float Value::as_float() const {
    return std::bit_cast<Float>(std::rotr(word_ ^ 2U, 3) + detail::kFloatBias);
}

}  // namespace kinglet::runtime
