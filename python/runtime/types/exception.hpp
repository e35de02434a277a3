// The exception types as objects; raising is exception.hpp.
#pragma once

#include "python/runtime/call.hpp"
#include "python/runtime/exception.hpp"

namespace kinglet::runtime {

/// BaseException.__init__(self, *args): keeps the arguments.
Completion exception_init(Thread&, const Arguments& arguments);

/// Slots::get_attribute and set_attribute of all exceptions (exception_attributes.cpp).
Completion exception_get_attribute(Thread&, Value self, Str& attribute, bool& found);
Raised exception_set_attribute(Thread&, Value self, Str& attribute, Value value, bool& found);
/// What a program has set on an exception of a builtin type, as a dict that lives on; nullptr: raised.
Dict* exception_attributes(Thread&, Exception&);

/// UnicodeDecodeError or UnicodeEncodeError(encoding, object, start, end, reason); start and end count what
/// `object` is made of.
detail::RaisedOutcome raise_unicode_error(Thread&, const Type& type, const char* encoding, Value object,
                                          usize start, usize end, const char* reason);
/// str() of such an exception; false: its arguments are not what they should be.
bool print_unicode_error(const Exception&, Printer&);

}  // namespace kinglet::runtime
