#include "device/modules/vfs/block_device_object.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/int.hpp"

namespace kinglet::modules {

using namespace runtime;

hal::BlockDevice* block_device_of(Value value) {
    return is_instance(value, block_device_type) ? value.as<BlockDeviceObject>()->device : nullptr;
}

namespace {

/// The arguments of readblocks and writeblocks: (block, buffer[, offset]).
struct Transfer {
    hal::BlockDevice* device;
    u32 block = 0;
    u32 offset = 0;
    bool is_whole = true;  // without an offset: whole blocks, erased before they are written
    std::span<u8> bytes;
};

Raised parse_transfer(Thread& thread, const Value* values, u32 count, bool reads, Transfer& transfer) {
    transfer.device = values[0].as<BlockDeviceObject>()->device;
    SignedWord block = 0, offset = 0;
    TRY(to_integer(thread, values[1], block));
    transfer.is_whole = count < 4 || values[3].is_none();
    if (!transfer.is_whole) TRY(to_integer(thread, values[3], offset));
    Buffer buffer{};
    if (!buffer_of(values[2], buffer) || (reads && !buffer.is_writable)) {
        return raise(thread, type_error_type, "object with buffer protocol required"_packed);
    }
    const u64 size = u64{transfer.device->block_bytes()} * transfer.device->block_count();
    const u64 begin = static_cast<u64>(block) * transfer.device->block_bytes() + static_cast<u64>(offset);
    if (block < 0 || offset < 0 || begin > size || buffer.count > size - begin) {
        return raise_os_error(thread, Errno::Invalid);
    }
    transfer.block = static_cast<u32>(begin / transfer.device->block_bytes());
    transfer.offset = static_cast<u32>(begin % transfer.device->block_bytes());
    transfer.bytes = {buffer.data, buffer.count};
    return kFine;
}

Completion outcome(Thread& thread, Errno error) {
    if (error != Errno::None) return raise_os_error(thread, error);
    return Value::from_int(0);
}

Completion device_readblocks(Thread& thread, const Value* values, u32 count) {
    Transfer transfer;
    TRY(parse_transfer(thread, values, count, true, transfer));
    return outcome(thread, transfer.device->read(transfer.block, transfer.offset, transfer.bytes));
}

Completion device_writeblocks(Thread& thread, const Value* values, u32 count) {
    Transfer transfer;
    TRY(parse_transfer(thread, values, count, false, transfer));
    hal::BlockDevice& device = *transfer.device;
    const u32 blocks = static_cast<u32>(transfer.bytes.size()) / device.block_bytes();
    Errno error = Errno::None;
    for (u32 i = 0; transfer.is_whole && i < blocks && error == Errno::None; ++i) {
        error = device.erase(transfer.block + i);
    }
    if (error == Errno::None) error = device.program(transfer.block, transfer.offset, transfer.bytes);
    return outcome(thread, error);
}

Completion device_ioctl(Thread& thread, Value self, Value request, Value argument) {
    hal::BlockDevice& device = *self.as<BlockDeviceObject>()->device;
    SignedWord number = 0, block = 0;
    TRY(to_integer(thread, request, number));
    switch (number) {
        case kBlockCount: return int_create_unsigned(thread, device.block_count());
        case kBlockSize: return int_create_unsigned(thread, device.block_bytes());
        case kBlockSync: return outcome(thread, device.sync());
        case kBlockErase:
            TRY(to_integer(thread, argument, block));
            if (block < 0 || static_cast<Word>(block) >= device.block_count()) {
                return raise_os_error(thread, Errno::Invalid);
            }
            return outcome(thread, device.erase(static_cast<u32>(block)));
        case kBlockInit:
        case kBlockDeinit: return Value::from_int(0);
        default: return kNone;
    }
}

constexpr const Type* kSelf = &block_device_type;
constinit const NativeFunction readblocks_method = native(name<"readblocks">, device_readblocks, 3, 4, kSelf);
constinit const NativeFunction writeblocks_method =
    native(name<"writeblocks">, device_writeblocks, 3, 4, kSelf);
constinit const NativeFunction ioctl_method = native(name<"ioctl">, device_ioctl, kSelf);

constinit const Attribute attributes[] = {{name<"readblocks">, &readblocks_method.header},
                                          {name<"writeblocks">, &writeblocks_method.header},
                                          {name<"ioctl">, &ioctl_method.header}};

constinit const Slots no_slots = {};

}  // namespace

constinit const Type block_device_type =
    builtin_type(block_device_type, name<"BlockDevice">, no_slots, sizeof(BlockDeviceObject), attributes);

}  // namespace kinglet::modules
