// Memory of the compiler: a growing array, and an arena that is freed as a whole. Both refuse quietly when
// memory ran out; the session then holds the error.
#pragma once

#include <new>
#include <span>
#include <type_traits>

#include "python/compiler/session.hpp"

namespace kinglet::compiler {

template <typename T>
class Buffer {
    static_assert(std::is_trivially_copyable_v<T>);

  public:
    explicit Buffer(Session& session) : session_(session) {}
    ~Buffer() {
        if (data_ != nullptr) session_.sink.free(data_);
    }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;

    void push(const T& item) {
        if (size_ == capacity_) {
            void* grown = session_.grow(data_, capacity_, sizeof(T));
            if (grown == nullptr) return;
            data_ = static_cast<T*>(grown);
        }
        data_[size_++] = item;
    }
    u32 size() const { return size_; }
    void truncate(u32 size) { size_ = size; }
    T& operator[](u32 index) { return data_[index]; }
    const T& operator[](u32 index) const { return data_[index]; }
    std::span<const T> items() const { return {data_, size_}; }
    std::span<T> items() { return {data_, size_}; }

  private:
    Session& session_;
    T* data_ = nullptr;
    u32 size_ = 0;
    u32 capacity_ = 0;
};

/// A T in the sink's memory for as long as this lives: what would make a recursive function's frame large.
/// False if memory ran out.
template <typename T>
class Owned {
  public:
    explicit Owned(Session& session) : session_(session) {
        void* memory = session.allocate(sizeof(T));
        if (memory != nullptr) object_ = new (memory) T();
    }
    ~Owned() {
        if (object_ != nullptr) session_.sink.free(object_);
    }
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;

    explicit operator bool() const { return object_ != nullptr; }
    T* operator->() const { return object_; }

  private:
    static_assert(std::is_trivially_destructible_v<T>);
    Session& session_;
    T* object_ = nullptr;
};

class Arena {
  public:
    explicit Arena(Session& session) : session_(session) {}
    ~Arena() { reset(); }
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    /// A value-initialised T, or null.
    template <typename T>
    T* make() {
        void* memory = allocate(sizeof(T));
        return memory == nullptr ? nullptr : new (memory) T();
    }
    /// Everything that was made is gone.
    void reset();

  private:
    struct Chunk {
        Chunk* older;
    };
    void* allocate(usize bytes);

    Session& session_;
    Chunk* newest_ = nullptr;
    usize used_ = 0;
};

}  // namespace kinglet::compiler
