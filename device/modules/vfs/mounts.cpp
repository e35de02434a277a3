#include "device/modules/vfs/mounts.hpp"

#include <cstddef>

#include "device/modules/vfs/path.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

struct Mounts {
    Object header;
    fs::MountTable table;
};

void mounts_trace(Tracer& tracer, Object& self) {
    const fs::MountTable& table = reinterpret_cast<Mounts&>(self).table;
    for (fs::Mount* mount = table.first(); mount != nullptr; mount = mount->next) {
        tracer.visit(&MountPoint::of(*mount).header);
    }
}

void mount_point_trace(Tracer& tracer, Object& self) {
    const auto& point = reinterpret_cast<MountPoint&>(self);
    tracer.visit(point.path);
    tracer.visit(point.system);
}

constinit const Slots mounts_slots = {.trace = mounts_trace};
constinit const Slots mount_point_slots = {.trace = mount_point_trace};
extern const Type mounts_type, mount_point_type;
constinit const Type mounts_type = builtin_type(mounts_type, name<"mounts">, mounts_slots, sizeof(Mounts));
constinit const Type mount_point_type =
    builtin_type(mount_point_type, name<"mounts">, mount_point_slots, sizeof(MountPoint));

/// The table, made if there is none yet.
fs::MountTable* make_table(Thread& thread) {
    if (fs::MountTable* table = mount_table(thread)) return table;
    auto* mounts = static_cast<Mounts*>(thread.heap.allocate(sizeof(Mounts)));
    if (mounts == nullptr) {
        (void)raise_memory_error(thread, sizeof(Mounts));
        return nullptr;
    }
    mounts->header.shape = &mounts_type.root;
    thread.roots[kRootMounts] = &mounts->header;
    return &mounts->table;
}

MountPoint* create_point(Thread& thread, Value system, Value path) {
    auto* point = static_cast<MountPoint*>(thread.heap.allocate(sizeof(MountPoint)));
    if (point == nullptr) {
        (void)raise_memory_error(thread, sizeof(MountPoint));
        return nullptr;
    }
    point->header.shape = &mount_point_type.root;
    point->path = path;
    point->system = system;
    const Bytes& text = *path.as<Bytes>();
    point->mount.path = {reinterpret_cast<const char*>(text.data()), text.length()};
    return point;
}

/// The path of a mount: absolute, without a slash at its end; OSError(EINVAL).
Completion mount_path(Thread& thread, Value path) {
    std::string_view text;
    Value keeper;
    TRY(path_text(thread, path, text, keeper));
    while (text.size() > 1 && text.back() == '/') text.remove_suffix(1);
    if (text.empty() || text.front() != '/') return raise_os_error(thread, Errno::Invalid);
    return or_raised(bytes_create(thread, reinterpret_cast<const u8*>(text.data()), text.size()));
}

}  // namespace

MountPoint& MountPoint::of(fs::Mount& mount) {
    return *reinterpret_cast<MountPoint*>(reinterpret_cast<Word>(&mount) - offsetof(MountPoint, mount));
}

fs::MountTable* mount_table(Thread& thread) {
    const Value mounts = thread.roots[kRootMounts];
    return mounts ? &mounts.as<Mounts>()->table : nullptr;
}

Raised find_target(Thread& thread, Value path, Target& target) {
    std::string_view text;
    Value keeper;
    TRY(path_text(thread, path, text, keeper));
    const fs::MountTable none;
    const fs::MountTable* table = mount_table(thread);
    const fs::Place place = (table == nullptr ? none : *table).find(text);
    target.where = place.where;
    target.point = place.mount == nullptr ? nullptr : &MountPoint::of(*place.mount);
    target.rest = path;
    if (place.where != fs::Where::Mounted || place.rest.size() == text.size()) return kFine;
    if (is_bytes(path)) {
        target.rest = TRY(or_raised(
            bytes_create(thread, reinterpret_cast<const u8*>(place.rest.data()), place.rest.size())));
    } else {
        target.rest = TRY(or_raised(str_create(thread, place.rest)));
    }
    return kFine;
}

Raised mount(Thread& thread, Value system, Value path, Value read_only, Value make) {
    const Value own_path = TRY(mount_path(thread, path));
    fs::MountTable* table = make_table(thread);
    if (table == nullptr) return kRaised;
    MountPoint* point = create_point(thread, system, own_path);
    if (point == nullptr) return kRaised;
    const Value arguments[] = {read_only, make};
    TRY(call_system(thread, *point, name_ref<"mount">, arguments, 2));
    if (!table->is_free(point->mount.path)) return raise_os_error(thread, Errno::NotPermitted);
    table->add(point->mount);
    return kFine;
}

Raised unmount(Thread& thread, Value path_or_system) {
    fs::MountTable* table = mount_table(thread);
    fs::Mount* mount = nullptr;
    if (table != nullptr && (is_str(path_or_system) || is_bytes(path_or_system))) {
        const Value path = TRY(mount_path(thread, path_or_system));
        const Bytes& text = *path.as<Bytes>();
        mount = table->find_exactly({reinterpret_cast<const char*>(text.data()), text.length()});
    } else if (table != nullptr) {
        mount = table->first();
        while (mount != nullptr && !(MountPoint::of(*mount).system == path_or_system)) mount = mount->next;
    }
    if (mount == nullptr) return raise_os_error(thread, Errno::Invalid);
    const MountPoint& point = MountPoint::of(*mount);
    table->remove(*mount);
    TRY(call_system(thread, point, name_ref<"umount">, nullptr, 0));
    return kFine;
}

Completion call_system(Thread& thread, const MountPoint& point, Str& method, const Value* arguments,
                       u32 count) {
    const Value function = TRY(get_attribute(thread, point.system, method));
    return call(thread, function, Arguments{arguments, count, nullptr});
}

}  // namespace kinglet::modules
