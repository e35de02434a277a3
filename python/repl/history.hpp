// History: the last lines that were typed, the newest first. A line for which there is no memory is not kept.
#pragma once

#include <string_view>

#include "base/allocator.hpp"

namespace kinglet::repl {

class History {
  public:
    static constexpr usize kSize = 8;

    explicit History(Allocator& allocator) : allocator_(allocator) {}
    ~History() { clear(); }
    History(const History&) = delete;
    History& operator=(const History&) = delete;

    /// Keeps a copy, unless the line is empty or the same as the newest one.
    void add(std::string_view line);
    void clear();
    usize size() const { return size_; }
    /// 0 is the newest.
    std::string_view line(usize age) const { return lines_[age]; }

  private:
    void release(std::string_view line);

    Allocator& allocator_;
    std::string_view lines_[kSize];
    usize size_ = 0;
};

}  // namespace kinglet::repl
