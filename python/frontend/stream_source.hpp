// A stream that is read as it is compiled, a block at a time in memory; and the key that its text has in the
// code store. A failure ends the text; who compiles asks for it afterwards.
#pragma once

#include "python/runtime/store/source_key.hpp"
#include "python/runtime/thread.hpp"
#include "python/syntax/source.hpp"

namespace kinglet::runtime {
struct ByteArray;
}

namespace kinglet::frontend {

class StreamSource final : public syntax::Source {
  public:
    /// `path`: of the file that it is read from.
    StreamSource(runtime::Thread&, runtime::Value stream, const runtime::Str& path);

    usize read(std::span<u8> into) override;
    /// Reads all of it, for its key.
    void read_all();
    /// Back to the beginning; false: it cannot, see exception().
    bool rewind();

    /// What a read raised; 0: nothing.
    runtime::Value exception() const { return exception_; }
    /// Of what was read since the beginning.
    const runtime::SourceKeyMaker& key() const { return key_; }

  private:
    void ask_block_size();
    bool fill();
    usize read_block(u8* into, usize count);
    void fail();

    runtime::Thread& thread_;
    runtime::Value stream_;
    runtime::Value exception_;
    const runtime::Str& path_;
    runtime::ByteArray* block_ = nullptr;
    usize position_ = 0;
    usize filled_ = 0;
    runtime::SourceKeyMaker key_;
};

}  // namespace kinglet::frontend
