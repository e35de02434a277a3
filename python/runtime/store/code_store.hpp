// Compiled modules in flash: docs/spec/code-store.md. The store finds an entry by the key of its source and
// vouches for it; EntryWriter makes one. It also holds the names that entries refer to, for names.cpp.
//
// Invariants: what find() gave out, and every name, stays where it is until attach(). Nothing here allocates.
// Any operation may be the last before the power goes.
#pragma once

#include <string_view>

#include "python/runtime/store/format.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

struct Code;

struct StoreFigures {
    u32 entries;
    u32 sectors;       // taken: by entries, names, the store itself
    u32 sector_count;  // of all
    u32 name_bytes;
};

class CodeStore {
  public:
    enum class Found : u8 {
        Code,
        Nothing,
        NotNow,  // there is one that only the next life of Python can run
    };

    explicit CodeStore(StoreMedium& medium) : medium_(medium) {}

    /// A life of Python begins: nothing of an earlier one is in use.
    void attach();

    /// Whether modules come from here and go here.
    bool is_enabled() const { return is_enabled_ && medium_.sector_count() >= store::kLeastSectors; }
    void set_enabled(bool on) { is_enabled_ = on; }
    /// A shorter source is compiled at each start: a sector for it would be a waste.
    u32 least_source() const { return least_source_; }
    void set_least_source(u32 bytes) { least_source_ = bytes; }
    /// From the next life on the store is empty.
    void forget_all();
    StoreFigures figures() const;

    // ---- entries
    /// The code that was made of the source with this key.
    Found find(const store::SourceKey& key, const Code*& code);

    // ---- names (stored_names.cpp)
    /// The interned name with this text, whose hash and length word (str_length_word) are known; or nullptr.
    Str* find_name(std::string_view text, u32 hash, u32 length_word) const;
    /// Puts a name that find_name() does not know into flash. nullptr: there is no room, or the flash failed.
    Str* add_name(std::string_view text, u32 hash, u32 length_word);

    // ---- sectors (sectors.cpp), for EntryWriter
    /// What is to be written begins: makes the store, if there is none, and counts its sectors. False: no
    /// more is to be stored in this life.
    bool open();
    /// A compilation whose names or code come here has begun: there is one at a time.
    void begin() { is_busy_ = true; }
    bool is_busy() const { return is_busy_; }
    /// What was being written is finished, or given up.
    void close() { is_open_ = is_busy_ = false; }

  private:
    friend class EntryWriter;

    const store::Head& head() const { return *medium_.at<store::Head>(0); }
    /// The finished entry that begins in the sector; nullptr: there is none.
    const store::Entry* entry_at(u32 sector) const;
    bool is_sound(const store::Entry& entry);
    u32 sum_of(const u32* sectors, u32 first) const;
    void drop(u32 sector);
    bool program(u32 offset, const u32* words, u32 count);

    // sectors.cpp
    bool begin_anew();
    bool begin_anew_if_useful();
    void scan();
    bool take(u32 sector);
    bool take_run(u32 count, u32& first);
    bool give_way();
    u32 last_use(const store::Entry& entry, u32 greatest) const;
    void mark_use(const store::Entry& entry, u32 greatest);

    // stored_names.cpp
    const u32* table() const { return medium_.at(StoreMedium::kSectorBytes); }
    u32 table_sectors() const { return medium_.sector_count() < 64 ? 2 : 4; }
    u32 table_mask() const { return table_sectors() * StoreMedium::kSectorWords - 1; }
    u32 first_sector() const { return 1 + table_sectors(); }
    u32 name_sector(u32 index) const;
    u32 used_words(u32 sector) const;
    u32 name_words() const;
    const Str* name_at(u32 offset, usize length) const;
    bool begin_name_sector();
    bool names_are_sound(u32 words, u32 sum);
    bool are_found(u32 sector, u32 begin, u32 end) const;
    void find_name_sectors();

    static constexpr u32 kLeastSource = 512;

    StoreMedium& medium_;
    u32 least_source_ = kLeastSource;
    bool is_enabled_ = true;
    bool is_valid_ = false;   // there is a store of this image
    bool is_closed_ = false;  // nothing more is to be stored in this life
    bool is_open_ = false;    // `taken_` is true
    bool is_busy_ = false;
    u32 epoch_ = 0;
    u32 sequence_ = 0;  // the greatest; known while open, as are the next two
    u32 cursor_ = 0;    // where sectors are looked for first
    store::SectorSet taken_;
    store::SectorSet names_;   // the sectors of names
    store::SectorSet in_use_;  // first sectors of the entries that this life runs
    store::SectorSet not_now_;
    u32 name_place_ = 0;   // offset of the next name; 0: in a new sector
    u32 names_known_ = 0;  // so many words of names are known to be sound,
    u32 names_sum_ = 0;    // and this is their sum
};

}  // namespace kinglet::runtime
