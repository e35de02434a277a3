#include "device/fs/flash_partition.hpp"

#include "device/hal/flash.hpp"

namespace kinglet::fs {

namespace {

using hal::Flash;

Errno outcome(Flash::Status status) {
    return status == Flash::Status::Ok ? Errno::None : Errno::Io;
}

}  // namespace

FlashPartition::FlashPartition(u32 first_sector, u32 sector_count)
    : BlockDevice(Flash::kSectorSize, sector_count), first_(first_sector) {}

Errno FlashPartition::do_read(u32 block, u32 offset, std::span<u8> into) {
    return outcome(Flash::instance().read((first_ + block) * Flash::kSectorSize + offset, into));
}
Errno FlashPartition::do_program(u32 block, u32 offset, std::span<const u8> bytes) {
    return outcome(Flash::instance().program((first_ + block) * Flash::kSectorSize + offset, bytes));
}
Errno FlashPartition::do_erase(u32 block) {
    return outcome(Flash::instance().erase_sector((first_ + block) * Flash::kSectorSize));
}

}  // namespace kinglet::fs
