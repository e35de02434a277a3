// The bus: what a guest address means. One entry per 4 KiB page, for all 4 GiB, filled lazily by the host's
// paging.
//
// The interpreter reads page() itself: where `direct` has the access' bit, the bytes are at memory + (address
// & kPageMask) and nothing else needs to know. Everything else calls load32() and its siblings, which also
// reach the devices, and which return the cause of the exception that the access raises (Cause::None: it
// succeeded). Which accesses a region takes is decided by soc/esp8266/memory_map.hpp alone; a device only
// ever sees whole words at offsets from its own base.
//
// Code that the CPU has predecoded: the CPU calls watch_code() for the page; from then on stores to it leave
// the direct path and are reported to the CodeListener, as is any change of what the page maps. Loads and
// stores of devices charge wait cycles to the clock, so the CPU syncs the clock before and reloads it after.
#pragma once

#include <array>
#include <cstring>
#include <memory>
#include <vector>

#include "base/integers.hpp"
#include "chip/core/clock.hpp"
#include "soc/esp8266/memory_map.hpp"

namespace kinglet::chip {

using soc::Cause;

/// A block of registers. It sees aligned words only; widths and alignment are the bus's affair.
class BusDevice {
  public:
    virtual u32 read32(u32 offset) = 0;
    virtual void write32(u32 offset, u32 value) = 0;

  protected:
    ~BusDevice() = default;
};

/// Keeper of predecoded code.
class CodeListener {
  public:
    /// Bytes of a watched page have changed, or the page now maps something else. May call Bus::watch_code()
    /// again later, not from within.
    virtual void code_changed(u32 address, u32 size) = 0;

  protected:
    ~CodeListener() = default;
};

struct Page {
    u8* memory;  // host address of the page's first byte; null: a device, a hole, a closed window
    u8 direct;   // soc::Access bits that need no call
    u8 rights;   // soc::Access bits that the region grants; direct is a subset
    u8 watched;  // holds predecoded code
    u8 unused;
    u32 devices;  // 1 + index of its table of devices; 0: none
};

class Bus {
  public:
    static constexpr u32 kPageBits = 12;
    static constexpr u32 kPageSize = 1u << kPageBits;
    static constexpr u32 kPageMask = kPageSize - 1;

    explicit Bus(Clock& clock);

    const Page& page(u32 address) const { return pages_[address >> kPageBits]; }
    /// The whole table, for translated code: entry n is the page at n * kPageSize.
    const Page* pages() const { return pages_.get(); }

    /// The instruction word that holds the (word aligned) address.
    [[nodiscard]] Cause fetch32(u32 address, u32& word);
    [[nodiscard]] Cause load32(u32 address, u32& value);
    [[nodiscard]] Cause load16(u32 address, u32& value);  // zero-extended
    [[nodiscard]] Cause load8(u32 address, u32& value);   // zero-extended
    [[nodiscard]] Cause store32(u32 address, u32 value);
    [[nodiscard]] Cause store16(u32 address, u32 value);
    [[nodiscard]] Cause store8(u32 address, u32 value);

    /// Reads bytes as a debugger does: any width, no side effect, registers are not touched. False when a
    /// byte has no memory.
    bool peek(u32 address, void* bytes, usize size) const;
    /// Writes bytes into memory as a loader does, ROM included; tells the CodeListener.
    bool poke(u32 address, const void* bytes, usize size);

    /// For a debugger: whether a device has the address, and its register without the time that an access
    /// takes. Word addresses; reading and writing do to the device what they do.
    bool has_device(u32 address) const { return find_device(address) != nullptr; }
    u32 read_device(u32 address);
    void write_device(u32 address, u32 value);

    // The wiring. Addresses and sizes are multiples of a page, for devices of 16 bytes.
    void map_memory(u32 base, u32 size, u8* memory, u8 rights);
    void unmap(u32 base, u32 size);
    void map_device(u32 base, u32 size, BusDevice& device, u8 access = soc::kAccessWords);

    void set_code_listener(CodeListener* listener) { code_listener_ = listener; }
    /// The page of this address holds predecoded code from now on.
    void watch_code(u32 address);
    void unwatch_code(u32 address);
    /// The bytes behind a mapped page were changed by someone other than the CPU (the flash was programmed).
    void notify_changed(u32 address, u32 size);

  private:
    struct Claim {
        BusDevice* device = nullptr;
        u32 base = 0;
        u8 access = 0;
    };
    static constexpr u32 kClaimBits = 4;
    using DevicePage = std::array<Claim, (kPageSize >> kClaimBits)>;

    const Claim* find_device(u32 address) const;
    template <class Word>
    Cause load(u32 address, u32& value, u8 right);
    template <class Word>
    Cause store(u32 address, u32 value, u8 right);

    struct FreePages {
        void operator()(Page* pages) const;
    };

    Clock& clock_;
    std::unique_ptr<Page[], FreePages> pages_;
    std::vector<std::unique_ptr<DevicePage>> device_pages_;
    CodeListener* code_listener_ = nullptr;
};

}  // namespace kinglet::chip
