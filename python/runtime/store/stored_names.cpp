// The names of the code store: a table of offsets, searched by hash, and the strs that it leads to.
#include "base/flash_text.hpp"
#include "python/runtime/store/code_store.hpp"

namespace kinglet::runtime {

using namespace store;

namespace {

constexpr u32 kSectorBytes = StoreMedium::kSectorBytes;
constexpr u32 kSectorWords = StoreMedium::kSectorWords;
constexpr u32 kStepWords = sizeof(Word) / 4;  // names begin at whole values

constexpr u32 whole_words(usize bytes) {
    return static_cast<u32>((bytes + sizeof(Word) - 1) / sizeof(Word)) * kStepWords;
}
/// What a name of this length takes: a str with a zero behind its bytes.
constexpr u32 words_of_name(usize length) {
    return whole_words(sizeof(Str) + length + 1);
}

}  // namespace

/// The sector in which the `index`th part of the names lies; 0: there is none. What a power cut left half
/// written in the list is no part.
u32 CodeStore::name_sector(u32 index) const {
    for (const u32& place : head().name_sectors) {
        const u32 word = flash_word(&place);
        if (word == kErased) break;
        const u32 sector = word & 0xFFFF;
        if (word != (sector | ~sector << 16) || sector < first_sector() || sector >= medium_.sector_count())
            continue;
        if (index-- == 0) return sector;
    }
    return 0;
}

/// Up to the last word that is not erased.
u32 CodeStore::used_words(u32 sector) const {
    const u32* words = medium_.at(sector * kSectorBytes);
    u32 count = kSectorWords;
    while (count != 0 && words[count - 1] == kErased) --count;
    return (count + kStepWords - 1) / kStepWords * kStepWords;
}

/// Of all parts but the last all words count.
u32 CodeStore::name_words() const {
    u32 index = 0;
    while (name_sector(index) != 0) ++index;
    return index == 0 ? 0 : (index - 1) * kSectorWords + used_words(name_sector(index - 1));
}

void CodeStore::find_name_sectors() {
    u32 last = 0;
    for (u32 index = 0; const u32 sector = name_sector(index); ++index) {
        names_.add(sector);
        last = sector;
    }
    const u32 used = last == 0 ? kSectorWords : used_words(last);
    name_place_ = used == kSectorWords ? 0 : last * kSectorBytes + used * 4;
}

/// What may be a name of this length; a damaged slot leads anywhere.
const Str* CodeStore::name_at(u32 offset, usize length) const {
    const u32 sector = offset / kSectorBytes;
    if (offset % sizeof(Word) != 0 || sector >= medium_.sector_count() || !names_.has(sector)) return nullptr;
    if (offset % kSectorBytes + words_of_name(length) * 4 > kSectorBytes) return nullptr;
    const auto* str = medium_.at<Str>(offset);
    return str->header.shape == &str_type.root ? str : nullptr;
}

Str* CodeStore::find_name(std::string_view text, u32 hash, u32 length_word) const {
    if (!is_valid_) return nullptr;
    const u32 mask = table_mask();
    for (u32 i = 0; i < kLongestChain; ++i) {
        const u32 offset = table()[(hash + i) & mask];
        if (offset == kErased) break;
        const Str* str = name_at(offset, text.size());
        if (str != nullptr && str->hash == hash && str->length_and_flags == length_word &&
            flash_compare(str->data(), text.data(), text.size()) == 0)
            return const_cast<Str*>(str);
    }
    return nullptr;
}

/// The next part of the names: an erased sector, then its place in the list.
bool CodeStore::begin_name_sector() {
    u32 taken = 0;
    for (u32 sector = first_sector(); sector < medium_.sector_count(); ++sector) taken += names_.has(sector);
    u32 place = 0;
    while (place < Head::kMostNameSectors && head().name_sectors[place] != kErased) ++place;
    if (taken >= medium_.sector_count() / 4 || place == Head::kMostNameSectors) return begin_anew_if_useful();
    u32 sector = medium_.sector_count() - 1;
    while (sector >= first_sector() && taken_.has(sector)) --sector;
    if (sector < first_sector()) {
        if (!take_run(1, sector)) return false;
    } else if (!take(sector)) {
        return false;
    }
    const u32 word = sector | ~sector << 16;
    if (!program(static_cast<u32>(__builtin_offsetof(Head, name_sectors)) + place * 4, &word, 1))
        return false;
    names_.add(sector);
    name_place_ = sector * kSectorBytes;
    return true;
}

Str* CodeStore::add_name(std::string_view text, u32 hash, u32 length_word) {
    if (!open()) return nullptr;
    const u32 mask = table_mask();
    u32 slot = hash;
    while (slot - hash < kLongestChain && table()[slot & mask] != kErased) ++slot;
    if (slot - hash == kLongestChain) {
        (void)begin_anew_if_useful();
        return nullptr;
    }
    const u32 count = words_of_name(text.size());
    if (count > kSectorWords) return nullptr;
    const bool has_room = name_place_ != 0 && name_place_ % kSectorBytes + count * 4 <= kSectorBytes;
    if (!has_room && !begin_name_sector()) return nullptr;
    const u32 place = name_place_;
    // The slot first: a complete name is one that is found.
    if (!program(kSectorBytes + (slot & mask) * 4, &place, 1)) return nullptr;
    const u32 end = place + count * 4;
    name_place_ = end % kSectorBytes == 0 ? 0 : end;

    constexpr u32 kPieceWords = 16;
    u32 piece[kPieceWords] = {};
    auto* str = reinterpret_cast<Str*>(piece);
    str->header.shape = &str_type.root;
    str->length_and_flags = length_word;
    str->hash = hash;
    usize done = 0;
    for (u32 at = place, used = sizeof(Str); at < end; used = 0) {
        const u32 room = sizeof(piece) - used;
        const usize part = text.size() - done < room ? text.size() - done : room;
        flash_copy(reinterpret_cast<char*>(piece) + used, text.data() + done, part);
        std::memset(reinterpret_cast<char*>(piece) + used + part, 0, room - part);
        done += part;
        const u32 words = end - at < sizeof(piece) ? (end - at) / 4 : kPieceWords;
        if (!program(at, piece, words)) return nullptr;
        at += words * 4;
    }
    return const_cast<Str*>(medium_.at<Str>(place));
}

/// Whether the first `words` words of names have this sum and are all found by their texts. What was looked
/// at before is not looked at again.
bool CodeStore::names_are_sound(u32 words, u32 sum) {
    u32 state = names_sum_;
    for (u32 position = names_known_; position < words;) {
        const u32 sector = name_sector(position / kSectorWords);
        const u32 begin = position % kSectorWords;
        const u32 count = kSectorWords - begin < words - position ? kSectorWords - begin : words - position;
        if (sector == 0 || !are_found(sector, begin, begin + count)) return false;
        state = add_words(state, medium_.at(sector * kSectorBytes) + begin, count);
        position += count;
    }
    if (words <= names_known_) return true;
    if (state != sum) return false;
    names_known_ = words;
    names_sum_ = state;
    return true;
}

/// Whether every complete name of a sector, between two words, has its slot.
bool CodeStore::are_found(u32 sector, u32 begin, u32 end) const {
    const u32 mask = table_mask();
    for (u32 word = begin; word < end;) {
        const u32 offset = sector * kSectorBytes + word * 4;
        const auto* str = medium_.at<Str>(offset);
        u32 step = kStepWords;
        if (str->header.shape == &str_type.root && word + sizeof(Str) / 4 < end) {
            bool has_slot = false;
            for (u32 i = 0; i < kLongestChain && !has_slot; ++i)
                has_slot = table()[(str->hash + i) & mask] == offset;
            // A power cut leaves half a name behind, of which nobody knows.
            const bool is_whole = word + words_of_name(str->length()) <= end &&
                                  (has_slot || flash_hash(str->data(), str->length()) == str->hash);
            if (is_whole && !has_slot) return false;
            if (is_whole) step = words_of_name(str->length());
        }
        word += step;
    }
    return true;
}

}  // namespace kinglet::runtime
