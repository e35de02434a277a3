// Memory that stands for the flash of the code store (-X code-store): only programs and erases can write to
// it, so that whoever else does is stopped at once.
#pragma once

#include "python/runtime/store/medium.hpp"

namespace kinglet::host {

class StoreMemory final : public runtime::StoreMedium {
  public:
    explicit StoreMemory(u32 sector_count);
    ~StoreMemory();
    StoreMemory(const StoreMemory&) = delete;
    StoreMemory& operator=(const StoreMemory&) = delete;

  private:
    bool do_program(u32 offset, const u32* words, u32 count) override;
    bool do_erase(u32 sector) override;
    void allow_writes(bool on);
};

}  // namespace kinglet::host
