// In instruction RAM is what a fault report needs: the flash window may be closed then.
#include "device/hal/boot_record.hpp"

#include "base/attributes.hpp"
#include "device/hal/rtc_memory.hpp"

namespace kinglet::hal {

namespace {

constexpr u32 kState = 0, kStateCheck = 1, kLength = 2, kTextCheck = 3;

u32 failed;                // starts in a row
bool failed_early;         // the last of them
ResetCause cause_of_this;  // start
u32 length;                // of the text
u32 unwritten;             // its last bytes, until they are a word

IRAM void set_state(u32 value) {
    RtcMemory::write(kState, value);
    RtcMemory::write(kStateCheck, ~value ^ BootRecord::kMark);
}

IRAM u32 sum_of_text() {
    u32 sum = BootRecord::kMark;
    for (u32 i = 0; i < length; i += sizeof(u32))
        sum += RtcMemory::read(BootRecord::kTextWord + i / sizeof(u32)) ^ i;
    return sum;
}

}  // namespace

void BootRecord::begin() {
    cause_of_this = Chip::reset_cause();
    u32 before = RtcMemory::read(kState);
    if (cause_of_this == ResetCause::PowerOn || RtcMemory::read(kStateCheck) != (~before ^ kMark)) {
        before = 0;
        RtcMemory::write(kLength, 0);
    }
    if (before >> kEndShift != 0) cause_of_this = static_cast<ResetCause>((before >> kEndShift) - 1);
    failed = before & kFailedMask;
    if ((before & kStarting) != 0 && failed < kFailedMask) ++failed;
    failed_early = (before & kApplication) == 0;
    length = RtcMemory::read(kLength);
    if (length > kMostText || RtcMemory::read(kTextCheck) != sum_of_text()) length = 0;
    set_state(failed | kStarting);
}

ResetCause BootRecord::cause() {
    return cause_of_this;
}

u32 BootRecord::failed_starts() {
    return failed;
}

bool BootRecord::failed_before_application() {
    return failed_early;
}

void BootRecord::application_begins() {
    set_state(failed | kStarting | kApplication);
}

void BootRecord::is_fine() {
    failed = 0;
    set_state(0);
}

u32 BootRecord::text_length() {
    return length;
}

u8 BootRecord::text_byte(u32 index) {
    const u32 word = RtcMemory::read(kTextWord + index / sizeof(u32));
    return static_cast<u8>(word >> index % sizeof(u32) * 8);
}

IRAM void BootRecord::ends_by(ResetCause cause) {
    set_state((RtcMemory::read(kState) & ((1 << kEndShift) - 1)) | (static_cast<u32>(cause) + 1)
                                                                       << kEndShift);
}

IRAM void BootRecord::begin_text() {
    RtcMemory::write(kLength, 0);
    length = 0;
}

IRAM void BootRecord::append(u8 byte) {
    if (length == kMostText) return;
    const u32 shift = length % sizeof(u32) * 8;
    unwritten = shift == 0 ? byte : unwritten | u32{byte} << shift;
    RtcMemory::write(kTextWord + length / sizeof(u32), unwritten);
    ++length;
}

IRAM void BootRecord::end_text() {
    RtcMemory::write(kLength, length);
    RtcMemory::write(kTextCheck, sum_of_text());
}

}  // namespace kinglet::hal
