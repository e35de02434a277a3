#include "device/fs/mount_table.hpp"

namespace kinglet::fs {

Place MountTable::find(std::string_view path) const {
    const bool is_absolute = !path.empty() && path.front() == '/';
    if (!is_absolute && current_ != nullptr) return {Where::Mounted, current_, path};
    const std::string_view name = path.substr(is_absolute ? 1 : 0);
    if (name.empty()) return {Where::Root, nullptr, path};
    for (Mount* mount = first_; mount != nullptr; mount = mount->next) {
        if (mount->is_root()) return {Where::Mounted, mount, path};
        const std::string_view own = mount->path.substr(1);
        if (!name.starts_with(own)) continue;
        const std::string_view rest = name.substr(own.size());
        if (rest.empty()) return {Where::Mounted, mount, "/"};
        if (rest.front() == '/') return {Where::Mounted, mount, rest};
    }
    return {};
}

bool MountTable::is_free(std::string_view path) const {
    if (path == "/") return root() == nullptr;
    const Place place = find(path);
    return place.where == Where::Nowhere || (place.where == Where::Mounted && place.mount->is_root());
}

void MountTable::add(Mount& mount) {
    Mount** link = &first_;
    while (*link != nullptr && !(*link)->is_root()) link = &(*link)->next;
    mount.next = *link;
    *link = &mount;
}

Mount* MountTable::find_exactly(std::string_view path) const {
    Mount* mount = first_;
    while (mount != nullptr && mount->path != path) mount = mount->next;
    return mount;
}

void MountTable::remove(Mount& mount) {
    Mount** link = &first_;
    while (*link != nullptr && *link != &mount) link = &(*link)->next;
    if (*link != nullptr) *link = mount.next;
    if (current_ == &mount) current_ = nullptr;
}

Mount* MountTable::root() const {
    return find_exactly("/");
}

}  // namespace kinglet::fs
