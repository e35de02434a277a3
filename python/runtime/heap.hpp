// The Python heap: non-moving mark and sweep over one contiguous region.
//
// Memory is handed out in granules (two words). Two bitmaps accompany the region: 'start' says where a block begins, 'mark' is the collector's.
// A block's size is found in the block itself: objects know it from their type, raw blocks carry a header word. Between the end of a live block
// and the next start lies free memory, so freeing is clearing a start bit, and allocation is a bump inside a free run.
//
// Edges are precise: Slots::trace of a type tells them; the C stack and the registers are scanned conservatively, interior pointers included,
// so that builtins are ordinary C++ and hold Values and Objects in locals without ceremony. Any function that may allocate may collect: what is
// reachable only from memory that the collector does not know (a global, a raw block that is not scanned) is lost.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

/// What lies in a raw block.
enum class RawKind : u8 {
    Bytes,   // nothing the collector looks at
    Values,  // an array of Values, all valid words (0 is fine): traced by its owner, not by itself
    Scanned, // words that may be Values or pointers: scanned conservatively when the block is reached (compiler's working memory)
};

struct HeapFigures {
    usize total;         // bytes of the region that can hold blocks
    usize used;          // bytes in live blocks
    usize free;
    usize largest_free;  // bytes of the largest free run: the fragmentation figure
    u32 collections;
};

class Heap {
  public:
    /// Takes over a region; nothing is allocated outside of it. `stack_base`: the end of the C stack to scan (its highest address).
    void create(Thread&, void* region, usize bytes, const void* stack_base);

    /// Memory for an object of `bytes`, zeroed, header not set; nullptr after a collection did not help (no exception is set).
    /// The caller sets the header before the next allocation.
    void* allocate(usize bytes);

    /// A raw block of at least `bytes`, zeroed. Not an object: only its owner knows it.
    void* allocate_raw(usize bytes, RawKind kind);
    /// Grows or shrinks a raw block, in place if it can; nullptr: memory ran out and the block is as it was. New memory is zeroed.
    void* reallocate_raw(void* block, usize bytes, RawKind kind);
    /// Gives back a block at once; the caller vouches that nobody holds it.
    void free_raw(void* block);
    /// The bytes that a raw block can hold (at least what was asked for).
    usize raw_capacity(const void* block) const;

    void collect();
    HeapFigures figures();

    /// Allocation is refused while locked (micropython.heap_lock); counts.
    void lock() { ++locked_; }
    void unlock() {
        if (locked_ != 0) --locked_;
    }
    u32 lock_depth() const { return locked_; }
    /// Collect when this many bytes were allocated since the last collection; 0: only when memory runs out.
    usize threshold = 0;
    bool enabled = true;

    /// Runs every finalizer (soft reset).
    void finalize_all();

    // ---- torture, for tests
    bool collect_at_every_allocation = false;
    u32 fail_after = 0;  // the Nth allocation from now fails; 0: none does
    u64 allocations = 0; // how many were asked for

    // ---- implementation: heap.cpp
  private:
    friend class Tracer;
    Thread* thread_ = nullptr;
    u32 locked_ = 0;
};

/// Handed to Slots::trace: tells the collector an edge.
class Tracer {
  public:
    void visit(Value value);
    void visit(const Object* object) { if (object != nullptr) visit(Value(object)); }
    /// A raw block and, for RawKind::Values, the first `count` values in it.
    void visit_raw(void* block);
    void visit_values(void* block, usize count);
    /// Words that may be Values or pointers into the heap, or anything else (the Python stack): conservatively.
    void visit_words(const Word* begin, const Word* end);

  private:
    friend class Heap;
    explicit Tracer(Heap& heap) : heap_(heap) {}
    Heap& heap_;
};

}  // namespace kinglet::runtime
