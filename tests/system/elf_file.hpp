// A cross-compiled program as the tests need it: its loadable bytes and the addresses of its symbols.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/integers.hpp"

namespace kinglet::system_test {

class ElfFile {
  public:
    struct Segment {
        u32 address;
        std::vector<u8> bytes;
    };

    /// Stops the test run with a message when the file is missing or no such program.
    explicit ElfFile(const std::string& path);

    const std::vector<Segment>& segments() const { return segments_; }
    /// Stops the test run when there is no such symbol.
    u32 symbol(const std::string& name) const;
    bool has_symbol(const std::string& name) const { return symbols_.contains(name); }

  private:
    std::vector<Segment> segments_;
    std::map<std::string, u32> symbols_;
};

}  // namespace kinglet::system_test
