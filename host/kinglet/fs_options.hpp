// The command line of kinglet fs.
#pragma once

#include <string>
#include <vector>

#include "host/files/image_volume.hpp"

namespace kinglet::host {

struct FsOptions {
    std::string command;
    std::string image;
    std::vector<std::string> paths;
    ImageVolume::Place place;  // --offset, --block-size
    u64 bytes = 0;             // --size
    bool recursive = false;    // -r
    bool long_form = false;    // -l
    bool parents = false;      // -p
    bool help = false;
};

/// Reads what follows `kinglet fs`; false with `error` set if it is wrong.
bool parse_fs_options(int count, const char* const* words, FsOptions& options, std::string& error);

extern const char* const kFsHelp;

}  // namespace kinglet::host
