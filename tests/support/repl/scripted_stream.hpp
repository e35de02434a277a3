// A byte stream whose other side is a script.
#pragma once

#include <string>
#include <string_view>

#include "device/hal/stream.hpp"

namespace kinglet::repl {

/// Gives the bytes of a script, and is closed when more are asked for.
class ScriptedStream final : public hal::Stream {
  public:
    explicit ScriptedStream(std::string_view script) : script_(script) {}
    std::string output;
    usize unread() const { return script_.size(); }

  private:
    usize do_read(std::span<u8> into) override {
        if (script_.empty()) is_open_ = false;
        if (script_.empty() || into.empty()) return 0;
        into[0] = static_cast<u8>(script_[0]);
        script_.remove_prefix(1);
        return 1;
    }
    usize do_write(std::span<const u8> bytes) override {
        // Less than asked for, as a serial line does.
        const usize count = bytes.size() < 7 ? bytes.size() : 7;
        output.append(reinterpret_cast<const char*>(bytes.data()), count);
        return count;
    }
    hal::Readiness do_wait(hal::Readiness, u64) override { return hal::Readiness::Both; }
    hal::Readiness do_ready() const override { return hal::Readiness::Both; }
    bool do_is_open() const override { return is_open_; }

    std::string_view script_;
    bool is_open_ = true;
};

}  // namespace kinglet::repl
