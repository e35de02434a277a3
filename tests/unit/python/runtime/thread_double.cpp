// Stands in for the thread's roots where thread.cpp is not linked.
#include "python/runtime/thread.hpp"

namespace kinglet::runtime {

__attribute__((weak)) void Thread::trace(Tracer& tracer) {
    tracer.visit(raised);
    tracer.visit(handled);
}

}  // namespace kinglet::runtime
