// The hash table under dict and set. Internal to these two.
//
//   slots -> | entry 0 | entry 1 | ... | entry capacity-1 | index |      one raw block
//
// An entry is a key (set) or a key and a value (dict): 1 << shift words; a key of 0 is a deleted entry.
// Entries stand in the order of insertion. Up to kLinearMax entries there is no index and the entries are
// searched one by one. Beyond, the index holds positions of entries (bytes up to 256 index places, then
// halfwords, then words), at a load of at most 7/8, with linear probing. A place whose entry is deleted
// counts as taken; since each insertion takes a place and there are never more insertions between two
// rebuilds than `capacity`, a search always meets a free place.
//
// Hashes are not stored: strs keep their own, ints are their own. Where a rebuild needs the hash of another
// key it may run Python code, and so may every comparison of keys: both check afterwards whether the table is
// still what it was, and begin again if not.
#pragma once

#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/set.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

struct Table {
    Object header;
    Value* slots;
    u32 used;
    u32 count;
    u32 capacity_and_flags;

    u32 capacity() const { return capacity_and_flags >> 8; }
    u32 index_bits() const { return (capacity_and_flags >> 3) & 31U; }
};
static_assert(sizeof(Table) == sizeof(Dict) && sizeof(Table) == sizeof(Set));

inline Table& table_of(Dict& dict) {
    return reinterpret_cast<Table&>(dict);
}
inline const Table& table_of(const Dict& dict) {
    return reinterpret_cast<const Table&>(dict);
}
inline Table& table_of(Set& set) {
    return reinterpret_cast<Table&>(set);
}
inline const Table& table_of(const Set& set) {
    return reinterpret_cast<const Table&>(set);
}

inline constexpr u32 kDictShift = 1;
inline constexpr u32 kSetShift = 0;
inline constexpr u32 kLinearMax = 8;
inline constexpr u32 kNoPosition = ~0U;
inline constexpr u32 kNamespaceFlag = 1;

/// Where a search ended: at an entry, or at the free place of the index where the key would go.
struct Probe {
    u32 position;  // of the entry, or kNoPosition
    u32 place;     // in the index, if there is one
};

/// The hash that the table uses for a key; TypeError if it has none.
Raised table_hash(Thread&, Value key, u32& hash);
Raised table_find(Thread&, const Table&, Value key, u32 hash, u32 shift, Probe& probe);
/// Finds the key or adds it (its value then is 0).
Raised table_put(Thread&, Table&, Value key, u32 shift, u32& position, bool& added);
/// Makes room for `capacity` entries in all; of an existing table only the deleted ones are dropped if that
/// is enough.
Raised table_reserve(Thread&, Table&, usize capacity, u32 shift);
/// Deletes what a search found.
void table_erase(Thread&, Table&, const Probe& probe, u32 shift);
/// The last live entry, or kNoPosition.
Probe table_last(Thread&, const Table&, u32 shift);
void table_clear(Thread&, Table&);
/// Makes `to`, which is empty, a copy of `from`.
Raised table_copy(Thread&, Table& to, const Table& from, u32 shift);

/// Where in the index the search for a hash begins.
inline u32 table_home(u32 hash, u32 bits) {
    return hash * 0x9E3779B1U >> (32 - bits);
}
/// The position in one place of the index; kNoPosition if it is free.
inline u32 table_index_load(const void* index, u32 bits, u32 place) {
    if (bits <= 8) {
        const u32 position = static_cast<const u8*>(index)[place];
        return position == 0xFF ? kNoPosition : position;
    }
    if (bits <= 16) {
        const u32 position = static_cast<const u16*>(index)[place];
        return position == 0xFFFF ? kNoPosition : position;
    }
    return static_cast<const u32*>(index)[place];
}

}  // namespace kinglet::runtime
