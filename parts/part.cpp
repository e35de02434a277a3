#include "parts/part.hpp"

namespace kinglet::parts {

const PartKind* find_part_kind(std::string_view name) {
    for (const PartKind* kind : part_kinds())
        if (name == kind->name) return kind;
    return nullptr;
}

void snapshot_text(chip::Archive& archive, std::string& text, usize limit) {
    u64 size = text.size();
    archive.bounded(size, limit + 1);
    if (archive.is_loading()) text.resize(archive.has_failed() ? 0 : static_cast<usize>(size));
    archive.bytes(text.data(), text.size());
}

}  // namespace kinglet::parts
