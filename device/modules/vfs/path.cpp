#include "device/modules/vfs/path.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/text.hpp"

namespace kinglet::modules {

using namespace runtime;

Raised path_text(Thread& thread, Value path, std::string_view& text, Value& keeper) {
    Text given;
    if (!text_of(path, given) || given.kind == TextKind::ByteArray) {
        return raise_format(thread, type_error_type, "a path must be str or bytes, not %t"_packed, path);
    }
    if (flash_find_byte(given.data, given.length, 0) != kNotFound) {
        return raise(thread, value_error_type, "embedded null character"_packed);
    }
    keeper = path;
    text = given.view();
    if (thread.heap.owns(given.data)) return kFine;
    Bytes* copy = bytes_create(thread, reinterpret_cast<const u8*>(given.data), given.length);
    if (copy == nullptr) return kRaised;
    keeper = &copy->header;
    text = {reinterpret_cast<const char*>(copy->data()), given.length};
    return kFine;
}

}  // namespace kinglet::modules
