// Console: sys.stdout over a byte stream, as terminals and tools expect it: a line ends with CR LF.
#pragma once

#include "device/hal/stream.hpp"
#include "python/runtime/printer.hpp"

namespace kinglet::frontend {

class Console final : public runtime::Printer {
  public:
    explicit Console(hal::Stream& stream) : stream_(stream) {}

  private:
    void do_write(const char* bytes, usize count) override;
    void do_write_raw(const char* bytes, usize count) override;

    hal::Stream& stream_;
};

}  // namespace kinglet::frontend
