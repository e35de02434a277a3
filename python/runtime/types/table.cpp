#include "python/runtime/types/table.hpp"

#include "base/verify.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

usize index_bytes(u32 bits) {
    if (bits == 0) return 0;
    return usize{bits <= 8 ? 1U : bits <= 16 ? 2U : 4U} << bits;
}

/// The greatest capacity that an index of this size carries.
usize index_limit(u32 bits) {
    return bits == 0 ? kLinearMax : (usize{1} << bits) - (usize{1} << (bits - 3));
}

u32 bits_for(usize capacity) {
    if (capacity <= kLinearMax) return 0;
    u32 bits = 4;
    while (index_limit(bits) < capacity) ++bits;
    return bits;
}

/// On the chip memory is scarcer than time: tables grow by a quarter, larger ones by an eighth (a block often
/// grows in place, and as long as the index keeps its size growing is no more than moving it). On the desktop
/// by half.
usize next_capacity(usize capacity) {
    const usize divisor = sizeof(Word) != 4 ? 2 : capacity < 32 ? 4 : 8;
    const usize next = capacity + capacity / divisor + 2;
    const usize limit = index_limit(bits_for(capacity));
    return capacity < limit && next > limit ? limit : next;
}

void* index_of_table(const Table& table, u32 shift) {
    return table.slots + (usize{table.capacity()} << shift);
}

void index_store(void* index, u32 bits, u32 place, u32 position) {
    if (bits <= 8) {
        static_cast<u8*>(index)[place] = static_cast<u8>(position);
    } else if (bits <= 16) {
        static_cast<u16*>(index)[place] = static_cast<u16>(position);
    } else {
        static_cast<u32*>(index)[place] = position;
    }
}

/// The first free place for a hash.
u32 free_place(const void* index, u32 bits, u32 hash) {
    const u32 mask = (1U << bits) - 1;
    u32 place = table_home(hash, bits);
    while (table_index_load(index, bits, place) != kNoPosition) place = (place + 1) & mask;
    return place;
}

void layout_changed(Thread& thread, const Table& table) {
    if ((table.capacity_and_flags & kNamespaceFlag) != 0) thread.flush_caches();
}

/// Keys whose hash runs no Python code and never fails.
bool is_simple_key(Value key) {
    return !key.is_object() || is_exactly(key, str_type) || is_exactly(key, int_type) ||
           is_exactly(key, float_type);
}

enum class Match : u32 { No, Yes, Raised, Changed };

/// Compares an entry's key, not identical to the one that is searched: by hash, then by equality, so that an
/// __eq__ written in Python sees only what has its own hash.
Match slow_match(Thread& thread, const Table& table, u32 position, u32 shift, Value entry, Value key,
                 u32 hash) {
    if (is_exactly(entry, str_type)) {
        if (!key.is_object()) return Match::No;
        const Str& a = *entry.as<Str>();
        if (is_exactly(key, str_type)) {
            const Str& b = *key.as<Str>();
            if (a.is_interned() && b.is_interned()) return Match::No;
            return str_hash(a) == hash && str_equal(a, b) ? Match::Yes : Match::No;
        }
        if (str_hash(a) != hash) return Match::No;
    } else if (entry.is_int()) {
        if (key.is_int() || is_exactly(key, str_type)) return Match::No;
    }
    const Value* slots = table.slots;
    const u32 layout = table.capacity_and_flags;
    bool same = true;
    if (!is_exactly(entry, tuple_type)) {  // a tuple's items are compared as quickly as hashed
        u32 entry_hash = 0;
        if (table_hash(thread, entry, entry_hash).is_raised()) return Match::Raised;
        same = entry_hash == hash;
    }
    if (same && equal(thread, entry, key, same).is_raised()) return Match::Raised;
    if (table.slots != slots || table.capacity_and_flags != layout || position >= table.used ||
        !(slots[usize{position} << shift] == entry)) {
        return Match::Changed;
    }
    return same ? Match::Yes : Match::No;
}

/// True for two strs of different hashes: by far the most that a search meets.
bool is_other_str(Value entry, u32 hash) {
    return is_exactly(entry, str_type) && entry.as<Str>()->hash != hash && entry.as<Str>()->hash != 0;
}

/// One search; Match::Changed if the table was changed meanwhile.
Match find_once(Thread& thread, const Table& table, Value key, u32 hash, u32 shift, Probe& probe) {
    probe = {kNoPosition, 0};
    const u32 bits = table.index_bits();
    if (bits == 0) {
        for (u32 position = 0; position < table.used; ++position) {
            const Value entry = table.slots[usize{position} << shift];
            if (!entry || is_other_str(entry, hash)) continue;
            const Match match =
                entry == key ? Match::Yes : slow_match(thread, table, position, shift, entry, key, hash);
            if (match == Match::No) continue;
            probe.position = position;
            return match;
        }
        return Match::No;
    }
    const void* index = index_of_table(table, shift);
    const u32 mask = (1U << bits) - 1;
    for (u32 place = table_home(hash, bits);; place = (place + 1) & mask) {
        const u32 position = table_index_load(index, bits, place);
        if (position == kNoPosition) {
            probe.place = place;
            return Match::No;
        }
        const Value entry = table.slots[usize{position} << shift];
        if (!entry || is_other_str(entry, hash)) continue;
        const Match match =
            entry == key ? Match::Yes : slow_match(thread, table, position, shift, entry, key, hash);
        if (match == Match::No) continue;
        probe = {position, place};
        return match;
    }
}

/// The hashes of all keys, before the table is rearranged. Each comes with the key that it belongs to,
/// because computing them may run Python code that changes the table.
struct KeyHash {
    Value key;
    Word hash;
};

Raised collect_hashes(Thread& thread, const Table& table, u32 shift, KeyHash*& hashes) {
    for (;;) {
        const u32 used = table.used;
        const usize bytes = used * sizeof(KeyHash);
        hashes = static_cast<KeyHash*>(thread.heap.allocate_raw(bytes, RawKind::Scanned));
        if (hashes == nullptr) return raise_memory_error(thread, bytes);
        bool changed = false;
        for (u32 i = 0; i < used && !changed; ++i) {
            const Value key = table.slots[usize{i} << shift];
            u32 hash = 0;
            if (key) TRY(table_hash(thread, key, hash));
            hashes[i] = {key, hash};
            changed = table.used != used;
        }
        for (u32 i = 0; i < used && !changed; ++i)
            changed = !(table.slots[usize{i} << shift] == hashes[i].key);
        if (!changed) return kFine;
        thread.heap.free_raw(hashes);
    }
}

bool has_only_simple_keys(const Table& table, u32 shift) {
    for (u32 i = 0; i < table.used; ++i) {
        if (!is_simple_key(table.slots[usize{i} << shift])) return false;
    }
    return true;
}

/// Closes the gaps of deleted entries and fills the index anew. Nothing here can fail.
void rebuild(Thread& thread, Table& table, u32 shift, const KeyHash* hashes) {
    const u32 bits = table.index_bits();
    void* index = index_of_table(table, shift);
    if (bits != 0) std::memset(index, 0xFF, index_bytes(bits));
    u32 target = 0;
    for (u32 source = 0; source < table.used; ++source) {
        const Value key = table.slots[usize{source} << shift];
        if (!key) continue;
        if (target != source) {
            for (u32 word = 0; word <= shift; ++word) {
                table.slots[(usize{target} << shift) + word] = table.slots[(usize{source} << shift) + word];
            }
        }
        if (bits != 0) {
            u32 hash = 0;
            if (hashes != nullptr) {
                hash = static_cast<u32>(hashes[source].hash);
            } else {
                VERIFY(!table_hash(thread, key, hash).is_raised());
            }
            index_store(index, bits, free_place(index, bits, hash), target);
        }
        ++target;
    }
    table.used = target;
}

/// Gives the table room for `capacity` entries. `ran_python`: code ran that may have changed the table before
/// the change.
Raised resize(Thread& thread, Table& table, usize capacity, u32 shift, bool& ran_python) {
    const u32 bits = bits_for(capacity);
    const usize bytes = (capacity << shift) * sizeof(Value) + index_bytes(bits);
    if (capacity >= 1U << 24) return raise_memory_error(thread, bytes);
    KeyHash* hashes = nullptr;
    bool index_stays = capacity > table.capacity() && bits == table.index_bits() && table.used == table.count;
    if (bits != 0 && !index_stays && !has_only_simple_keys(table, shift)) {
        ran_python = true;
        TRY(collect_hashes(thread, table, shift, hashes));
    }
    if (capacity > table.capacity()) {
        const usize old_index = (usize{table.capacity()} << shift) * sizeof(Value);
        void* block = table.slots == nullptr
                          ? thread.heap.allocate_raw(bytes, RawKind::Values)
                          : thread.heap.reallocate_raw(table.slots, bytes, RawKind::Values);
        if (block == nullptr) return raise_memory_error(thread, bytes);
        table.slots = static_cast<Value*>(block);
        if (index_stays && bits != 0) {
            std::memmove(static_cast<char*>(block) + (capacity << shift) * sizeof(Value),
                         static_cast<char*>(block) + old_index, index_bytes(bits));
        }
        table.capacity_and_flags =
            static_cast<u32>(capacity << 8) | bits << 3 | (table.capacity_and_flags & 7U);
        if (!index_stays) rebuild(thread, table, shift, hashes);
    } else {
        rebuild(thread, table, shift, hashes);
    }
    if (hashes != nullptr) thread.heap.free_raw(hashes);
    layout_changed(thread, table);
    return kFine;
}

/// Room for one more entry.
Raised grow(Thread& thread, Table& table, u32 shift, bool& ran_python) {
    const u32 dead = table.used - table.count;
    const bool compact = dead != 0 && dead >= table.capacity() / 8;
    return resize(thread, table, compact ? table.capacity() : next_capacity(table.capacity()), shift,
                  ran_python);
}

}  // namespace

Raised table_hash(Thread& thread, Value key, u32& result) {
    if (is_exactly(key, str_type)) {
        const Str& str = *key.as<Str>();
        result = str.hash != 0 ? str.hash : str_hash(str);
        return kFine;
    }
    Word word = 0;
    if (key.is_int()) {
        word = static_cast<Word>(key.as_int());  // as int_hash has it
    } else {
        TRY(hash(thread, key, word));
    }
    result = static_cast<u32>(word ^ (static_cast<u64>(word) >> 32));
    return kFine;
}

Raised table_find(Thread& thread, const Table& table, Value key, u32 hash, u32 shift, Probe& probe) {
    for (;;) {
        const Match match = find_once(thread, table, key, hash, shift, probe);
        if (match == Match::Raised) return kRaised;
        if (match != Match::Changed) return kFine;
    }
}

Raised table_put(Thread& thread, Table& table, Value key, u32 shift, u32& position, bool& added) {
    u32 hash = 0;
    TRY(table_hash(thread, key, hash));
    Probe probe;
    for (;;) {
        TRY(table_find(thread, table, key, hash, shift, probe));
        added = probe.position == kNoPosition;
        if (!added) {
            position = probe.position;
            return kFine;
        }
        if (table.used < table.capacity()) break;
        bool ran_python = false;
        TRY(grow(thread, table, shift, ran_python));
        if (ran_python) continue;
        const u32 bits = table.index_bits();
        if (bits != 0) probe.place = free_place(index_of_table(table, shift), bits, hash);
        break;
    }
    position = table.used++;
    ++table.count;
    Value* entry = &table.slots[usize{position} << shift];
    entry[0] = key;
    if (shift != 0) entry[1] = Value();
    const u32 bits = table.index_bits();
    if (bits != 0) index_store(index_of_table(table, shift), bits, probe.place, position);
    layout_changed(thread, table);
    return kFine;
}

Raised table_reserve(Thread& thread, Table& table, usize capacity, u32 shift) {
    if (capacity <= table.capacity()) return kFine;
    bool ran_python = false;
    return resize(thread, table, capacity, shift, ran_python);
}

void table_erase(Thread& thread, Table& table, const Probe& probe, u32 shift) {
    Value* entry = &table.slots[usize{probe.position} << shift];
    entry[0] = Value();
    if (shift != 0) entry[1] = Value();
    --table.count;
    const u32 bits = table.index_bits();
    if (bits == 0) {
        while (table.used != 0 && !table.slots[usize{table.used - 1} << shift]) --table.used;
    } else if (table.count == 0) {
        table.used = 0;
        std::memset(index_of_table(table, shift), 0xFF, index_bytes(bits));
    } else if (probe.place != kNoPosition) {
        // The last place of a run can become free again: no search passes through it.
        void* index = index_of_table(table, shift);
        const u32 next = (probe.place + 1) & ((1U << bits) - 1);
        if (table_index_load(index, bits, next) == kNoPosition) {
            index_store(index, bits, probe.place, kNoPosition);
            if (probe.position == table.used - 1) --table.used;
        }
    }
    layout_changed(thread, table);
}

Probe table_last(Thread& thread, const Table& table, u32 shift) {
    u32 position = table.used;
    while (position != 0 && !table.slots[usize{position - 1} << shift]) --position;
    if (position == 0) return {kNoPosition, kNoPosition};
    --position;
    const u32 bits = table.index_bits();
    const Value key = table.slots[usize{position} << shift];
    if (bits == 0 || !is_simple_key(key)) return {position, kNoPosition};
    u32 hash = 0;
    VERIFY(!table_hash(thread, key, hash).is_raised());
    u32 place = table_home(hash, bits);
    while (table_index_load(index_of_table(table, shift), bits, place) != position) {
        place = (place + 1) & ((1U << bits) - 1);
    }
    return {position, place};
}

void table_clear(Thread& thread, Table& table) {
    Value* block = table.slots;
    table.slots = nullptr;
    table.used = 0;
    table.count = 0;
    table.capacity_and_flags &= kNamespaceFlag;
    if (block != nullptr) thread.heap.free_raw(block);
    layout_changed(thread, table);
}

Raised table_copy(Thread& thread, Table& to, const Table& from, u32 shift) {
    if (from.count == 0) return kFine;
    const usize bytes = (usize{from.capacity()} << shift) * sizeof(Value) + index_bytes(from.index_bits());
    void* block = thread.heap.allocate_raw(bytes, RawKind::Values);
    if (block == nullptr) return raise_memory_error(thread, bytes);
    std::memcpy(block, from.slots, bytes);
    to.slots = static_cast<Value*>(block);
    to.used = from.used;
    to.count = from.count;
    to.capacity_and_flags = (from.capacity_and_flags & ~7U) | (to.capacity_and_flags & 7U);
    return kFine;
}

}  // namespace kinglet::runtime
