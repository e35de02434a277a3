// The flash, through the registers of SPI0, from instruction RAM: while the controller works for us the
// window is closed. What lies in the first MiB is read through the window instead, which costs nothing to the
// cache.
#include "device/hal/flash.hpp"

#include "base/attributes.hpp"
#include "base/flash.hpp"
#include "firmware/boot/cache.hpp"
#include "firmware/boot/interrupts.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/flash.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/spi.hpp"

namespace kinglet::firmware {
namespace {

namespace spi = soc::spi;
namespace nor = soc::flash;

constexpr u32 kBurst = 32;  // bytes per transaction of the controller
// With the window closed, which bounds the delay of interrupts: over the stack, and to whole words.
constexpr u32 kReadAtOnce = 512;
constexpr u32 kReadDirectly = 2048;
constexpr u32 kEraseCycles = 80'000u * 1000,
              kProgramCycles = 80'000u * 50;  // 1 s and 50 ms: beyond any part's maximum

ALWAYS_INLINE u32 spi_register(u32 offset) {
    return soc::read_register(soc::kSpi0Base + offset);
}
ALWAYS_INLINE void spi_write(u32 offset, u32 value) {
    soc::write_register(soc::kSpi0Base + offset, value);
}

ALWAYS_INLINE void command(u32 operation) {
    spi_write(spi::CMD, operation);
    while ((spi_register(spi::CMD) & operation) != 0) {
    }
}

IRAM bool wait_until_idle(u32 cycles) {
    const u32 start = cycle_count();
    do {
        spi_write(spi::RD_STATUS, 0);
        command(spi::FLASH_RDSR.mask());
        if ((spi_register(spi::RD_STATUS) & nor::STATUS_WIP.mask()) == 0) return true;
    } while (cycle_count() - start < cycles);
    return false;
}

IRAM u32 read_id() {
    const FlashWindowClosed closed;
    spi_write(spi::W0, 0);
    command(spi::FLASH_RDID.mask());
    return spi_register(spi::W0) & 0xFFFFFF;
}

/// The boot ROM leaves a part that it has flashed write-protected, for good. The status is written as the ROM
/// does it, two bytes; the second says whether the read mode is a quad one.
IRAM void unlock() {
    const FlashWindowClosed closed;
    if (!wait_until_idle(kProgramCycles) || (spi_register(spi::RD_STATUS) & nor::STATUS_BP.mask()) == 0)
        return;
    const u32 control = spi_register(spi::CTRL);
    const bool is_quad = (control & (spi::QIO_MODE.mask() | spi::QOUT_MODE.mask())) != 0;
    spi_write(spi::CTRL, control | spi::WRSR_2B.mask());
    command(spi::FLASH_WREN.mask());
    spi_write(spi::RD_STATUS, is_quad ? nor::STATUS2_QE.mask() << 8 : 0);
    command(spi::FLASH_WRSR.mask());
    wait_until_idle(kProgramCycles);
}

/// `into` has room for `count` rounded up to whole words.
IRAM void read_words(u32 address, u32* into, u32 count) {
    const FlashWindowClosed closed;
    while (count != 0) {
        const u32 part = count < kBurst ? count : kBurst;
        spi_write(spi::ADDR, spi::FLASH_ADDR.of(address) | spi::FLASH_LENGTH.of(part));
        command(spi::FLASH_READ.mask());
        for (u32 i = 0; i < part; i += 4) *into++ = spi_register(spi::W0 + i);
        address += part;
        count -= part;
    }
}

/// Within one page.
IRAM bool program_words(u32 address, const u32* from, u32 count) {
    const FlashWindowClosed closed;
    while (count != 0) {
        const u32 part = count < kBurst ? count : kBurst;
        command(spi::FLASH_WREN.mask());
        for (u32 i = 0; i < part; i += 4) spi_write(spi::W0 + i, *from++);
        spi_write(spi::ADDR, spi::FLASH_ADDR.of(address) | spi::FLASH_LENGTH.of(part));
        command(spi::FLASH_PP.mask());
        if (!wait_until_idle(kProgramCycles)) return false;
        address += part;
        count -= part;
    }
    return true;
}

IRAM bool erase(u32 address) {
    const FlashWindowClosed closed;
    command(spi::FLASH_WREN.mask());
    spi_write(spi::ADDR, spi::FLASH_ADDR.of(address));
    command(spi::FLASH_SE.mask());
    return wait_until_idle(kEraseCycles);
}

constinit hal::Flash part;

}  // namespace
}  // namespace kinglet::firmware

namespace kinglet::hal {

using namespace firmware;

Flash& Flash::instance() {
    return part;
}

void Flash::identify() {
    constexpr u32 kSmallest = 0x12, kLargest = 0x18;  // 256 KiB and 16 MiB as powers of two
    constexpr u32 kAdesto512K = 0x01841F;             // whose third byte means something else
    id_ = read_id();
    unlock();
    const u32 capacity = id_ >> 16;
    if (id_ == kAdesto512K) {
        size_ = 512 * 1024;
    } else if (capacity >= kSmallest && capacity <= kLargest) {
        size_ = u32{1} << capacity;
    } else {
        size_ = 0;
    }
}

Flash::Status Flash::read(u32 address, std::span<u8> into) {
    if (into.size() > size_ || address > size_ - into.size()) return Status::OutOfRange;
    if (address + into.size() <= soc::kFlashWindowSize) {
        flash_copy(into.data(), reinterpret_cast<const u8*>(soc::kFlashWindowBase) + address, into.size());
        return Status::Ok;
    }
    u32 words[kReadAtOnce / 4];
    while (!into.empty()) {
        void* const to = into.data();
        const bool is_direct = reinterpret_cast<u32>(to) % 4 == 0 && into.size() >= 4;
        const u32 most = is_direct ? kReadDirectly : kReadAtOnce;
        const u32 wanted = is_direct ? into.size() & ~3u : into.size();
        const u32 part_size = wanted < most ? wanted : most;
        read_words(address, is_direct ? static_cast<u32*>(to) : words, part_size);
        if (!is_direct) flash_copy(to, words, part_size);
        into = into.subspan(part_size);
        address += part_size;
    }
    return Status::Ok;
}

Flash::Status Flash::program(u32 address, std::span<const u8> bytes) {
    if (bytes.size() > size_ || address > size_ - bytes.size()) return Status::OutOfRange;
    u32 page[kPageSize / 4];
    while (!bytes.empty()) {
        const u32 room = kPageSize - address % kPageSize;
        const u32 count = bytes.size() < room ? bytes.size() : room;
        flash_copy(page, bytes.data(), count);
        if (!program_words(address, page, count)) return Status::TimedOut;
        bytes = bytes.subspan(count);
        address += count;
    }
    return Status::Ok;
}

Flash::Status Flash::erase_sector(u32 address) {
    if (address % kSectorSize != 0) return Status::Misaligned;
    if (address >= size_) return Status::OutOfRange;
    return erase(address) ? Status::Ok : Status::TimedOut;
}

}  // namespace kinglet::hal
