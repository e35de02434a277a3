// vfs: mounting. The kinds of filesystems that the program has (VfsLfs2, VfsPosix ...) are attributes.
#include "device/modules/vfs/module.hpp"

#include "device/modules/vfs/file_system_object.hpp"
#include "device/modules/vfs/mounts.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

/// [(filesystem, path), ...] in the order in which paths are looked up.
Completion list_mounts(Thread& thread) {
    List* list = list_create(thread, nullptr, 0);
    if (list == nullptr) return Value();
    const fs::MountTable* table = mount_table(thread);
    for (fs::Mount* mount = table == nullptr ? nullptr : table->first(); mount != nullptr;
         mount = mount->next) {
        const Value path = TRY(or_raised(str_create(thread, mount->path)));
        const Value items[] = {MountPoint::of(*mount).system, path};
        const Value pair = TRY(or_raised(tuple_create(thread, items, 2)));
        TRY(list_append(thread, *list, pair));
    }
    return &list->header;
}

/// A filesystem is what has a method mount; anything else is a block device that may hold one.
Completion system_on(Thread& thread, Value object) {
    const Value method = TRY(get_attribute_or_undefined(thread, object, name_ref<"mount">));
    if (!method.is_undefined()) return object;
    for (u32 i = 0; i < file_system_kind_count; ++i) {
        const FileSystemKind& kind = *file_system_kinds[i];
        if (kind.recognise == nullptr) continue;
        const Value system = TRY(kind.recognise(thread, object));
        if (!system.is_undefined()) return system;
    }
    return raise_os_error(thread, Errno::NoDevice);
}

/// mount([object, path, *, readonly=False, mkfs=False]).
Completion vfs_mount(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"fsobj">, Value()},
                                                     {name<"mount_point">, Value()},
                                                     {name<"readonly">, kFalse, kKeywordOnly},
                                                     {name<"mkfs">, kFalse, kKeywordOnly}};
    if (arguments.count == 0 && arguments.keyword_count() == 0) return list_mounts(thread);
    Value in[4];
    TRY(unpack(thread, arguments, name<"mount">, parameters, 4, in));
    const Value system = TRY(system_on(thread, in[0]));
    return mount(thread, system, in[1], in[2], in[3]);
}

Completion vfs_umount(Thread& thread, Value path_or_system) {
    return unmount(thread, path_or_system);
}

Completion get_attribute_of_vfs(Thread&, Str& attribute, bool& found) {
    for (u32 i = 0; i < file_system_kind_count; ++i) {
        const Type& type = *file_system_kinds[i]->type;
        found = type.name == &attribute;
        if (found) return &type.header;
    }
    return kNone;
}

constinit const Attribute attributes[] = {{name<"mount">, &mount_function.header},
                                          {name<"umount">, &umount_function.header}};

}  // namespace

constinit const NativeFunction mount_function = native(name<"mount">, vfs_mount, 0, 2);
constinit const NativeFunction umount_function = native(name<"umount">, vfs_umount);

extern const BuiltinModule vfs_module;
constinit const BuiltinModule vfs_module =
    stdlib::builtin_module(name<"vfs">, attributes, get_attribute_of_vfs);

}  // namespace kinglet::modules
