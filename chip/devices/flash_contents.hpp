// The bytes of a flash chip: in memory only, or those of a file, which then always holds what the flash
// holds. A file is mapped and shared: a program or erase has reached it when the instruction after it runs,
// even if this process dies.
#pragma once

#include <memory>
#include <string>

#include "base/integers.hpp"

namespace kinglet::chip {

class FlashContents {
  public:
    /// Erased. Null when there is no memory, or the size is none that such a part has (512 KiB to 16 MiB, a
    /// power of two).
    static std::unique_ptr<FlashContents> in_memory(u32 size);

    /// The file's bytes. A file that does not exist is created, erased, with `size` bytes all reserved on the
    /// disk; one that exists must be `size` bytes long (0: any size that a part has). On failure null, and
    /// `error` says what and why.
    static std::unique_ptr<FlashContents> of_file(const std::string& path, u32 size, std::string& error);

    ~FlashContents();
    FlashContents(const FlashContents&) = delete;
    FlashContents& operator=(const FlashContents&) = delete;

    u8* data() const { return data_; }
    u32 size() const { return size_; }

    /// Waits until a file's bytes are on the disk. False with `error` set when the system could not do it.
    [[nodiscard]] bool sync(std::string& error);

    static bool is_possible_size(u64 size);

  private:
    FlashContents(u8* data, u32 size, bool is_file, std::string path);

    u8* data_;
    u32 size_;
    bool is_file_;
    std::string path_;
};

}  // namespace kinglet::chip
