// OSError and the classes derived from it, each of which stands for some error numbers.
#pragma once

#include "python/runtime/exception.hpp"

namespace kinglet::runtime {

/// 'ENOENT' for 2; nullptr for a number without a name. The text lies in flash.
const char* errno_name(SignedWord number);

/// The class that OSError(number, text) makes: FileNotFoundError for 2, OSError itself for most numbers.
const Type& os_error_class(SignedWord number);

/// True if `exception`, of exactly the type OSError, has a number that `type` or a class derived from it
/// stands for.
bool os_error_is(const Exception& exception, const Type& type);

/// str(): '[Errno 2] ENOENT', or with a text of the program's own '[Errno 2] ENOENT: text'. False: it has no
/// number, so it prints as all exceptions do.
bool print_os_error(Thread&, const Exception&, Printer&, Raised& outcome);

}  // namespace kinglet::runtime
