// An open folder of a littlefs: its entries in the order of their names. Entries that come or go meanwhile
// are listed or not, the others once.
#pragma once

#include "device/fs/file_system.hpp"
#include "device/fs/littlefs/volume.hpp"

namespace kinglet::fs {

class LittleFolder final : public Folder {
  public:
    LittleFolder(littlefs::Volume& volume, const littlefs::PairAddress& first);

    littlefs::Place& place() { return place_; }

  private:
    Errno do_next(Entry& entry) override;
    void do_close() override { volume_.release(place_); }

    littlefs::Volume& volume_;
    littlefs::Place place_;
    u32 left_;  // pairs: a folder in a circle ends
    char name_[littlefs::kLongestName + 1];
};

}  // namespace kinglet::fs
