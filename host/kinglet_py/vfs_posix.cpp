#include "host/kinglet_py/vfs_posix.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <new>

#include "device/fs/posix/posix_file_system.hpp"
#include "device/modules/vfs/file_system_object.hpp"
#include "device/modules/vfs/fat.hpp"
#include "device/modules/vfs/lfs2.hpp"
#include "device/modules/vfs/mounts.hpp"
#include "device/modules/vfs/path.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/builtin_type.hpp"

namespace kinglet::host {

using namespace runtime;

namespace {

struct PosixObject {
    modules::FileSystemObject base;
    Value root;  // bytes: what the filesystem's root shows
    alignas(fs::PosixFileSystem) char system[sizeof(fs::PosixFileSystem)];
};

/// VfsPosix([root]).
Completion posix_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 0, 1));
    StrBuilder root(thread);
    if (arguments.count != 0) {
        std::string_view text;
        Value keeper;
        TRY(modules::path_text(thread, arguments[0], text, keeper));
        if (!text.empty() && text.front() != '/') {
            char* folder = ::getcwd(nullptr, 0);
            if (folder == nullptr) return raise_os_error(thread, errno);
            root.write(folder);
            std::free(folder);
            root.write_byte('/');
        }
        while (!text.empty() && text.back() == '/') text.remove_suffix(1);
        root.write(text);
    }
    const Value root_path = TRY(or_raised(root.finish_bytes()));
    auto* object = static_cast<PosixObject*>(thread.heap.allocate(sizeof(PosixObject)));
    if (object == nullptr) return raise_memory_error(thread, sizeof(PosixObject));
    object->base.header.shape = &type.root;
    object->root = root_path;
    object->base.system = ::new (object->system)
        fs::PosixFileSystem(reinterpret_cast<const char*>(root_path.as<Bytes>()->data()));
    return &object->base.header;
}

void posix_trace(Tracer& tracer, Object& self) {
    tracer.visit(reinterpret_cast<PosixObject&>(self).root);
}

constinit const Slots posix_slots = {.construct = posix_construct, .trace = posix_trace};

extern const Type posix_type;
constinit const Type posix_type = builtin_type(posix_type, name<"VfsPosix">, posix_slots, sizeof(PosixObject),
                                               0, modules::file_system_type);
constinit const modules::FileSystemKind posix_kind = {&posix_type, nullptr};

}  // namespace

Raised mount_desktop(Thread& thread) {
    const Value system = TRY(posix_construct(thread, posix_type, Arguments{nullptr, 0, nullptr}));
    TRY(modules::mount(thread, system, Value(&name<"/">->header), kFalse, kFalse));
    fs::MountTable* table = modules::mount_table(thread);
    table->set_current(table->first());
    return kFine;
}

}  // namespace kinglet::host

namespace kinglet::modules {

constinit const FileSystemKind* const file_system_kinds[] = {&host::posix_kind, &fat_kind, &lfs2_kind};
constinit const u32 file_system_kind_count = 3;

}  // namespace kinglet::modules
