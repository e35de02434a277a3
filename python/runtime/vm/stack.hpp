// The Python stack: segments of the heap that never move. In each, registers grow up from its start and frame
// records down from its end.
#pragma once

#include "python/runtime/function.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::runtime {

struct StackSegment {
    StackSegment* previous;
    Frame* frame_low;  // of this segment, while a later one is in use
    u32 words;         // behind this header, in Value words

    Value* start() { return reinterpret_cast<Value*>(this + 1); }
    Value* end() { return start() + words; }
};

/// The first free register of the current segment: behind those of the innermost frame that has its registers
/// there.
Value* stack_top(const Thread&);

/// Pushes a frame for `function` whose registers begin at `registers` if they are the end of the current
/// segment and there is room; else at the top of the stack or in a new segment, the first `count` values
/// copied there. The other registers become undefined. The frame is not yet thread.frame. nullptr with
/// RuntimeError or MemoryError raised.
Frame* stack_push(Thread&, Function& function, Value* registers, u32 count);

/// The same for the interpreter, where the plain case is inline.
inline Frame* stack_push_quick(Thread& thread, Function& function, Value* registers, u32 count) {
    const u32 needed = function.code->registers();
    Frame* const frame = thread.frame_low - 1;
    // One comparison finds both that the registers lie in this segment and that they fit under the frames.
    const Word used = reinterpret_cast<Word>(registers + needed) - reinterpret_cast<Word>(thread.stack_start);
    if (__builtin_expect(used > reinterpret_cast<Word>(frame) - reinterpret_cast<Word>(thread.stack_start),
                         0) ||
        __builtin_expect(registers < thread.stack_start, 0)) {
        return stack_push(thread, function, registers, count);
    }
    for (u32 i = count; i < needed; ++i) registers[i] = kUndefined;
    thread.frame_low = frame;
    frame->caller = thread.frame;
    frame->registers = registers;
    frame->function = &function;
    frame->pc = function.code->instructions();
    frame->kind = 0;
    return frame;
}

/// Takes the frame off: the segment it began is given up (one is kept in reserve: Thread::spare_segment).
void stack_pop(Thread&, Frame& frame);

}  // namespace kinglet::runtime
