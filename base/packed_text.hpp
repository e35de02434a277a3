// Texts of messages, packed: a message is written as `"empty separator"_packed` and takes about half of its
// letters in the image. Packing replaces frequent pairs of bytes by one code above 127, and pairs of those
// again (base/text_pairs.def lists them); the compiler does it, so that no plain text remains.
// tools/text_pairs.py chooses the pairs. Texts are ASCII and end with a zero; they may lie in flash.
#pragma once

#include <string_view>

#include "base/integers.hpp"

namespace kinglet {

struct PackedText {
    const u8* bytes;
};

/// The plain text, in RAM.
class UnpackedText {
  public:
    /// With the zero at the end.
    static constexpr usize kRoom = 112;

    explicit UnpackedText(PackedText text);
    const char* c_str() const { return text_; }
    /// Ends the text before the first such character, if there is one.
    void cut_at(char end);
    std::string_view view() const { return {text_, length_}; }

  private:
    usize length_ = 0;
    char text_[kRoom];
};

namespace packing {

constexpr u8 kFirstPair = 0x80;
constexpr u32 kTextPairs = 128;
/// How many codes wait at most while a text is unpacked: the depth of the pairs, and one.
constexpr u32 kMostPairsWaiting = 12;

struct TextPair {
    u8 left, right;
};

// clang-format off
inline constexpr TextPair kPairs[kTextPairs] = {
#define PAIR(left, right) {left, right},
#include "base/text_pairs.def"
#undef PAIR
};
// clang-format on

/// A text as an argument of a template.
template <usize kSize>
struct TextLiteral {
    char text[kSize];
    consteval TextLiteral(const char (&from)[kSize]) {  // NOLINT: the conversion is the point
        static_assert(kSize <= UnpackedText::kRoom, "a message is too long");
        for (usize i = 0; i < kSize; ++i) text[i] = from[i];
    }
};

template <usize kSize>
struct PackedBytes {
    u8 bytes[kSize];
};

template <usize kSize>
struct TextPacker {
    u8 bytes[kSize] = {};
    usize count = kSize;

    consteval explicit TextPacker(const TextLiteral<kSize>& literal) {
        for (usize i = 0; i < kSize; ++i) bytes[i] = static_cast<u8>(literal.text[i]);
        for (u32 pair = 0; pair < kTextPairs; ++pair)
            replace(kPairs[pair], static_cast<u8>(kFirstPair + pair));
    }

    consteval void replace(TextPair pair, u8 code) {
        usize to = 0;
        for (usize from = 0; from < count; ++to) {
            const bool is_pair =
                bytes[from] == pair.left && from + 1 < count && bytes[from + 1] == pair.right;
            bytes[to] = is_pair ? code : bytes[from];
            from += is_pair ? 2 : 1;
        }
        count = to;
    }

    template <usize kCount>
    consteval PackedBytes<kCount> packed() const {
        PackedBytes<kCount> result{};
        for (usize i = 0; i < kCount; ++i) result.bytes[i] = bytes[i];
        return result;
    }
};

template <TextLiteral kText>
inline constexpr auto packed_bytes = TextPacker(kText).template packed<TextPacker(kText).count>();

}  // namespace packing

template <packing::TextLiteral kText>
consteval PackedText operator""_packed() {
    return {packing::packed_bytes<kText>.bytes};
}

}  // namespace kinglet
