// What import and open() see of the mounted filesystems.
#include "device/modules/vfs/file_system_object.hpp"
#include "device/modules/vfs/mounts.hpp"
#include "device/modules/vfs/path.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

PathKind kind_of_mode(Word mode) {
    return (mode & fs::kModeFolder) != 0 ? PathKind::Folder : PathKind::File;
}

/// Asks stat() of a filesystem that is written in Python; if that raises an Exception,
/// there is nothing (but for MemoryError, which says nothing of the file).
Raised ask_python(Thread& thread, const Target& target, PathKind& kind) {
    const Completion status = call_system(thread, *target.point, name_ref<"stat">, &target.rest, 1);
    if (status.is_raised()) {
        const Value exception = thread.raised;
        if (!exception_matches(exception, exception_type) || exception_matches(exception, memory_error_type))
            return kRaised;
        thread.raised = Value();
        return kFine;
    }
    const Value mode = TRY(get_item(thread, status.value(), Value::from_int(0)));
    SignedWord number = 0;
    TRY(to_integer(thread, mode, number));
    kind = kind_of_mode(static_cast<Word>(number));
    return kFine;
}

Raised find_kind(Thread& thread, Str& path, PathKind& kind) {
    kind = PathKind::Nothing;
    Target target;
    TRY(find_target(thread, Value(&path.header), target));
    if (target.where == fs::Where::Nowhere) return kFine;
    if (target.where == fs::Where::Root) {
        kind = PathKind::Folder;
        return kFine;
    }
    fs::FileSystem* system = file_system_of(target.point->system);
    if (system == nullptr) return ask_python(thread, target, kind);
    std::string_view text;
    Value keeper;
    TRY(path_text(thread, target.rest, text, keeper));
    fs::Status status;
    if (system->status(text.data(), status) == Errno::None) kind = kind_of_mode(status.mode);
    return kFine;
}

/// The number of a file that the desktop has open already may stand for a path.
Completion open(Thread& thread, Value path, Value mode) {
    Target target;
    if (path.is_int()) {
        const fs::MountTable* table = mount_table(thread);
        fs::Mount* root = table == nullptr ? nullptr : table->root();
        if (root == nullptr) return raise_os_error(thread, Errno::NoDevice);
        target = {fs::Where::Mounted, &MountPoint::of(*root), path};
    } else {
        TRY(find_target(thread, path, target));
    }
    if (target.where == fs::Where::Root) return raise_os_error(thread, Errno::IsFolder);
    if (target.where == fs::Where::Nowhere) return raise_os_error(thread, Errno::NoDevice);
    const Value arguments[] = {target.rest, mode};
    return call_system(thread, *target.point, name_ref<"open">, arguments, 2);
}

}  // namespace

constinit const FileAccess file_access = {find_kind, open};

}  // namespace kinglet::modules
