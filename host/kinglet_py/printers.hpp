// The program's output on the desktop.
#pragma once

#include <cstdio>

#include "python/runtime/printer.hpp"

namespace kinglet::host {

/// Standard output or standard error.
class FilePrinter final : public runtime::Printer {
  public:
    explicit FilePrinter(std::FILE* file) : file_(file) {}

  private:
    void do_write(const char* bytes, usize count) override { std::fwrite(bytes, 1, count, file_); }
    void do_flush() override { std::fflush(file_); }
    std::FILE* file_;
};

/// The same for a prompt that shares the terminal: nothing is held back.
class FlushingPrinter final : public runtime::Printer {
  public:
    explicit FlushingPrinter(std::FILE* file) : file_(file) {}

  private:
    void do_write(const char* bytes, usize count) override {
        std::fwrite(bytes, 1, count, file_);
        std::fflush(file_);
    }
    std::FILE* file_;
};

}  // namespace kinglet::host
