// A FAT volume: its layout, its clusters, and the chains that its table makes of them. Clusters count from 2;
// 0 stands for none, and as a folder for the root of FAT12 and FAT16, which lies outside of the clusters.
//
// Whatever the image holds, everything here ends and stays within the device: chains are followed no further
// than the volume has clusters, and a number that is no cluster is Corrupt.
#pragma once

#include "device/fs/fat/sectors.hpp"

namespace kinglet::fs::fat {

class Volume {
  public:
    /// `window`: block_bytes of the device.
    Volume(hal::BlockDevice& device, u8* window) : sectors_(device, window) {}

    /// NoDevice: no FAT volume, neither on the whole device nor in one of its four partitions.
    Errno mount();
    /// Makes an empty one: FAT12 or FAT16 on the whole device, or FAT32 in a partition. Invalid: too small,
    /// or its blocks are no sectors.
    Errno format(u32 serial);

    Sectors& sectors() { return sectors_; }
    u32 sector_bytes() const { return sectors_.bytes(); }
    u32 cluster_bytes() const { return sector_bytes() * cluster_sectors_; }
    u32 cluster_sectors() const { return cluster_sectors_; }
    u32 cluster_count() const { return cluster_count_; }
    bool is_fat32() const { return entry_bits_ == 28; }
    u32 root() const { return root_; }
    u32 root_begin() const { return root_begin_; }
    u32 root_slots() const { return root_slots_; }
    bool is_cluster(u32 number) const { return number - 2 < cluster_count_; }
    u32 first_sector(u32 cluster) const { return data_begin_ + (cluster - 2) * cluster_sectors_; }

    /// What follows in the chain; 0: nothing. Corrupt.
    Errno next(u32 cluster, u32& next);
    /// A free cluster becomes the end of a chain, behind `last` if that is not 0. NoSpace.
    Errno allocate(u32 last, u32& cluster);
    /// A chain that allocate() began goes on behind `last`.
    Errno append(u32 last, u32 cluster) { return set(last, cluster); }
    /// The chain that begins here is free again.
    Errno release(u32 cluster);
    /// Looks through the whole table, the first time.
    Errno count_free(u32& count);
    Errno sync();

  private:
    struct Plan;
    static constexpr u32 kUnknown = 0xFFFFFFFF;

    Errno mount_at(u32 sector);
    Errno take_layout(const u8* sector);
    Errno read_info();
    Errno write_info();
    static bool plan(u32 sectors, u32 bytes, Plan& plan);
    Errno write_layout(const Plan& plan, u32 serial);
    Errno write_partition(u32 begin, const Plan& plan);
    Errno load_entry(u32 cluster, u32& offset);
    Errno get(u32 cluster, u32& value);
    Errno set(u32 cluster, u32 value);
    u32 end_mark() const { return (u32{1} << entry_bits_) - 1; }

    Sectors sectors_;
    u32 entry_bits_ = 0;  // 12, 16 or 28 (of 32)
    u32 cluster_sectors_ = 0;
    u32 cluster_count_ = 0;
    u32 table_begin_ = 0;
    u32 data_begin_ = 0;
    u32 root_ = 0;
    u32 root_begin_ = 0;
    u32 root_slots_ = 0;
    u32 info_sector_ = 0;  // 0: none
    u32 free_ = kUnknown;
    u32 hint_ = 0;  // where the search for a free cluster goes on
    bool is_info_old_ = false;
};

}  // namespace kinglet::fs::fat
