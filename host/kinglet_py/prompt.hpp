// The prompt of kinglet-py on the terminal that it was started from.
#pragma once

#include "python/runtime/thread.hpp"

namespace kinglet::host {

/// Prompts until Ctrl-D, SystemExit or the end of the input. The exit status.
int run_prompt(runtime::Thread&);

}  // namespace kinglet::host
