// A serial NOR flash as it is soldered beside the ESP8266: identification, reads in all widths, programs that
// only clear bits and wrap inside their page, erases, write-enable, block protection, status registers, busy
// times, deep power-down. The part is a Winbond W25Q of the size of its contents. It keeps power, and so its
// state, when the chip is merely reset. Contents change when the command is given; the busy bit then lasts
// for the operation's time. If the power is to fail in that time, prepare_power_cut() must have been called
// before: the flash then remembers what the operation overwrites.
#pragma once

#include <array>
#include <vector>

#include "base/integers.hpp"
#include "chip/core/archive.hpp"
#include "chip/core/clock.hpp"
#include "chip/core/log.hpp"
#include "chip/core/random.hpp"
#include "chip/devices/flash_contents.hpp"
#include "chip/devices/spi_slave.hpp"
#include "soc/esp8266/flash.hpp"

namespace kinglet::chip {

/// Typical times of such parts, in nanoseconds.
struct FlashTiming {
    u64 first_byte_program = 25'000;
    u64 next_byte_program = 2'650;  // 256 bytes: 0.7 ms
    u64 sector_erase = 45'000'000;
    u64 block32_erase = 120'000'000;
    u64 block_erase = 150'000'000;
    u64 chip_erase_per_mib = 2'500'000'000;
    u64 write_status = 10'000'000;
};

class FlashListener {
  public:
    /// The flash became busy or asleep, or woke up; it becomes ready again at ready_at() by itself. Bytes
    /// only ever change together with becoming busy.
    virtual void flash_availability_changed() = 0;

  protected:
    ~FlashListener() = default;
};

class FlashOperationListener {
  public:
    /// A program, erase or status write begins: virtual times in nanoseconds.
    virtual void flash_operation_started(u64 start, u64 end) = 0;

  protected:
    ~FlashOperationListener() = default;
};

class NorFlash final : public SpiSlave {
  public:
    NorFlash(FlashContents& contents, Clock& clock, Log& log, const FlashTiming& timing = FlashTiming{});

    void set_listener(FlashListener* listener) { listener_ = listener; }
    void set_operation_listener(FlashOperationListener* listener) { operation_listener_ = listener; }

    /// From now on operations can be cut. Allocates as many bytes as the flash has.
    void prepare_power_cut();
    /// The power fails: an operation under way leaves what it had done by now (see flash_interruption.hpp).
    void cut_power(Random& random);
    /// The power is back: what is not kept in cells is as after manufacture.
    void power_on();

    /// All but what the cells hold, which comes behind it.
    void snapshot(Archive& archive);
    void snapshot_cells(Archive& archive);
    void select() override;
    u8 exchange(u8 byte) override;
    /// What the next exchange() will send, whatever it is given.
    u8 answer() const;
    void deselect() override;

    const u8* data() const { return contents_.data(); }
    u8* data() { return contents_.data(); }
    u32 size() const { return contents_.size(); }
    /// Manufacturer, type, capacity.
    std::array<u8, 3> jedec_id() const;

    bool is_busy() const { return clock_.nanoseconds() < state_.ready_at; }
    bool is_powered_down() const { return state_.powered_down; }
    /// Virtual time at which the present operation ends.
    u64 ready_at() const { return state_.ready_at; }

    struct Counts {
        u64 programs = 0;
        u64 erases = 0;
    };
    /// How much was programmed and erased since power-on.
    const Counts& counts() const { return counts_; }

  private:
    enum class Phase : u8 { Idle, Opcode, Address, Dummy, Data, Ignored };

    struct State {
        u64 ready_at = 0;
        u8 status1 = 0;  // without WIP, which is a matter of time
        u8 status2 = 0;
        bool powered_down = false;
        bool volatile_write = false;
        bool reset_enabled = false;

        template <class Archive>
        void snapshot(Archive& archive) {
            archive(ready_at, status1, status2, powered_down, volatile_write, reset_enabled);
        }
    };

    void begin_command(u8 opcode);
    u8 data_byte(u8 byte);
    u8 status1() const { return static_cast<u8>(state_.status1 | (is_busy() ? 1 : 0)); }
    void finish_program();
    void finish_erase(u32 granule, u64 duration);
    void finish_write_status();
    bool take_write_enable(const char* what);
    bool is_protected(u32 start, u32 size) const;
    void remember(u32 start, u32 length);
    void start_busy(u64 duration);
    void set_powered_down(bool down);

    FlashContents& contents_;
    Clock& clock_;
    Log& log_;
    FlashTiming timing_;
    FlashListener* listener_ = nullptr;
    FlashOperationListener* operation_listener_ = nullptr;
    State state_;
    Counts counts_;

    // The transaction under way.
    Phase phase_ = Phase::Idle;
    u8 opcode_ = 0;
    u32 left_ = 0;  // bytes of the present phase
    u32 dummies_ = 0;
    u32 address_ = 0;
    u32 position_ = 0;  // bytes of data so far
    std::array<u8, soc::flash::kPageSize> page_{};

    // The operation under way, while a power cut is prepared.
    struct Operation {
        u64 started_at = 0;
        u32 start = 0;
        u32 length = 0;  // 0: a status write
        bool erases = false;
        u8 status[2] = {};  // before it

        template <class Archive>
        void snapshot(Archive& archive) {
            archive(started_at, start, length, erases, status);
        }
    };
    Operation operation_;
    std::vector<u8> before_;  // as many bytes as the flash has; empty: not prepared
};

}  // namespace kinglet::chip
