// The commands of kinglet. Each returns the exit status.
#pragma once

#include "host/kinglet/options.hpp"

namespace kinglet::host {

int run_command(const Options& options);
int repl_command(const Options& options);
int board_command(const Options& options);

}  // namespace kinglet::host
