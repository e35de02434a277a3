// What micropython.mem_info and qstr_info print, in MicroPython's layout, which tools read.
#pragma once

#include "python/runtime/thread.hpp"

namespace kinglet::stdlib {

/// Bytes of the C stack that are taken, as far as anybody knows where it begins.
usize stack_used(const runtime::Thread&);

runtime::Completion micropython_mem_info(runtime::Thread&, const runtime::Value* values, u32 count);
runtime::Completion micropython_qstr_info(runtime::Thread&, const runtime::Value* values, u32 count);

}  // namespace kinglet::stdlib
