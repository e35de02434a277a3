// Allocation. The collector is in collector.cpp.
#include "python/runtime/heap.hpp"

#include <cstring>

#include "base/attributes.hpp"
#include "base/verify.hpp"
#include "python/runtime/bitmap.hpp"
#include "python/runtime/heap_block.hpp"

namespace kinglet::runtime {

namespace {

constexpr usize kWindowGranules = 128;  // what a window takes of a long free run
constexpr usize kTinyGranules =
    32;  // blocks up to this size open a window; larger ones are placed on their own
constexpr usize kSmallGranules = 64;  // larger blocks come from the top of the region

}  // namespace

bool Heap::create(Thread& thread, void* region, usize bytes, const void* stack_base) {
    Word start = reinterpret_cast<Word>(region);
    const Word end = (start + bytes) & ~(kGranule - 1);
    start = (start + kGranule - 1) & ~(kGranule - 1);
    if (end <= start) return false;
    // Each granule takes two bits more; whole words for either bitmap.
    usize granules = (end - start) * 8 / (kGranule * 8 + 2);
    const auto bitmap_bytes = [](usize count) {
        const usize words = (count + bitmap::kWordBits - 1) / bitmap::kWordBits;
        return (2 * words * sizeof(Word) + kGranule - 1) & ~(kGranule - 1);
    };
    while (granules != 0 && bitmap_bytes(granules) + granules * kGranule > end - start) --granules;
    if (granules == 0) return false;

    starts_ = reinterpret_cast<Word*>(start);
    occupied_ = starts_ + (granules + bitmap::kWordBits - 1) / bitmap::kWordBits;
    base_ = start + bitmap_bytes(granules);
    granules_ = granules;
    std::memset(starts_, 0, bitmap_bytes(granules));
    thread_ = &thread;
    stack_base_ = static_cast<const Word*>(stack_base);
    window_ = window_end_ = base_;
    cursor_ = 0;
    ceiling_ = granules;
    since_collection_ = 0;
    before_collection_ = 0;
    peak_ = 0;
    reserved_ = 0;
    locked_ = 0;
    collections_ = 0;
    enabled = true;
    threshold = 0;
    finalizers_ = 0;
    collecting_ = false;
    set_torture({});
    return true;
}

IRAM void* Heap::allocate(usize bytes) {
    const usize taken = (bytes + kGranule - 1) & ~(kGranule - 1);
    const Word block = window_;
    if (UNLIKELY(taken - 1 >= window_end_ - block)) return allocate_slowly(taken / kGranule);
    window_ = block + taken;
    const usize granule = (block - base_) / kGranule;
    starts_[granule / bitmap::kWordBits] |= Word{1} << (granule % bitmap::kWordBits);
    return reinterpret_cast<void*>(block);
}

void* Heap::allocate_brief(usize bytes) {
    if (locked_ == 0) return allocate(bytes);
    VERIFY(bytes <= sizeof brief_[0]);
    next_brief_ ^= 1U;
    return std::memset(brief_[next_brief_], 0, sizeof brief_[0]);
}

void Heap::keep_reserve() {
    while (reserved_ < kReserve) {
        void* block = allocate_raw((kBriefWords - 1) * sizeof(Word), RawKind::Bytes);
        if (block == nullptr) return;
        reserve_[reserved_++] = block;
    }
}

void* Heap::allocate_iterator(usize bytes) {
    if (locked_ == 0) return allocate(bytes);
    VERIFY(bytes <= kBriefWords * sizeof(Word));
    if (reserved_ == 0) return nullptr;
    // The raw block becomes an object: its header word goes, what it has too much the next collection frees.
    Word* const object = static_cast<Word*>(reserve_[--reserved_]) - 1;
    reserve_[reserved_] = nullptr;
    return std::memset(object, 0, kBriefWords * sizeof(Word));
}

void* Heap::allocate_raw(usize bytes, RawKind kind) {
    if (bytes > granules_ * kGranule) return nullptr;
    const usize granules = (bytes + sizeof(Word) + kGranule - 1) / kGranule;
    Word* block = static_cast<Word*>(allocate(granules * kGranule));
    if (block == nullptr) return nullptr;
    *block = raw_header(granules, kind);
    return block + 1;
}

/// Checks what must hold for any allocation, and does what the tests ask for.
bool Heap::may_allocate() {
    VERIFY(!collecting_);
    if (locked_ != 0) return false;
    if (is_tortured_) {
        ++tortured_allocations_;
        if (torture_.fail_after != 0 && --torture_.fail_after == 0) return false;
        if (torture_.collect_at_every_allocation && enabled) collect();
    }
    return true;
}

NOINLINE void* Heap::allocate_slowly(usize granules) {
    if (!may_allocate() || granules == 0 || granules > granules_)
        return nullptr;  // 0: the sum of bytes went over
    if (threshold != 0 && enabled && since_collection_ >= threshold) collect();
    void* block = place(granules);
    if (block == nullptr && enabled) {
        collect();
        block = place(granules);
    }
    return block;
}

/// Finds free memory for a block; nullptr if there is none without collecting.
void* Heap::place(usize granules) {
    if (granules <= kTinyGranules && !is_tortured_) {
        if (!open_window(granules)) return nullptr;
        const Word block = window_;
        window_ += granules * kGranule;
        bitmap::set(starts_, granule_of(block));
        return reinterpret_cast<void*>(block);
    }
    for (;;) {
        usize first = granules_;
        if (granules > kSmallGranules) {
            ceiling_ = bitmap::find_backward<false>(occupied_, 0, ceiling_);
            for (usize end = ceiling_; end >= granules;
                 end = bitmap::find_backward<false>(occupied_, 0, end)) {
                // No further than the block needs: free runs are long.
                const usize begin = bitmap::find_backward<true>(occupied_, end - granules, end);
                if (end - begin >= granules) {
                    first = end - granules;
                    break;
                }
                end = begin;
            }
        } else {
            cursor_ = bitmap::next_clear(occupied_, cursor_, granules_);
            for (usize begin = cursor_; begin < granules_;) {
                const usize limit = granules_ - begin < granules ? granules_ : begin + granules;
                const usize end = bitmap::next_set(occupied_, begin, limit);
                if (end - begin >= granules) {
                    first = begin;
                    break;
                }
                begin = bitmap::next_clear(occupied_, end, granules_);
            }
        }
        if (first != granules_) {
            bitmap::set_range(occupied_, first, granules);
            bitmap::set(starts_, first);
            since_collection_ += granules * kGranule;
            return std::memset(reinterpret_cast<void*>(address_of(first)), 0, granules * kGranule);
        }
        if (window_ == window_end_) return nullptr;
        close_window();  // perhaps what it holds makes the run long enough
    }
}

/// A new window with room for a block; the holes that are too small stay unused until the next collection.
bool Heap::open_window(usize granules) {
    close_window();
    usize begin = bitmap::next_clear(occupied_, cursor_, granules_);
    for (;;) {
        if (begin >= granules_) {
            cursor_ = granules_;
            return false;
        }
        const usize limit = granules_ - begin < kWindowGranules ? granules_ : begin + kWindowGranules;
        const usize end = bitmap::next_set(occupied_, begin, limit);
        if (end - begin >= granules) {
            bitmap::set_range(occupied_, begin, end - begin);
            window_ = address_of(begin);
            window_end_ = address_of(end);
            cursor_ = end;
            since_collection_ += window_end_ - window_;
            std::memset(reinterpret_cast<void*>(window_), 0, window_end_ - window_);
            return true;
        }
        begin = bitmap::next_clear(occupied_, end, granules_);
    }
}

void Heap::close_window() {
    if (window_ != window_end_) {
        release(granule_of(window_), (window_end_ - window_) / kGranule);
        since_collection_ -= window_end_ - window_;
    }
    window_ = window_end_ = base_;
}

/// Marks granules as free.
void Heap::release(usize first, usize count) {
    bitmap::clear_range(occupied_, first, count);
    if (first < cursor_) cursor_ = first;
    if (first + count > ceiling_) ceiling_ = first + count;
}

void Heap::free_raw(void* block) {
    if (block == nullptr) return;
    Word* const header = static_cast<Word*>(block) - 1;
    const Word address = reinterpret_cast<Word>(header);
    const usize first = granule_of(address);
    const usize granules = raw_granules(*header);
    DEBUG_VERIFY(owns(header) && bitmap::test(starts_, first) && is_raw_header(*header));
    bitmap::clear(starts_, first);
    if (address + granules * kGranule == window_ && window_ != window_end_ && granules <= kSmallGranules) {
        // The youngest block of the window: the next one takes its place.
        std::memset(header, 0, granules * kGranule);
        window_ = address;
        return;
    }
    if (torture_.poison) std::memset(header, kPoison, granules * kGranule);
    release(first, granules);
}

void* Heap::reallocate_raw(void* block, usize bytes, RawKind kind) {
    if (block == nullptr) return allocate_raw(bytes, kind);
    if (bytes > granules_ * kGranule) return nullptr;
    Word* const header = static_cast<Word*>(block) - 1;
    const Word address = reinterpret_cast<Word>(header);
    const usize old_granules = raw_granules(*header);
    const usize new_granules = (bytes + sizeof(Word) + kGranule - 1) / kGranule;
    if (new_granules <= old_granules) {
        if (new_granules < old_granules) {
            *header = raw_header(new_granules, kind);
            release(granule_of(address) + new_granules, old_granules - new_granules);
        }
        return block;
    }
    // Growing is an allocation for the tests' counts too, wherever the memory comes from.
    if ((is_tortured_ || locked_ != 0) && !may_allocate()) return nullptr;
    if (grow_in_place(address, old_granules, new_granules)) {
        *header = raw_header(new_granules, kind);
        return block;
    }
    if (new_granules > kSmallGranules) {
        const Word lower = grow_downwards(address, old_granules, new_granules);
        if (lower != 0) {
            *reinterpret_cast<Word*>(lower) = raw_header(new_granules, kind);
            return reinterpret_cast<Word*>(lower) + 1;
        }
    }
    void* larger = place(new_granules);
    if (larger == nullptr && enabled) {
        collect();
        if (grow_in_place(address, old_granules, new_granules)) {
            *header = raw_header(new_granules, kind);
            return block;
        }
        larger = place(new_granules);
    }
    if (larger == nullptr) return nullptr;
    std::memcpy(larger, header, old_granules * kGranule);
    *static_cast<Word*>(larger) = raw_header(new_granules, kind);
    free_raw(block);
    return static_cast<Word*>(larger) + 1;
}

bool Heap::grow_in_place(Word block, usize old_granules, usize new_granules) {
    const usize extra = new_granules - old_granules;
    const Word end = block + old_granules * kGranule;
    if (end == window_ && extra * kGranule <= window_end_ - window_) {
        window_ += extra * kGranule;
        return true;
    }
    const usize first = granule_of(end);
    if (extra > granules_ - first || bitmap::next_set(occupied_, first, first + extra) != first + extra)
        return false;
    bitmap::set_range(occupied_, first, extra);
    since_collection_ += extra * kGranule;
    std::memset(reinterpret_cast<void*>(end), 0, extra * kGranule);
    return true;
}

/// Large blocks lie at the top of the region with free memory below them: takes what is free on either side
/// and moves the content down. The new address, or 0.
Word Heap::grow_downwards(Word block, usize old_granules, usize new_granules) {
    const usize first = granule_of(block);
    const usize most = granules_ - first < new_granules ? granules_ : first + new_granules;
    const usize behind = bitmap::next_set(occupied_, first + old_granules, most);
    if (behind < new_granules) return 0;
    const usize lower = behind - new_granules;
    if (lower > first || bitmap::find_backward<true>(occupied_, lower, first) > lower) return 0;
    bitmap::clear(starts_, first);
    bitmap::set(starts_, lower);
    bitmap::set_range(occupied_, lower, new_granules);
    since_collection_ += (new_granules - old_granules) * kGranule;
    const Word address = address_of(lower);
    std::memmove(reinterpret_cast<void*>(address), reinterpret_cast<void*>(block), old_granules * kGranule);
    std::memset(reinterpret_cast<void*>(address + old_granules * kGranule), 0,
                (new_granules - old_granules) * kGranule);
    return address;
}

void Heap::lock() {
    close_window();  // so that allocate() leaves its straight path
    ++locked_;
}

void Heap::unlock() {
    if (locked_ != 0) --locked_;
}

void Heap::set_torture(const Torture& torture) {
    close_window();
    torture_ = torture;
    is_tortured_ = torture.collect_at_every_allocation || torture.poison || torture.fail_after != 0;
    tortured_allocations_ = 0;
}

GranuleUse Heap::use_at(usize offset) const {
    const usize granule = offset / kGranule;
    if (bitmap::test(starts_, granule)) return GranuleUse::Begin;
    const bool is_free =
        !bitmap::test(occupied_, granule) || base_ + offset - window_ < window_end_ - window_;
    return is_free ? GranuleUse::Free : GranuleUse::Inside;
}

HeapFigures Heap::figures() {
    const usize window = window_end_ - window_;
    HeapFigures result{granules_ * kGranule, 0, 0, 0, collections_, 0};
    usize end = 0;
    for (;;) {
        const usize begin = bitmap::next_clear(occupied_, end, granules_);
        result.used += (begin - end) * kGranule;
        if (begin == granules_) break;
        end = bitmap::next_set(occupied_, begin, granules_);
        usize run = (end - begin) * kGranule;
        if (window != 0 && address_of(begin) == window_end_) run += window;
        if (run > result.largest_free) result.largest_free = run;
    }
    result.used -= window;
    result.free = result.total - result.used;
    if (result.used > peak_) peak_ = result.used;
    result.peak = peak_;
    if (window > result.largest_free) result.largest_free = window;
    return result;
}

}  // namespace kinglet::runtime
