// One pass over the state of the machine, in one of two directions: each device has one member function
// snapshot(Archive&) that names its state once, and the archive either writes it down or reads it back.
//
// The form is that of this program on this kind of host: a snapshot is for the build that made it. Nothing
// that an archive reads is trusted: what is too short or has a section out of place makes it fail, and
// whoever uses a number from it as an index names its limit with bounded(). A failed archive reads zeros.
#pragma once

#include <cstring>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

#include "base/integers.hpp"
#include "chip/core/events.hpp"

namespace kinglet::chip {

class Archive {
  public:
    /// Writes.
    Archive() : is_loading_(false) {}
    /// Reads; the bytes must outlive it.
    explicit Archive(std::span<const u8> bytes) : is_loading_(true), input_(bytes) {}

    bool is_loading() const { return is_loading_; }
    bool has_failed() const { return failed_; }
    void fail() { failed_ = true; }
    bool is_at_end() const { return at_ == input_.size(); }
    std::vector<u8> take() { return std::move(output_); }

    /// Plain values, one after the other.
    template <class... Values>
    void operator()(Values&... values) {
        (value(values), ...);
    }

    /// An index or count that must stay below the limit.
    template <class Number>
    void bounded(Number& number, u64 limit) {
        value(number);
        if (static_cast<u64>(number) < limit) return;
        number = Number{};
        fail();
    }

    /// Where a part begins: what is read must have been written by the same part.
    void section(const char* name);
    void bytes(void* data, usize size);
    /// An event's place in the queue.
    void event(EventQueue& queue, Event& event);

    /// As many values as there are; at most `limit`.
    template <class Value>
    void list(std::vector<Value>& values, usize limit) {
        u64 count = values.size();
        bounded(count, limit + 1);
        if (is_loading_) values.resize(failed_ ? 0 : static_cast<usize>(count));
        for (Value& one : values) value(one);
    }

    template <class Value>
    void maybe(std::optional<Value>& optional) {
        bool there = optional.has_value();
        value(there);
        if (is_loading_) optional = there ? std::optional<Value>(Value{}) : std::nullopt;
        if (there) value(*optional);
    }

  private:
    template <class Value>
    void value(Value& value) {
        if constexpr (requires { value.snapshot(*this); }) {
            value.snapshot(*this);
        } else if constexpr (std::is_same_v<Value, bool>) {
            u8 byte = value;
            bytes(&byte, 1);
            value = byte != 0;
        } else {
            // No padding: two snapshots of the same state are the same bytes.
            static_assert(std::has_unique_object_representations_v<Value> && !std::is_pointer_v<Value>);
            bytes(&value, sizeof value);
        }
    }

    bool is_loading_;
    bool failed_ = false;
    std::span<const u8> input_;
    usize at_ = 0;
    std::vector<u8> output_;
};

}  // namespace kinglet::chip
