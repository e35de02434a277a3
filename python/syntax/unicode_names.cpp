#include "python/syntax/unicode_names.hpp"

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

}  // namespace

u32 CharacterNameHash::find() const {
    for (const Row& row : kRows) {
        if (flash_word(&row.hash) == hash_) return flash_word(&row.code_point);
    }
    return 0;
}

}  // namespace kinglet::syntax
