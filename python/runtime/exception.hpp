// Raising. The only way to raise is one of the functions here; each sets the exception that waits in the
// thread and returns 'raised', so that a builtin writes `return raise(thread, type_error, "..."_packed)`.
// MemoryError needs no memory.
#pragma once

#include "base/errno.hpp"
#include "base/packed_text.hpp"
#include "python/runtime/object.hpp"

namespace kinglet::runtime {

/// An instance of BaseException or a subclass; subclasses written in Python carry attributes like any
/// instance.
struct Exception {
    Object header;
    union {
        Value* slots;      // classes written in Python: attributes as those of any instance (shape.hpp)
        Dict* attributes;  // builtin types: what a program has set on the exception; nullptr: nothing
    };
    Tuple* args;
    Value* traceback;  // where it has been, and its link; a raw block (traceback.cpp); nullptr: nothing yet

    /// __context__; with a __cause__ a tuple of both; undefined: neither.
    Value link() const;
    /// False where there is no memory for it.
    bool set_link(Thread&, Value link);

    /// __cause__; None: 'from None'; undefined: none was given.
    Value cause() const;
    /// __context__ or undefined.
    Value context() const;
    bool set_context(Thread&, Value context);
};

/// MemoryError. An exception that needs no memory (emergency.hpp) takes none.
Raised exception_set_cause(Thread&, Exception&, Value cause);

// clang-format off
#define KINGLET_EXCEPTION_TYPES(X)                                                                                   \
    X(base_exception,        "BaseException",        object)                                                         \
    KINGLET_DERIVED_EXCEPTION_TYPES(X)
#define KINGLET_DERIVED_EXCEPTION_TYPES(X)                                                                           \
    X(system_exit,           "SystemExit",           base_exception)                                                 \
    X(keyboard_interrupt,    "KeyboardInterrupt",    base_exception)                                                 \
    X(generator_exit,        "GeneratorExit",        base_exception)                                                 \
    X(exception,             "Exception",            base_exception)                                                 \
    X(stop_iteration,        "StopIteration",        exception)                                                      \
    X(stop_async_iteration,  "StopAsyncIteration",   exception)                                                      \
    X(arithmetic_error,      "ArithmeticError",      exception)                                                      \
    X(overflow_error,        "OverflowError",        arithmetic_error)                                               \
    X(zero_division_error,   "ZeroDivisionError",    arithmetic_error)                                               \
    X(assertion_error,       "AssertionError",       exception)                                                      \
    X(attribute_error,       "AttributeError",       exception)                                                      \
    X(eof_error,             "EOFError",             exception)                                                      \
    X(import_error,          "ImportError",          exception)                                                      \
    X(lookup_error,          "LookupError",          exception)                                                      \
    X(index_error,           "IndexError",           lookup_error)                                                   \
    X(key_error,             "KeyError",             lookup_error)                                                   \
    X(memory_error,          "MemoryError",          exception)                                                      \
    X(name_error,            "NameError",            exception)                                                      \
    X(unbound_local_error,   "UnboundLocalError",    name_error)                                                     \
    X(os_error,              "OSError",              exception)                                                      \
    X(blocking_io_error,     "BlockingIOError",      os_error)                                                       \
    X(connection_error,      "ConnectionError",      os_error)                                                       \
    X(broken_pipe,           "BrokenPipeError",      connection_error)                                               \
    X(connection_aborted,    "ConnectionAbortedError", connection_error)                                             \
    X(connection_refused,    "ConnectionRefusedError", connection_error)                                             \
    X(connection_reset,      "ConnectionResetError", connection_error)                                               \
    X(file_exists,           "FileExistsError",      os_error)                                                       \
    X(file_not_found,        "FileNotFoundError",    os_error)                                                       \
    X(is_a_directory,        "IsADirectoryError",    os_error)                                                       \
    X(not_a_directory,       "NotADirectoryError",   os_error)                                                       \
    X(permission_error,      "PermissionError",      os_error)                                                       \
    X(timeout_error,         "TimeoutError",         os_error)                                                       \
    X(runtime_error,         "RuntimeError",         exception)                                                      \
    X(not_implemented_error, "NotImplementedError",  runtime_error)                                                  \
    X(recursion_error,       "RecursionError",       runtime_error)                                                  \
    X(syntax_error,          "SyntaxError",          exception)                                                      \
    X(indentation_error,     "IndentationError",     syntax_error)                                                   \
    X(type_error,            "TypeError",            exception)                                                      \
    X(viper_type_error,      "ViperTypeError",       type_error)                                                     \
    X(value_error,           "ValueError",           exception)                                                      \
    X(unicode_error,         "UnicodeError",         value_error)                                                    \
    X(unicode_decode_error,  "UnicodeDecodeError",   unicode_error)                                                  \
    X(unicode_encode_error,  "UnicodeEncodeError",   unicode_error)
/// Those that only the desktop lists among its builtins; what nobody refers to is not linked.
#define KINGLET_DESKTOP_EXCEPTION_TYPES(X)                                                                           \
    X(child_process_error,   "ChildProcessError",    os_error)                                                       \
    X(interrupted_error,     "InterruptedError",     os_error)                                                       \
    X(process_lookup_error,  "ProcessLookupError",   os_error)                                                       \
    X(buffer_error,          "BufferError",          exception)                                                      \
    X(floating_point_error,  "FloatingPointError",   arithmetic_error)                                               \
    X(reference_error,       "ReferenceError",       exception)                                                      \
    X(system_error,          "SystemError",          exception)                                                      \
    X(tab_error,             "TabError",             indentation_error)                                              \
    X(unicode_translate_error, "UnicodeTranslateError", unicode_error)                                               \
    X(warning,               "Warning",              exception)                                                      \
    X(bytes_warning,         "BytesWarning",         warning)                                                        \
    X(deprecation_warning,   "DeprecationWarning",   warning)                                                        \
    X(encoding_warning,      "EncodingWarning",      warning)                                                        \
    X(future_warning,        "FutureWarning",        warning)                                                        \
    X(import_warning,        "ImportWarning",        warning)                                                        \
    X(pending_deprecation_warning, "PendingDeprecationWarning", warning)                                             \
    X(resource_warning,      "ResourceWarning",      warning)                                                        \
    X(runtime_warning,       "RuntimeWarning",       warning)                                                        \
    X(syntax_warning,        "SyntaxWarning",        warning)                                                        \
    X(unicode_warning,       "UnicodeWarning",       warning)                                                        \
    X(user_warning,          "UserWarning",          warning)
// clang-format on

#define KINGLET_DECLARE_EXCEPTION(id, text, base) extern const Type id##_type;
KINGLET_EXCEPTION_TYPES(KINGLET_DECLARE_EXCEPTION)
KINGLET_DESKTOP_EXCEPTION_TYPES(KINGLET_DECLARE_EXCEPTION)
#undef KINGLET_DECLARE_EXCEPTION

/// Raises Type(text). The text becomes a str.
detail::RaisedOutcome raise(Thread&, const Type& type, PackedText text);
/// Raises Type().
detail::RaisedOutcome raise(Thread&, const Type& type);
/// Raises Type(argument).
detail::RaisedOutcome raise(Thread&, const Type& type, Value argument);
/// Raises Type(text with values): %s a C text, %m a packed one, %q a Value printed by str, %r by repr, %t the
/// type name of a Value, %d int, %u unsigned, %c char, %%. Values are passed as Value.
detail::RaisedOutcome raise_format(Thread&, const Type& type, PackedText format, ...);
/// Raises an exception object, or an instance of a class; anything else is a TypeError.
detail::RaisedOutcome raise_value(Thread&, Value exception);
/// MemoryError: 'memory allocation failed, allocating %u bytes' where there is memory for that text; 0:
/// nobody knows.
detail::RaisedOutcome raise_memory_error(Thread&, usize bytes);
/// RecursionError('maximum recursion depth exceeded'), also without memory.
detail::RaisedOutcome raise_recursion_error(Thread&);
/// OSError(number).
detail::RaisedOutcome raise_os_error(Thread&, i32 number);
inline detail::RaisedOutcome raise_os_error(Thread& thread, Errno error) {
    return raise_os_error(thread, static_cast<i32>(error));
}

/// A new exception object, not raised.
Completion exception_create(Thread&, const Type& type, Value argument);

/// True if the waiting or given exception is an instance of the type. An OSError with only a number is one of
/// FileNotFoundError, TimeoutError ... too: the system raises `OSError(2)`, as tools expect it.
bool exception_matches(Value exception, const Type& type);

/// Prints 'Traceback (most recent call last): ...' and the exception as MicroPython and CPython word it,
/// chained causes first.
void print_exception(Thread&, Value exception, Printer&);
/// What was raised where no program can catch it (a finalizer, a scheduled call): it is printed to sys.stderr
/// and gone.
void print_raised(Thread&);

}  // namespace kinglet::runtime
