// Thread: everything that belongs to one running Python: the heap, the Python stack, the interned names, the
// caches, the waiting exception, the console. There is one; every function that can raise takes it first. The
// VM does not recurse for Python calls: frames lie on the Python stack, which is made of segments so that
// nothing on it ever moves.
#pragma once

#include <string_view>

#include "python/runtime/finalizers.hpp"
#include "python/runtime/frame.hpp"
#include "python/runtime/heap.hpp"
#include "python/runtime/object.hpp"
#include "python/runtime/printer.hpp"

namespace kinglet::runtime {

struct Code;
struct Function;
struct Generator;
struct Module;
struct Exception;
struct List;

/// Reasons to leave the straight path; polled at backward jumps and calls. Set from interrupts.
enum Pending : u32 {
    kPendingInterrupt = 1,   // KeyboardInterrupt is to be raised
    kPendingSchedule = 2,    // micropython.schedule has something
    kPendingFinalizers = 4,  // a collection found objects that want to be finalized
    kPendingAlive = 8,       // the watchdog wants a sign of life
};

/// What lies at a path of the filesystem, for import.
enum class PathKind : u32 { Nothing, File, Folder };

/// How a program reads the console: with '\n' for Enter, or byte for byte.
enum class InputForm : u32 { Text, Bytes };

/// How import and open() reach files. Set by the program that has a filesystem.
struct FileAccess {
    Raised (*kind)(Thread&, Str& path, PathKind& kind);
    /// A stream (stream.hpp); OSError. `path` and `mode` as open() got them.
    Completion (*open)(Thread&, Value path, Value mode);
};

/// Compiles source text to a code object: injected, so that the runtime links without a compiler.
using CompileHook = Completion (*)(Thread&, std::string_view source, Str& file_name,
                                   u32 mode /* CompileMode */);
/// The same for a stream, which is read as it is compiled, and not closed.
using CompileStreamHook = Completion (*)(Thread&, Value stream, Str& file_name, u32 mode);
enum CompileMode : u32 {
    kCompileFile,
    kCompileSingle,  // expression statements are displayed
    kCompileEval,    // one expression, whose value is returned
    kCompileModeMask = 3,
    kCompileNamespace = 4,  // names live in a namespace given to run_code (exec with locals)
};

/// The places of Thread::roots.
enum ThreadRoot : u32 {
    kRootArgv,
    kRootStdin,
    kRootStdout,
    kRootStderr,
    kRootPs1,
    kRootPs2,
    kRootAtExit,
    kRootExecutable,
    kRootMounts,   // the mount table (device/modules/vfs)
    kRootEnviron,  // os.environ of the desktop
    kRootPattern,  // the regular expression compiled last
    kRootLast,
    kThreadRoots = kRootLast + 8
};

/// The calls that micropython.schedule has queued. They lie here, so that queueing one allocates nothing: it
/// may happen in an interrupt, with the heap locked.
struct ScheduledCalls {
    static constexpr u32 kMost = 4;
    Value functions[kMost];
    Value arguments[kMost];
    u32 first = 0;
    u32 count = 0;
    bool is_running = false;  // what a scheduled call queues waits until that call has ended
    bool interrupts = false;  // so does a KeyboardInterrupt that it schedules
};

class Thread {
  public:
    Heap heap;

    // ---- the running code
    Frame* frame = nullptr;  // the innermost
    Value raised;            // the exception that waits while 'raised' propagates; 0 otherwise
    Value stop_value =
        kNone;  // what the last StopIteration of a __next__ carried, for next() over builtin iterators
    Value handled = kNone;  // the exception that an except clause handles now, or None
    volatile u32 pending = 0;
    u32 native_depth = 0;                      // VM runs on the C stack
    const char* native_stack_base = nullptr;   // its highest address
    const char* native_stack_limit = nullptr;  // below it (address of a local) a call raises RuntimeError
    const void* parked_stack = nullptr;  // where it ends while the compiler's goes on in the heap; else null
    const class PrintGuard* printing = nullptr;  // the containers that are being printed (recursion.hpp)

    // ---- the Python stack
    struct StackSegment* segment = nullptr;
    struct StackSegment* spare_segment = nullptr;  // given up and kept; the collector takes it
    Value* stack_start = nullptr;                  // of the current segment
    Frame* frame_low = nullptr;                    // the lowest frame record in the current segment
    u32 stack_words = 0;                           // all segments together
    u32 stack_limit_words = 0;                     // beyond: RuntimeError

    // ---- modules and names
    Dict* modules = nullptr;            // sys.modules
    List* path = nullptr;               // sys.path
    Module* main = nullptr;             // __main__
    Dict* builtins_override = nullptr;  // names added to builtins at run time (_ at the prompt)
    struct InternTable* interned = nullptr;
    struct InternTable* interned_apart = nullptr;  // names.hpp: NamesApart
    bool interns_apart = false;
    class CodeStore* store = nullptr;  // compiled modules in flash (store/code_store.hpp), or none
    u32 optimisation = 0;              // micropython.opt_level

    // ---- outside
    Printer* console = nullptr;  // sys.stdout
    Printer* errors = nullptr;   // sys.stderr; nullptr: the console
    CompileHook compile = nullptr;
    CompileStreamHook compile_stream = nullptr;
    const FileAccess* files = nullptr;
    ScheduledCalls scheduled;   // micropython.schedule
    void (*alive)() = nullptr;  // the answer to kPendingAlive
    /// One line of input without its end, after a prompt (input()); undefined at the end of the input.
    /// nullptr: there is no input.
    Completion (*read_line)(Thread&, Str& prompt) = nullptr;
    /// Input as it comes (sys.stdin.read): waits for a byte at the least; 0: the end.
    usize (*read_input)(Thread&, char* into, usize count, InputForm form) = nullptr;
    /// Those of the StreamPoll events that hold now for what has this file number (0 to 2: the console), and
    /// errors. Never waits. nullptr: streams are asked themselves.
    u32 (*poll_descriptor)(Thread&, SignedWord descriptor, u32 events) = nullptr;
    /// Says which byte of the console raises KeyboardInterrupt in the program that runs; -1: none
    /// (micropython.kbd_intr). nullptr: it cannot be chosen.
    void (*watch_interrupt)(i32 byte) = nullptr;
    void* host = nullptr;  // the program's own

    FinalizerTable finalizers;

    /// Objects that a program or module written in C++ keeps for as long as the thread lives (sys.argv,
    /// queued callbacks ...): numbered here.
    Value roots[kThreadRoots] = {};

    /// Called when a namespace's layout, a class or a shape tree changes. Cheap while the caches are clean
    /// (vm/cache.hpp).
    void flush_caches();

    /// Tells the collector everything that the thread holds.
    void trace(Tracer&);
};

/// Prepares a thread over a memory region; false if it is too small. `stack_base`: the highest address of the
/// C stack; `stack_bytes`: how much of it Python may use.
bool thread_create(Thread&, void* region, usize bytes, const void* stack_base, usize stack_bytes,
                   Printer& console);

/// Runs a code object as a module body in `globals` (namespace: another dict for names, exec with locals;
/// nullptr: globals).
Completion run_code(Thread&, const Code&, Dict& globals, Dict* name_space = nullptr);
/// Runs a function whose first registers are given as they are (a class body: its namespace).
Completion run_function(Thread&, Function&, const Value* registers, u32 count);

}  // namespace kinglet::runtime
