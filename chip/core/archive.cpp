#include "chip/core/archive.hpp"

namespace kinglet::chip {

void Archive::bytes(void* data, usize size) {
    if (!size) return;
    if (!is_loading_) {
        const u8* from = static_cast<const u8*>(data);
        output_.insert(output_.end(), from, from + size);
        return;
    }
    if (failed_ || input_.size() - at_ < size) {
        fail();
        std::memset(data, 0, size);
        return;
    }
    std::memcpy(data, input_.data() + at_, size);
    at_ += size;
}

void Archive::section(const char* name) {
    u32 hash = 0x811C9DC5;
    for (const char* c = name; *c; ++c) hash = (hash ^ static_cast<u8>(*c)) * 0x01000193;
    u32 found = hash;
    (*this)(found);
    if (found != hash) fail();
}

void Archive::event(EventQueue& queue, Event& event) {
    bool scheduled = event.is_scheduled();
    u64 deadline = event.deadline();
    u64 sequence = scheduled ? event.sequence() : 0;
    (*this)(scheduled, deadline, sequence);
    if (!is_loading_) return;
    if (scheduled && !failed_)
        queue.restore(event, deadline, sequence);
    else
        queue.cancel(event);
}

}  // namespace kinglet::chip
