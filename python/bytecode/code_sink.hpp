// Where the compiler's output goes. The compiler knows no runtime values: names, constants and finished code
// are handles that the sink gives out. On the device and in kinglet-py the sink allocates in the Python heap
// and a handle is the value's word; the freezer keeps descriptions and writes C++; tests write text. The
// handles are the same that the parser's symbol sink puts into the tree.
#pragma once

#include <span>
#include <string_view>

#include "base/integers.hpp"
#include "python/bytecode/code.hpp"
#include "python/bytecode/operators.hpp"

namespace kinglet::bytecode {

/// A name, a constant or a code object; 0 means that memory ran out.
using Handle = std::uintptr_t;
inline constexpr Handle kOutOfMemory = 0;
/// The answer of fold(): the sink does not compute this one. No value has this word.
inline constexpr Handle kNotFolded = 128;
/// Whether const() knows the numbers of builtin modules: not worth its flash on the chip.
inline constexpr bool kHasModuleConstants = sizeof(void*) > 4;

/// Everything that makes up a code object. The spans are the compiler's and live only during the call, in
/// which the constants may be replaced. The counts in `info` are set.
struct CodeParts {
    Handle name;
    Handle file;
    CodeInfo info;
    std::span<Handle> constants;
    std::span<const u32> instructions;
    std::span<const u32> handlers;
    std::span<const u32> lines;
};

/// The public functions never fail but by returning kOutOfMemory. A handle stays valid until the compilation
/// ends.
class CodeSink {
  public:
    virtual Handle name(std::string_view text) = 0;    // an interned str
    virtual Handle integer(i64 value) = 0;             // an int; alone only one that does not fit in LoadWord
    virtual Handle string(std::string_view utf8) = 0;  // a str constant
    virtual Handle tuple(std::span<const Handle> items) = 0;  // items may be immediates: see immediate()
    virtual Handle immediate(u32 word) = 0;  // None, True ... (words.hpp) as a constant, e.g. inside a tuple
    virtual Handle code(const CodeParts& parts) = 0;

    /// The text of a name (for `_x = const(1)` and the private names of classes). It may lie in flash: read
    /// it through base/flash.hpp.
    virtual std::string_view text(Handle name) = 0;

    /// What tuple() was given for this constant, so that equal tuples are one; empty for all else.
    virtual std::span<const Handle> items(Handle /*tuple*/) { return {}; }

    /// Constant folding beyond small ints, which the compiler does itself: the constant `left op right`, or
    /// `op operand`, of int, float, str or tuple constants that the sink gave out. kNotFolded leaves it to
    /// the running program, as everything does that would raise.
    virtual Handle fold(BinaryOperator, Handle /*left*/, Handle /*right*/) { return kNotFolded; }
    virtual Handle fold(UnaryOperator, Handle /*operand*/) { return kNotFolded; }

    /// The number that a builtin module has under a name, for const(math.pi); kNotFolded if there is none.
    virtual Handle module_constant(Handle /*module*/, Handle /*name*/) { return kNotFolded; }

    /// Working memory of the compiler: lives until free() or the end of the compilation; nullptr when memory
    /// ran out. Handles stored in it keep what they name alive.
    virtual void* allocate(usize bytes) = 0;
    virtual void* reallocate(void* block, usize bytes) = 0;
    virtual void free(void* block) = 0;

  protected:
    ~CodeSink() = default;
};

}  // namespace kinglet::bytecode
