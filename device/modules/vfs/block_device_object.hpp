// A block device of the system as a Python object, with readblocks, writeblocks and ioctl as those written in
// Python have them. Filesystems written in C++ use the device itself. A kind of device is a type that derives
// from block_device_type and makes the objects.
#pragma once

#include "device/hal/block_device.hpp"
#include "python/runtime/object.hpp"

namespace kinglet::modules {

/// How every block device object begins.
struct BlockDeviceObject {
    runtime::Object header;
    hal::BlockDevice* device;
};

extern const runtime::Type block_device_type;

/// The device behind an object; nullptr: it is none of the system's.
hal::BlockDevice* block_device_of(runtime::Value value);

/// What a filesystem asks of ioctl.
enum BlockRequest : u32 {
    kBlockInit = 1,
    kBlockDeinit = 2,
    kBlockSync = 3,
    kBlockCount = 4,
    kBlockSize = 5,
    kBlockErase = 6,
};

}  // namespace kinglet::modules
