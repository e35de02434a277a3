#include "firmware/code_store.hpp"

#include "device/hal/flash.hpp"
#include "device/hal/flash_layout.hpp"
#include "soc/esp8266/memory_map.hpp"

extern "C" const kinglet::u32 _image_id[2];

namespace kinglet::firmware {

namespace {

using hal::Flash;

class FlashMedium final : public runtime::StoreMedium {
  public:
    explicit FlashMedium(const hal::FlashLayout& layout)
        : StoreMedium(reinterpret_cast<const u8*>(soc::kFlashWindowBase) + layout.store_begin,
                      layout.store_bytes / kSectorBytes, _image_id[0], _image_id[1]),
          begin_(layout.store_begin) {}

  private:
    bool do_program(u32 offset, const u32* words, u32 count) override {
        const std::span<const u8> bytes(reinterpret_cast<const u8*>(words), count * 4);
        return Flash::instance().program(begin_ + offset, bytes) == Flash::Status::Ok;
    }
    bool do_erase(u32 sector) override {
        return Flash::instance().erase_sector(begin_ + sector * kSectorBytes) == Flash::Status::Ok;
    }

    u32 begin_;
};

}  // namespace

runtime::CodeStore& code_store() {
    static FlashMedium medium(hal::flash_layout(Flash::instance().size()));
    static runtime::CodeStore store(medium);
    return store;
}

}  // namespace kinglet::firmware
