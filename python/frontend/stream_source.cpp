#include "python/frontend/stream_source.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/stream.hpp"
#include "python/runtime/types/bytes.hpp"

namespace kinglet::frontend {

using runtime::Thread;
using runtime::Value;

namespace {

constexpr usize kLeastBlock = 32;
constexpr usize kMostBlock = 256;

}  // namespace

StreamSource::StreamSource(Thread& thread, Value stream, const runtime::Str& path)
    : thread_(thread), stream_(stream), path_(path), key_(path.view(), thread.optimisation) {
    ask_block_size();
}

usize StreamSource::read(std::span<u8> into) {
    if (position_ == filled_ && !fill()) return 0;
    const usize left = filled_ - position_;
    const usize count = left < into.size() ? left : into.size();
    std::memcpy(into.data(), block_->data + position_, count);
    position_ += count;
    return count;
}

void StreamSource::read_all() {
    constexpr usize kLargeBlock = 2048;
    void* large = thread_.heap.allocate_raw(kLargeBlock, runtime::RawKind::Bytes);
    if (large == nullptr) {
        while (fill()) {
        }
        return;
    }
    while (read_block(static_cast<u8*>(large), kLargeBlock) != 0) {
    }
    thread_.heap.free_raw(large);
}

bool StreamSource::rewind() {
    runtime::StreamSeek seek{0, runtime::SeekFrom::Start};
    runtime::SignedWord ignored = 0;
    if (exception_) return false;
    if (runtime::stream_control(thread_, stream_, runtime::StreamRequest::Seek,
                                reinterpret_cast<runtime::Word>(&seek), ignored)
            .is_raised()) {
        fail();
        return false;
    }
    position_ = filled_ = 0;
    key_ = runtime::SourceKeyMaker(path_.view(), thread_.optimisation);
    return true;
}

/// Streams that know no better are read in small blocks.
void StreamSource::ask_block_size() {
    runtime::SignedWord size = 0;
    if (runtime::stream_control(thread_, stream_, runtime::StreamRequest::BufferSize, 0, size).is_raised()) {
        if (!runtime::exception_matches(thread_.raised, runtime::os_error_type)) return fail();
        thread_.raised = Value();
    }
    const auto wanted = static_cast<usize>(size);
    // Whole words, for the key.
    const usize bytes = wanted < kLeastBlock  ? kLeastBlock
                        : wanted > kMostBlock ? kMostBlock
                                              : wanted & ~usize{3};
    block_ = runtime::bytearray_create(thread_, nullptr, bytes);
    if (block_ == nullptr) fail();
}

bool StreamSource::fill() {
    position_ = 0;
    filled_ = exception_ ? 0 : read_block(block_->data, block_->count);
    return filled_ != 0;
}

/// How much came; 0: the end, or a failure.
usize StreamSource::read_block(u8* into, usize count) {
    if (exception_) return 0;
    const runtime::NamesTogether together(thread_);  // a stream may be written in Python
    usize done = 0;
    if (runtime::stream_read_fully(thread_, stream_, into, count, done).is_raised()) {
        fail();
        return 0;
    }
    if (done == runtime::kWouldBlock) return 0;
    key_.add(into, done);
    return done;
}

void StreamSource::fail() {
    exception_ = thread_.raised;
    thread_.raised = Value();
}

}  // namespace kinglet::frontend
