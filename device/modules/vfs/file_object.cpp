#include "device/modules/vfs/file_object.hpp"

#include "device/modules/vfs/file_system_object.hpp"
#include "device/modules/vfs/python_block_device.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/stream.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

struct FileObject {
    Object header;
    Value owner;     // the filesystem's object
    fs::File* file;  // lies behind this struct; nullptr: closed
    Heap* heap;      // which closes it if nobody did
    usize room;      // bytes behind this struct
};

extern const StreamType file_type, text_file_type;

Raised outcome(Thread& thread, Errno error) {
    return PythonBlockDevice::end_operation(thread, error);
}

Raised open_file_of(Thread& thread, Value self, fs::File*& file) {
    file = self.as<FileObject>()->file;
    if (file == nullptr) return raise_closed(thread);
    return kFine;
}

/// What came of moving bytes: nothing now is no error.
Raised moved(Thread& thread, Errno error, usize& done) {
    if (error == Errno::TryAgain) {
        done = kWouldBlock;
        return kFine;
    }
    return outcome(thread, error);
}

Raised file_read(Thread& thread, Value self, u8* into, usize count, usize& done) {
    fs::File* file = nullptr;
    TRY(open_file_of(thread, self, file));
    return moved(thread, file->read({into, count}, done), done);
}

Raised file_write(Thread& thread, Value self, const u8* bytes, usize count, usize& done) {
    fs::File* file = nullptr;
    TRY(open_file_of(thread, self, file));
    return moved(thread, file->write({bytes, count}, done), done);
}

Errno close(FileObject& object) {
    fs::File* file = object.file;
    if (file == nullptr) return Errno::None;
    object.file = nullptr;
    object.heap->forget_finalizer();
    return file->close();
}

Raised file_seek(Thread& thread, fs::File& file, StreamSeek& seek) {
    i64 position = 0;
    TRY(outcome(thread, file.seek(seek.offset, static_cast<fs::Origin>(seek.from), position)));
    seek.offset = static_cast<SignedWord>(position);
    return kFine;
}

Raised file_control(Thread& thread, Value self, StreamRequest request, Word argument, SignedWord& result) {
    result = 0;
    if (request == StreamRequest::Close) return outcome(thread, close(*self.as<FileObject>()));
    fs::File* file = nullptr;
    TRY(open_file_of(thread, self, file));
    switch (request) {
        case StreamRequest::Flush: return outcome(thread, file->flush());
        case StreamRequest::Seek: return file_seek(thread, *file, *reinterpret_cast<StreamSeek*>(argument));
        case StreamRequest::FileNumber:
            result = file->number();
            if (result >= 0) return kFine;
            break;
        case StreamRequest::BufferSize: result = 256; return kFine;
        default: break;
    }
    return raise_os_error(thread, Errno::Invalid);
}

Raised file_print(Thread&, Value self, Printer& printer, PrintForm) {
    const fs::File* file = self.as<FileObject>()->file;
    print_stream(self, file == nullptr ? -1 : file->number(), printer);
    return kFine;
}

void file_trace(Tracer& tracer, Object& self) {
    tracer.visit(reinterpret_cast<FileObject&>(self).owner);
}
usize file_size(const Object& self) {
    return sizeof(FileObject) + reinterpret_cast<const FileObject&>(self).room;
}
void file_finalize(Object& self) {
    (void)close(reinterpret_cast<FileObject&>(self));
}

constinit const Slots file_slots = {
    .print = file_print,
    .iter = stream_iter,
    .next = stream_next,
    .trace = file_trace,
    .size = file_size,
    .finalize = file_finalize,
};

constinit const StreamType file_type = {
    builtin_type(file_type.type, name<"FileIO">, file_slots, 0, kIsStreamType, stream_type),
    {file_read, file_write, file_control, 0}};
constinit const StreamType text_file_type = {
    builtin_type(text_file_type.type, name<"TextIOWrapper">, file_slots, 0, kIsStreamType, stream_type),
    {file_read, file_write, file_control, 1}};

// ---- folders

struct FolderObject {
    Object header;
    Value owner;
    fs::Folder* folder;  // lies behind this struct; nullptr: at its end
    Heap* heap;
    usize room;
    Value as_bytes;
};

void close(FolderObject& object) {
    fs::Folder* folder = object.folder;
    if (folder == nullptr) return;
    object.folder = nullptr;
    object.heap->forget_finalizer();
    folder->close();
}

Completion name_of_entry(Thread& thread, std::string_view text, bool as_bytes) {
    usize bad = 0;
    if (as_bytes || !utf8_is_valid(text.data(), text.size(), bad)) {
        return or_raised(bytes_create(thread, reinterpret_cast<const u8*>(text.data()), text.size()));
    }
    return or_raised(str_create(thread, text));
}

Completion folder_next(Thread& thread, Value self) {
    auto& object = *self.as<FolderObject>();
    if (object.folder == nullptr) return kUndefined;
    fs::Entry entry{};
    const Errno error = object.folder->next(entry);
    if (error != Errno::None || entry.name == nullptr) close(object);
    TRY(outcome(thread, error));
    if (entry.name == nullptr) return kUndefined;
    const u32 kind = entry.kind == fs::EntryKind::Folder ? fs::kModeFolder
                     : entry.kind == fs::EntryKind::File ? fs::kModeFile
                                                         : 0;
    Value items[4];
    items[0] = TRY(name_of_entry(thread, entry.name, object.as_bytes.is_true()));
    items[1] = Value::from_int(static_cast<SignedWord>(kind));
    items[2] = TRY(int_create_unsigned(thread, entry.inode));
    const bool has_size = entry.size != fs::kUnknownSize;
    if (has_size) items[3] = TRY(int_create_unsigned(thread, entry.size));
    return or_raised(tuple_create(thread, items, has_size ? 4 : 3));
}

void folder_trace(Tracer& tracer, Object& self) {
    tracer.visit(reinterpret_cast<FolderObject&>(self).owner);
}
usize folder_size(const Object& self) {
    return sizeof(FolderObject) + reinterpret_cast<const FolderObject&>(self).room;
}
void folder_finalize(Object& self) {
    close(reinterpret_cast<FolderObject&>(self));
}

constinit const Slots folder_slots = {
    .iter = iterator_self,
    .next = folder_next,
    .trace = folder_trace,
    .size = folder_size,
    .finalize = folder_finalize,
};

extern const Type folder_type;
constinit const Type folder_type = builtin_type(folder_type, name<"iterator">, folder_slots, 0);

/// An object with `room` bytes behind it.
template <typename T>
T* create(Thread& thread, const Type& type, Value owner, usize room) {
    auto* object = static_cast<T*>(thread.heap.allocate(sizeof(T) + room));
    if (object == nullptr) {
        (void)raise_memory_error(thread, sizeof(T) + room);
        return nullptr;
    }
    object->header.shape = &type.root;
    object->owner = owner;
    object->room = room;
    object->heap = &thread.heap;
    return object;
}

}  // namespace

Raised parse_open_mode(Thread& thread, Value mode, OpenMode& result) {
    if (!is_str(mode))
        return raise_format(thread, type_error_type, "open() mode must be str, not %t"_packed, mode);
    const Str& letters = *mode.as<Str>();
    bool is_bytes = false, is_valid = true;
    u32 actions = 0;
    result = {};
    for (usize i = 0; i < letters.length(); ++i) {
        switch (letters.byte_at(i)) {
            case 'r':
                ++actions;
                result.flags |= fs::kRead;
                break;
            case 'w':
                ++actions;
                result.flags |= fs::kWrite | fs::kCreate | fs::kTruncate;
                break;
            case 'x':
                ++actions;
                result.flags |= fs::kWrite | fs::kCreate | fs::kExclusive;
                break;
            case 'a':
                ++actions;
                result.flags |= fs::kWrite | fs::kCreate | fs::kAppend;
                break;
            case '+': result.flags |= fs::kRead | fs::kWrite; break;
            case 'b': is_bytes = true; break;
            case 't': break;
            default: is_valid = false;
        }
    }
    result.is_text = !is_bytes;
    if (is_valid && actions == 1) return kFine;
    return raise_format(thread, value_error_type, "invalid mode: %r"_packed, mode);
}

Completion file_open(Thread& thread, Value owner, fs::FileSystem& system, const char* path, OpenMode mode,
                     i32 number) {
    const StreamType& type = mode.is_text ? text_file_type : file_type;
    auto* object = create<FileObject>(thread, type.type, owner, system.file_bytes());
    if (object == nullptr) return Value();
    fs::File* file = nullptr;
    TRY(outcome(thread, path == nullptr ? system.adopt(number, object + 1, file)
                                        : system.open(path, mode.flags, object + 1, file)));
    object->file = file;
    thread.heap.expect_finalizer();
    // A collection cannot call Python; soon after it is the file's turn.
    if (owner.as<FileSystemObject>()->calls_python) TRY(finalizer_register(thread, object->header));
    return &object->header;
}

Completion folder_open(Thread& thread, Value owner, fs::FileSystem& system, const char* path, bool as_bytes) {
    auto* object = create<FolderObject>(thread, folder_type, owner, system.folder_bytes());
    if (object == nullptr) return Value();
    object->as_bytes = Value::from_bool(as_bytes);
    fs::Folder* folder = nullptr;
    TRY(outcome(thread, system.open_folder(path, object + 1, folder)));
    object->folder = folder;
    thread.heap.expect_finalizer();
    return &object->header;
}

}  // namespace kinglet::modules
