#include "python/runtime/types/table.hpp"

#include "base/attributes.hpp"
#include "base/verify.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

/// The greatest capacity that an index carries: a place in eight stays free, and its numbers have to reach.
usize index_limit(u32 index) {
    if (index == 0) return kLinearMax;
    const IndexForm form = index_form(index);
    const usize limit = form.places - form.places / 8;
    const usize reach = form.width() == 1 ? usize{0xFF} << form.group : form.width() == 2 ? 0xFFFF : ~u32{0};
    return limit < reach ? limit : reach;
}

u32 index_for(usize capacity) {
    if (capacity <= kLinearMax) return 0;
    u32 index = 1;
    while (index_limit(index) < capacity) ++index;
    return index;
}

/// Nothing for the number 0.
IndexForm form_of(const Table& table) {
    return table.state.index == 0 ? IndexForm{0, 0} : index_form(table.state.index);
}

usize index_words(const IndexForm& form) {
    return (usize{form.places} * form.width() + sizeof(Word) - 1) / sizeof(Word);
}
usize index_words(u32 index) {
    return index == 0 ? 0 : index_words(index_form(index));
}

/// The raw block: the index and then the entries.
Value* block_of(const Table& table) {
    return table.slots - index_words(table.state.index);
}

bool is_scattered(const Table& table, u32 shift) {
    return shift == kSetShift && table.state.is_namespace;
}

/// Odd, so that a power of two as step meets every place.
u32 scattered_places(const Table& table) {
    return static_cast<u32>(Heap::raw_capacity(table.slots) / sizeof(Value) - 1) | 1U;
}

/// How many entries that many places take.
usize scattered_limit(usize places) {
    return sizeof(Word) == 4 ? places - 1 - places / 32 : places - places / 4;
}

constexpr usize kFirstScattered = 23;
usize next_scattered_places(usize places) {
    return (sizeof(Word) == 4 ? places + places * 11 / 32 + 5 : places * 2) | 1U;
}

/// How many entries the block holds.
usize capacity_of(const Table& table, const IndexForm& form, u32 shift) {
    if (table.slots == nullptr) return 0;
    if (is_scattered(table, shift)) return scattered_limit(scattered_places(table));
    const usize words = index_words(form);
    return (Heap::raw_capacity(table.slots - words) / sizeof(Value) - words) >> shift;
}

/// On the chip memory is scarcer than time: tables grow in small steps (a block often grows in place, and as
/// long as the index stays growing is no more than moving it). On the desktop by half.
usize next_capacity(usize capacity, u32 index) {
    usize next = capacity + capacity / 2 + 2;
    if constexpr (sizeof(Word) == 4) {
        next = capacity < 2 ? capacity + 1 : capacity < 16 ? capacity + 2 : capacity + capacity / 8;
        next &= ~usize{capacity < 2 ? 0U : capacity < 48 ? 1U : 3U};
    }
    const usize limit = index_limit(index);
    return capacity < limit && next > limit ? limit : next;
}

/// The places at which a key may stand, one after the other.
class ScatteredWalk {
  public:
    ScatteredWalk(u32 hash, u32 places)
        : place_(table_home(hash, places)), step_(1U << (hash & 3U)), places_(places) {}
    u32 place() const { return place_; }
    void advance() {
        place_ += step_;
        if (place_ >= places_) place_ -= places_;
    }

  private:
    u32 place_, step_, places_;
};

void index_store(const Table& table, const IndexForm& form, u32 place, u32 position) {
    const SignedWord offset = form.offset_of(place);
    if (form.width() == 1) {
        reinterpret_cast<u8*>(table.slots)[offset] = static_cast<u8>(position >> form.group);
    } else if (form.width() == 2) {
        reinterpret_cast<u16*>(table.slots)[offset] = static_cast<u16>(position);
    } else {
        reinterpret_cast<u32*>(table.slots)[offset] = position;
    }
}

/// The first free place for a hash.
u32 free_place(const Table& table, const IndexForm& form, u32 hash) {
    u32 place = table_home(hash, form.places);
    while (table_index_load(table.slots, form, place) != kNoPosition) place = table_next_place(place, form);
    return place;
}

void layout_changed(Thread& thread, const Table& table, u32 shift) {
    if (shift == kDictShift && table.state.is_namespace) thread.flush_caches();
}

/// Keys whose hash runs no Python code and never fails.
bool is_simple_key(Value key) {
    return !key.is_object() || is_exactly(key, str_type) || is_exactly(key, int_type) ||
           is_exactly(key, float_type);
}

enum class Match : u32 { No, Yes, Raised, Changed };

/// Compares an entry's key, not identical to the one that is searched: by hash, then by equality, so that an
/// __eq__ written in Python sees only what has its own hash.
NOINLINE Match slow_match(Thread& thread, const Table& table, u32 position, u32 shift, Value entry, Value key,
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
    const u32 index = table.state.index;
    bool same = true;
    if (!is_exactly(entry, tuple_type)) {  // a tuple's items are compared as quickly as hashed
        u32 entry_hash = 0;
        if (table_hash(thread, entry, entry_hash).is_raised()) return Match::Raised;
        same = entry_hash == hash;
    }
    if (same && equal(thread, entry, key, same).is_raised()) return Match::Raised;
    if (table.slots != slots || table.state.index != index || position >= table_end(table, shift) ||
        !(slots[usize{position} << shift] == entry)) {
        return Match::Changed;
    }
    return same ? Match::Yes : Match::No;
}

/// The hash of the keys that are by far the most frequent; false for others.
ALWAYS_INLINE bool quick_hash(Value key, u32& hash) {
    if (key.is_int()) {
        const Word word = static_cast<Word>(key.as_int());  // as int_hash has it
        hash = static_cast<u32>(word ^ (static_cast<u64>(word) >> 32));
        return true;
    }
    if (!is_exactly(key, str_type)) return false;
    hash = key.as<Str>()->hash;
    return hash != 0;
}

enum class Likeness : u32 { Same, Other, Unsure };

/// What can be said of an entry without calling anything. `key` is an int or an exact str.
ALWAYS_INLINE Likeness likeness(Value entry, Value key, u32 hash) {
    if (entry == key) return Likeness::Same;
    if (entry.is_int() || !entry) return Likeness::Other;  // an int is equal to no str and to no other int
    if (!is_exactly(entry, str_type)) return Likeness::Unsure;
    // Every str in a table has its hash.
    if (key.is_int() || entry.as<Str>()->hash != hash) return Likeness::Other;
    return str_equal(*entry.as<Str>(), *key.as<Str>()) ? Likeness::Same : Likeness::Other;
}

/// Looks for the key among the entries from `position` to `end`.
Match find_among(Thread& thread, const Table& table, u32 position, u32 end, Value key, u32 hash, u32 shift,
                 Probe& probe) {
    for (; position < end; ++position) {
        const Value entry = table.slots[usize{position} << shift];
        if (!entry) continue;
        const Match match =
            entry == key ? Match::Yes : slow_match(thread, table, position, shift, entry, key, hash);
        if (match == Match::No) continue;
        probe.position = position;
        return match;
    }
    return Match::No;
}

/// The same in a scattered table. `probe.place`: where the key would go.
Match find_scattered(Thread& thread, const Table& table, Value key, u32 hash, Probe& probe) {
    probe = {kNoPosition, kNoPosition};
    for (ScatteredWalk walk(hash, scattered_places(table));; walk.advance()) {
        const u32 place = walk.place();
        const Value entry = table.slots[place];
        Match match = Match::Yes;
        if (entry != key) {
            if (entry.is_int() && key.is_int()) continue;
            if (!is_live(entry)) {
                if (probe.place == kNoPosition) probe.place = place;
                if (!entry) return Match::No;
                continue;
            }
            match = slow_match(thread, table, place, kSetShift, entry, key, hash);
            if (match == Match::No) continue;
        }
        probe.position = place;
        return match;
    }
}

/// One search; Match::Changed if the table was changed meanwhile.
Match find_once(Thread& thread, const Table& table, Value key, u32 hash, u32 shift, Probe& probe) {
    probe = {kNoPosition, 0};
    const u32 used = table.state.used;
    const u32 index = table.state.index;
    if (is_scattered(table, shift)) return find_scattered(thread, table, key, hash, probe);
    if (index == 0) return find_among(thread, table, 0, used, key, hash, shift, probe);
    const IndexForm form = index_form(index);
    for (u32 place = table_home(hash, form.places);; place = table_next_place(place, form)) {
        const u32 position = table_index_load(table.slots, form, place);
        probe.place = place;
        if (position == kNoPosition) return Match::No;
        const u32 behind = position + (1U << form.group);
        const Match match =
            find_among(thread, table, position, behind < used ? behind : used, key, hash, shift, probe);
        if (match != Match::No) return match;
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
        const u32 used = table.state.used;
        const u32 end = table_end(table, shift);
        const usize bytes = end * sizeof(KeyHash);
        hashes = static_cast<KeyHash*>(thread.heap.allocate_raw(bytes, RawKind::Scanned));
        if (hashes == nullptr) return raise_memory_error(thread, bytes);
        bool changed = false;
        for (u32 i = 0; i < end && !changed; ++i) {
            const Value key = table.slots[usize{i} << shift];
            u32 hash = 0;
            if (is_live(key)) TRY(table_hash(thread, key, hash));
            hashes[i] = {key, hash};
            changed = table.state.used != used || table_end(table, shift) != end;
        }
        for (u32 i = 0; i < end && !changed; ++i)
            changed = !(table.slots[usize{i} << shift] == hashes[i].key);
        if (!changed) return kFine;
        thread.heap.free_raw(hashes);
    }
}

bool has_only_simple_keys(const Table& table, u32 shift) {
    const Value* const end = table.slots + (usize{table_end(table, shift)} << shift);
    for (const Value* key = table.slots; key != end; key += usize{1} << shift) {
        if (!key->is_int() && !is_simple_key(*key)) return false;
    }
    return true;
}

/// Closes the gaps of deleted entries, whose keys' hashes move along.
void close_gaps(Table& table, u32 shift, KeyHash* hashes) {
    u32 target = 0;
    const u32 used = table.state.used;
    for (u32 source = 0; source < used; ++source) {
        const Value* from = table.slots + (usize{source} << shift);
        if (!*from) continue;
        if (target != source) {
            Value* to = table.slots + (usize{target} << shift);
            to[0] = from[0];
            if (shift != 0) to[1] = from[1];
            if (hashes != nullptr) hashes[target] = hashes[source];
        }
        ++target;
    }
    table.state.used = target;
}

/// Fills the index anew. There are no deleted entries. Nothing here can fail.
void fill_index(Thread& thread, Table& table, u32 shift, const KeyHash* hashes) {
    const IndexForm form = index_form(table.state.index);
    std::memset(static_cast<void*>(block_of(table)), 0xFF, index_words(form) * sizeof(Word));
    const u32 used = table.state.used;
    const Value* key = table.slots;
    u8* const end = reinterpret_cast<u8*>(table.slots);
    u8* const begin = end - form.places;  // where a place is a byte
    for (u32 position = 0; position < used; ++position, key += usize{1} << shift) {
        u32 hash = 0;
        if (hashes != nullptr) {
            hash = static_cast<u32>(hashes[position].hash);
        } else if (!quick_hash(*key, hash)) {
            VERIFY(!table_hash(thread, *key, hash).is_raised());
        }
        if (form.width() != 1) {
            index_store(table, form, free_place(table, form, hash), position);
            continue;
        }
        u8* place = begin + table_home(hash, form.places);
        while (*place != 0xFF) place = place + 1 == end ? begin : place + 1;
        *place = static_cast<u8>(position >> form.group);
    }
}

/// A set as a scattered table with room for `capacity` entries. `hashes` is nullptr where all keys are
/// simple.
Raised scatter(Thread& thread, Table& table, usize capacity, const KeyHash* hashes) {
    usize places = kFirstScattered;
    while (scattered_limit(places) < capacity) places = next_scattered_places(places);
    const usize bytes = places * sizeof(Value);
    auto* const block = static_cast<Value*>(thread.heap.allocate_raw(bytes, RawKind::Values));
    if (block == nullptr) return raise_memory_error(thread, bytes);
    std::memset(static_cast<void*>(block), 0, Heap::raw_capacity(block));
    const Table old = table;
    table.slots = block;
    table.state.is_namespace = 1;
    table.state.index = 0;
    table.state.used = table.state.count;
    const u32 end = table_end(old, kSetShift);
    const u32 places_now = scattered_places(table);
    for (u32 i = 0; i < end; ++i) {
        const Value key = old.slots[i];
        if (!is_live(key)) continue;
        u32 hash = 0;
        if (hashes != nullptr) {
            hash = static_cast<u32>(hashes[i].hash);
        } else if (!quick_hash(key, hash)) {
            VERIFY(!table_hash(thread, key, hash).is_raised());
        }
        ScatteredWalk walk(hash, places_now);
        while (block[walk.place()]) walk.advance();
        block[walk.place()] = key;
    }
    thread.heap.free_raw(block_of(old));
    return kFine;
}

/// Gives the table room for `capacity` entries. `ran_python`: code ran that may have changed the table before
/// the change.
Raised resize(Thread& thread, Table& table, usize capacity, u32 shift, bool& ran_python) {
    const bool scatters = shift == kSetShift && capacity > kOrderedSetMax;
    const u32 index = scatters ? 0 : index_for(capacity);
    const u32 old_index = table.state.index;
    const usize bytes = (index_words(index) + (capacity << shift)) * sizeof(Value);
    if (capacity >> TableState::kCountBits != 0) return raise_memory_error(thread, bytes);
    const bool grows = capacity > capacity_of(table, form_of(table), shift);
    const bool index_stays = grows && index == old_index && table.state.used == table.state.count;
    KeyHash* hashes = nullptr;
    if ((scatters || (index != 0 && !index_stays)) && !has_only_simple_keys(table, shift)) {
        ran_python = true;
        TRY(collect_hashes(thread, table, shift, hashes));
    }
    if (scatters) {
        ran_python = true;  // the search begins anew
        TRY(scatter(thread, table, capacity, hashes));
    } else if (grows) {
        auto* block = static_cast<Value*>(thread.heap.reallocate_raw(
            table.slots == nullptr ? nullptr : block_of(table), bytes, RawKind::Values));
        if (block == nullptr) return raise_memory_error(thread, bytes);
        if (index != old_index && table.slots != nullptr) {
            std::memmove(block + index_words(index), block + index_words(old_index),
                         (usize{table.state.used} << shift) * sizeof(Value));
        }
        table.slots = block + index_words(index);
        table.state.index = index;
    }
    if (!index_stays && !scatters) {
        if (table.state.used != table.state.count) close_gaps(table, shift, hashes);
        if (table.state.index != 0) fill_index(thread, table, shift, hashes);
    }
    if (hashes != nullptr) thread.heap.free_raw(hashes);
    layout_changed(thread, table, shift);
    return kFine;
}

/// Room for one more entry.
Raised grow(Thread& thread, Table& table, u32 shift, bool& ran_python) {
    const u32 dead = table.state.used - table.state.count;
    const usize capacity = capacity_of(table, form_of(table), shift);
    const bool compact = dead != 0 && dead >= capacity / 8;
    const usize next = is_scattered(table, shift) ? capacity + 1 : next_capacity(capacity, table.state.index);
    return resize(thread, table, compact ? capacity : next, shift, ran_python);
}

}  // namespace

u32 table_end(const Table& table, u32 shift) {
    return is_scattered(table, shift) ? scattered_places(table) : static_cast<u32>(table.state.used);
}

Raised table_hash(Thread& thread, Value key, u32& result) {
    if (quick_hash(key, result)) return kFine;
    if (is_exactly(key, str_type)) {
        result = str_hash(*key.as<Str>());
        return kFine;
    }
    Word word = 0;
    TRY(hash(thread, key, word));
    result = static_cast<u32>(word ^ (static_cast<u64>(word) >> 32));
    return kFine;
}

namespace {

/// Looks for the key from entry `position` to `end`; Same with the place of the entry in `probe`.
ALWAYS_INLINE Likeness find_quickly_among(const Table& table, u32 position, u32 end, Value key, u32 hash,
                                          u32 shift, Probe& probe) {
    const Value* at = table.slots + (usize{position} << shift);
    const Value* const behind = table.slots + (usize{end} << shift);
    for (; at != behind; at += usize{1} << shift) {
        const Likeness like = likeness(*at, key, hash);
        if (LIKELY(like == Likeness::Other)) continue;
        probe.position = static_cast<u32>(at - table.slots) >> shift;
        return like;
    }
    return Likeness::Other;
}

}  // namespace

bool table_find_quickly(const Table& table, Value key, u32 shift, u32& hash, Probe& probe) {
    if (is_scattered(table, shift) || !quick_hash(key, hash)) return false;
    const u32 used = table.state.used;
    const u32 index = table.state.index;
    probe = {kNoPosition, 0};
    if (index == 0) return find_quickly_among(table, 0, used, key, hash, shift, probe) != Likeness::Unsure;
    const IndexForm form = index_form(index);
    for (u32 place = table_home(hash, form.places);; place = table_next_place(place, form)) {
        const u32 position = table_index_load(table.slots, form, place);
        probe.place = place;
        if (position == kNoPosition) return true;
        u32 end = position + (1U << form.group);
        if (end > used) end = used;
        const Likeness like = find_quickly_among(table, position, end, key, hash, shift, probe);
        if (like != Likeness::Other) return like == Likeness::Same;
    }
}

Raised table_find(Thread& thread, const Table& table, Value key, u32 hash, u32 shift, Probe& probe) {
    if (table_find_quickly(table, key, shift, hash, probe)) return kFine;
    for (;;) {
        const Match match = find_once(thread, table, key, hash, shift, probe);
        if (match == Match::Raised) return kRaised;
        if (match != Match::Changed) return kFine;
    }
}

Raised table_put(Thread& thread, Table& table, Value key, u32 shift, u32& position, bool& added) {
    u32 hash = 0;
    Probe probe;
    IndexForm form;
    for (;;) {
        if (!table_find_quickly(table, key, shift, hash, probe)) {
            TRY(table_hash(thread, key, hash));
            TRY(table_find(thread, table, key, hash, shift, probe));
        }
        added = probe.position == kNoPosition;
        if (!added) {
            position = probe.position;
            return kFine;
        }
        form = form_of(table);
        if (table.state.used < capacity_of(table, form, shift)) break;
        bool ran_python = false;
        TRY(grow(thread, table, shift, ran_python));
        if (ran_python) continue;
        form = form_of(table);
        if (form.places != 0) probe.place = free_place(table, form, hash);
        break;
    }
    position = is_scattered(table, shift) ? probe.place : static_cast<u32>(table.state.used);
    // The place of a deleted entry is taken already.
    if (!is_scattered(table, shift) || !table.slots[position]) table.state.used = table.state.used + 1;
    table.state.count = table.state.count + 1;
    Value* entry = &table.slots[usize{position} << shift];
    entry[0] = key;
    if (shift != 0) entry[1] = Value();
    if (form.places != 0) index_store(table, form, probe.place, position);
    layout_changed(thread, table, shift);
    return kFine;
}

Raised table_reserve(Thread& thread, Table& table, usize capacity, u32 shift) {
    if (capacity <= capacity_of(table, form_of(table), shift)) return kFine;
    bool ran_python = false;
    return resize(thread, table, capacity, shift, ran_python);
}

void table_erase(Thread& thread, Table& table, const Probe& probe, u32 shift) {
    Value* entry = &table.slots[usize{probe.position} << shift];
    entry[0] = Value();
    if (shift != 0) entry[1] = Value();
    TableState& state = table.state;
    state.count = state.count - 1;
    if (is_scattered(table, shift)) {
        *entry = kUndefined;
        if (state.count != 0) return;
        state.used = 0;
        std::memset(static_cast<void*>(table.slots), 0, Heap::raw_capacity(table.slots));
        return;
    }
    if (state.index == 0) {
        while (state.used != 0 && !table.slots[usize{state.used - 1U} << shift]) state.used = state.used - 1;
    } else if (state.count == 0) {
        state.used = 0;
        std::memset(static_cast<void*>(block_of(table)), 0xFF, index_words(state.index) * sizeof(Word));
    } else if (probe.place != kNoPosition) {
        // The last place of a run can become free again: no search passes through it. Where a place names a
        // group it may be that of a neighbour.
        const IndexForm form = index_form(state.index);
        const u32 next = table_next_place(probe.place, form);
        if (form.group == 0 && table_index_load(table.slots, form, next) == kNoPosition) {
            index_store(table, form, probe.place, kNoPosition);
            if (probe.position == state.used - 1U) state.used = state.used - 1;
        }
    }
    layout_changed(thread, table, shift);
}

namespace {

/// The probe that a search for the key of a live entry would end with.
Probe probe_at(Thread& thread, const Table& table, u32 position, u32 shift) {
    const u32 index = table.state.index;
    const Value key = table.slots[usize{position} << shift];
    if (index == 0 || !is_simple_key(key)) return {position, kNoPosition};
    const IndexForm form = index_form(index);
    if (form.group != 0) return {position, kNoPosition};
    u32 hash = 0;
    VERIFY(!table_hash(thread, key, hash).is_raised());
    u32 place = table_home(hash, form.places);
    while (table_index_load(table.slots, form, place) != position) place = table_next_place(place, form);
    return {position, place};
}

}  // namespace

Probe table_last(Thread& thread, const Table& table, u32 shift) {
    u32 position = table.state.used;
    if (is_scattered(table, shift)) {
        if (table.state.count == 0) return {kNoPosition, kNoPosition};
        // Begun elsewhere each time, lest popping all of a set passes the same gaps again and again.
        const u32 places = scattered_places(table);
        for (position = table_home(table.state.count, places); !is_live(table.slots[position]);)
            position = position + 1 == places ? 0 : position + 1;
        return {position, kNoPosition};
    }
    while (position != 0 && !table.slots[usize{position - 1} << shift]) --position;
    if (position == 0) return {kNoPosition, kNoPosition};
    return probe_at(thread, table, position - 1, shift);
}

Probe table_first_or_last(Thread& thread, const Table& table, u32 shift) {
    constexpr u32 kSoon = 16;
    for (u32 position = 0; !is_scattered(table, shift) && position < kSoon && position < table.state.used;
         ++position) {
        if (table.slots[usize{position} << shift]) return probe_at(thread, table, position, shift);
    }
    return table_last(thread, table, shift);
}

void table_clear(Thread& thread, Table& table, u32 shift) {
    void* block = table.slots == nullptr ? nullptr : block_of(table);
    const Word is_namespace = shift == kDictShift ? table.state.is_namespace : 0;
    table.slots = nullptr;
    table.state = {};
    table.state.is_namespace = is_namespace;
    if (block != nullptr) thread.heap.free_raw(block);
    layout_changed(thread, table, shift);
}

void table_trace(Tracer& tracer, const Table& table, u32 shift) {
    if (table.slots == nullptr) return;
    tracer.visit_raw(block_of(table));
    tracer.visit_array(table.slots, usize{table_end(table, shift)} << shift);
}

Raised table_copy(Thread& thread, Table& to, const Table& from, u32 shift) {
    if (from.state.count == 0) return kFine;
    const u32 index = from.state.index;
    // With room for no more than it has: copies are seldom changed.
    const usize bytes = is_scattered(from, shift)
                            ? Heap::raw_capacity(from.slots)
                            : (index_words(index) + (usize{from.state.used} << shift)) * sizeof(Value);
    auto* block = static_cast<Value*>(thread.heap.allocate_raw(bytes, RawKind::Values));
    if (block == nullptr) return raise_memory_error(thread, bytes);
    std::memcpy(static_cast<void*>(block), block_of(from), bytes);
    const Word is_namespace = shift == kDictShift ? to.state.is_namespace : from.state.is_namespace;
    to.slots = block + index_words(index);
    to.state = from.state;
    to.state.is_namespace = is_namespace;
    return kFine;
}

}  // namespace kinglet::runtime
