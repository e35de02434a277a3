// A block device that is an object of Python, with readblocks, writeblocks and ioctl as MicroPython's
// vfs.AbstractBlockDev has them. A filesystem object holds it and calls trace().
//
// What the object raises waits in the thread while the filesystem, which knows no Python, backs out with
// Errno::Io; until then the object is not called again. end_operation() says what came of it.
#pragma once

#include "device/hal/block_device.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/bytes.hpp"

namespace kinglet::modules {

class PythonBlockDevice final : public hal::BlockDevice {
  public:
    /// Which form of the protocol the filesystem wants: with a third argument, the offset in the block, or
    /// whole blocks only.
    enum class Form : u32 { WithOffset, WholeBlocks };

    PythonBlockDevice(runtime::Thread& thread, runtime::Value object, Form form)
        : thread_(thread), object_(object), form_(form) {}

    /// Readies the device and asks how large it is; OSError, or what the object raises.
    runtime::Raised open();
    /// ioctl(DEINIT).
    Errno close();
    void trace(runtime::Tracer&);

    /// After an operation of the filesystem that gave `error`: raises what the object raised, or
    /// OSError(error). What it raised is forgotten if the filesystem could do without.
    static runtime::Raised end_operation(runtime::Thread&, Errno error);

  private:
    Errno do_read(u32 block, u32 offset, std::span<u8> into) override;
    Errno do_program(u32 block, u32 offset, std::span<const u8> bytes) override;
    Errno do_erase(u32 block) override;
    Errno do_sync() override;

    bool is_callable() const;
    runtime::Completion control(u32 request, u32 argument);
    Errno request(u32 request, u32 argument);
    Errno errno_of(const runtime::Completion& answer);
    runtime::Completion call_object(runtime::Value function, const runtime::Value* arguments, u32 count);
    runtime::Completion call_transfer(runtime::Str& method, u32 block, u32 offset);
    /// A bytearray of `count` bytes for the object to fill or read.
    bool prepare(usize count);

    runtime::Thread& thread_;
    runtime::Value object_;
    runtime::ByteArray* bytes_ = nullptr;
    Form form_;
    bool has_ioctl_ = true;  // false: the oldest form of the protocol, with count() and sync()
};

}  // namespace kinglet::modules
