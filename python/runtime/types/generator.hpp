// What generators of every kind have in common as objects.
#pragma once

#include "python/runtime/function.hpp"

namespace kinglet::runtime {

Raised generator_print(Thread&, Value self, Printer& printer, PrintForm);
void generator_trace(Tracer& tracer, Object& object);
usize generator_size(const Object& object);

}  // namespace kinglet::runtime
