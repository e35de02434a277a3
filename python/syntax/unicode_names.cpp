#include "python/syntax/unicode_names.hpp"

#include <span>
#include <string_view>

#include "base/flash.hpp"

namespace kinglet::syntax {

namespace {

struct Row {
    u32 hash;
    u32 code_point;
};

constexpr u32 hash_of(std::string_view name) {
    CharacterNameHash hash;
    for (const char character : name) hash.add(static_cast<u8>(character));
    return hash.value();
}

constexpr Row kRows[] = {
#define CHARACTER(code_point, name) {hash_of(name), code_point},
#include "python/syntax/unicode_names.def"
#undef CHARACTER
};

constexpr Row kMoreRows[] = {
#define CHARACTER(code_point, name) {hash_of(name), code_point},
#include "python/syntax/unicode_names_more.def"
#undef CHARACTER
};

constexpr u32 kSmallLetter = hash_of("LATIN SMALL LETTER ");
constexpr u32 kCapitalLetter = hash_of("LATIN CAPITAL LETTER ");
constexpr bool kIsDesktop = sizeof(void*) > 4;  // the longer list costs the chip more than it gives

u32 find_in(std::span<const Row> rows, u32 hash) {
    for (const Row& row : rows) {
        if (flash_word(&row.hash) == hash) return flash_word(&row.code_point);
    }
    return 0;
}

}  // namespace

u32 CharacterNameHash::find() const {
    if (before_ == kSmallLetter) return last_ | 0x20;
    if (before_ == kCapitalLetter) return last_;
    const u32 found = find_in(kRows, hash_);
    if constexpr (kIsDesktop) {
        if (found == 0) return find_in(kMoreRows, hash_);
    }
    return found;
}

}  // namespace kinglet::syntax
