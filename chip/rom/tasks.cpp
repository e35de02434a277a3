// The task loop: up to 31 tasks, one for each priority, woken by events in queues of their owners.
#include "chip/rom/rom.hpp"

namespace {

struct TaskRecord {
    Task task;
    Event* queue;
    u8 length;
    u8 in;  // where the next event goes, and whence the next is taken
    u8 out;
    u8 waiting;
    u32 reserved;
};

}  // namespace

extern "C" {

u32 ets_bit_task_priority ROM_RECORD(3fffc6fc) = 0;  // bit p-1: priority p has events
TaskRecord ets_tab_task[32] ROM_RECORD(3fffdac0);    // priority p at p-1

void (*ets_idle_cb)(void*);
void* ets_idle_arg;

void ets_set_idle_cb(void (*callback)(void*), void* argument) {
    ets_idle_cb = callback;
    ets_idle_arg = argument;
}

void ets_task(Task task, u32 priority, Event* queue, u32 length) {
    if (priority == 0 || priority > 31) return;
    const kinglet::rom::InterruptLock lock;
    ets_tab_task[priority - 1] = {task, queue, static_cast<u8>(length), 0, 0, 0, 0};
}

u32 ets_post(u32 priority, u32 signal, u32 parameter) {
    if (priority == 0 || priority > 31) return 1;
    const kinglet::rom::InterruptLock lock;
    TaskRecord& record = ets_tab_task[priority - 1];
    if (record.waiting >= record.length) return 1;
    record.queue[record.in] = {signal, parameter};
    record.in = static_cast<u8>(record.in + 1 == record.length ? 0 : record.in + 1);
    ++record.waiting;
    ets_bit_task_priority |= u32{1} << (priority - 1);
    return 0;
}

/// Runs the highest priority that has an event; false when none has.
static bool run_one() {
    Event event;
    Task task;
    {
        const kinglet::rom::InterruptLock lock;
        if (ets_bit_task_priority == 0) return false;
        const u32 index = 31 - static_cast<u32>(__builtin_clz(ets_bit_task_priority));
        TaskRecord& record = ets_tab_task[index];
        event = record.queue[record.out];
        record.out = static_cast<u8>(record.out + 1 == record.length ? 0 : record.out + 1);
        if (--record.waiting == 0) ets_bit_task_priority &= ~(u32{1} << index);
        task = record.task;
    }
    task(&event);
    return true;
}

void ets_run() {
    while (true) {
        while (run_one()) {
        }
        if (ets_idle_cb != nullptr) ets_idle_cb(ets_idle_arg);
        // Nothing may be posted between the last look and the sleep.
        asm volatile("rsil a2, 3" : : : "a2", "memory");
        if (ets_bit_task_priority == 0) asm volatile("waiti 0" : : : "memory");
        asm volatile("rsil a2, 0" : : : "a2", "memory");
    }
}

}  // extern "C"
