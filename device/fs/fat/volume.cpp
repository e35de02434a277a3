#include "device/fs/fat/volume.hpp"

#include <bit>

#include "device/fs/fat/format.hpp"

namespace kinglet::fs::fat {

namespace {

bool is_boot_sector(const u8* sector, u32 sector_bytes) {
    const u32 jump = sector[boot::kJump];
    return half_at(sector + kSignatureAt) == kSignature && (jump == 0xEB || jump == 0xE9) &&
           half_at(sector + boot::kSectorBytes) == sector_bytes &&
           std::has_single_bit(u32{sector[boot::kClusterSectors]}) &&
           half_at(sector + boot::kReserved) != 0 && sector[boot::kTables] - 1u < 4;
}

}  // namespace

Errno Volume::mount() {
    const u32 bytes = sector_bytes();
    if (bytes < kSmallestSector || bytes > kLargestSector || !std::has_single_bit(bytes)) {
        return Errno::NoDevice;
    }
    const Errno error = mount_at(0);
    if (error != Errno::NoDevice) return error;
    sectors_.set_begin(0);
    u32 begins[partition::kRows] = {};
    TRY_ERRNO(sectors_.load(0));
    if (half_at(sectors_.window() + kSignatureAt) != kSignature) return Errno::NoDevice;
    for (u32 i = 0; i < partition::kRows; ++i) {
        const u8* row = sectors_.window() + partition::kTable + i * partition::kRowBytes;
        if (row[partition::kType] != 0) begins[i] = word_at(row + partition::kBegin);
    }
    for (const u32 begin : begins) {
        if (begin == 0 || begin >= sectors_.count()) continue;
        const Errno found = mount_at(begin);
        if (found != Errno::NoDevice) return found;
        sectors_.set_begin(0);
    }
    return Errno::NoDevice;
}

Errno Volume::mount_at(u32 sector) {
    sectors_.set_begin(sector);
    sectors_.set_copies(0, 0, 0, 0);
    TRY_ERRNO(sectors_.load(0));
    if (!is_boot_sector(sectors_.window(), sector_bytes())) return Errno::NoDevice;
    TRY_ERRNO(take_layout(sectors_.window()));
    free_ = kUnknown;
    hint_ = 0;
    is_info_old_ = false;
    return info_sector_ == 0 ? Errno::None : read_info();
}

Errno Volume::take_layout(const u8* sector) {
    const u32 reserved = half_at(sector + boot::kReserved);
    const u32 tables = sector[boot::kTables];
    u32 total = half_at(sector + boot::kSectors);
    if (total == 0) total = word_at(sector + boot::kManySectors);
    u32 table_sectors = half_at(sector + boot::kTableSectors);
    const bool is_fat32 = table_sectors == 0;
    if (is_fat32) table_sectors = word_at(sector + boot::kManyTableSectors);
    cluster_sectors_ = sector[boot::kClusterSectors];
    root_slots_ = half_at(sector + boot::kRootSlots);
    const u32 root_sectors = (root_slots_ * slot::kBytes + sector_bytes() - 1) / sector_bytes();
    const u64 data_begin = reserved + u64{tables} * table_sectors + root_sectors;
    if (data_begin >= total) return Errno::NoDevice;
    table_begin_ = reserved;
    data_begin_ = static_cast<u32>(data_begin);
    root_begin_ = data_begin_ - root_sectors;
    cluster_count_ = (total - data_begin_) / cluster_sectors_;
    entry_bits_ = is_fat32 ? 28 : cluster_count_ > kMostClusters12 ? 16 : 12;
    if (cluster_count_ == 0 || cluster_count_ > (is_fat32 ? kMostClusters32 : kMostClusters16)) {
        return Errno::NoDevice;
    }
    // Clusters that the table does not reach are not there.
    const u64 entries = u64{table_sectors} * sector_bytes() * 8 / (is_fat32 ? 32 : entry_bits_);
    if (entries <= kFirstCluster) return Errno::NoDevice;
    if (cluster_count_ > entries - kFirstCluster) cluster_count_ = static_cast<u32>(entries) - kFirstCluster;

    u32 copies = tables - 1;
    root_ = info_sector_ = 0;
    if (is_fat32) {
        constexpr u32 kOnlyOne = 0x80, kWhich = 0xF;
        const u32 mirroring = half_at(sector + boot::kMirroring);
        root_ = word_at(sector + boot::kRoot);
        info_sector_ = half_at(sector + boot::kInfo);
        if (info_sector_ >= reserved) info_sector_ = 0;
        if (half_at(sector + boot::kVersion) != 0 || !is_cluster(root_)) return Errno::NoDevice;
        if ((mirroring & kOnlyOne) != 0) {
            copies = 0;
            if ((mirroring & kWhich) < tables) table_begin_ += (mirroring & kWhich) * table_sectors;
        }
    } else if (root_slots_ == 0) {
        return Errno::NoDevice;
    }
    sectors_.set_copies(table_begin_, table_begin_ + table_sectors, table_sectors, copies);
    return Errno::None;
}

Errno Volume::read_info() {
    TRY_ERRNO(sectors_.load(info_sector_));
    const u8* window = sectors_.window();
    for (const auto& mark : info::kMarks) {
        if (word_at(window + mark[0]) == mark[1]) continue;
        info_sector_ = 0;
        return Errno::None;
    }
    const u32 free = word_at(window + info::kFree);
    const u32 next = word_at(window + info::kNext);
    if (free <= cluster_count_) free_ = free;
    if (is_cluster(next)) hint_ = next - kFirstCluster;
    return Errno::None;
}

Errno Volume::write_info() {
    if (!is_info_old_ || info_sector_ == 0) return Errno::None;
    is_info_old_ = false;
    TRY_ERRNO(sectors_.load(info_sector_));
    set_word(sectors_.window() + info::kFree, free_);
    set_word(sectors_.window() + info::kNext, hint_ + kFirstCluster);
    sectors_.change();
    return Errno::None;
}

/// The window shows where the entry of a cluster begins.
Errno Volume::load_entry(u32 cluster, u32& offset) {
    offset = entry_bits_ == 12 ? cluster + cluster / 2 : entry_bits_ == 16 ? cluster * 2 : cluster * 4;
    const u32 sector = offset / sector_bytes();
    offset %= sector_bytes();
    return sectors_.load(table_begin_ + sector);
}

Errno Volume::get(u32 cluster, u32& value) {
    u32 offset;
    TRY_ERRNO(load_entry(cluster, offset));
    const u8* at = sectors_.window() + offset;
    if (entry_bits_ == 16) {
        value = half_at(at);
    } else if (entry_bits_ != 12) {
        value = word_at(at) & 0x0FFFFFFF;
    } else {
        value = at[0];
        if (offset + 1 == sector_bytes()) {
            TRY_ERRNO(sectors_.load(table_begin_ + (cluster + cluster / 2 + 1) / sector_bytes()));
            at = sectors_.window() - 1;
        }
        value |= u32{at[1]} << 8;
        value = cluster % 2 != 0 ? value >> 4 : value & 0xFFF;
    }
    return Errno::None;
}

Errno Volume::set(u32 cluster, u32 value) {
    u32 offset;
    TRY_ERRNO(load_entry(cluster, offset));
    u8* at = sectors_.window() + offset;
    sectors_.change();
    if (entry_bits_ == 16) {
        set_half(at, value);
    } else if (entry_bits_ != 12) {
        set_word(at, (word_at(at) & 0xF0000000) | value);
    } else {
        const bool is_odd = cluster % 2 != 0;
        at[0] = static_cast<u8>(is_odd ? (at[0] & 0x0F) | value << 4 : value);
        if (offset + 1 == sector_bytes()) {
            TRY_ERRNO(sectors_.load(table_begin_ + (cluster + cluster / 2 + 1) / sector_bytes()));
            sectors_.change();
            at = sectors_.window() - 1;
        }
        at[1] = static_cast<u8>(is_odd ? value >> 4 : (at[1] & 0xF0) | value >> 8);
    }
    return Errno::None;
}

Errno Volume::next(u32 cluster, u32& next) {
    if (!is_cluster(cluster)) return Errno::Corrupt;
    TRY_ERRNO(get(cluster, next));
    if (is_cluster(next)) return Errno::None;
    if (next < end_mark() - 7) return Errno::Corrupt;  // free, bad, or no cluster
    next = 0;
    return Errno::None;
}

Errno Volume::allocate(u32 last, u32& cluster) {
    u32 value;
    for (u32 left = cluster_count_; left != 0; --left) {
        if (hint_ >= cluster_count_) hint_ = 0;
        cluster = kFirstCluster + hint_++;
        TRY_ERRNO(get(cluster, value));
        if (value != 0) continue;
        TRY_ERRNO(set(cluster, end_mark()));
        if (free_ != kUnknown && free_ != 0) --free_;
        is_info_old_ = true;
        return last != 0 ? set(last, cluster) : Errno::None;
    }
    free_ = 0;
    return Errno::NoSpace;
}

Errno Volume::release(u32 cluster) {
    for (u32 left = cluster_count_; left != 0 && cluster != 0; --left) {
        if (!is_cluster(cluster)) return Errno::Corrupt;
        u32 after;
        const Errno error = next(cluster, after);
        if (error == Errno::Corrupt) {
            after = 0;  // as far as it goes
        } else {
            TRY_ERRNO(error);
        }
        TRY_ERRNO(set(cluster, 0));
        if (free_ < cluster_count_) ++free_;
        if (cluster - kFirstCluster < hint_) hint_ = cluster - kFirstCluster;
        is_info_old_ = true;
        cluster = after;
    }
    return Errno::None;
}

Errno Volume::count_free(u32& count) {
    if (free_ == kUnknown) {
        u32 found = 0;
        for (u32 i = 0; i < cluster_count_; ++i) {
            u32 value;
            TRY_ERRNO(get(kFirstCluster + i, value));
            found += value == 0 ? 1 : 0;
        }
        free_ = found;
    }
    count = free_;
    return Errno::None;
}

Errno Volume::sync() {
    TRY_ERRNO(sectors_.flush());
    TRY_ERRNO(write_info());
    return sectors_.sync();
}

}  // namespace kinglet::fs::fat
