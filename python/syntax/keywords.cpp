// The keywords as numbers: a word is eight bytes at most, so it is compared as one 64-bit number, from a
// table that may lie in flash.
#include <algorithm>
#include <array>

#include "base/flash.hpp"
#include "python/syntax/token.hpp"

namespace kinglet::syntax {

namespace {

struct Row {
    u32 high;
    u32 low;
    u32 kind;
};

constexpr Row row(std::string_view text, TokenKind kind) {
    const u64 bits = packed_word(text);
    return {static_cast<u32>(bits >> 32), static_cast<u32>(bits), static_cast<u32>(kind)};
}

constexpr u64 key(const Row& row) {
    return static_cast<u64>(row.high) << 32 | row.low;
}

template <usize N>
constexpr std::array<Row, N> sorted(std::array<Row, N> rows) {
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return key(a) < key(b); });
    return rows;
}

constexpr auto kRows = sorted(std::to_array<Row>({
#define SPECIAL(name)
#define OPERATOR(name, text)
#define KEYWORD(name, text) row(text, TokenKind::name),
#include "python/syntax/tokens.def"
#undef SPECIAL
#undef OPERATOR
#undef KEYWORD
}));

}  // namespace

TokenKind keyword_kind(std::string_view text) {
    if (text.size() < 2 || text.size() > 8) return TokenKind::Name;
    const u64 wanted = packed_word(text);
    usize low = 0;
    usize high = kRows.size();
    while (low < high) {
        const usize middle = (low + high) / 2;
        const Row& candidate = kRows[middle];
        const u64 bits = static_cast<u64>(flash_word(&candidate.high)) << 32 | flash_word(&candidate.low);
        if (bits == wanted) return static_cast<TokenKind>(flash_word(&candidate.kind));
        if (bits < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return TokenKind::Name;
}

}  // namespace kinglet::syntax
