// ImageFile: the bytes of an image file, read as a whole and replaced as a whole.
#pragma once

#include <string>
#include <vector>

#include "base/integers.hpp"

namespace kinglet::host {

class ImageFile {
  public:
    explicit ImageFile(std::string path) : path_(std::move(path)) {}

    /// False with `error` set.
    bool read(std::string& error);
    bool exists() const;
    /// The file now holds bytes(), or (false, with `error` set) what it held before.
    bool replace(std::string& error);

    std::vector<u8>& bytes() { return bytes_; }

  private:
    std::string path_;
    std::vector<u8> bytes_;
};

}  // namespace kinglet::host
