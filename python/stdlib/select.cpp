// select: waiting until one of several streams can be read or written. Each is asked in turn
// (StreamRequest::Poll), and between two rounds the processor sleeps: for a millisecond at the most, because
// a stream may become ready without an interrupt.
#include "device/hal/clock.hpp"
#include "python/runtime/heap.hpp"
#include "python/runtime/stream.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/slow.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

constexpr u32 kOneShot = 1;  // ipoll(timeout, flags)
constexpr i32 kNoEntry = 2;  // ENOENT
constexpr u64 kLongestNap = 1000;

struct Entry {
    Value object;
    Value wanted;  // events, as small ints: the block is one of Values
    Value found;
    Value descriptor;  // None: the object is asked itself
};

struct Poll {
    Object header;
    Entry* entries;  // raw block
    u32 count;
    u32 capacity;
    u32 next;  // of the iteration that ipoll began
    u32 flags;
    Tuple* pair;  // what the iteration gives, over and over
};

extern const Type poll_type;

// ---- what can be waited for

/// How to ask the object: by its file number, if the program knows what has one. OSError if it is no stream.
Raised descriptor_of(Thread& thread, Value object, Value& descriptor) {
    descriptor = kNone;
    if (object.is_int() && thread.poll_descriptor != nullptr) {
        if (object.as_int() < 0)
            return raise(thread, value_error_type, "file descriptor cannot be a negative integer"_packed);
        descriptor = object;
        return kFine;
    }
    const StreamProtocol* protocol = stream_protocol(object);
    if (protocol == nullptr || protocol->control == nullptr)
        return raise(thread, os_error_type, "stream operation not supported"_packed);
    SignedWord number = -1;
    if (thread.poll_descriptor == nullptr) return kFine;
    if (protocol->control(thread, object, StreamRequest::FileNumber, 0, number).is_raised()) {
        if (!exception_matches(thread.raised, os_error_type)) return kRaised;
        thread.raised = Value();
    } else if (number >= 0) {
        descriptor = Value::from_int(number);
    }
    return kFine;
}

Raised events_of(Thread& thread, const Entry& entry, u32& events) {
    const auto wanted = static_cast<u32>(entry.wanted.as_int());
    if (!entry.descriptor.is_none()) {
        events = thread.poll_descriptor(thread, entry.descriptor.as_int(), wanted);
        return kFine;
    }
    SignedWord result = 0;
    TRY(stream_control(thread, entry.object, StreamRequest::Poll, wanted, result));
    events = static_cast<u32>(result);
    return kFine;
}

// ---- entries

Entry* find(const Poll& poll, Value object) {
    for (u32 i = 0; i < poll.count; ++i) {
        if (poll.entries[i].object == object) return &poll.entries[i];
    }
    return nullptr;
}

Raised add(Thread& thread, Poll& poll, Value object, Value wanted) {
    Value descriptor;
    TRY(descriptor_of(thread, object, descriptor));
    if (poll.count == poll.capacity) {
        const u32 capacity = poll.capacity + poll.capacity / 2 + 4;
        void* grown = thread.heap.reallocate_raw(poll.entries, capacity * sizeof(Entry), RawKind::Values);
        if (grown == nullptr) return raise_memory_error(thread, capacity * sizeof(Entry));
        poll.entries = static_cast<Entry*>(grown);
        poll.capacity = capacity;
    }
    poll.entries[poll.count++] = {object, wanted, Value::from_int(0), descriptor};
    return kFine;
}

/// Asks every stream once: how many have something.
Raised ask_all(Thread& thread, Poll& poll, u32& ready) {
    ready = 0;
    for (u32 i = 0; i < poll.count; ++i) {
        u32 events = 0;
        TRY(events_of(thread, poll.entries[i], events));
        if (i >= poll.count) break;  // Python code was asked, and has changed the list
        poll.entries[i].found = Value::from_int(static_cast<SignedWord>(events));
        ready += events != 0 ? 1 : 0;
    }
    return kFine;
}

/// Until one is ready or the time is over; negative: for ever.
Raised wait_for_any(Thread& thread, Poll& poll, SignedWord milliseconds, u32& ready) {
    hal::Clock& clock = hal::system_clock();
    const u64 begin = clock.microseconds();
    const u64 limit = milliseconds < 0 ? ~u64{0} : static_cast<u64>(milliseconds) * 1000;
    for (;;) {
        TRY(ask_all(thread, poll, ready));
        const u64 elapsed = clock.microseconds() - begin;
        if (ready != 0 || elapsed >= limit) return kFine;
        const u64 left = limit - elapsed;
        clock.sleep_until_event(poll.count == 0 || left < kLongestNap ? left : kLongestNap);
        if (thread.pending != 0) TRY(run_pending(thread));
    }
}

// ---- poll

Completion poll_create(Thread& thread) {
    auto* poll = static_cast<Poll*>(thread.heap.allocate(sizeof(Poll)));
    if (poll == nullptr) return raise_memory_error(thread, sizeof(Poll));
    poll->header.shape = &poll_type.root;
    return &poll->header;
}

Raised to_mask(Thread& thread, Value value, Value& mask) {
    SignedWord number = 0;
    TRY(to_integer(thread, value, number));
    mask = Value::from_int(number & 0xFFFF);
    return kFine;
}

Completion poll_register(Thread& thread, const Value* values, u32 count) {
    Poll& poll = *values[0].as<Poll>();
    Value mask = Value::from_int(kPollRead | kPollWrite);
    if (count > 2) TRY(to_mask(thread, values[2], mask));
    if (Entry* entry = find(poll, values[1])) {
        entry->wanted = mask;
        return kNone;
    }
    TRY(add(thread, poll, values[1], mask));
    return kNone;
}

Completion poll_unregister(Thread& thread, Value self, Value object) {
    Poll& poll = *self.as<Poll>();
    Entry* entry = find(poll, object);
    if (entry == nullptr) return raise(thread, key_error_type, object);
    const auto index = static_cast<u32>(entry - poll.entries);
    for (u32 i = index; i + 1 < poll.count; ++i) poll.entries[i] = poll.entries[i + 1];
    poll.entries[--poll.count] = {};
    if (poll.next > index) --poll.next;  // in the middle of an iteration
    return kNone;
}

Completion poll_modify(Thread& thread, Value self, Value object, Value events) {
    Value mask;
    TRY(to_mask(thread, events, mask));
    Entry* entry = find(*self.as<Poll>(), object);
    if (entry == nullptr) return raise_os_error(thread, kNoEntry);
    entry->wanted = mask;
    return kNone;
}

Raised timeout_of(Thread& thread, const Value* values, u32 count, SignedWord& milliseconds) {
    milliseconds = -1;
    if (count > 1 && !values[1].is_none()) TRY(to_integer(thread, values[1], milliseconds));
    return kFine;
}

/// What was found, and what happens to an entry that is handed out.
Value take(Entry& entry, u32 flags) {
    const Value found = entry.found;
    entry.found = Value::from_int(0);
    if ((flags & kOneShot) != 0) entry.wanted = Value::from_int(0);
    return found;
}

Completion poll_poll(Thread& thread, const Value* values, u32 count) {
    Poll& poll = *values[0].as<Poll>();
    SignedWord milliseconds = 0;
    u32 ready = 0;
    TRY(timeout_of(thread, values, count, milliseconds));
    TRY(wait_for_any(thread, poll, milliseconds, ready));
    List* list = list_create(thread, nullptr, 0);
    if (list == nullptr) return Value();
    for (u32 i = 0; i < poll.count; ++i) {
        if (poll.entries[i].found == Value::from_int(0)) continue;
        const Value items[] = {poll.entries[i].object, take(poll.entries[i], 0)};
        Tuple* pair = tuple_create(thread, items, 2);
        if (pair == nullptr) return Value();
        TRY(list_append(thread, *list, Value(&pair->header)));
    }
    return Value(&list->header);
}

/// ipoll(timeout=-1, flags=0): as poll, but the pairs are one tuple that changes.
Completion poll_ipoll(Thread& thread, const Value* values, u32 count) {
    Poll& poll = *values[0].as<Poll>();
    SignedWord milliseconds = 0;
    SignedWord flags = 0;
    u32 ready = 0;
    TRY(timeout_of(thread, values, count, milliseconds));
    if (count > 2) TRY(to_integer(thread, values[2], flags));
    if (poll.pair == nullptr) {
        const Value items[] = {kNone, kNone};
        poll.pair = tuple_create(thread, items, 2);
        if (poll.pair == nullptr) return Value();
    }
    TRY(wait_for_any(thread, poll, milliseconds, ready));
    poll.next = ready == 0 ? poll.count : 0;
    poll.flags = static_cast<u32>(flags);
    return values[0];
}

Completion poll_iter(Thread&, Value self) {
    return self;
}

Completion poll_next(Thread&, Value self) {
    Poll& poll = *self.as<Poll>();
    while (poll.next < poll.count) {
        Entry& entry = poll.entries[poll.next++];
        if (entry.found == Value::from_int(0)) continue;
        poll.pair->items()[0] = entry.object;
        poll.pair->items()[1] = take(entry, poll.flags);
        return Value(&poll.pair->header);
    }
    return kUndefined;
}

void poll_trace(Tracer& tracer, Object& self) {
    const Poll& poll = reinterpret_cast<const Poll&>(self);
    tracer.visit_values(poll.entries, poll.count * (sizeof(Entry) / sizeof(Value)));
    tracer.visit(reinterpret_cast<const Object*>(poll.pair));
}

constinit const NativeFunction register_method = native(name<"register">, poll_register, 2, 3, &poll_type);
constinit const NativeFunction unregister_method = native(name<"unregister">, poll_unregister, &poll_type);
constinit const NativeFunction modify_method = native(name<"modify">, poll_modify, &poll_type);
constinit const NativeFunction poll_method = native(name<"poll">, poll_poll, 1, 2, &poll_type);
constinit const NativeFunction ipoll_method = native(name<"ipoll">, poll_ipoll, 1, 3, &poll_type);
constinit const Attribute poll_attributes[] = {
    {name<"register">, &register_method.header}, {name<"unregister">, &unregister_method.header},
    {name<"modify">, &modify_method.header},     {name<"poll">, &poll_method.header},
    {name<"ipoll">, &ipoll_method.header},
};
constinit const Slots poll_slots = {.iter = poll_iter, .next = poll_next, .trace = poll_trace};
constinit const Type poll_type =
    builtin_type(poll_type, name<"poll">, poll_slots, sizeof(Poll), poll_attributes);

// ---- select

/// The streams of a list with events to look for; one that is there already gets them as well.
Raised add_all(Thread& thread, Poll& poll, Value streams, u32 events) {
    const Value iterator = TRY(get_iter(thread, streams));
    for (;;) {
        const Value stream = TRY(iter_next(thread, iterator));
        if (stream.is_undefined()) return kFine;
        if (Entry* entry = find(poll, stream)) {
            entry->wanted = Value::from_int(entry->wanted.as_int() | static_cast<SignedWord>(events));
            continue;
        }
        TRY(add(thread, poll, stream, Value::from_int(static_cast<SignedWord>(events))));
    }
}

/// The list of those that `streams` names and for which one of the events was found.
Completion chosen(Thread& thread, const Poll& poll, Value streams, u32 events) {
    List* list = list_create(thread, nullptr, 0);
    if (list == nullptr) return Value();
    const Value iterator = TRY(get_iter(thread, streams));
    for (;;) {
        const Value stream = TRY(iter_next(thread, iterator));
        if (stream.is_undefined()) return Value(&list->header);
        const Entry* entry = find(poll, stream);
        if (entry != nullptr && (static_cast<u32>(entry->found.as_int()) & events) != 0)
            TRY(list_append(thread, *list, stream));
    }
}

/// select(rlist, wlist, xlist[, timeout in seconds])
Completion select_select(Thread& thread, const Value* values, u32 count) {
    SignedWord milliseconds = -1;
    if (count > 3 && !values[3].is_none()) {
        Float seconds = 0;
        TRY(to_float(thread, values[3], seconds));
        milliseconds = seconds < 0 ? -1 : static_cast<SignedWord>(seconds < 1000000 ? seconds * 1000 : 1e9F);
    }
    const Value made = TRY(poll_create(thread));
    Poll& poll = *made.as<Poll>();
    constexpr u32 kWanted[] = {kPollRead, kPollWrite, kPollError | kPollHangUp};
    constexpr u32 kChosen[] = {kPollRead | kPollError | kPollHangUp, kPollWrite | kPollError,
                               kPollError | kPollHangUp};
    for (u32 i = 0; i < 3; ++i) TRY(add_all(thread, poll, values[i], kWanted[i]));
    u32 ready = 0;
    TRY(wait_for_any(thread, poll, milliseconds, ready));
    Value lists[3] = {kNone, kNone, kNone};
    for (u32 i = 0; i < 3; ++i) lists[i] = TRY(chosen(thread, poll, values[i], kChosen[i]));
    return or_raised(tuple_create(thread, lists, 3));
}

constinit const NativeFunction poll_function = native(name<"poll">, poll_create);
constinit const NativeFunction select_function = native(name<"select">, select_select, 3, 4);

constinit const Attribute attributes[] = {
    {name<"poll">, &poll_function.header},          {name<"select">, &select_function.header},
    {name<"POLLIN">, Value::from_int(kPollRead)},   {name<"POLLOUT">, Value::from_int(kPollWrite)},
    {name<"POLLERR">, Value::from_int(kPollError)}, {name<"POLLHUP">, Value::from_int(kPollHangUp)},
};

}  // namespace

extern const BuiltinModule select_module;
constinit const BuiltinModule select_module = builtin_module(name<"select">, attributes);

}  // namespace kinglet::stdlib
