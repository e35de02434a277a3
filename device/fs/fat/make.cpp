// Making a volume. The sizes of clusters are those that cards are usually formatted with, so that other
// systems find nothing unusual.
#include "base/flash.hpp"
#include "device/fs/fat/format.hpp"
#include "device/fs/fat/volume.hpp"

namespace kinglet::fs::fat {

struct Volume::Plan {
    u32 bits;  // 12, 16, 32
    u32 sectors;
    u32 cluster_sectors;
    u32 reserved;
    u32 table_sectors;
    u32 root_sectors;
    u32 clusters;

    /// Lays it out; false: not with this many clusters.
    bool fill(u32 bytes) {
        constexpr u32 kRootSlots = 512;
        reserved = bits == 32 ? 32 : 1;
        root_sectors = bits == 32 ? 0 : kRootSlots * slot::kBytes / bytes;
        const u64 entries = sectors / cluster_sectors + kFirstCluster;
        table_sectors = static_cast<u32>((entries * bits + 8 * bytes - 1) / (8 * bytes));
        const u32 used = reserved + table_sectors + root_sectors;
        if (used >= sectors) return false;
        clusters = (sectors - used) / cluster_sectors;
        if (bits == 12) return clusters != 0 && clusters <= kMostClusters12;
        if (bits == 16) return clusters > kMostClusters12 && clusters <= kMostClusters16;
        return clusters > kMostClusters16 && clusters <= kMostClusters32;
    }
};

bool Volume::plan(u32 sectors, u32 bytes, Plan& plan) {
    // Clusters are twice as large from each of these numbers of sectors on.
    static constexpr FlashWord kSteps[] = {0x1000, 0x4000, 0x10000, 0x40000, 0x100000, 0x200000};
    constexpr u32 kLargeSteps = 0x20000;  // and of FAT32 from this, and twice it, on
    constexpr u32 kMostSectors = 64;
    plan.sectors = sectors;
    plan.cluster_sectors = 1;
    for (const FlashWord& step : kSteps) {
        if (sectors >= step) plan.cluster_sectors *= 2;
    }
    for (; plan.cluster_sectors <= kMostSectors; plan.cluster_sectors *= 2) {
        for (plan.bits = 12; plan.bits <= 16; plan.bits += 4) {
            if (plan.fill(bytes)) return true;
        }
    }
    plan.bits = 32;
    plan.cluster_sectors = 1;
    for (u64 step = kLargeSteps; plan.cluster_sectors < kMostSectors && sectors >= step; step *= 2) {
        plan.cluster_sectors *= 2;
    }
    return plan.fill(bytes);
}

Errno Volume::write_layout(const Plan& plan, u32 serial) {
    const bool is_fat32 = plan.bits == 32;
    const u32 first = plan.reserved + plan.table_sectors;
    // Tables and the root first: without its boot sector there is no volume.
    u32 end = first + plan.root_sectors;
    if (is_fat32) end += plan.cluster_sectors;
    for (u32 sector = plan.reserved; sector < end; ++sector) TRY_ERRNO(sectors_.claim(sector));
    TRY_ERRNO(sectors_.load(plan.reserved));
    u8* window = sectors_.window();
    set_word(window, is_fat32 ? 0x0FFFFFF8 : plan.bits == 16 ? 0xFFFFFFF8 : 0xFFFFF8);
    if (is_fat32) {
        set_word(window + 4, 0x0FFFFFFF);
        set_word(window + 8, 0x0FFFFFFF);  // the root
    }
    sectors_.change();

    constexpr u32 kInfo = 1, kBackup = 6;
    for (u32 copy = is_fat32 ? 2 : 0; copy-- > 0;) {
        TRY_ERRNO(sectors_.claim(copy * kBackup + kInfo));
        for (const auto& mark : info::kMarks) set_word(window + mark[0], mark[1]);
        set_word(window + info::kFree, plan.clusters - 1);
        set_word(window + info::kNext, kFirstCluster);
    }
    for (u32 copy = is_fat32 ? 2 : 1; copy-- > 0;) {
        TRY_ERRNO(sectors_.claim(copy * kBackup));
        set_word(window + boot::kJump, is_fat32 ? 0x009058EB : 0x00903CEB);
        flash_copy(window + boot::kMaker, "KINGLET ", 8);
        set_half(window + boot::kSectorBytes, sector_bytes());
        window[boot::kClusterSectors] = static_cast<u8>(plan.cluster_sectors);
        set_half(window + boot::kReserved, plan.reserved);
        window[boot::kTables] = 1;
        set_half(window + boot::kRootSlots, plan.root_sectors * sector_bytes() / slot::kBytes);
        if (plan.sectors < 0x10000) {
            set_half(window + boot::kSectors, plan.sectors);
        } else {
            set_word(window + boot::kManySectors, plan.sectors);
        }
        window[boot::kMedium] = 0xF8;
        set_half(window + boot::kTrackSectors, 63);
        set_half(window + boot::kHeads, 255);
        u8* names = window + boot::kSerial;
        if (is_fat32) {
            set_word(window + boot::kManyTableSectors, plan.table_sectors);
            set_word(window + boot::kRoot, kFirstCluster);
            set_half(window + boot::kInfo, kInfo);
            set_half(window + boot::kBackup, kBackup);
            names = window + boot::kSerialOfFat32;
        } else {
            set_half(window + boot::kTableSectors, plan.table_sectors);
        }
        names[0] = 0x80;
        names[2] = 0x29;
        set_word(names + 3, serial);
        flash_copy(names + 7, is_fat32 ? "NO NAME    FAT32   " : "NO NAME    FAT     ", 19);
        set_half(window + kSignatureAt, kSignature);
    }
    return sectors_.flush();
}

/// The whole device is one partition.
Errno Volume::write_partition(u32 begin, const Plan& plan) {
    sectors_.set_begin(0);
    TRY_ERRNO(sectors_.claim(0));
    u8* row = sectors_.window() + partition::kTable;
    set_word(row, 0x00010100);  // the old way of counting, which ends before cards do
    set_word(row + partition::kType, 0xFFFFFE00 | (plan.bits == 32 ? partition::kFat32 : partition::kFat16));
    set_word(row + partition::kBegin, begin);
    set_word(row + partition::kSectors, plan.sectors);
    set_half(sectors_.window() + kSignatureAt, kSignature);
    return sectors_.flush();
}

Errno Volume::format(u32 serial) {
    constexpr u32 kPartitionBegin = 63;
    const u32 bytes = sector_bytes();
    if (bytes < kSmallestSector || bytes > kLargestSector || (bytes & (bytes - 1)) != 0) {
        return Errno::Invalid;
    }
    sectors_.set_copies(0, 0, 0, 0);
    sectors_.set_begin(0);
    Plan plan{};
    if (!Volume::plan(sectors_.count(), bytes, plan)) return Errno::Invalid;
    const bool is_partition = plan.bits == 32;
    if (is_partition) {
        if (!Volume::plan(sectors_.count() - kPartitionBegin, bytes, plan)) return Errno::Invalid;
        TRY_ERRNO(sectors_.claim(0));  // what was there is gone from the beginning on
        TRY_ERRNO(sectors_.flush());
        sectors_.set_begin(kPartitionBegin);
    }
    TRY_ERRNO(write_layout(plan, serial));
    if (is_partition) TRY_ERRNO(write_partition(kPartitionBegin, plan));
    return sectors_.sync();
}

}  // namespace kinglet::fs::fat
