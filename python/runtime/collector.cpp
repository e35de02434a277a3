// The collector: mark from the thread's roots and the C stack, sweep by ANDing bitmaps.
#include <cstring>

#include "base/attributes.hpp"
#include "base/verify.hpp"
#include "python/runtime/bitmap.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/heap_block.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

constexpr int kGranuleShift = std::countr_zero(Heap::kGranule);

}  // namespace

// ---- from addresses to blocks

/// The size of the block that begins at the granule.
usize Heap::granules_of(usize granule) const {
    const Word first = *reinterpret_cast<const Word*>(address_of(granule));
    if (is_raw_header(first)) return raw_granules(first);
    VERIFY(first != 0);  // an object without a header: its maker allocated again before setting it
    const Object& object = *reinterpret_cast<const Object*>(address_of(granule));
    const Type& type = object.type();
    const bool is_fixed = (type.flags & kIsHeapType) == 0 && type.size != 0;
    const usize bytes = is_fixed ? type.size : type.slots->size(object);
    return (bytes + kGranule - 1) / kGranule;
}

// While marking, the bit of a block's first granule in `occupied_` says that it is marked; those of its other
// granules stay as they are, so that marking need not know how large a block is.

/// Sees to it that the edges of a marked block are followed. A block with edges has two granules at the
/// least.
ALWAYS_INLINE void Heap::push(usize granule) {
    if (mark_count_ < kMarkStackEntries) {
        mark_stack_[mark_count_++] = static_cast<u32>(granule);
    } else {
        bitmap::clear(occupied_, granule + 1);
        if (granule < overflow_) overflow_ = granule;
    }
}

/// Whether an object has edges for the collector.
ALWAYS_INLINE bool Heap::has_edges(const Object& object) const {
    return owns(object.shape) || object.shape->type->slots->trace != nullptr;
}

/// Marks an object.
ALWAYS_INLINE void Heap::mark_object(usize granule) {
    Word& word = occupied_[granule / bitmap::kWordBits];
    const Word bit = Word{1} << (granule % bitmap::kWordBits);
    if ((word & bit) != 0) return;
    DEBUG_VERIFY(bitmap::test(starts_, granule));
    word |= bit;
    const Object& object = *reinterpret_cast<const Object*>(address_of(granule));
    DEBUG_VERIFY(object.shape != nullptr);  // its maker allocated again before setting it
    if (has_edges(object)) push(granule);
}

/// Marks a raw block. The owner traces a block of Values; one that only the C stack knows may have lost its
/// owner.
ALWAYS_INLINE void Heap::mark_raw(usize granule, bool from_stack) {
    if (bitmap::test(occupied_, granule)) return;
    bitmap::set(occupied_, granule);
    const Word header = *reinterpret_cast<const Word*>(address_of(granule));
    const RawKind kind = raw_kind(header);
    if (kind == RawKind::Bytes || (kind == RawKind::Values && !from_stack)) return;
    if (raw_granules(header) > 1) push(granule);
}

/// Marks the block that the address lies in, if there is one.
void Heap::mark_address(Word address) {
    if (address - base_ >= granules_ * kGranule) return;
    const usize granule = granule_of(address);
    const usize behind = bitmap::find_backward<true>(starts_, 0, granule + 1);
    if (behind == 0) return;
    const usize start = behind - 1;
    if (start != granule && !bitmap::test(occupied_, granule)) return;  // in free memory behind the block
    const Word first = *reinterpret_cast<const Word*>(address_of(start));
    if (is_raw_header(first)) {
        mark_raw(start, true);
    } else if (first != 0) {  // 0: its maker has not set it up yet, and will not allocate before that
        mark_object(start);
    }
}

/// Marks what a row of values refers to. A row of many objects would overflow the mark stack: it is emptied
/// on the way, within a row within a row only so deep.
ALWAYS_INLINE void Heap::mark_row(Tracer& tracer, const Value* values, usize count) {
    const Word base = base_;
    const usize granules = granules_;
    Word* const occupied = occupied_;
    for (const Value* const end = values + count; values != end; ++values) {
        const Word word = values->word();
        // Constants lie outside, and the tags of immediates go to the top.
        const usize granule = std::rotr(word - base, kGranuleShift);
        if (granule >= granules) continue;
        Word& marks = occupied[granule / bitmap::kWordBits];
        const Word bit = Word{1} << (granule % bitmap::kWordBits);
        if ((marks & bit) != 0) continue;
        DEBUG_VERIFY(bitmap::test(starts_, granule));
        marks |= bit;
        if (!has_edges(*reinterpret_cast<const Object*>(word))) continue;
        if (UNLIKELY(mark_count_ == kMarkStackEntries) && tracer.rows_ < Tracer::kMostRows) {
            ++tracer.rows_;
            drain_stack(tracer);
            --tracer.rows_;
        }
        push(granule);
    }
}

/// Tells the edges of a block that is none of those which drain_stack() knows itself.
NOINLINE void Heap::trace_block(Tracer& tracer, Word* block) {
    if (is_raw_header(*block)) {
        if (raw_kind(*block) == RawKind::Bytes) return;
        tracer.visit_words(block + 1, block + raw_granules(*block) * (kGranule / sizeof(Word)));
        return;
    }
    Object& object = *reinterpret_cast<Object*>(block);
    const Type& type = *object.shape->type;
    // The shapes of instances know their class themselves.
    if (object.shape == &type.root && owns(&type)) tracer.visit(Value(&type.header));
    if (type.slots->trace != nullptr) type.slots->trace(tracer, object);
}

/// The attributes of an instance, and what they lie in.
ALWAYS_INLINE void Heap::mark_instance(Tracer& tracer, const Instance& instance) {
    const auto* const shape = reinterpret_cast<const InstanceShape*>(instance.header.shape);
    if (shape != tracer.shape_) {  // instances of one kind are often neighbours
        tracer.shape_ = shape;
        tracer.visit_raw(const_cast<InstanceShape*>(shape));
    }
    if (instance.slots != reinterpret_cast<const Value*>(&instance + 1)) tracer.visit_raw(instance.slots);
}

/// Follows the edges of everything on the mark stack. What heaps are full of is done here, without a call for
/// each object.
IRAM void Heap::drain_stack(Tracer& tracer) {
    while (mark_count_ != 0) {
        Word* const block = reinterpret_cast<Word*>(address_of(mark_stack_[--mark_count_]));
        const auto* const shape = reinterpret_cast<const Shape*>(*block);
        const Value* values;
        usize count;
        if (shape == &list_type.root) {
            const List& list = *reinterpret_cast<const List*>(block);
            if (list.items == nullptr) continue;
            bitmap::set(occupied_, granule_of(reinterpret_cast<Word>(list.items) - sizeof(Word)));
            values = list.items;
            count = list.count;
        } else if (shape == &tuple_type.root) {
            const Tuple& tuple = *reinterpret_cast<const Tuple*>(block);
            values = tuple.items();
            count = tuple.count;
        } else if (shape == &function_type.root) {
            const Function& function = *reinterpret_cast<const Function*>(block);
            if (function.extras() != nullptr) {
                trace_block(tracer, block);
                continue;
            }
            // The code, the globals, the defaults and the cells stand in a row, as far as there are any.
            values = reinterpret_cast<const Value*>(&function.code);
            count = 3 + function.code->free_count();
        } else if (shape == &cell_type.root) {
            values = &reinterpret_cast<const Cell*>(block)->value;
            count = 1;
        } else if (shape == &bound_method_type.root) {
            values = &reinterpret_cast<const BoundMethod*>(block)->function;
            count = 2;
        } else if (is_raw_header(*block)) {
            trace_block(tracer, block);
            continue;
        } else if (!owns(shape)) {
            shape->type->slots->trace(tracer, *reinterpret_cast<Object*>(block));
            continue;
        } else if (shape != &shape->type->root && has_just_attributes(*shape->type)) {
            const Instance& instance = *reinterpret_cast<const Instance*>(block);
            mark_instance(tracer, instance);
            values = instance.slots;
            count = reinterpret_cast<const InstanceShape*>(shape)->count;
        } else {
            trace_block(tracer, block);
            continue;
        }
        mark_row(tracer, values, count);
    }
}

/// The first block from a granule on that is marked as one that found no room on the mark stack: its second
/// granule is not. (A block of a single granule looks like that too where free memory follows.)
usize Heap::next_overflowed(usize granule) const {
    const usize words = (granules_ + bitmap::kWordBits - 1) / bitmap::kWordBits;
    Word mask = ~Word{0} << (granule % bitmap::kWordBits);
    for (usize i = granule / bitmap::kWordBits; i < words; ++i, mask = ~Word{0}) {
        const Word marked = starts_[i] & occupied_[i] & mask;
        if (marked == 0) continue;
        Word behind = (starts_[i] | occupied_[i]) >> 1;
        if (i + 1 < words) behind |= (starts_[i + 1] | occupied_[i + 1]) << (bitmap::kWordBits - 1);
        const Word found = marked & ~behind;
        if (found != 0) return i * bitmap::kWordBits + static_cast<usize>(std::countr_zero(found));
    }
    return granules_;
}

/// Follows the edges of everything on the mark stack, and of what did not find room there.
void Heap::drain(Tracer& tracer) {
    for (;;) {
        drain_stack(tracer);
        if (overflow_ == kNoOverflow) return;
        usize granule = overflow_;
        overflow_ = kNoOverflow;
        while ((granule = next_overflowed(granule)) < granules_) {
            const Object& object = *reinterpret_cast<const Object*>(address_of(granule));
            const Word first = reinterpret_cast<Word>(object.shape);
            if (is_raw_header(first) ? raw_granules(first) > 1 : has_edges(object)) {
                bitmap::set(occupied_, granule + 1);
                mark_stack_[mark_count_++] = static_cast<u32>(granule);
                drain_stack(tracer);
            }
            ++granule;
        }
    }
}

// ---- what types tell

namespace {

NOINLINE void visit_new(Tracer& tracer, Value value) {
    tracer.visit_array(&value, 1);
}

}  // namespace

/// Most have been marked before, or lie outside.
IRAM void Tracer::visit(Value value) {
    const usize granule = std::rotr(value.word() - heap_.base_, kGranuleShift);
    if (granule < heap_.granules_ && !bitmap::test(heap_.occupied_, granule)) visit_new(*this, value);
}

IRAM void Tracer::visit_raw(void* block) {
    const Word offset = reinterpret_cast<Word>(block) - sizeof(Word) - heap_.base_;  // of the header
    if (offset < heap_.granules_ * Heap::kGranule) heap_.mark_raw(offset / Heap::kGranule, false);
}

IRAM void Tracer::visit_array(const Value* values, usize count) {
    heap_.mark_row(*this, values, count);
}

void Tracer::visit_values(void* block, usize count) {
    visit_raw(block);
    visit_array(static_cast<const Value*>(block), count);
}

__attribute__((no_sanitize("address"))) void Tracer::visit_words(const Word* begin, const Word* end) {
    for (const Word* word = begin; word < end; ++word) heap_.mark_address(*word);
}

// ---- a collection

/// The callee-saved registers lie in this frame, the stack of everyone else above it.
NOINLINE void Heap::collect() {
    __builtin_unwind_init();
    VERIFY(!collecting_);
    collecting_ = true;
    close_window();
    mark_roots(nullptr);
    if (thread_->finalizers.count != 0 && finalizers_find_dead(*thread_)) {
        Tracer tracer(*this);
        finalizers_trace(*thread_, tracer);
        drain(tracer);
    }
    forget_dead_names(*thread_);
    sweep(torture_.poison);
    collecting_ = false;
}

NOINLINE void Heap::mark_roots(const Word* stack_low) {
    if (thread_->parked_stack != nullptr) stack_low = static_cast<const Word*>(thread_->parked_stack);
    if (stack_low == nullptr) stack_low = static_cast<const Word*>(__builtin_frame_address(0));
    const usize words = (granules_ + bitmap::kWordBits - 1) / bitmap::kWordBits;
    for (usize i = 0; i < words; ++i) occupied_[i] &= ~starts_[i];
    mark_count_ = 0;
    overflow_ = kNoOverflow;
    Tracer tracer(*this);
    thread_->trace(tracer);
    tracer.visit_raw(thread_->interned);
    tracer.visit_raw(thread_->interned_apart);
    for (u32 i = 0; i < reserved_; ++i) tracer.visit_raw(reserve_[i]);
    const Word* const brief = brief_[0];
    tracer.visit_words(brief, brief + sizeof brief_ / sizeof(Word));
    drain(tracer);
    for (const Word* word = stack_low; word < stack_base_; ++word) {
        tracer.visit_words(word, word + 1);
        if (mark_count_ != 0) drain(tracer);
    }
    drain(tracer);
}

bool Heap::is_alive(const Object* object) const {
    return !owns(object) || bitmap::test(occupied_, granule_of(reinterpret_cast<Word>(object)));
}

void Heap::sweep(bool poison) {
    const usize words = (granules_ + bitmap::kWordBits - 1) / bitmap::kWordBits;
    if (finalizers_ != 0) run_finalizers(occupied_);
    // The granules behind the first of a block that is not marked are a run of ones in `rest`. Adding a one
    // at the beginning of such a run clears it, whatever its length; what it carries out goes on in the next
    // word.
    Word carry = 0;
    for (usize i = 0; i < words; ++i) {
        const Word marked = starts_[i] & occupied_[i];
        const Word dead = starts_[i] ^ marked;
        const Word rest = occupied_[i] & ~starts_[i];
        const Word begin = (dead << 1 | carry) & rest;
        const Word sum = rest + begin;
        carry = dead >> (bitmap::kWordBits - 1) | static_cast<Word>(sum < rest);
        occupied_[i] = marked | (rest & sum);
        starts_[i] = marked;
    }
    cursor_ = 0;
    ceiling_ = granules_;
    before_collection_ += since_collection_;
    since_collection_ = 0;
    ++collections_;
    if (poison) fill_free_memory();
}

/// Calls the finalizer of every object that is not in `live` (nullptr: of every object).
void Heap::run_finalizers(const Word* live) {
    const usize words = (granules_ + bitmap::kWordBits - 1) / bitmap::kWordBits;
    for (usize i = 0; i < words; ++i) {
        for (Word dead = live == nullptr ? starts_[i] : starts_[i] & ~live[i]; dead != 0; dead &= dead - 1) {
            const usize granule = i * bitmap::kWordBits + static_cast<usize>(std::countr_zero(dead));
            Object* object = reinterpret_cast<Object*>(address_of(granule));
            if (is_raw_header(reinterpret_cast<Word>(object->shape)) || object->shape == nullptr) continue;
            const Slots* slots = object->type().slots;
            if (slots->finalize != nullptr) slots->finalize(*object);
        }
    }
}

void Heap::finalize_all() {
    if (finalizers_ == 0) return;
    collecting_ = true;
    run_finalizers(nullptr);
    collecting_ = false;
    finalizers_ = 0;
}

void Heap::fill_free_memory() {
    for (usize end = 0; end < granules_;) {
        const usize begin = bitmap::next_clear(occupied_, end, granules_);
        end = bitmap::next_set(occupied_, begin, granules_);
        std::memset(reinterpret_cast<void*>(address_of(begin)), kPoison, (end - begin) * kGranule);
    }
}

const char* Heap::validate() const {
    const usize window_first = granule_of(window_);
    const usize window_last = granule_of(window_end_);
    usize position = 0;
    for (;;) {
        const usize start = bitmap::next_set(starts_, position, granules_);
        // From the end of the last block to this start all is free, but for the window.
        for (usize i = position; i < start; ++i) {
            const bool in_window = i >= window_first && i < window_last;
            if (bitmap::test(occupied_, i) != in_window)
                return in_window ? "the window is not taken" : "taken but in no block";
        }
        if (start == granules_) return nullptr;
        const Word first = *reinterpret_cast<const Word*>(address_of(start));
        if (first == 0) return "a block without a header";
        const usize count = granules_of(start);
        if (count == 0 || count > granules_ - start) return "a block that leaves the region";
        for (usize i = start; i < start + count; ++i) {
            if (!bitmap::test(occupied_, i)) return "a block that is not taken";
            if (i != start && bitmap::test(starts_, i)) return "a block within a block";
        }
        position = start + count;
    }
}

}  // namespace kinglet::runtime
