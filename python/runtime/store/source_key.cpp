#include "python/runtime/store/source_key.hpp"

namespace kinglet::runtime {

void SourceKeyMaker::mix(const u32* words, usize count) {
    u32 a = key_.hash[0], b = key_.hash[1], c = key_.hash[2];
    for (const u32* const end = words + count; words != end; ++words) {
        const u32 word = *words;
        a = (std::rotl(a, 5) ^ word) * 0x9E3779B1U;
        b = (std::rotl(b, 13) + (word ^ a)) * 0x85EBCA6BU;
        c = std::rotl(c, 23) ^ (word + b);
    }
    key_.hash[0] = a;
    key_.hash[1] = b;
    key_.hash[2] = c;
}

}  // namespace kinglet::runtime
