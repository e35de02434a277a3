// VfsLfs2(device, *, readsize=32, progsize=32, lookahead=32, mtime=True) and VfsLfs2.mkfs with the same
// arguments.
#include "device/modules/vfs/lfs2.hpp"

#include <new>

#include "device/fs/littlefs/little_file_system.hpp"
#include "device/modules/vfs/block_device_object.hpp"
#include "device/modules/vfs/python_block_device.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/stdlib/time/wall_clock.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

using fs::LittleFileSystem;

/// The buffers lie behind it.
struct Lfs2Object {
    FileSystemObject base;
    Value given;                // the device as Python has it
    PythonBlockDevice* python;  // nullptr: a device of the system
    usize room;                 // bytes behind this struct
    alignas(PythonBlockDevice) char device[sizeof(PythonBlockDevice)];
    alignas(LittleFileSystem) char system[sizeof(LittleFileSystem)];
};

extern const Type lfs2_type;

u64 now() {
    return static_cast<u64>(stdlib::wall_microseconds()) * 1000;
}

/// An unsigned word's worth, so that products of two fit.
Raised to_size(Thread& thread, Value value, u32& size) {
    constexpr SignedWord kMost = 0xFFFF;
    SignedWord number = 0;
    TRY(to_integer(thread, value, number));
    if (number <= 0 || number > kMost) return raise_os_error(thread, Errno::Invalid);
    size = static_cast<u32>(number);
    return kFine;
}

/// An object on the device that the arguments name, neither mounted nor formatted.
Completion create(Thread& thread, const Str* name_of_call, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"bdev">, Value(), kPositionalOnly},
                                                     {name<"readsize">, Value::from_int(32), kKeywordOnly},
                                                     {name<"progsize">, Value::from_int(32), kKeywordOnly},
                                                     {name<"lookahead">, Value::from_int(32), kKeywordOnly},
                                                     {name<"mtime">, kTrue, kKeywordOnly}};
    Value in[5];
    TRY(unpack(thread, arguments, name_of_call, parameters, 5, in));
    LittleFileSystem::Setup setup;
    bool has_times = false;
    TRY(to_size(thread, in[1], setup.units.read_bytes));
    TRY(to_size(thread, in[2], setup.units.program_bytes));
    TRY(to_size(thread, in[3], setup.lookahead_bytes));
    TRY(truth(thread, in[4], has_times));
    if (has_times) setup.nanoseconds = now;
    setup.lookahead_bytes = (setup.lookahead_bytes + 3) / 4 * 4;

    PythonBlockDevice python(thread, in[0], PythonBlockDevice::Form::WithOffset);
    hal::BlockDevice* device = block_device_of(in[0]);
    if (device == nullptr) {
        TRY(python.open());
        device = &python;
    }
    const u32 unit = setup.units.read_bytes > setup.units.program_bytes ? setup.units.read_bytes
                                                                        : setup.units.program_bytes;
    setup.units.cache_bytes = 4 * unit < device->block_bytes() ? 4 * unit : device->block_bytes();
    if (!LittleFileSystem::is_possible(*device, setup)) return raise_os_error(thread, Errno::Invalid);

    const usize room = LittleFileSystem::buffer_bytes(setup);
    auto* object = static_cast<Lfs2Object*>(thread.heap.allocate(sizeof(Lfs2Object) + room));
    if (object == nullptr) return raise_memory_error(thread, sizeof(Lfs2Object) + room);
    object->base.header.shape = &lfs2_type.root;
    object->given = in[0];
    object->room = room;
    if (device == &python) device = object->python = ::new (object->device) PythonBlockDevice(python);
    object->base.calls_python = object->python != nullptr;
    object->base.system =
        ::new (object->system) LittleFileSystem(*device, setup, reinterpret_cast<u8*>(object + 1));
    return &object->base.header;
}

LittleFileSystem& system_of(Value object) {
    return static_cast<LittleFileSystem&>(*object.as<Lfs2Object>()->base.system);
}

Completion lfs2_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    const Value object = TRY(create(thread, type.name, arguments));
    TRY(PythonBlockDevice::end_operation(thread, system_of(object).mount()));
    return object;
}

Completion lfs2_mkfs(Thread& thread, const Arguments& arguments) {
    const Value object = TRY(create(thread, name<"mkfs">, arguments));
    return PythonBlockDevice::end_operation(thread, system_of(object).format());
}

Completion lfs2_recognise(Thread& thread, Value device) {
    const Value reader = TRY(get_attribute_or_undefined(thread, device, name_ref<"readblocks">));
    if (reader.is_undefined()) return kUndefined;
    const Value object = TRY(create(thread, lfs2_type.name, Arguments{&device, 1, nullptr}));
    const Errno error = system_of(object).mount();
    // A device of whole blocks takes no offset.
    const bool has_offsets = !thread.raised || !is_instance(thread.raised, type_error_type);
    if (!has_offsets) thread.raised = Value();
    if (!has_offsets || (error == Errno::Corrupt && !thread.raised)) return kUndefined;
    TRY(PythonBlockDevice::end_operation(thread, error));
    return object;
}

void lfs2_trace(Tracer& tracer, Object& self) {
    auto& object = reinterpret_cast<Lfs2Object&>(self);
    tracer.visit(object.given);
    if (object.python != nullptr) object.python->trace(tracer);
}
usize lfs2_size(const Object& self) {
    return sizeof(Lfs2Object) + reinterpret_cast<const Lfs2Object&>(self).room;
}

constinit const NativeFunction mkfs_function = native(name<"mkfs">, lfs2_mkfs, 1, 1);
constinit const MethodWrapper mkfs_method = static_method(mkfs_function);
constinit const Attribute attributes[] = {{name<"mkfs">, &mkfs_method.header}};

constinit const Slots lfs2_slots = {.construct = lfs2_construct, .trace = lfs2_trace, .size = lfs2_size};
constinit const Type lfs2_type =
    builtin_type(lfs2_type, name<"VfsLfs2">, lfs2_slots, 0, attributes, 0, file_system_type);

}  // namespace

constinit const FileSystemKind lfs2_kind = {&lfs2_type, lfs2_recognise};

}  // namespace kinglet::modules
