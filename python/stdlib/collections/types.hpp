// The types of the collections module that are not builtin.
#pragma once

#include "python/runtime/call.hpp"

namespace kinglet::stdlib {

extern const runtime::Type deque_type;

/// namedtuple(name, fields): a class derived from tuple.
runtime::Completion named_tuple_create(runtime::Thread&, const runtime::Arguments&);

}  // namespace kinglet::stdlib
