#include "chip/core/events.hpp"

namespace kinglet::chip {

Event::~Event() {
    if (queue_) queue_->cancel(*this);
}

EventQueue::~EventQueue() {
    while (first_) cancel(*first_);
}

// A walk from the front: the chip has some twenty events and half of them are idle, a heap would cost more.
void EventQueue::schedule(Event& event, u64 cycle) {
    if (event.queue_) cancel(event);
    insert(event, cycle, ++sequence_);
}

void EventQueue::restore(Event& event, u64 cycle, u64 sequence) {
    if (event.queue_) cancel(event);
    insert(event, cycle, sequence);
}

void EventQueue::insert(Event& event, u64 cycle, u64 sequence) {
    const auto comes_first = [&](const Event& other) {
        if (other.deadline_ != cycle) return other.deadline_ < cycle;
        if (other.priority_ != event.priority_) return other.priority_ < event.priority_;
        return other.sequence_ < sequence;
    };
    Event* before = nullptr;
    Event* after = first_;
    while (after && comes_first(*after)) {
        before = after;
        after = after->next_;
    }
    event.queue_ = this;
    event.deadline_ = cycle;
    event.sequence_ = sequence;
    event.previous_ = before;
    event.next_ = after;
    if (before)
        before->next_ = &event;
    else
        first_ = &event;
    if (after) after->previous_ = &event;
    next_deadline_ = first_->deadline_;
}

void EventQueue::cancel(Event& event) {
    if (!event.queue_) return;
    if (event.previous_)
        event.previous_->next_ = event.next_;
    else
        first_ = event.next_;
    if (event.next_) event.next_->previous_ = event.previous_;
    event.queue_ = nullptr;
    event.previous_ = event.next_ = nullptr;
    next_deadline_ = first_ ? first_->deadline_ : Clock::kNever;
}

void EventQueue::dispatch() {
    while (next_deadline_ <= clock_.now()) {
        Event& event = *first_;
        const u64 deadline = event.deadline_;
        cancel(event);
        event.handler_(event.owner_, deadline);
    }
}

}  // namespace kinglet::chip
