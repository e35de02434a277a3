// The hash table under dict and set. Internal to these two.
//
//           slots -> v
//   | index places | entry 0 | entry 1 | ... |      one raw block, as long as the index and the capacity say
//
// An entry is a key (set) or a key and a value (dict): 1 << shift words; a key of 0 is a deleted entry.
// Entries stand in the order of insertion. Up to kLinearMax entries there is no index and the entries are
// searched one by one. Beyond, the index holds positions of entries, at a load of at most 7/8, with linear
// probing. On the chip a place is always a byte: in a large table it names a group of neighbours, which are
// all looked at. A place whose entry is deleted counts as taken; since each insertion
// takes a place and there are never more insertions between two rebuilds than the capacity, a search always
// meets a free place.
//
// A set of more than kOrderedSetMax entries needs no order and no index: it is scattered
// (TableState::is_namespace). Each entry stands where its hash says, or at one of the places that follow in
// steps of 1, 2, 4 or 8; the number of places is odd, so that the steps meet all of them. 0 is a place that
// was never taken (there always is one: a search ends there), undefined one whose entry was deleted, which
// counts as used.
//
// Hashes are not stored: strs keep their own, ints are their own. Where a rebuild needs the hash of another
// key it may run Python code, and so may every comparison of keys: both check afterwards whether the table is
// still what it was, and begin again if not.
#pragma once

#include "base/attributes.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/set.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

struct Table {
    Object header;
    Value* slots;
    TableState state;
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
inline constexpr u32 kLinearMax = sizeof(Word) == 4 ? 18 : 8;
inline constexpr u32 kOrderedSetMax = 18;
inline constexpr u32 kNoPosition = ~0U;

/// Behind the last place that may hold an entry.
u32 table_end(const Table&, u32 shift);
/// Whether the key of an entry says that there is one.
inline bool is_live(Value key) {
    return static_cast<bool>(key) && !key.is_undefined();
}

/// Where a search ended: at an entry, or at the free place of the index where the key would go.
struct Probe {
    u32 position;  // of the entry, or kNoPosition
    u32 place;     // in the index, if there is one; in a scattered table where the key would go
};

/// The hash that the table uses for a key; TypeError if it has none.
Raised table_hash(Thread&, Value key, u32& hash);
Raised table_find(Thread&, const Table&, Value key, u32 hash, u32 shift, Probe& probe);
/// The same for small ints and strs as keys, as long as no other kind of key comes in between; false where it
/// takes more. Runs no Python code.
bool table_find_quickly(const Table&, Value key, u32 shift, u32& hash, Probe& probe);
/// Finds the key or adds it (its value then is 0).
Raised table_put(Thread&, Table&, Value key, u32 shift, u32& position, bool& added);
/// Makes room for `capacity` entries in all; of an existing table only the deleted ones are dropped if that
/// is enough.
Raised table_reserve(Thread&, Table&, usize capacity, u32 shift);
/// Deletes what a search found.
void table_erase(Thread&, Table&, const Probe& probe, u32 shift);
/// The last live entry, or kNoPosition.
Probe table_last(Thread&, const Table&, u32 shift);
/// The first live entry if it is found soon, else the last one.
Probe table_first_or_last(Thread&, const Table&, u32 shift);
void table_clear(Thread&, Table&, u32 shift);
/// Tells the collector the edges.
void table_trace(Tracer&, const Table&, u32 shift);
/// Makes `to`, which is empty, a copy of `from`.
Raised table_copy(Thread&, Table& to, const Table& from, u32 shift);

/// What the number of an index (TableState::index, not 0) stands for.
struct IndexForm {
    u32 places;
    u32 group;  // a place names 1 << group entries

    /// Bytes of a place.
    u32 width() const {
        if constexpr (sizeof(Word) == 4) return 1;
        return places <= 256 ? 1 : places <= 65536 ? 2 : 4;
    }

    /// Of a place from the first entry, in places.
    SignedWord offset_of(u32 place) const {
        return static_cast<SignedWord>(place) - static_cast<SignedWord>(places);
    }
};

/// The sizes of an index: 20, 24, 28, 32, 40, 48, 56, 64, 80 ... On the chip, where the number has five bits,
/// from 2048 on only powers of two.
inline IndexForm index_form(u32 index) {
    if constexpr (sizeof(Word) == 4) {
        // The groups are such that a byte counts them.
        if (UNLIKELY(index >= 28)) return {2048U << (index - 28), index - 25};
        return {(4 + (index & 3U)) << ((index >> 2) + 2), index < 18 ? 0U : (index - 14) >> 2};
    } else {
        return {16U << index, 0};
    }
}

/// Where in the index the search for a hash begins.
inline u32 table_home(u32 hash, u32 places) {
    const u32 mixed = hash * 0x9E3779B1U;
    if constexpr (sizeof(Word) == 4) return (mixed >> 16) * places >> 16;
    return static_cast<u32>(static_cast<u64>(mixed) * places >> 32);
}
inline u32 table_next_place(u32 place, const IndexForm& form) {
    return place + 1 == form.places ? 0 : place + 1;
}
/// The position, or the first of the group, in one place of the index; kNoPosition if it is free.
inline u32 table_index_load(const Value* slots, const IndexForm& form, u32 place) {
    const SignedWord offset = form.offset_of(place);
    if (form.width() == 1) {
        const u32 position = reinterpret_cast<const u8*>(slots)[offset];
        return position == 0xFF ? kNoPosition : position << form.group;
    }
    if (form.width() == 2) {
        const u32 position = reinterpret_cast<const u16*>(slots)[offset];
        return position == 0xFFFF ? kNoPosition : position;
    }
    return reinterpret_cast<const u32*>(slots)[offset];
}

}  // namespace kinglet::runtime
