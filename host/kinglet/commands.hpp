// The commands of kinglet. Each returns the exit status.
#pragma once

#include "host/kinglet/options.hpp"

namespace kinglet::host {

int run_command(const Options& options);
/// kinglet run FOLDER; Options::folder is set.
int run_folder(const Options& options);
int repl_command(const Options& options);
int board_command(const Options& options);
/// What follows `kinglet fs`.
int fs_command(int count, const char* const* words);
int boards_command(const Options& options);
int parts_command(const Options& options);

}  // namespace kinglet::host
