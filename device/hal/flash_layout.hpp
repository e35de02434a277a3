// Who has which part of the flash. The one place that says so: firmware, tools and tests ask here.
//
//   0                     the firmware's image, seen through the window; at most kImageLimit
//   kImageLimit           the code store (docs/spec/code-store.md), inside the window of 1 MiB; none on small
//   parts files_begin           the filesystem, up to the end of the part
//
// What follows from the size of the part only is the same for every image, so files stay where they are when
// the firmware is replaced.
#pragma once

#include "base/integers.hpp"

namespace kinglet::hal {

struct FlashLayout {
    static constexpr u32 kImageLimit = 448 * 1024;
    static constexpr u32 kWindow = 1024 * 1024;

    u32 store_begin;
    u32 store_bytes;  // 0: there is none
    u32 files_begin;

    constexpr u32 files_bytes(u32 flash_size) const {
        return flash_size > files_begin ? flash_size - files_begin : 0;
    }
};

/// The layout of a part of so many bytes.
constexpr FlashLayout flash_layout(u32 flash_size) {
    constexpr u32 kStoreOfSmall = 128 * 1024;
    constexpr u32 kBegin = FlashLayout::kImageLimit;
    if (flash_size < FlashLayout::kWindow) return {kBegin, 0, kBegin};
    if (flash_size < 2 * FlashLayout::kWindow) return {kBegin, kStoreOfSmall, kBegin + kStoreOfSmall};
    return {kBegin, FlashLayout::kWindow - kBegin, FlashLayout::kWindow};
}

}  // namespace kinglet::hal
