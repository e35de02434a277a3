// Writes one entry of the code store, object after object, at the addresses at which it will run. Lives while
// a module is compiled; there is one at a time. Programs whole pages where it can.
#pragma once

#include "python/runtime/store/code_store.hpp"

namespace kinglet::runtime {

class EntryWriter {
  public:
    explicit EntryWriter(CodeStore& store) : store_(store) {}

    /// Room for an object of whole words in one piece; its address once it is written. nullptr: there is no
    /// room, or the flash failed. What comes next is put() there.
    const void* place(usize bytes);
    /// The next words of what was placed; false: the flash failed.
    bool put(const void* words, usize bytes);
    /// All is there: from now on it is found by its key, in this life if it `runs_now`.
    bool finish(const store::SourceKey& key, const Code& code, bool runs_now);

  private:
    static constexpr u32 kPageWords = 64;

    bool flush();

    CodeStore& store_;
    store::SectorSet own_;
    u32 first_ = 0;     // sector; 0: nothing was placed yet
    u32 position_ = 0;  // offset of the next word
    u32 end_ = 0;       // of what is erased from there on
    u32 waiting_ = 0;   // words in page_, that belong before position_
    u32 page_[kPageWords];
};

}  // namespace kinglet::runtime
