#include "python/repl/history.hpp"

#include <cstring>

namespace kinglet::repl {

void History::release(std::string_view line) {
    allocator_.release(const_cast<char*>(line.data()), line.size());
}

void History::add(std::string_view line) {
    if (line.empty() || (size_ != 0 && lines_[0] == line)) return;
    char* const copy = static_cast<char*>(allocator_.allocate(line.size()));
    if (copy == nullptr) return;
    std::memcpy(copy, line.data(), line.size());
    if (size_ == kSize) release(lines_[--size_]);
    for (usize index = size_; index != 0; --index) lines_[index] = lines_[index - 1];
    lines_[0] = {copy, line.size()};
    ++size_;
}

void History::clear() {
    while (size_ != 0) release(lines_[--size_]);
}

}  // namespace kinglet::repl
