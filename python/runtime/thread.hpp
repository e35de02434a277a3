// Thread: everything that belongs to one running Python: the heap, the Python stack, the interned names, the caches, the waiting exception,
// the console. There is one; every function that can raise takes it first. The VM does not recurse for Python calls: frames lie on the Python
// stack, which is made of segments so that nothing on it ever moves.
#pragma once

#include "python/runtime/heap.hpp"
#include "python/runtime/object.hpp"
#include "python/runtime/printer.hpp"

namespace kinglet::runtime {

struct Code;
struct Function;
struct Generator;
struct Module;
struct Exception;

/// What happens with the value that a frame returns.
enum class ReturnKind : u32 {
    Store,       // to register `destination` of the caller
    Leave,       // to C++: the run() that made the frame ends
    Construct,   // __init__: must be None; the register already holds the new object
    Yielded,     // a generator that FOR_ITER or YIELD_FROM of the caller resumed
    Truth,       // for __bool__-like results that become a bool first
};

/// The record of a running frame; lies behind its registers.
struct Frame {
    Frame* caller;        // the frame below, across C++ calls too
    Value* registers;
    Function* function;   // its code, globals, free cells; nullptr for module bodies: see code, globals
    const Code* code;
    Dict* globals;
    const u32* pc;        // saved when it calls or raises: behind the instruction that runs
    Generator* generator; // whose frame this is, or nullptr
    u32 destination;      // register of the caller
    ReturnKind kind;
};

/// One place that a value was found, for one instruction (its address) and one shape.
struct CacheEntry {
    const u32* pc;
    const Shape* shape;
    Word payload;  // see vm/cache.hpp
};
inline constexpr u32 kCacheEntries = sizeof(Word) == 4 ? 128 : 1024;

/// Reasons to leave the straight path; polled at backward jumps and calls. Set from interrupts.
enum Pending : u32 {
    kPendingInterrupt = 1,  // KeyboardInterrupt is to be raised
    kPendingSchedule = 2,   // micropython.schedule has something
};

/// Compiles source text to a code object: injected, so that the runtime links without a compiler.
using CompileHook = Completion (*)(Thread&, std::string_view source, Str& file_name, u32 mode /* CompileMode */);
enum CompileMode : u32 { kCompileFile, kCompileSingle, kCompileEval };

class Thread {
  public:
    Heap heap;

    // ---- the running code
    Frame* frame = nullptr;        // the innermost
    Value raised;                  // the exception that waits while 'raised' propagates; 0 otherwise
    Value handled = kNone;         // the exception that an except clause handles now, or None
    volatile u32 pending = 0;
    u32 native_depth = 0;          // VM runs on the C stack
    const char* native_stack_limit = nullptr;  // below it (address of a local) a call raises RuntimeError

    // ---- the Python stack
    struct StackSegment* segment = nullptr;
    Value* stack_start = nullptr;  // of the current segment
    Value* stack_end = nullptr;
    u32 stack_limit_words = 0;     // all segments together; beyond: RuntimeError

    // ---- modules and names
    Dict* modules = nullptr;       // sys.modules
    List* path = nullptr;          // sys.path
    Module* main = nullptr;        // __main__
    Dict* builtins_override = nullptr;  // names added to builtins at run time (_ at the prompt)
    struct InternTable* interned = nullptr;
    u32 optimisation = 0;          // micropython.opt_level

    // ---- outside
    Printer* console = nullptr;    // sys.stdout
    CompileHook compile = nullptr;
    void* host = nullptr;          // the program's own

    CacheEntry cache[kCacheEntries] = {};

    /// Called when a namespace's layout, a class or a shape tree changes. Cheap while the caches are clean.
    void flush_caches();
    bool caches_used = false;

    /// Tells the collector everything that the thread holds.
    void trace(Tracer&);
};

/// Prepares a thread over a memory region; false if it is too small. `stack_base`: the highest address of the C stack; `stack_bytes`: how much
/// of it Python may use.
bool thread_create(Thread&, void* region, usize bytes, const void* stack_base, usize stack_bytes, Printer& console);

/// Runs a code object as a module body in `globals` (namespace: another dict for names, exec with locals; nullptr: globals).
Completion run_code(Thread&, const Code&, Dict& globals, Dict* name_space = nullptr);

}  // namespace kinglet::runtime
