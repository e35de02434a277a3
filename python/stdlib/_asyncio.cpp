// _asyncio: what asyncio's scheduler (python/frozen/asyncio) needs to be quick and to sleep without memory:
// tasks, queues of tasks ordered by time, and the awaitable of sleep_ms.
//
// A queue is a pairing heap of the tasks themselves (Fredman, Sedgewick, Sleator, Tarjan 1986): the key is
// the time at which a task goes on, and tasks of the same time go on in the order in which they came. A task
// is in one queue at most.
//
// Task.state: True: it runs and nobody waits for it; a TaskQueue: those that wait for its end; something
// callable: to be called at its end; None: it has ended and nobody has seen it; False: it has ended.
// Task.data: while it runs what it waits for (a task, or what takes it off by `remove`) or an exception to
// throw into it; then the exception that ended it.
#include "device/hal/clock.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

constexpr u32 kTicksMask = (1U << 30) - 1;
constexpr u32 kQueued = 1U << 31;

struct Task {
    Object header;
    Task* child;  // the first of those that come later
    Task* next;   // the next child of the same parent
    Task*
        previous;  // the one before among these; of a first child the parent; of a queue's first task nullptr
    Value coroutine;
    Value data;
    Value state;
    Value scheduler;  // the globals of asyncio.core; undefined: none were given
    u32 time;         // in milliseconds, modulo 2^30; kQueued while it is in a queue
    u32 arrival;
};

struct TaskQueue {
    Object header;
    Task* first;
    u32 arrivals;
};

/// The one object that sleep_ms is, and what it returns.
struct Sleep {
    Object header;
    Value scheduler;
    u32 time;
    u32 is_pending;
};

extern const Type task_type;
extern const Type task_queue_type;
extern const Type sleep_type;

u32 now() {
    return static_cast<u32>(hal::system_clock().microseconds() / 1000) & kTicksMask;
}

/// later - earlier, both modulo 2^30.
i32 ticks_between(u32 later, u32 earlier) {
    return static_cast<i32>((later - earlier) << 2) >> 2;
}

// ---- the heap

bool goes_before(const Task& a, const Task& b) {
    const i32 difference = ticks_between(a.time, b.time);
    if (difference != 0) return difference < 0;
    return static_cast<i32>(a.arrival - b.arrival) < 0;
}

/// One heap of two; either may be nullptr.
Task* meld(Task* a, Task* b) {
    if (a == nullptr || b == nullptr) return a == nullptr ? b : a;
    if (goes_before(*b, *a)) {
        Task* swapped = a;
        a = b;
        b = swapped;
    }
    b->previous = a;
    b->next = a->child;
    if (a->child != nullptr) a->child->previous = b;
    a->child = b;
    return a;
}

/// One heap of the children of a task that leaves: melded in pairs, then all from the last to the first.
Task* meld_children(Task& task) {
    Task* pairs = nullptr;  // linked by `previous`
    for (Task* child = task.child; child != nullptr;) {
        Task* second = child->next;
        Task* rest = second == nullptr ? nullptr : second->next;
        child->next = child->previous = nullptr;
        if (second != nullptr) second->next = second->previous = nullptr;
        Task* pair = meld(child, second);
        pair->previous = pairs;
        pairs = pair;
        child = rest;
    }
    Task* heap = nullptr;
    while (pairs != nullptr) {
        Task* pair = pairs;
        pairs = pair->previous;
        pair->previous = nullptr;
        heap = meld(heap, pair);
    }
    task.child = nullptr;
    return heap;
}

bool holds(const TaskQueue& queue, const Task& task) {
    const Task* first = &task;
    while (first->previous != nullptr) first = first->previous;
    return first == queue.first;
}

/// Nothing if it is not in the queue.
void take_out(TaskQueue& queue, Task& task) {
    if (!holds(queue, task)) return;
    task.time &= kTicksMask;
    Task* children = meld_children(task);
    if (&task == queue.first) {
        queue.first = children;
    } else {
        if (task.previous->child == &task)
            task.previous->child = task.next;
        else
            task.previous->next = task.next;
        if (task.next != nullptr) task.next->previous = task.previous;
        queue.first = meld(queue.first, children);
    }
    task.next = task.previous = nullptr;
}

Raised push(Thread& thread, TaskQueue& queue, Task& task, u32 time) {
    if ((task.time & kQueued) != 0)
        return raise(thread, runtime_error_type, "the task is in a queue already"_packed);
    task.data = kNone;
    task.time = time | kQueued;
    task.arrival = queue.arrivals++;
    task.child = task.next = task.previous = nullptr;
    queue.first = meld(queue.first, &task);
    return kFine;
}

// ---- the scheduler

/// A variable of asyncio.core; undefined if there is none.
Value scheduler_variable(Value scheduler, const Str& variable) {
    const Value* place =
        is_exactly(scheduler, dict_type) ? dict_find_name(*scheduler.as<Dict>(), variable) : nullptr;
    return place == nullptr ? kUndefined : *place;
}

/// The queue of the tasks that can run, and the task that runs: nullptr outside of all.
Raised scheduler_state(Thread& thread, Value scheduler, Task*& current, TaskQueue*& queue) {
    const Value task = scheduler_variable(scheduler, *name<"cur_task">);
    const Value tasks = scheduler_variable(scheduler, *name<"_task_queue">);
    if (!is_exactly(tasks, task_queue_type)) return raise(thread, runtime_error_type, "no event loop"_packed);
    queue = tasks.as<TaskQueue>();
    current = is_exactly(task, task_type) ? task.as<Task>() : nullptr;
    return kFine;
}

/// The task that runs; RuntimeError outside of all.
Raised running_task(Thread& thread, Value scheduler, Task*& current, TaskQueue*& queue) {
    TRY(scheduler_state(thread, scheduler, current, queue));
    if (current == nullptr) return raise(thread, runtime_error_type, "no running event loop"_packed);
    return kFine;
}

// ---- TaskQueue

Completion queue_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 0, 0));
    auto* queue = static_cast<TaskQueue*>(thread.heap.allocate(sizeof(TaskQueue)));
    if (queue == nullptr) return raise_memory_error(thread, sizeof(TaskQueue));
    queue->header.shape = &task_queue_type.root;
    return &queue->header;
}

Raised require_task(Thread& thread, Value value) {
    if (is_exactly(value, task_type)) return kFine;
    return raise_format(thread, type_error_type, "Task expected, not '%t'"_packed, value);
}

Completion queue_peek(Thread&, Value self) {
    Task* first = self.as<TaskQueue>()->first;
    return first == nullptr ? kNone : Value(&first->header);
}

/// push(task[, ticks])
Completion queue_push(Thread& thread, const Value* values, u32 count) {
    TRY(require_task(thread, values[1]));
    SignedWord time = 0;
    if (count > 2) TRY(to_integer(thread, values[2], time));
    return push(thread, *values[0].as<TaskQueue>(), *values[1].as<Task>(),
                count > 2 ? static_cast<u32>(time) & kTicksMask : now());
}

Completion queue_pop(Thread& thread, Value self) {
    TaskQueue& queue = *self.as<TaskQueue>();
    Task* first = queue.first;
    if (first == nullptr) return raise(thread, index_error_type, "empty heap"_packed);
    take_out(queue, *first);
    return Value(&first->header);
}

Completion queue_remove(Thread& thread, Value self, Value task) {
    TRY(require_task(thread, task));
    take_out(*self.as<TaskQueue>(), *task.as<Task>());
    return kNone;
}

void queue_trace(Tracer& tracer, Object& self) {
    tracer.visit(reinterpret_cast<Object*>(reinterpret_cast<TaskQueue&>(self).first));
}

constinit const NativeFunction peek_method = native(name<"peek">, queue_peek, &task_queue_type);
constinit const NativeFunction push_method = native(name<"push">, queue_push, 2, 3, &task_queue_type);
constinit const NativeFunction pop_method = native(name<"pop">, queue_pop, &task_queue_type);
constinit const NativeFunction remove_method = native(name<"remove">, queue_remove, &task_queue_type);
constinit const Attribute queue_attributes[] = {
    {name<"peek">, &peek_method.header},
    {name<"push">, &push_method.header},
    {name<"pop">, &pop_method.header},
    {name<"remove">, &remove_method.header},
};
constinit const Slots queue_slots = {.construct = queue_construct, .trace = queue_trace};
constinit const Type task_queue_type =
    builtin_type(task_queue_type, name<"TaskQueue">, queue_slots, sizeof(TaskQueue), queue_attributes);

// ---- Task

/// Task(coroutine[, globals of asyncio.core])
Completion task_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 1, 2));
    auto* task = static_cast<Task*>(thread.heap.allocate(sizeof(Task)));
    if (task == nullptr) return raise_memory_error(thread, sizeof(Task));
    task->header.shape = &task_type.root;
    task->coroutine = arguments[0];
    task->data = kNone;
    task->state = kTrue;
    task->scheduler = arguments.count > 1 ? arguments[1] : kUndefined;
    return &task->header;
}

bool is_done(const Task& task) {
    return task.state.is_none() || task.state.is_false();
}

Completion task_done(Thread&, Value self) {
    return Value::from_bool(is_done(*self.as<Task>()));
}

Completion task_cancel(Thread& thread, Value self) {
    Task* task = self.as<Task>();
    if (is_done(*task)) return kFalse;
    Task* current = nullptr;
    TaskQueue* queue = nullptr;
    const Value scheduler = task->scheduler;
    TRY(scheduler_state(thread, scheduler, current, queue));
    if (task == current) return raise(thread, runtime_error_type, "can't cancel self"_packed);
    // What it waits for in the end is what is cancelled.
    while (is_exactly(task->data, task_type)) task = task->data.as<Task>();
    const Value remove = TRY(get_attribute_or_undefined(thread, task->data, name_ref<"remove">));
    if (!remove.is_undefined()) {
        TRY(call(thread, remove, Value(&task->header)));
        TRY(push(thread, *queue, *task, now()));
    } else if (ticks_between(task->time, now()) > 0) {
        take_out(*queue, *task);
        TRY(push(thread, *queue, *task, now()));
    }
    task->data = scheduler_variable(scheduler, *name<"CancelledError">);
    return kTrue;
}

Completion task_get_attribute(Thread&, Value self, Str& attribute, bool& found) {
    const Task& task = *self.as<Task>();
    found = true;
    if (&attribute == name<"coro">) return task.coroutine;
    if (&attribute == name<"data">) return task.data;
    if (&attribute == name<"state">) return task.state;
    if (&attribute == name<"ph_key">) return Value::from_int(static_cast<SignedWord>(task.time & kTicksMask));
    found = false;
    return kNone;
}

Raised task_set_attribute(Thread&, Value self, Str& attribute, Value value, bool& found) {
    Task& task = *self.as<Task>();
    found = !value.is_undefined() && (&attribute == name<"data"> || &attribute == name<"state">);
    if (found) (&attribute == name<"data"> ? task.data : task.state) = value;
    return kFine;
}

/// `await task` begins: who waits will need a queue.
Completion task_iter(Thread& thread, Value self) {
    Task& task = *self.as<Task>();
    if (is_done(task)) {
        task.state = kFalse;
    } else if (task.state.is_true()) {
        task.state = TRY(queue_construct(thread, task_queue_type, {nullptr, 0, nullptr}));
    } else if (!is_exactly(task.state, task_queue_type)) {
        return raise(thread, runtime_error_type, "can't wait"_packed);
    }
    return self;
}

Completion task_next(Thread& thread, Value self) {
    Task& task = *self.as<Task>();
    if (is_done(task)) return raise_value(thread, task.data);  // StopIteration with its result, or its error
    Task* current = nullptr;
    TaskQueue* queue = nullptr;
    TRY(running_task(thread, task.scheduler, current, queue));
    if (!is_exactly(task.state, task_queue_type))
        return raise(thread, runtime_error_type, "can't wait"_packed);
    TRY(push(thread, *task.state.as<TaskQueue>(), *current, now()));
    current->data = self;
    return kNone;
}

void task_trace(Tracer& tracer, Object& self) {
    const Task& task = reinterpret_cast<const Task&>(self);
    for (Task* link : {task.child, task.next, task.previous}) tracer.visit(reinterpret_cast<Object*>(link));
    for (const Value value : {task.coroutine, task.data, task.state, task.scheduler}) tracer.visit(value);
}

constinit const NativeFunction done_method = native(name<"done">, task_done, &task_type);
constinit const NativeFunction cancel_method = native(name<"cancel">, task_cancel, &task_type);
constinit const Attribute task_attributes[] = {
    {name<"done">, &done_method.header},
    {name<"cancel">, &cancel_method.header},
};
constinit const Slots task_slots = {
    .construct = task_construct,
    .get_attribute = task_get_attribute,
    .set_attribute = task_set_attribute,
    .iter = task_iter,
    .next = task_next,
    .trace = task_trace,
};
constinit const Type task_type =
    builtin_type(task_type, name<"Task">, task_slots, sizeof(Task), task_attributes);

// ---- Sleep

Completion sleep_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 1, 1));
    auto* sleep = static_cast<Sleep*>(thread.heap.allocate(sizeof(Sleep)));
    if (sleep == nullptr) return raise_memory_error(thread, sizeof(Sleep));
    sleep->header.shape = &sleep_type.root;
    sleep->scheduler = arguments[0];
    return &sleep->header;
}

/// sleep_ms(milliseconds)
Completion sleep_call(Thread& thread, Value self, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, name<"sleep_ms">, 1, 1));
    SignedWord time = 0;
    TRY(to_integer(thread, arguments[0], time));
    if (time < 0) time = 0;
    if (time > static_cast<SignedWord>(kTicksMask / 2))
        return raise(thread, overflow_error_type, "ticks interval overflow"_packed);
    Sleep& sleep = *self.as<Sleep>();
    sleep.time = (now() + static_cast<u32>(time)) & kTicksMask;
    sleep.is_pending = 1;
    return self;
}

Completion sleep_iter(Thread&, Value self) {
    return self;
}

Completion sleep_next(Thread& thread, Value self) {
    Sleep& sleep = *self.as<Sleep>();
    if (sleep.is_pending == 0) return kUndefined;
    sleep.is_pending = 0;
    Task* current = nullptr;
    TaskQueue* queue = nullptr;
    TRY(running_task(thread, sleep.scheduler, current, queue));
    return push(thread, *queue, *current, sleep.time);
}

void sleep_trace(Tracer& tracer, Object& self) {
    tracer.visit(reinterpret_cast<const Sleep&>(self).scheduler);
}

constinit const Slots sleep_slots = {
    .call = sleep_call,
    .construct = sleep_construct,
    .iter = sleep_iter,
    .next = sleep_next,
    .trace = sleep_trace,
};
constinit const Type sleep_type = builtin_type(sleep_type, name<"Sleep">, sleep_slots, sizeof(Sleep));

constinit const Attribute attributes[] = {
    {name<"TaskQueue">, &task_queue_type.header},
    {name<"Task">, &task_type.header},
    {name<"Sleep">, &sleep_type.header},
};

}  // namespace

extern const BuiltinModule _asyncio_module;
constinit const BuiltinModule _asyncio_module = builtin_module(name<"_asyncio">, attributes);

}  // namespace kinglet::stdlib
