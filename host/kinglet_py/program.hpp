// What kinglet-py runs: sys.argv and sys.path are set up, then a command, a module, a file or standard input
// is compiled and run in __main__. Exceptions end in messages on standard error and exit statuses here.
#pragma once

#include <string>

#include "host/kinglet_py/options.hpp"
#include "python/runtime/completion.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::host {

/// Fills sys.argv, sys.path (from MICROPYPATH) and sys.executable.
runtime::Completion set_up_sys(runtime::Thread&, const PyOptions&, const std::string& executable);

/// Runs what the options ask for, unless that is a prompt. The exit status.
int run_program(runtime::Thread&, const PyOptions&);

/// The status of a program that ended, its exception printed if there is one.
int finish(runtime::Thread&, const runtime::Completion& outcome);

/// The exit status that a SystemExit asks for; its text is printed.
int exit_status(runtime::Thread&, runtime::Value exit);

/// Calls what sys.atexit was given. 0, or 1 if that failed.
int run_at_exit(runtime::Thread&);

}  // namespace kinglet::host
