#include "python/runtime/vm/stack.hpp"

#include "base/attributes.hpp"
#include "python/runtime/exception.hpp"

namespace kinglet::runtime {

namespace {

constexpr u32 kSegmentWords = sizeof(Word) == 4 ? 384 : 2048;
constexpr u32 kFrameWords = (sizeof(Frame) + sizeof(Value) - 1) / sizeof(Value);

bool enter_segment(Thread& thread, u32 needed) {
    const u32 words = needed > kSegmentWords ? needed : kSegmentWords;
    if (thread.stack_words + words > thread.stack_limit_words) {
        (void)raise_recursion_error(thread);
        return false;
    }
    StackSegment* segment = words == kSegmentWords ? thread.spare_segment : nullptr;
    if (segment != nullptr) {
        thread.spare_segment = nullptr;
    } else {
        segment = static_cast<StackSegment*>(
            thread.heap.allocate_raw(sizeof(StackSegment) + words * sizeof(Value), RawKind::Bytes));
    }
    if (segment == nullptr) {
        (void)raise_memory_error(thread, words * sizeof(Value));
        return false;
    }
    segment->previous = thread.segment;
    segment->words = words;
    if (thread.segment != nullptr) thread.segment->frame_low = thread.frame_low;
    thread.segment = segment;
    thread.stack_words += words;
    thread.stack_start = segment->start();
    thread.frame_low = reinterpret_cast<Frame*>(segment->end());
    return true;
}

void leave_segment(Thread& thread) {
    StackSegment* segment = thread.segment;
    thread.stack_words -= segment->words;
    thread.segment = segment->previous;
    // A call in a loop at the very end of a segment must not cost an allocation each time.
    if (segment->words == kSegmentWords && thread.spare_segment == nullptr) {
        thread.spare_segment = segment;
    } else {
        thread.heap.free_raw(segment);
    }
    if (thread.segment != nullptr) {
        thread.stack_start = thread.segment->start();
        thread.frame_low = thread.segment->frame_low;
    } else {
        // Nothing fits in no segment: a generator that is closed now, whose registers lie in itself, calls
        // from here (stack_push_quick).
        thread.stack_start = nullptr;
        thread.frame_low = reinterpret_cast<Frame*>(sizeof(Frame));
    }
}

bool in_segment(const Thread& thread, const Value* place) {
    return thread.segment != nullptr && place >= thread.stack_start && place < thread.segment->end();
}

}  // namespace

Value* stack_top(const Thread& thread) {
    for (const Frame* frame = thread.frame; frame != nullptr; frame = frame->caller) {
        if (in_segment(thread, frame->registers)) {
            return frame->registers + frame->function->code->registers();
        }
        if (frame->kind & kReturnNewSegment) break;
    }
    return thread.stack_start;
}

Frame* stack_push(Thread& thread, Function& function, Value* registers, u32 count) {
    const u32 needed = function.code->registers();
    u32 segment_flag = 0;
    Value* place = registers;
    if (!in_segment(thread, registers) ||
        reinterpret_cast<char*>(registers + needed) > reinterpret_cast<char*>(thread.frame_low - 1)) {
        place = stack_top(thread);
        if (thread.segment == nullptr ||
            reinterpret_cast<char*>(place + needed) > reinterpret_cast<char*>(thread.frame_low - 1)) {
            if (!enter_segment(thread, needed + kFrameWords)) return nullptr;
            place = thread.stack_start;
            segment_flag = kReturnNewSegment;
        }
        for (u32 i = 0; i < count; ++i) place[i] = registers[i];
    }
    for (u32 i = count; i < needed; ++i) place[i] = kUndefined;
    Frame* frame = --thread.frame_low;
    frame->caller = thread.frame;
    frame->registers = place;
    frame->function = &function;
    frame->pc = function.code->instructions();
    frame->kind = segment_flag;
    frame->saved = kNone;
    return frame;
}

void stack_pop(Thread& thread, Frame& frame) {
    if (frame.kind & kReturnNewSegment) {
        leave_segment(thread);
    } else {
        thread.frame_low = &frame + 1;
    }
}

}  // namespace kinglet::runtime
