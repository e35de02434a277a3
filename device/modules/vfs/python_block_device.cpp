#include "device/modules/vfs/python_block_device.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/int.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

constexpr u32 kCardBytes = 512;

enum Request : u32 { kInit = 1, kDeinit = 2, kSync = 3, kBlockCount = 4, kBlockSize = 5, kErase = 6 };

Raised size_answer(Thread& thread, Value answer, u32& size) {
    SignedWord number = 0;
    TRY(to_integer(thread, answer, number));
    if (number <= 0 || number > 0x7FFFFFFF) return raise_os_error(thread, Errno::Invalid);
    size = static_cast<u32>(number);
    return kFine;
}

}  // namespace

/// What a method of the device returned: None and 0 are fine, -n is an errno.
Errno PythonBlockDevice::errno_of(const Completion& answer) {
    if (answer.is_raised()) return Errno::Io;
    if (answer.value().is_none()) return Errno::None;
    SignedWord number = 0;
    if (to_integer(thread_, answer.value(), number).is_raised()) return Errno::Io;
    if (number > 0 || number < -0xFF) return form_ == Form::WholeBlocks ? Errno::Io : Errno::Invalid;
    return static_cast<Errno>(-number);
}

Raised PythonBlockDevice::open() {
    const Value method = TRY(get_attribute_or_undefined(thread_, object_, name_ref<"ioctl">));
    has_ioctl_ = !method.is_undefined();
    if (!has_ioctl_) {
        const Value counter = TRY(get_attribute(thread_, object_, name_ref<"count">));
        const Value count = TRY(call(thread_, counter));
        block_bytes_ = kCardBytes;
        return size_answer(thread_, count, block_count_);
    }
    TRY(end_operation(thread_, request(kInit, 1)));
    const Value count = TRY(control(kBlockCount, 0));
    TRY(size_answer(thread_, count, block_count_));
    const Value size = TRY(control(kBlockSize, 0));
    if (size.is_none()) {
        block_bytes_ = kCardBytes;
        return kFine;
    }
    return size_answer(thread_, size, block_bytes_);
}

Errno PythonBlockDevice::close() {
    return has_ioctl_ ? request(kDeinit, 0) : Errno::None;
}

void PythonBlockDevice::trace(Tracer& tracer) {
    tracer.visit(object_);
    tracer.visit(reinterpret_cast<const Object*>(bytes_));
}

Raised PythonBlockDevice::end_operation(Thread& thread, Errno error) {
    if (error == Errno::None) {
        thread.raised = Value();
        return kFine;
    }
    if (thread.raised) return kRaised;
    return raise_os_error(thread, error);
}

Completion PythonBlockDevice::control(u32 request, u32 argument) {
    const Value method = TRY(get_attribute(thread_, object_, name_ref<"ioctl">));
    const Value number = TRY(int_create_unsigned(thread_, argument));
    const Value arguments[] = {Value::from_int(static_cast<SignedWord>(request)), number};
    return call_object(method, arguments, 2);
}

/// The filesystem is in the middle of something: no file may be closed meanwhile because it was dropped.
Completion PythonBlockDevice::call_object(Value function, const Value* arguments, u32 count) {
    finalizers_hold(thread_);
    const Completion answer = call(thread_, function, Arguments{arguments, count, nullptr});
    finalizers_release(thread_);
    return answer;
}

Errno PythonBlockDevice::request(u32 request, u32 argument) {
    if (!is_callable()) return Errno::Io;
    return errno_of(control(request, argument));
}

/// A file that the collector closes cannot call Python.
bool PythonBlockDevice::is_callable() const {
    return !thread_.raised && !thread_.heap.is_collecting();
}

bool PythonBlockDevice::prepare(usize count) {
    if (!is_callable()) return false;
    if (bytes_ == nullptr || bytes_->count != count) bytes_ = bytearray_create(thread_, nullptr, count);
    return bytes_ != nullptr;
}

Completion PythonBlockDevice::call_transfer(Str& method, u32 block, u32 offset) {
    const usize count = bytes_->count;
    const Value function = TRY(get_attribute(thread_, object_, method));
    Value arguments[3] = {kNone, Value(&bytes_->header), kNone};
    arguments[0] = TRY(int_create_unsigned(thread_, block));
    arguments[2] = TRY(int_create_unsigned(thread_, offset));
    const u32 given = form_ == Form::WithOffset ? 3 : 2;
    const Value answer = TRY(call_object(function, arguments, given));
    if (bytes_->count != count) {
        bytes_ = nullptr;
        return raise(thread_, value_error_type, "the buffer was resized"_packed);
    }
    return answer;
}

Errno PythonBlockDevice::do_read(u32 block, u32 offset, std::span<u8> into) {
    if (!prepare(into.size())) return Errno::Io;
    const Errno error = errno_of(call_transfer(name_ref<"readblocks">, block, offset));
    if (error == Errno::None && !into.empty()) std::memcpy(into.data(), bytes_->data, into.size());
    return error;
}

Errno PythonBlockDevice::do_program(u32 block, u32 offset, std::span<const u8> bytes) {
    if (!prepare(bytes.size())) return Errno::Io;
    const Completion method = get_attribute_or_undefined(thread_, object_, name_ref<"writeblocks">);
    if (method.is_raised()) return Errno::Io;
    if (method.value().is_undefined()) return Errno::ReadOnly;
    if (!bytes.empty()) std::memcpy(bytes_->data, bytes.data(), bytes.size());
    return errno_of(call_transfer(name_ref<"writeblocks">, block, offset));
}

/// What writes whole blocks erases them by itself.
Errno PythonBlockDevice::do_erase(u32 block) {
    return form_ == Form::WholeBlocks ? Errno::None : request(kErase, block);
}

Errno PythonBlockDevice::do_sync() {
    if (has_ioctl_) return request(kSync, 0);
    if (!is_callable()) return Errno::Io;
    const Completion method = get_attribute_or_undefined(thread_, object_, name_ref<"sync">);
    if (method.is_raised()) return Errno::Io;
    return method.value().is_undefined() ? Errno::None : errno_of(call_object(method.value(), nullptr, 0));
}

}  // namespace kinglet::modules
