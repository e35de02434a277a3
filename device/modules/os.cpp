// os: files and folders by their paths, whatever filesystem they lie on; what the machine is called; random
// bytes.
#include "device/modules/os/platform.hpp"
#include "device/modules/vfs/file_system_object.hpp"
#include "device/modules/vfs/module.hpp"
#include "device/modules/vfs/mounts.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/attribute_tuple.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/list.hpp"
#include "python/stdlib/module_table.hpp"
#include "python/stdlib/random/entropy.hpp"
#include "python/stdlib/sys/platform.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

using fs::Where;

/// Where a path leads that has to lie on a filesystem: OSError(ENODEV) if there is none, OSError(at_root) for
/// the root of them all.
Raised find_mounted(Thread& thread, Value path, Errno at_root, Target& target) {
    TRY(find_target(thread, path, target));
    if (target.where == Where::Nowhere) return raise_os_error(thread, Errno::NoDevice);
    if (target.where == Where::Root) return raise_os_error(thread, at_root);
    return kFine;
}

Completion on_target(Thread& thread, const Target& target, Str& method) {
    if (target.where == Where::Nowhere) return raise_os_error(thread, Errno::NoDevice);
    return call_system(thread, *target.point, method, &target.rest, 1);
}

Completion on_path(Thread& thread, Value path, Errno at_root, Str& method) {
    Target target;
    TRY(find_mounted(thread, path, at_root, target));
    return on_target(thread, target, method);
}

Completion os_remove(Thread& thread, Value path) {
    return on_path(thread, path, Errno::NotPermitted, name_ref<"remove">);
}
Completion os_rmdir(Thread& thread, Value path) {
    return on_path(thread, path, Errno::NotPermitted, name_ref<"rmdir">);
}

Completion os_mkdir(Thread& thread, Value path) {
    Target target;
    TRY(find_mounted(thread, path, Errno::Exists, target));
    if (!(target.rest == path) && is_str(target.rest) && str_equal(*target.rest.as<Str>(), *name<"/">)) {
        return raise_os_error(thread, Errno::Exists);  // a mount point
    }
    return on_target(thread, target, name_ref<"mkdir">);
}

Completion os_rename(Thread& thread, Value from, Value to) {
    Target old_target, new_target;
    TRY(find_mounted(thread, from, Errno::NotPermitted, old_target));
    TRY(find_mounted(thread, to, Errno::NotPermitted, new_target));
    if (old_target.point != new_target.point) return raise_os_error(thread, Errno::NotPermitted);
    const Value arguments[] = {old_target.rest, new_target.rest};
    return call_system(thread, *old_target.point, name_ref<"rename">, arguments, 2);
}

MountPoint* root_point(Thread& thread) {
    const fs::MountTable* table = mount_table(thread);
    fs::Mount* root = table == nullptr ? nullptr : table->root();
    return root == nullptr ? nullptr : &MountPoint::of(*root);
}

/// What stat tells of the root of all filesystems, and statvfs where nothing is mounted on it.
Completion ten_numbers(Thread& thread, u32 first, u32 last) {
    Value items[10];
    for (Value& item : items) item = Value::from_int(0);
    items[0] = Value::from_int(static_cast<SignedWord>(first));
    items[9] = Value::from_int(static_cast<SignedWord>(last));
    return or_raised(tuple_create(thread, items, 10));
}

Completion os_stat(Thread& thread, Value path) {
    Target target;
    TRY(find_target(thread, path, target));
    if (target.where == Where::Root) return ten_numbers(thread, fs::kModeFolder, 0);
    return on_target(thread, target, name_ref<"stat">);
}

Completion os_statvfs(Thread& thread, Value path) {
    Target target;
    TRY(find_target(thread, path, target));
    if (target.where != Where::Root) return on_target(thread, target, name_ref<"statvfs">);
    constexpr u32 kLongestName = 255;
    const MountPoint* root = root_point(thread);
    if (root == nullptr) return ten_numbers(thread, 0, kLongestName);
    const Value slash = &name<"/">->header;
    return call_system(thread, *root, name_ref<"statvfs">, &slash, 1);
}

Completion os_chdir(Thread& thread, Value path) {
    Target target;
    TRY(find_target(thread, path, target));
    fs::MountTable* table = mount_table(thread);
    if (target.where == Where::Nowhere) return raise_os_error(thread, Errno::NotFound);
    if (target.where == Where::Root) {
        target.point = root_point(thread);
        target.rest = &name<"/">->header;
    }
    if (target.point != nullptr) TRY(call_system(thread, *target.point, name_ref<"chdir">, &target.rest, 1));
    if (table != nullptr) table->set_current(target.where == Where::Root ? nullptr : &target.point->mount);
    return kNone;
}

Completion os_getcwd(Thread& thread) {
    const fs::MountTable* table = mount_table(thread);
    fs::Mount* current = table == nullptr ? nullptr : table->current();
    if (current == nullptr) return &name<"/">->header;
    const Value inner = TRY(call_system(thread, MountPoint::of(*current), name_ref<"getcwd">, nullptr, 0));
    if (current->is_root() || !is_str(inner)) return inner;
    StrBuilder path(thread);
    path.write(current->path);
    if (!str_equal(*inner.as<Str>(), *name<"/">)) path.write(inner.as<Str>()->view());
    return or_raised(path.finish());
}

/// The entries of the root of all filesystems: the mount points, then what the one on '/' has.
Completion list_root(Thread& thread) {
    List* entries = list_create(thread, nullptr, 0);
    if (entries == nullptr) return Value();
    const fs::MountTable* table = mount_table(thread);
    fs::Mount* mount = table == nullptr ? nullptr : table->first();
    for (; mount != nullptr && !mount->is_root(); mount = mount->next) {
        const Value path = TRY(or_raised(str_create(thread, mount->path.substr(1))));
        const Value items[] = {path, Value::from_int(fs::kModeFolder), Value::from_int(0)};
        const Value entry = TRY(or_raised(tuple_create(thread, items, 3)));
        TRY(list_append(thread, *entries, entry));
    }
    if (mount == nullptr) return get_iter(thread, Value(&entries->header));
    const Value slash = &name<"/">->header;
    const Value rest = TRY(call_system(thread, MountPoint::of(*mount), name_ref<"ilistdir">, &slash, 1));
    if (entries->count == 0) return rest;
    const Value iterator = TRY(get_iter(thread, rest));
    for (;;) {
        const Value entry = TRY(iter_next(thread, iterator));
        if (entry.is_undefined()) return get_iter(thread, Value(&entries->header));
        TRY(list_append(thread, *entries, entry));
    }
}

Completion os_ilistdir(Thread& thread, const Value* values, u32 count) {
    const Value path = count == 0 ? Value(&name<"">->header) : values[0];
    Target target;
    TRY(find_target(thread, path, target));
    if (target.where == Where::Root) return list_root(thread);
    return on_target(thread, target, name_ref<"ilistdir">);
}

Completion os_listdir(Thread& thread, const Value* values, u32 count) {
    const Value entries = TRY(os_ilistdir(thread, values, count));
    const Value iterator = TRY(get_iter(thread, entries));
    List* names = list_create(thread, nullptr, 0);
    if (names == nullptr) return Value();
    for (;;) {
        const Value entry = TRY(iter_next(thread, iterator));
        if (entry.is_undefined()) return &names->header;
        const Value first = TRY(get_item(thread, entry, Value::from_int(0)));
        TRY(list_append(thread, *names, first));
    }
}

Completion os_sync(Thread& thread) {
    const fs::MountTable* table = mount_table(thread);
    fs::Mount* mount = table == nullptr ? nullptr : table->first();
    for (; mount != nullptr; mount = mount->next) {
        fs::FileSystem* system = file_system_of(MountPoint::of(*mount).system);
        const Errno error = system == nullptr ? Errno::None : system->sync();
        if (error != Errno::None) return raise_os_error(thread, error);
    }
    return kNone;
}

Completion os_urandom(Thread& thread, Value wanted) {
    SignedWord count = 0;
    TRY(to_integer(thread, wanted, count));
    if (count < 0) return raise(thread, value_error_type, "negative argument not allowed"_packed);
    Bytes* bytes = bytes_create(thread, nullptr, static_cast<usize>(count));
    if (bytes == nullptr) return Value();
    u32 bits = 0;
    for (usize i = 0; i < static_cast<usize>(count); ++i) {
        bits = i % 4 == 0 ? stdlib::entropy() : bits >> 8;
        bytes->data()[i] = static_cast<u8>(bits);
    }
    return &bytes->header;
}

constinit const StaticTuple<5> uname_names = {
    {{&tuple_type.root}, 5},
    {&name<"sysname">->header, &name<"nodename">->header, &name<"release">->header, &name<"version">->header,
     &name<"machine">->header}};

Completion os_uname(Thread& thread) {
    const Value platform = &stdlib::sys_platform.platform->header;
    const Value values[] = {platform, platform, &name<"1.29.0">->header, &name<"Kinglet v0.1.0">->header,
                            &stdlib::sys_platform.machine->header};
    return attribute_tuple_create(thread, uname_names.tuple, values);
}

constinit const NativeFunction chdir_function = native(name<"chdir">, os_chdir);
constinit const NativeFunction getcwd_function = native(name<"getcwd">, os_getcwd);
constinit const NativeFunction ilistdir_function = native(name<"ilistdir">, os_ilistdir, 0, 1);
constinit const NativeFunction listdir_function = native(name<"listdir">, os_listdir, 0, 1);
constinit const NativeFunction mkdir_function = native(name<"mkdir">, os_mkdir);
constinit const NativeFunction remove_function = native(name<"remove">, os_remove);
constinit const NativeFunction rename_function = native(name<"rename">, os_rename);
constinit const NativeFunction rmdir_function = native(name<"rmdir">, os_rmdir);
constinit const NativeFunction stat_function = native(name<"stat">, os_stat);
constinit const NativeFunction statvfs_function = native(name<"statvfs">, os_statvfs);
constinit const NativeFunction sync_function = native(name<"sync">, os_sync);
constinit const NativeFunction uname_function = native(name<"uname">, os_uname);
constinit const NativeFunction urandom_function = native(name<"urandom">, os_urandom);

constinit const Attribute attributes[] = {
    {name<"sep">, &name<"/">->header},           {name<"chdir">, &chdir_function.header},
    {name<"getcwd">, &getcwd_function.header},   {name<"ilistdir">, &ilistdir_function.header},
    {name<"listdir">, &listdir_function.header}, {name<"mkdir">, &mkdir_function.header},
    {name<"mount">, &mount_function.header},     {name<"remove">, &remove_function.header},
    {name<"rename">, &rename_function.header},   {name<"rmdir">, &rmdir_function.header},
    {name<"stat">, &stat_function.header},       {name<"statvfs">, &statvfs_function.header},
    {name<"sync">, &sync_function.header},       {name<"umount">, &umount_function.header},
    {name<"uname">, &uname_function.header},     {name<"unlink">, &remove_function.header},
    {name<"urandom">, &urandom_function.header},
};

}  // namespace

extern const BuiltinModule os_module;
constinit const BuiltinModule os_module = stdlib::builtin_module(name<"os">, attributes, os_get_attribute);

}  // namespace kinglet::modules
