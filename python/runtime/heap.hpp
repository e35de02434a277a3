// The Python heap: non-moving mark and sweep over one contiguous region.
//
// Memory is handed out in granules (words). Two bitmaps accompany the region: 'starts' says where a block
// begins, 'occupied' which granules are taken. A block's size is found in the block itself: objects know it
// from their type, raw blocks carry a header word. The collector needs no sizes: before it marks, it takes
// the bits of all first granules out of 'occupied'; marking puts those of the living back; and the sweep
// takes out what else belongs to the dead, word by word. Free runs are found by scanning words, and a small
// allocation is a bump inside a window that was cut from a free run and zeroed at once. Small blocks come
// from the bottom of the region and large ones from its top, so that they do not fragment each other.
//
// Edges are precise: Slots::trace of a type tells them; the C stack and the registers are scanned
// conservatively, interior pointers included, so that builtins are ordinary C++ and hold Values and Objects
// in locals without ceremony. Any function that may allocate may collect: what is reachable only from memory
// that the collector does not know (a global, a raw block that is not scanned) is lost.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

/// What lies in a raw block.
enum class RawKind : u32 {
    Bytes,    // nothing the collector looks at
    Values,   // an array of Values, all valid words (0 is fine): traced by its owner, not by itself
    Scanned,  // words that may be Values or pointers: scanned conservatively when the block is reached
              // (compiler's working memory)
};

struct HeapFigures {
    usize total;  // bytes of the region that can hold blocks
    usize used;   // bytes in live blocks
    usize free;
    usize largest_free;  // bytes of the largest free run: the fragmentation figure
    u32 collections;
    usize peak;  // the most that was used whenever figures were asked for
};

/// What a granule belongs to.
enum class GranuleUse : u8 { Free, Begin, Inside };

/// What tests do to a heap. Set by Heap::set_torture.
struct Torture {
    bool collect_at_every_allocation = false;
    bool poison = false;  // what is free after a collection is filled with 0xDB
    u32 fail_after = 0;   // the Nth allocation from now fails, once; 0: none does
};

class Heap {
  public:
    /// Takes over a region; nothing is allocated outside of it. `stack_base`: the end of the C stack to scan
    /// (its highest address). False if the region is too small for a single block. The thread may be asked
    /// for its roots from now on.
    bool create(Thread&, void* region, usize bytes, const void* stack_base);

    /// Memory for an object of `bytes`, zeroed, header not set; nullptr after a collection did not help (no
    /// exception is set). Before the next allocation the caller sets the header, and what Slots::size and
    /// Slots::trace look at.
    void* allocate(usize bytes);

    /// The same for an object of up to four words that lives no longer than the expression that it is made in
    /// (the slice of a subscript, super()): while the heap is locked there are two places for such, outside
    /// of it.
    void* allocate_brief(usize bytes);

    /// The same for an iterator, of up to four words: while the heap is locked it comes out of what
    /// keep_reserve() has set aside, and is an object like any other from then on.
    void* allocate_iterator(usize bytes);
    /// Sets memory aside for some iterators, as far as there is any.
    void keep_reserve();

    /// A raw block of at least `bytes`, zeroed. Not an object: only its owner knows it.
    void* allocate_raw(usize bytes, RawKind kind);
    /// Grows or shrinks a raw block, in place if it can; nullptr: memory ran out and the block is as it was.
    /// New memory is zeroed, except what lies between the bytes last asked for and the old capacity: that is
    /// as the owner left it. A nullptr block is a new one.
    void* reallocate_raw(void* block, usize bytes, RawKind kind);
    /// Gives back a block at once; the caller vouches that nobody holds it. nullptr is fine.
    void free_raw(void* block);
    /// The bytes that a raw block can hold (at least what was asked for).
    static usize raw_capacity(const void* block) {
        if (block == nullptr) return 0;
        return (static_cast<const Word*>(block)[-1] >> kRawSizeShift) * kGranule - sizeof(Word);
    }

    /// Counts the objects whose Slots::finalize has something to do: while there are none no collection looks
    /// for them.
    void expect_finalizer() { ++finalizers_; }
    void forget_finalizer() { --finalizers_; }

    void collect();
    HeapFigures figures();
    /// Bytes of all blocks that were handed out since the start, as far as the number goes.
    usize allocated_in_all() const {
        return before_collection_ + since_collection_ - (window_end_ - window_);
    }

    /// Allocation is refused while locked (micropython.heap_lock); counts.
    void lock();
    void unlock();
    u32 lock_depth() const { return locked_; }
    /// Collect when about this many bytes were allocated since the last collection; 0: only when memory runs
    /// out.
    usize threshold = 0;
    /// False: no collection but by collect() (gc.disable).
    bool enabled = true;

    /// Runs every finalizer (soft reset).
    void finalize_all();
    /// A finalizer must not run Python.
    bool is_collecting() const { return collecting_; }

    /// Bytes of the region: nothing can be larger.
    usize size() const { return granules_ * kGranule; }

    /// What the granule is that begins so many bytes behind the start of the region, for maps of it.
    GranuleUse use_at(usize offset) const;
    Word start_address() const { return base_; }

    /// The bytes that an object takes.
    usize bytes_of(const Object& object) const {
        return granules_of(granule_of(reinterpret_cast<Word>(&object))) * kGranule;
    }

    /// True if the address lies in the region.
    bool owns(const void* address) const {
        return reinterpret_cast<Word>(address) - base_ < granules_ * kGranule;
    }

    /// While a collection asks: whether the block that begins here was found to be alive. True for what lies
    /// outside of the region.
    bool is_alive(const Object* object) const;

    // ---- for tests
    void set_torture(const Torture& torture);
    /// How many allocations were asked for while some torture was on.
    u64 tortured_allocations() const { return tortured_allocations_; }
    /// nullptr if blocks, bitmaps and sizes agree with each other; else what is wrong.
    const char* validate() const;

    static constexpr usize kGranule = sizeof(Word);

    static constexpr u32 kRawSizeShift = 4;  // of the header of a raw block (heap_block.hpp)

  private:
    friend class Tracer;
    // allocation: heap.cpp
    void* place(usize granules);
    void* allocate_slowly(usize granules);
    bool open_window(usize granules);
    void close_window();
    bool may_allocate();
    bool grow_in_place(Word block, usize old_granules, usize new_granules);
    Word grow_downwards(Word block, usize old_granules, usize new_granules);
    void release(usize first, usize count);
    // collection: collector.cpp
    void mark_roots(const Word* stack_low);
    void sweep(bool poison);
    void mark_address(Word address);
    void mark_object(usize granule);
    void mark_raw(usize granule, bool from_stack);
    void push(usize granule);
    bool has_edges(const Object&) const;
    usize next_overflowed(usize granule) const;
    void drain(Tracer&);
    void drain_stack(Tracer&);
    void trace_block(Tracer&, Word* block);
    void mark_row(Tracer&, const Value* values, usize count);
    void mark_instance(Tracer&, const struct Instance& instance);
    usize granules_of(usize granule) const;
    void run_finalizers(const Word* live);
    void fill_free_memory();

    usize granule_of(Word address) const { return (address - base_) / kGranule; }
    Word address_of(usize granule) const { return base_ + granule * kGranule; }

    static constexpr usize kBriefWords = 4;
    Word brief_[2][kBriefWords] = {};
    u32 next_brief_ = 0;
    static constexpr u32 kReserve = 8;
    void* reserve_[kReserve] = {};  // raw blocks
    u32 reserved_ = 0;

    static constexpr usize kMarkStackEntries = sizeof(Word) == 4 ? 64 : 256;
    static constexpr usize kNoOverflow = ~usize{0};

    // The window: free memory, zeroed and taken in `occupied_`, that small blocks are cut from. Closed (both
    // equal) while anything but the straight path must be taken.
    Word window_ = 0;
    Word window_end_ = 0;
    Word base_ = 0;
    Word* starts_ = nullptr;    // a bit per granule: a block begins here
    Word* occupied_ = nullptr;  // a bit per granule: belongs to a block or to the window; while marking:
                                // belongs to a marked block
    usize granules_ = 0;
    usize ceiling_ = 0;            // no free memory lies at this granule or above
    usize cursor_ = 0;             // no free memory that a window would take lies below this granule
    usize since_collection_ = 0;   // bytes
    usize before_collection_ = 0;  // likewise, since the start
    usize peak_ = 0;
    Thread* thread_ = nullptr;
    const Word* stack_base_ = nullptr;
    u32 locked_ = 0;
    u32 collections_ = 0;
    u32 finalizers_ = 0;
    bool collecting_ = false;
    bool is_tortured_ = false;
    Torture torture_;
    u64 tortured_allocations_ = 0;
    usize mark_count_ = 0;
    // The lowest granule whose block is marked but found no place on the mark stack: such a block's second
    // granule is not marked.
    usize overflow_ = kNoOverflow;
    u32 mark_stack_[kMarkStackEntries];
};

/// Handed to Slots::trace: tells the collector an edge.
class Tracer {
  public:
    void visit(Value value);
    void visit(const Object* object) {
        if (object != nullptr) visit(Value(object));
    }
    /// A raw block and, for RawKind::Values, the first `count` values in it.
    void visit_raw(void* block);
    void visit_values(void* block, usize count);
    /// Values inside of the object that is being traced.
    void visit_array(const Value* values, usize count);
    /// Words that may be Values or pointers into the heap, or anything else (the Python stack):
    /// conservatively.
    void visit_words(const Word* begin, const Word* end);

  private:
    friend class Heap;
    explicit Tracer(Heap& heap) : heap_(heap) {}

    // How many arrays may empty the mark stack while they are visited, one within the other: each takes C
    // stack.
    static constexpr u32 kMostRows = 3;

    Heap& heap_;
    u32 rows_ = 0;
    const void* shape_ = nullptr;  // of an instance: the one that was visited last
};

}  // namespace kinglet::runtime
