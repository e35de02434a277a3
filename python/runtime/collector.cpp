// The collector: mark from the thread's roots and the C stack, sweep by ANDing bitmaps.
#include <cstring>

#include "base/attributes.hpp"
#include "base/verify.hpp"
#include "python/runtime/bitmap.hpp"
#include "python/runtime/heap_block.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::runtime {

// ---- from addresses to blocks

/// The size of the block that begins at the granule.
usize Heap::granules_of(usize granule) const {
    const Word first = *reinterpret_cast<const Word*>(address_of(granule));
    if (is_raw_header(first)) return raw_granules(first);
    VERIFY(first != 0);  // an object without a header: its maker allocated again before setting it
    const Object& object = *reinterpret_cast<const Object*>(address_of(granule));
    const Type& type = object.type();
    const usize bytes = type.size != 0 ? type.size : type.slots->size(object);
    return (bytes + kGranule - 1) / kGranule;
}

/// Marks the block that begins at the granule, if it is not marked yet, and sees to it that its edges are
/// followed.
void Heap::mark_block(usize granule, bool from_stack) {
    if (bitmap::test(occupied_, granule)) return;
    DEBUG_VERIFY(bitmap::test(starts_, granule));
    bitmap::set_range(occupied_, granule, granules_of(granule));
    const Word first = *reinterpret_cast<const Word*>(address_of(granule));
    if (is_raw_header(first)) {
        // The owner traces a block of Values. A block that only the stack knows may have lost its owner.
        const RawKind kind = raw_kind(first);
        if (kind == RawKind::Bytes || (kind == RawKind::Values && !from_stack)) return;
    } else {
        const Shape* shape = reinterpret_cast<const Object*>(address_of(granule))->shape;
        if (shape->type->slots->trace == nullptr && !owns(shape)) return;
    }
    if (mark_count_ < kMarkStackEntries) {
        mark_stack_[mark_count_++] = static_cast<u32>(granule);
    } else if (granule < overflow_) {
        overflow_ = granule;
    }
}

/// Marks the block that the address lies in, if there is one.
void Heap::mark_address(Word address) {
    if (address - base_ >= granules_ * kGranule) return;
    const usize granule = granule_of(address);
    const usize start = bitmap::find_backward<true>(starts_, 0, granule + 1);
    if (start == 0) return;
    if (bitmap::test(occupied_, start - 1)) return;
    if (start - 1 + granules_of(start - 1) <= granule) return;  // in free memory behind the block
    mark_block(start - 1, true);
}

void Heap::trace_block(usize granule) {
    const Word first = *reinterpret_cast<const Word*>(address_of(granule));
    Tracer tracer(*this);
    if (is_raw_header(first)) {
        if (raw_kind(first) == RawKind::Bytes) return;
        const Word* words = reinterpret_cast<const Word*>(address_of(granule));
        tracer.visit_words(words + 1, words + raw_granules(first) * (kGranule / sizeof(Word)));
        return;
    }
    Object& object = *reinterpret_cast<Object*>(address_of(granule));
    const Type& type = object.type();
    if (owns(&type)) tracer.visit(&type.header);
    if (type.slots->trace != nullptr) type.slots->trace(tracer, object);
}

/// Follows the edges of everything on the mark stack, and of what did not find room there.
void Heap::drain() {
    for (;;) {
        while (mark_count_ != 0) trace_block(mark_stack_[--mark_count_]);
        if (overflow_ == kNoOverflow) return;
        usize granule = overflow_;
        overflow_ = kNoOverflow;
        while ((granule = bitmap::next_set(starts_, granule, granules_)) != granules_) {
            if (bitmap::test(occupied_, granule)) {
                trace_block(granule);
                while (mark_count_ != 0) trace_block(mark_stack_[--mark_count_]);
            }
            ++granule;
        }
    }
}

// ---- what types tell

void Tracer::visit(Value value) {
    if (!value.is_object()) return;
    const Word address = value.word();
    if (!heap_.owns(reinterpret_cast<const void*>(address))) return;  // a constant
    heap_.mark_block(heap_.granule_of(address), false);
}

void Tracer::visit_raw(void* block) {
    if (block == nullptr || !heap_.owns(block)) return;
    heap_.mark_block(heap_.granule_of(reinterpret_cast<Word>(block) - sizeof(Word)), false);  // of the header
}

void Tracer::visit_array(const Value* values, usize count) {
    for (usize i = 0; i < count; ++i) visit(values[i]);
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
        drain();
    }
    forget_dead_names(*thread_);
    sweep(torture_.poison);
    collecting_ = false;
}

NOINLINE void Heap::mark_roots(const Word* stack_low) {
    if (thread_->parked_stack != nullptr) stack_low = static_cast<const Word*>(thread_->parked_stack);
    if (stack_low == nullptr) stack_low = static_cast<const Word*>(__builtin_frame_address(0));
    std::memset(occupied_, 0, (granules_ + bitmap::kWordBits - 1) / bitmap::kWordBits * sizeof(Word));
    mark_count_ = 0;
    overflow_ = kNoOverflow;
    Tracer tracer(*this);
    thread_->trace(tracer);
    tracer.visit_raw(thread_->interned);
    for (u32 i = 0; i < reserved_; ++i) tracer.visit_raw(reserve_[i]);
    tracer.visit_words(brief_[0], brief_[0] + sizeof brief_ / sizeof(Word));
    drain();
    for (const Word* word = stack_low; word < stack_base_; ++word) {
        tracer.visit_words(word, word + 1);
        if (mark_count_ != 0) drain();
    }
    drain();
}

bool Heap::is_alive(const Object* object) const {
    return !owns(object) || bitmap::test(occupied_, granule_of(reinterpret_cast<Word>(object)));
}

void Heap::sweep(bool poison) {
    const usize words = (granules_ + bitmap::kWordBits - 1) / bitmap::kWordBits;
    if (has_finalizers_) run_finalizers(occupied_);
    for (usize i = 0; i < words; ++i) starts_[i] &= occupied_[i];
    cursor_ = 0;
    before_collection_ += since_collection_;
    since_collection_ = 0;
    ++collections_;
    if (poison) fill_free_memory();
}

/// Calls the finalizer of every object that is not in `live` (nullptr: of every object).
void Heap::run_finalizers(const Word* live) {
    for (usize granule = 0; (granule = bitmap::next_set(starts_, granule, granules_)) != granules_;
         ++granule) {
        if (live != nullptr && bitmap::test(live, granule)) continue;
        Object* object = reinterpret_cast<Object*>(address_of(granule));
        if (is_raw_header(reinterpret_cast<Word>(object->shape)) || object->shape == nullptr) continue;
        const Slots* slots = object->type().slots;
        if (slots->finalize != nullptr) slots->finalize(*object);
    }
}

void Heap::finalize_all() {
    if (!has_finalizers_) return;
    collecting_ = true;
    run_finalizers(nullptr);
    collecting_ = false;
    has_finalizers_ = false;
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
