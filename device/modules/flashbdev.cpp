// flashbdev: the flash as block devices; `bdev` is the part that the filesystem has.
#include <new>

#include "device/fs/flash_partition.hpp"
#include "device/hal/flash.hpp"
#include "device/hal/flash_layout.hpp"
#include "device/modules/vfs/block_device_object.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/int.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

using hal::Flash;

struct FlashBdevObject {
    BlockDeviceObject base;
    alignas(fs::FlashPartition) char partition[sizeof(fs::FlashPartition)];
};

extern const Type flash_bdev_type;

Completion create(Thread& thread, u32 first, u32 count) {
    auto* object = static_cast<FlashBdevObject*>(thread.heap.allocate(sizeof(FlashBdevObject)));
    if (object == nullptr) return raise_memory_error(thread, sizeof(FlashBdevObject));
    object->base.header.shape = &flash_bdev_type.root;
    object->base.device = ::new (object->partition) fs::FlashPartition(first, count);
    return &object->base.header;
}

/// FlashBdev(start_sec, blocks).
Completion flash_bdev_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 2, 2));
    SignedWord first = 0, count = 0;
    TRY(to_integer(thread, arguments[0], first));
    TRY(to_integer(thread, arguments[1], count));
    const SignedWord sectors = static_cast<SignedWord>(Flash::instance().size() / Flash::kSectorSize);
    if (first < 0 || count < 0 || first > sectors || count > sectors - first) {
        return raise_os_error(thread, Errno::Invalid);
    }
    return create(thread, static_cast<u32>(first), static_cast<u32>(count));
}

/// start_sec and blocks.
Completion flash_bdev_get_attribute(Thread&, Value self, Str& attribute, bool& found) {
    auto& partition = static_cast<fs::FlashPartition&>(*self.as<FlashBdevObject>()->base.device);
    found = true;
    if (&attribute == name<"start_sec">)
        return Value::from_int(static_cast<SignedWord>(partition.first_sector()));
    found = &attribute == name<"blocks">;
    return found ? Value::from_int(static_cast<SignedWord>(partition.block_count())) : kNone;
}

constinit const Attribute type_attributes[] = {{name<"SEC_SIZE">, Value::from_int(Flash::kSectorSize)}};
constinit const Slots flash_bdev_slots = {.construct = flash_bdev_construct,
                                          .get_attribute = flash_bdev_get_attribute};
constinit const Type flash_bdev_type =
    builtin_type(flash_bdev_type, name<"FlashBdev">, flash_bdev_slots, sizeof(FlashBdevObject),
                 type_attributes, 0, block_device_type);

/// bdev is None on a part that is too small for files.
Completion get_attribute_of_flashbdev(Thread& thread, Str& attribute, bool& found) {
    const u32 size = Flash::instance().size();
    found = true;
    if (&attribute == name<"size">) return int_create_unsigned(thread, size);
    const hal::FlashLayout layout = hal::flash_layout(size);
    const u32 first = layout.files_begin / Flash::kSectorSize;
    if (&attribute == name<"start_sec">) return Value::from_int(first);
    found = &attribute == name<"bdev">;
    const u32 count = layout.files_bytes(size) / Flash::kSectorSize;
    if (!found || count == 0) return kNone;
    return create(thread, first, count);
}

constinit const Attribute attributes[] = {{name<"FlashBdev">, &flash_bdev_type.header}};

}  // namespace

extern const BuiltinModule flashbdev_module;
constinit const BuiltinModule flashbdev_module =
    stdlib::builtin_module(name<"flashbdev">, attributes, get_attribute_of_flashbdev);

}  // namespace kinglet::modules
