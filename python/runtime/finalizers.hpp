// The last words of objects: __del__ of classes written in Python, close() of files that Python code has to
// write, and on the desktop the finally clauses of generators that are dropped half-way.
//
// The thread keeps a table of the objects that have something to say, without keeping them alive. What a
// collection finds dead among them stays for one collection more, and is finalized soon after: by
// gc.collect(), or where the VM looks for pending work. Each object is finalized once.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct FinalizerTable {
    Value* entries = nullptr;  // a raw block
    u32 count = 0;
    u32 waiting = 0;  // the first ones, dead and kept alive until they are finalized
    u32 held = 0;     // how often finalizers_hold() is in force
};

/// Whether generators are finalized: those are many, and each takes a place in the table.
inline constexpr bool kFinalizesGenerators = sizeof(Word) > 4;

/// Puts an object into the table; MemoryError. May collect.
Raised finalizer_register(Thread&, Object& object);

/// For the collector, between marking and sweeping: what is dead begins to wait. True if something does: it
/// is to be marked.
bool finalizers_find_dead(Thread&);
void finalizers_trace(Thread&, Tracer&);

/// Nothing is finalized before the same number of finalizers_release(): while an operation calls Python that
/// what is finalized may begin itself.
void finalizers_hold(Thread&);
void finalizers_release(Thread&);

/// Finalizes what waits. Exceptions are printed and dropped.
void finalizers_run(Thread&);
/// The same for all objects that are in the table now: the program ends.
void finalizers_run_all(Thread&);

}  // namespace kinglet::runtime
