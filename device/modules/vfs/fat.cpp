// VfsFat(device) and VfsFat.mkfs(device).
#include "device/modules/vfs/fat.hpp"

#include <new>

#include "device/fs/fat/fat_file_system.hpp"
#include "device/modules/vfs/block_device_object.hpp"
#include "device/modules/vfs/python_block_device.hpp"
#include "python/runtime/call.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/stdlib/time/wall_clock.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

using fs::FatFileSystem;

/// A sector lies behind it.
struct FatObject {
    FileSystemObject base;
    Value given;                // the device as Python has it
    PythonBlockDevice* python;  // nullptr: a device of the system
    usize room;                 // bytes behind this struct
    alignas(PythonBlockDevice) char device[sizeof(PythonBlockDevice)];
    alignas(FatFileSystem) char system[sizeof(FatFileSystem)];
};

extern const Type fat_type;

i64 now() {
    return stdlib::wall_microseconds() / 1000000;
}

/// An object on the device, neither mounted nor formatted.
Completion create(Thread& thread, Value given) {
    PythonBlockDevice python(thread, given, PythonBlockDevice::Form::WholeBlocks);
    hal::BlockDevice* device = block_device_of(given);
    if (device == nullptr) {
        TRY(python.open());
        device = &python;
    }
    const usize room = device->block_bytes();
    auto* object = static_cast<FatObject*>(thread.heap.allocate(sizeof(FatObject) + room));
    if (object == nullptr) return raise_memory_error(thread, sizeof(FatObject) + room);
    object->base.header.shape = &fat_type.root;
    object->given = given;
    object->room = room;
    if (device == &python) device = object->python = ::new (object->device) PythonBlockDevice(python);
    object->base.calls_python = object->python != nullptr;
    object->base.system =
        ::new (object->system) FatFileSystem(*device, reinterpret_cast<u8*>(object + 1), now);
    return &object->base.header;
}

FatFileSystem& system_of(Value object) {
    return static_cast<FatFileSystem&>(*object.as<FatObject>()->base.system);
}

Completion fat_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 1, 1));
    const Value object = TRY(create(thread, arguments.values[0]));
    TRY(PythonBlockDevice::end_operation(thread, system_of(object).mount()));
    return object;
}

Completion fat_mkfs(Thread& thread, Value device) {
    const Value object = TRY(create(thread, device));
    TRY(PythonBlockDevice::end_operation(thread, system_of(object).format()));
    return kNone;
}

Completion fat_recognise(Thread& thread, Value device) {
    const Value reader = TRY(get_attribute_or_undefined(thread, device, name_ref<"readblocks">));
    if (reader.is_undefined()) return kUndefined;
    const Value object = TRY(create(thread, device));
    const Errno error = system_of(object).mount();
    if (error == Errno::NoDevice && !thread.raised) return kUndefined;
    TRY(PythonBlockDevice::end_operation(thread, error));
    return object;
}

void fat_trace(Tracer& tracer, Object& self) {
    auto& object = reinterpret_cast<FatObject&>(self);
    tracer.visit(object.given);
    if (object.python != nullptr) object.python->trace(tracer);
}
usize fat_size(const Object& self) {
    return sizeof(FatObject) + reinterpret_cast<const FatObject&>(self).room;
}

constinit const NativeFunction mkfs_function = native(name<"mkfs">, fat_mkfs);
constinit const MethodWrapper mkfs_method = static_method(mkfs_function);
constinit const Attribute attributes[] = {{name<"mkfs">, &mkfs_method.header}};

constinit const Slots fat_slots = {.construct = fat_construct, .trace = fat_trace, .size = fat_size};
constinit const Type fat_type =
    builtin_type(fat_type, name<"VfsFat">, fat_slots, 0, attributes, 0, file_system_type);

}  // namespace

constinit const FileSystemKind fat_kind = {&fat_type, fat_recognise};

}  // namespace kinglet::modules
