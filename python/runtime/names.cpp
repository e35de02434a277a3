#include "python/runtime/names.hpp"

#include <utility>

#include "base/verify.hpp"
#include "python/runtime/flash_names.hpp"
#include "python/runtime/store/code_store.hpp"
#include "python/runtime/thread.hpp"

extern "C" {
// Set by the linker: names.ld.
extern const kinglet::runtime::Word kinglet_names_begin[];
extern const kinglet::runtime::Word kinglet_names_end[];
}

namespace kinglet::runtime {

/// The interned strs in RAM: open addressing, the size a power of two. A raw block; its entries keep nothing
/// alive.
struct InternTable {
    u32 size;
    u32 used;  // slots that are not empty: strs and graves
    Str* slots[];
};

namespace {

constexpr u32 kFirstTableSize = 32;

Str* grave() {
    return reinterpret_cast<Str*>(Word{1});
}

constexpr u32 name_length_word(usize length, bool is_ascii) {
    return str_length_word(length, kStrIsInterned | (is_ascii ? kStrIsAscii : 0));
}

/// The hash of a text that may lie in flash, and whether it is ASCII.
u32 hash_and_look(std::string_view text, bool& is_ascii) {
    u32 hash = 2166136261U;
    u32 all = 0;
    for (usize i = 0; i < text.size(); ++i) {
        const u32 byte = flash_byte(text.data() + i);
        all |= byte;
        hash = (hash ^ byte) * 16777619U;
    }
    is_ascii = all < 0x80;
    return hash == 0 ? 1 : hash;
}

// ---- the names in flash
//
// The linker sorts sections by their names: ...NameTextILj<length + 1>EEE..., then Lc<code>E for each
// character, the numbers in decimal. So the order is that of the decimal texts, of the length first, then of
// character after character.

/// A number below 10000 as a word that orders like its decimal text with an E behind it (E is greater than a
/// digit).
constexpr u32 decimal_key(u32 n) {
    u32 key = 'E';
    u32 shift = 8;
    do {
        key |= ('0' + n % 10) << shift;
        n /= 10;
        shift += 8;
    } while (n != 0);
    while ((key & 0xFF000000U) == 0) key <<= 8;  // the first digit leads
    return key;
}
static_assert(decimal_key(7) > decimal_key(12) && decimal_key(12) > decimal_key(112) &&
              decimal_key(1) > decimal_key(12));

/// Less than, equal to or greater than zero, as the text's section name lies before, at or behind that of
/// `str`.
int compare_order(std::string_view text, const Str& str) {
    const usize length = str.length();
    if (text.size() != length) {
        return decimal_key(static_cast<u32>(text.size()) + 1) < decimal_key(static_cast<u32>(length) + 1) ? -1
                                                                                                          : 1;
    }
    for (usize i = 0; i < length; ++i) {
        const u32 left = flash_byte(text.data() + i);
        const u32 right = str.byte_at(i);
        if (left != right) return decimal_key(left) < decimal_key(right) ? -1 : 1;
    }
    return 0;
}

const Str* find_in_flash(std::string_view text) {
    constexpr usize kLongest = 999;  // decimal_key has room for three digits
    if (text.size() > kLongest) return nullptr;
    const Word header = reinterpret_cast<Word>(&str_type.root);
    const Word* low = kinglet_names_begin;
    const Word* high = kinglet_names_end;
    while (low < high) {
        const Word* const middle = low + (high - low) / 2;
        // The first name that begins here or later. Nothing inside of a name looks like its header:
        // names_test checks that.
        const Word* start = middle;
        while (start < high && *start != header) ++start;
        if (start == high) {
            high = middle;
            continue;
        }
        const Str* const str = reinterpret_cast<const Str*>(start);
        const int order = compare_order(text, *str);
        if (order == 0) return str;
        if (order < 0) {
            high = middle;
        } else {
            low = start + 1;
        }
    }
    return nullptr;
}

// ---- the names in RAM

bool has_text(const Str& str, std::string_view text, u32 hash) {
    return str.hash == hash && str.length() == text.size() &&
           flash_compare(str.data(), text.data(), text.size()) == 0;
}

Str* find_in_table(const InternTable* table, std::string_view text, u32 hash) {
    if (table == nullptr) return nullptr;
    for (u32 i = hash & (table->size - 1); table->slots[i] != nullptr; i = (i + 1) & (table->size - 1)) {
        if (table->slots[i] != grave() && has_text(*table->slots[i], text, hash)) return table->slots[i];
    }
    return nullptr;
}

void put(InternTable& table, Str& str) {
    u32 i = str.hash & (table.size - 1);
    while (table.slots[i] != nullptr) i = (i + 1) & (table.size - 1);
    table.slots[i] = &str;
    ++table.used;
}

/// The table that new names go to.
InternTable*& table_for_new(Thread& thread) {
    return thread.interns_apart ? thread.interned_apart : thread.interned;
}

/// Makes room in it for one more; false if memory ran out.
bool reserve(Thread& thread) {
    InternTable*& place = table_for_new(thread);
    InternTable* const old = place;
    if (old != nullptr && old->used * 4 < old->size * 3) return true;
    u32 live = 0;
    for (u32 i = 0; old != nullptr && i < old->size; ++i)
        live += old->slots[i] != nullptr && old->slots[i] != grave();
    u32 size = kFirstTableSize;
    while (live * 2 >= size) size *= 2;
    auto* table = static_cast<InternTable*>(
        thread.heap.allocate_raw(sizeof(InternTable) + size * sizeof(Str*), RawKind::Bytes));
    if (table == nullptr) return false;
    table->size = size;
    for (u32 i = 0; old != nullptr && i < old->size; ++i) {
        if (old->slots[i] != nullptr && old->slots[i] != grave()) put(*table, *old->slots[i]);
    }
    place = table;
    thread.heap.free_raw(old);
    return true;
}

/// The interned str with this text, wherever it is; nullptr: there is none.
Str* find(Thread& thread, std::string_view text, u32 hash, bool is_ascii) {
    Str* found = thread.interns_apart ? find_in_table(thread.interned_apart, text, hash) : nullptr;
    if (found == nullptr) found = find_in_table(thread.interned, text, hash);
    if (found == nullptr && is_ascii) found = const_cast<Str*>(find_in_flash(text));
    if (found == nullptr && thread.store != nullptr)
        found = thread.store->find_name(text, hash, name_length_word(text.size(), is_ascii));
    return found;
}

template <usize... Codes>
constexpr auto single_character_table(std::index_sequence<Codes...>) {
    struct Table {
        const Str* entries[sizeof...(Codes)];
    };
    return Table{{name<NameText<2>({static_cast<char>(Codes), 0})>...}};
}
constinit const auto kSingleCharacters = single_character_table(std::make_index_sequence<128>());

}  // namespace

const Str* single_character(u8 character) {
    return kSingleCharacters.entries[character];
}

Str* find_interned(Thread& thread, std::string_view text) {
    bool is_ascii;
    const u32 hash = hash_and_look(text, is_ascii);
    return find(thread, text, hash, is_ascii);
}

Str* intern(Thread& thread, std::string_view text) {
    bool is_ascii;
    const u32 hash = hash_and_look(text, is_ascii);
    if (Str* found = find(thread, text, hash, is_ascii)) return found;
    if (!reserve(thread)) return nullptr;
    Str* const made = static_cast<Str*>(thread.heap.allocate(sizeof(Str) + text.size() + 1));
    if (made == nullptr) return nullptr;
    made->header.shape = &str_type.root;
    made->length_and_flags = name_length_word(text.size(), is_ascii);
    made->hash = hash;
    flash_copy(made->data(), text.data(), text.size());
    put(*table_for_new(thread), *made);
    return made;
}

Str* intern(Thread& thread, Str& str) {
    if (str.is_interned()) return &str;
    // Only an exact str in RAM can be the interned one itself.
    if (!thread.heap.owns(&str) || str.header.shape != &str_type.root) return intern(thread, str.view());
    bool is_ascii;
    const u32 hash = hash_and_look(str.view(), is_ascii);
    if (Str* found = find(thread, str.view(), hash, is_ascii)) return found;
    if (!reserve(thread)) return nullptr;
    str.hash = hash;
    str.length_and_flags |= kStrIsInterned;
    put(*table_for_new(thread), str);
    return &str;
}

NamesApart::NamesApart(Thread& thread) : thread_(thread) {
    thread.interns_apart = true;
}

NamesApart::~NamesApart() {
    InternTable* const table = thread_.interned_apart;
    for (u32 i = 0; table != nullptr && i < table->size; ++i) {
        Str* const str = table->slots[i];
        if (str != nullptr && str != grave()) str->length_and_flags &= ~kStrIsInterned;
    }
    thread_.interned_apart = nullptr;
    thread_.interns_apart = false;
    thread_.heap.free_raw(table);
}

NamesTogether::NamesTogether(Thread& thread) : thread_(thread), were_apart_(thread.interns_apart) {
    thread.interns_apart = false;
}
NamesTogether::~NamesTogether() {
    thread_.interns_apart = were_apart_;
}

Str* find_interned_in_ram(Thread& thread, const Str& str) {
    return find_in_table(thread.interned, str.view(), str.hash);
}

void forget_dead_names(Thread& thread) {
    for (InternTable* table : {thread.interned, thread.interned_apart}) {
        for (u32 i = 0; table != nullptr && i < table->size; ++i) {
            Str* const str = table->slots[i];
            if (str != nullptr && str != grave() && !thread.heap.is_alive(&str->header))
                table->slots[i] = grave();
        }
    }
}

const Str* next_flash_name(const Str* last) {
    const Word* start = last == nullptr ? kinglet_names_begin : reinterpret_cast<const Word*>(last) + 1;
    while (start < kinglet_names_end && *start != reinterpret_cast<Word>(&str_type.root)) ++start;
    return start < kinglet_names_end ? reinterpret_cast<const Str*>(start) : nullptr;
}

const Str* next_interned(const Thread& thread, const Str* last) {
    const InternTable* table = thread.interned;
    Word next = 0;
    for (u32 i = 0; table != nullptr && i < table->size; ++i) {
        const Word address = reinterpret_cast<Word>(table->slots[i]);
        const bool is_behind = address > 1 && address > reinterpret_cast<Word>(last);
        if (is_behind && (next == 0 || address < next)) next = address;
    }
    return reinterpret_cast<const Str*>(next);
}

usize intern_table_bytes(const Thread& thread) {
    return thread.interned == nullptr ? 0 : sizeof(InternTable) + thread.interned->size * sizeof(Str*);
}

}  // namespace kinglet::runtime
