// The registers of one block: plain words, what soc/esp8266/regs/<block>.hpp says about them, and the
// handlers of those that do something.
//
// A device derives from RegisterBlock<Itself> and passes two tables: the facts (offset, name, reset, writable
// bits, mode) and its handlers (offset, member function for a read, member function for a write; either may
// be null). Without a handler a register behaves as its facts say. What the tables do not list reads 0, and
// is logged once per register and direction; so is what register_gaps.hpp lists.
#pragma once

#include <array>
#include <span>

#include "base/integers.hpp"
#include "chip/core/archive.hpp"
#include "chip/core/bus.hpp"
#include "chip/core/log.hpp"
#include "soc/esp8266/field.hpp"

namespace kinglet::chip {

/// The part that needs not know its owner's type.
class RegisterStore {
  public:
    static constexpr u32 kBlockSize = 0x100;

    const char* name() const { return name_; }
    std::span<const soc::RegisterFacts> facts() const { return facts_; }
    /// The stored word as it is: no handler, no side effect. For debuggers and tests.
    u32 stored(u32 offset) const { return values_[index_of(offset)]; }

  protected:
    /// alias_size: the registers repeat after so many bytes (a power of two up to 256).
    RegisterStore(const char* name, std::span<const soc::RegisterFacts> facts, u32 alias_size, Log& log);
    ~RegisterStore() = default;

    u32& reg(u32 offset) { return values_[index_of(offset)]; }
    u32 reg(u32 offset) const { return values_[index_of(offset)]; }
    void reset_registers();
    void snapshot_registers(Archive& archive);

    u32 read_stored(u32 offset);
    void write_stored(u32 offset, u32 value);
    u32 index_of(u32 offset) const { return (offset & alias_mask_) / 4; }
    u32 canonical(u32 offset) const { return offset & alias_mask_; }
    Log& log() { return log_; }

    /// Before an access takes effect: says once what of it is not modelled.
    void look_for_gap_in_read(u32 offset) {
        const u32 index = index_of(offset);
        if (gap_bits_[index] == soc::kAllBits && !(noted_reads_ >> index & 1)) note_gap_in_read(index);
    }
    void look_for_gap_in_write(u32 offset, u32 value) {
        const u32 index = index_of(offset);
        const u32 gap = gap_bits_[index];
        if (!gap || noted_writes_ >> index & 1) return;
        if (gap == soc::kAllBits || gap & (value ^ values_[index])) note_gap_in_write(index, value);
    }

  private:
    void note_gap_in_read(u32 index);
    void note_gap_in_write(u32 index, u32 value);

    const soc::RegisterFacts* facts_of(u32 index) const {
        return fact_index_[index] ? &facts_[fact_index_[index] - 1] : nullptr;
    }
    void note_once(u32 index, u64& noted, const char* what, u32 value);
    const char* gap_reason(u32 index) const;

    const char* name_;
    std::span<const soc::RegisterFacts> facts_;
    Log& log_;
    u32 alias_mask_;
    std::array<u32, kBlockSize / 4> values_{};
    std::array<u8, kBlockSize / 4> fact_index_{};  // 1 + index into facts_
    std::array<u32, kBlockSize / 4> gap_bits_{};   // what of each register is not modelled
    u64 noted_reads_ = 0;
    u64 noted_writes_ = 0;
};

template <class Owner>
struct RegisterHandler {
    u16 offset;
    u32 (Owner::*read)(u32 offset);
    void (Owner::*write)(u32 offset, u32 value);
};

template <class Owner>
class RegisterBlock : public BusDevice, public RegisterStore {
  public:
    u32 read32(u32 offset) final {
        look_for_gap_in_read(offset);
        const auto* handler = handlers_[index_of(offset)];
        if (handler && handler->read) return (static_cast<Owner*>(this)->*handler->read)(canonical(offset));
        return read_stored(offset);
    }

    void write32(u32 offset, u32 value) final {
        look_for_gap_in_write(offset, value);
        const auto* handler = handlers_[index_of(offset)];
        if (handler && handler->write)
            (static_cast<Owner*>(this)->*handler->write)(canonical(offset), value);
        else
            write_stored(offset, value);
    }

  protected:
    /// The handler table must outlive the block: it is a constant of the device's source file.
    RegisterBlock(const char* name, std::span<const soc::RegisterFacts> facts,
                  std::span<const RegisterHandler<Owner>> handlers, Log& log, u32 alias_size = kBlockSize)
        : RegisterStore(name, facts, alias_size, log) {
        for (const auto& handler : handlers) handlers_[index_of(handler.offset)] = &handler;
    }
    ~RegisterBlock() = default;

  private:
    std::array<const RegisterHandler<Owner>*, kBlockSize / 4> handlers_{};
};

}  // namespace kinglet::chip
