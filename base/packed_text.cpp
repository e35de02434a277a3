#include "base/packed_text.hpp"

#include "base/flash.hpp"

namespace kinglet {

namespace {

using packing::kFirstPair;
using packing::kMostPairsWaiting;
using packing::kTextPairs;

/// The pairs as the unpacker reads them: two to a word.
struct PairWords {
    u32 words[kTextPairs / 2];
};

consteval PairWords pair_words() {
    PairWords result{};
    for (u32 i = 0; i < kTextPairs; ++i) {
        const u32 pair = packing::kPairs[i].left | packing::kPairs[i].right << 8;
        result.words[i / 2] |= pair << (i % 2 * 16);
    }
    return result;
}

constinit const PairWords kPairWords = pair_words();

consteval u32 depth_of(u32 code) {
    if (code < kFirstPair) return 0;
    const u32 left = depth_of(packing::kPairs[code - kFirstPair].left);
    const u32 right = depth_of(packing::kPairs[code - kFirstPair].right);
    return 1 + (left > right ? left : right);
}

consteval bool pairs_are_shallow() {
    for (u32 code = kFirstPair; code < kFirstPair + kTextPairs; ++code)
        if (depth_of(code) >= kMostPairsWaiting) return false;
    return true;
}
static_assert(pairs_are_shallow());

}  // namespace

UnpackedText::UnpackedText(PackedText text) {
    u8 waiting[kMostPairsWaiting];
    for (const u8* from = text.bytes;; ++from) {
        u32 code = flash_byte(from);
        if (code == 0) break;
        u32 depth = 0;
        for (;;) {
            if (code >= kFirstPair) {
                const u32 index = code - kFirstPair;
                const u32 pair = flash_word(&kPairWords.words[index / 2]) >> (index % 2 * 16);
                waiting[depth++] = static_cast<u8>(pair >> 8);
                code = pair & 0xFF;
                continue;
            }
            text_[length_++] = static_cast<char>(code);
            if (depth == 0) break;
            code = waiting[--depth];
        }
    }
    text_[length_] = 0;
}

void UnpackedText::cut_at(char end) {
    usize length = 0;
    while (length < length_ && text_[length] != end) ++length;
    length_ = length;
    text_[length_] = 0;
}

}  // namespace kinglet
