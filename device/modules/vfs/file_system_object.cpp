#include "device/modules/vfs/file_system_object.hpp"

#include "device/modules/vfs/file_object.hpp"
#include "device/modules/vfs/path.hpp"
#include "device/modules/vfs/python_block_device.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/time/wall_clock.hpp"

namespace kinglet::modules {

using namespace runtime;

fs::FileSystem* file_system_of(Value value) {
    return is_instance(value, file_system_type) ? value.as<FileSystemObject>()->system : nullptr;
}

namespace {

fs::FileSystem& system_of(Value self) {
    return *self.as<FileSystemObject>()->system;
}

Raised outcome(Thread& thread, Errno error) {
    return PythonBlockDevice::end_operation(thread, error);
}

/// OSError(EROFS) if the filesystem was mounted for reading only.
Raised check_writable(Thread& thread, Value self) {
    if (self.as<FileSystemObject>()->is_read_only) return raise_os_error(thread, Errno::ReadOnly);
    return kFine;
}

Completion system_mount(Thread& thread, Value self, Value read_only, Value) {
    bool is_read_only = false;
    TRY(truth(thread, read_only, is_read_only));
    self.as<FileSystemObject>()->is_read_only = is_read_only;
    return kNone;
}

Completion system_umount(Thread& thread, Value self) {
    self.as<FileSystemObject>()->is_read_only = false;
    return outcome(thread, system_of(self).sync());
}

Completion system_open(Thread& thread, const Value* values, u32 count) {
    OpenMode mode;
    TRY(parse_open_mode(thread, count > 2 ? values[2] : Value(&name<"r">->header), mode));
    if ((mode.flags & fs::kWrite) != 0) TRY(check_writable(thread, values[0]));
    if (values[1].is_int()) {
        return file_open(thread, values[0], system_of(values[0]), nullptr, mode,
                         static_cast<i32>(values[1].as_int()));
    }
    std::string_view path;
    Value keeper;
    TRY(path_text(thread, values[1], path, keeper));
    return file_open(thread, values[0], system_of(values[0]), path.data(), mode);
}

Completion system_ilistdir(Thread& thread, const Value* values, u32 count) {
    const Value folder = count > 1 ? values[1] : Value(&name<"">->header);
    std::string_view path;
    Value keeper;
    TRY(path_text(thread, folder, path, keeper));
    return folder_open(thread, values[0], system_of(values[0]), path.data(), is_bytes(folder));
}

using PathOperation = Errno (*)(fs::FileSystem&, const char*);

template <bool changes>
Completion on_path(Thread& thread, Value self, Value path, PathOperation operation) {
    if (changes) TRY(check_writable(thread, self));
    std::string_view text;
    Value keeper;
    TRY(path_text(thread, path, text, keeper));
    return outcome(thread, operation(system_of(self), text.data()));
}

Completion system_mkdir(Thread& thread, Value self, Value path) {
    return on_path<true>(thread, self, path,
                         [](fs::FileSystem& system, const char* name) { return system.make_folder(name); });
}
Completion system_rmdir(Thread& thread, Value self, Value path) {
    return on_path<true>(thread, self, path,
                         [](fs::FileSystem& system, const char* name) { return system.remove_folder(name); });
}
Completion system_remove(Thread& thread, Value self, Value path) {
    return on_path<true>(thread, self, path,
                         [](fs::FileSystem& system, const char* name) { return system.remove(name); });
}
Completion system_chdir(Thread& thread, Value self, Value path) {
    return on_path<false>(thread, self, path,
                          [](fs::FileSystem& system, const char* name) { return system.set_current(name); });
}

Completion system_rename(Thread& thread, Value self, Value from, Value to) {
    TRY(check_writable(thread, self));
    std::string_view old_path, new_path;
    Value keepers[2];
    TRY(path_text(thread, from, old_path, keepers[0]));
    TRY(path_text(thread, to, new_path, keepers[1]));
    return outcome(thread, system_of(self).rename(old_path.data(), new_path.data()));
}

Completion system_getcwd(Thread& thread, Value self) {
    constexpr usize kLongestPath = sizeof(void*) == 4 ? 256 : 4096;
    auto* room = static_cast<char*>(thread.heap.allocate_raw(kLongestPath, RawKind::Bytes));
    if (room == nullptr) return raise_memory_error(thread, kLongestPath);
    TRY(outcome(thread, system_of(self).current({room, kLongestPath})));
    const Str* text = str_create(thread, {room, std::strlen(room)});
    thread.heap.free_raw(room);
    return or_raised(text);
}

/// A tuple of ten numbers.
Completion ten(Thread& thread, const i64 (&numbers)[10]) {
    Value items[10];
    for (u32 i = 0; i < 10; ++i) items[i] = TRY(int_create(thread, numbers[i]));
    return or_raised(tuple_create(thread, items, 10));
}

/// As time.time() counts; 0, which no file has, stays what it is.
i64 in_epoch(i64 seconds) {
    return seconds == 0 ? 0 : seconds - stdlib::wall_clock.epoch_seconds;
}

Completion system_stat(Thread& thread, Value self, Value path) {
    std::string_view text;
    Value keeper;
    TRY(path_text(thread, path, text, keeper));
    fs::Status status;
    TRY(outcome(thread, system_of(self).status(text.data(), status)));
    return ten(thread,
               {status.mode, static_cast<i64>(status.inode), static_cast<i64>(status.device),
                static_cast<i64>(status.links), status.user, status.group, static_cast<i64>(status.size),
                in_epoch(status.accessed), in_epoch(status.modified), in_epoch(status.changed)});
}

Completion system_statvfs(Thread& thread, Value self, Value path) {
    std::string_view text;
    Value keeper;
    TRY(path_text(thread, path, text, keeper));
    fs::Volume volume;
    TRY(outcome(thread, system_of(self).volume(text.data(), volume)));
    return ten(thread, {static_cast<i64>(volume.block_bytes), static_cast<i64>(volume.fragment_bytes),
                        static_cast<i64>(volume.blocks), static_cast<i64>(volume.free_blocks),
                        static_cast<i64>(volume.available_blocks), static_cast<i64>(volume.files),
                        static_cast<i64>(volume.free_files), static_cast<i64>(volume.available_files),
                        static_cast<i64>(volume.flags), static_cast<i64>(volume.name_max)});
}

constexpr const Type* kSelf = &file_system_type;
constinit const NativeFunction mount_method = native(name<"mount">, system_mount, kSelf);
constinit const NativeFunction umount_method = native(name<"umount">, system_umount, kSelf);
constinit const NativeFunction open_method = native(name<"open">, system_open, 2, 3, kSelf);
constinit const NativeFunction ilistdir_method = native(name<"ilistdir">, system_ilistdir, 1, 2, kSelf);
constinit const NativeFunction mkdir_method = native(name<"mkdir">, system_mkdir, kSelf);
constinit const NativeFunction rmdir_method = native(name<"rmdir">, system_rmdir, kSelf);
constinit const NativeFunction chdir_method = native(name<"chdir">, system_chdir, kSelf);
constinit const NativeFunction getcwd_method = native(name<"getcwd">, system_getcwd, kSelf);
constinit const NativeFunction remove_method = native(name<"remove">, system_remove, kSelf);
constinit const NativeFunction rename_method = native(name<"rename">, system_rename, kSelf);
constinit const NativeFunction stat_method = native(name<"stat">, system_stat, kSelf);
constinit const NativeFunction statvfs_method = native(name<"statvfs">, system_statvfs, kSelf);

constinit const Attribute attributes[] = {
    {name<"mount">, &mount_method.header},   {name<"umount">, &umount_method.header},
    {name<"open">, &open_method.header},     {name<"ilistdir">, &ilistdir_method.header},
    {name<"mkdir">, &mkdir_method.header},   {name<"rmdir">, &rmdir_method.header},
    {name<"chdir">, &chdir_method.header},   {name<"getcwd">, &getcwd_method.header},
    {name<"remove">, &remove_method.header}, {name<"rename">, &rename_method.header},
    {name<"stat">, &stat_method.header},     {name<"statvfs">, &statvfs_method.header},
};

constinit const Slots no_slots = {};

}  // namespace

constinit const Type file_system_type =
    builtin_type(file_system_type, name<"FileSystem">, no_slots, sizeof(FileSystemObject), attributes);

}  // namespace kinglet::modules
