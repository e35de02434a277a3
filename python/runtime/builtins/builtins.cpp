// The table of builtins: a hash table made at compile time, so that a name is found by its hash and its
// identity and nothing of it lies in RAM.
#include "python/runtime/builtins/builtins.hpp"

#include <array>

#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/complex.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/memory_view.hpp"
#include "python/runtime/types/range.hpp"
#include "python/runtime/types/set.hpp"
#include "python/runtime/types/slice.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/calls.hpp"

namespace kinglet::runtime {

namespace {

constexpr Attribute kNames[] = {
// clang-format off
#define KINGLET_FUNCTION(id) {name<#id>, &id##_function.header},
#define KINGLET_TYPE(id, type) {name<#id>, &type.header},
#define KINGLET_VALUE(id, value) {name<#id>, value},
#include "python/runtime/builtins/builtins.def"
#undef KINGLET_FUNCTION
#undef KINGLET_TYPE
#undef KINGLET_VALUE
#define KINGLET_EXCEPTION(id, text, base) {name<text>, &id##_type.header},
    KINGLET_EXCEPTION_TYPES(KINGLET_EXCEPTION)
};

constexpr Attribute kDesktopNames[] = {
    KINGLET_DESKTOP_EXCEPTION_TYPES(KINGLET_EXCEPTION)
#undef KINGLET_EXCEPTION
    // clang-format on
};

constexpr bool kIsDesktop = sizeof(Word) > 4;
constexpr u32 kNameCount = std::size(kNames) + (kIsDesktop ? std::size(kDesktopNames) : 0);
constexpr u32 kPlaces = kNameCount + kNameCount / 3;

constexpr u32 home(u32 hash) {
    return ((hash ^ hash >> 12) & 0xFFFF) * kPlaces >> 16;
}

constexpr u32 place_after(u32 place) {
    return place + 1 == kPlaces ? 0 : place + 1;
}

constexpr std::array<Attribute, kPlaces> make_table() {
    std::array<Attribute, kPlaces> table{};
    // Not asked of the names themselves: under a sanitizer their addresses are no constants to compare.
    bool is_taken[kPlaces] = {};
    const auto put = [&](const Attribute& entry) {
        u32 place = home(entry.name->hash);
        while (is_taken[place]) place = place_after(place);
        is_taken[place] = true;
        table[place] = entry;
    };
    for (const Attribute& entry : kNames) put(entry);
    if constexpr (kIsDesktop) {
        for (const Attribute& entry : kDesktopNames) put(entry);
    }
    return table;
}

constinit const std::array<Attribute, kPlaces> table = make_table();

}  // namespace

const Value* builtin_place(const Str& wanted) {
    for (u32 place = home(str_hash(wanted));; place = place_after(place)) {
        const Attribute& entry = table[place];
        if (entry.name == &wanted) return &entry.value;
        if (entry.name == nullptr) return nullptr;
    }
}

Value builtin_find(const Str& wanted) {
    const Value* place = builtin_place(wanted);
    return place == nullptr ? Value() : *place;
}

const Attribute* builtin_next(u32& position) {
    while (position < kPlaces) {
        const Attribute& entry = table[position++];
        if (entry.name != nullptr) return &entry;
    }
    return nullptr;
}

}  // namespace kinglet::runtime
