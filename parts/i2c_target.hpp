// I2cTarget: the bus half of every part that is addressed over I2C: start and stop, bytes and
// acknowledgements on two open-drain wires, and the times that the bus specification gives for its speed.
#pragma once

#include "chip/core/archive.hpp"
#include "chip/core/clock.hpp"
#include "chip/core/wires.hpp"

namespace kinglet::parts {

/// The shortest times of a speed, in nanoseconds (NXP UM10204, table 10).
struct I2cTimes {
    u64 clock_low;
    u64 clock_high;
    u64 start_hold;
    u64 start_setup;
    u64 data_setup;
    u64 stop_setup;
    u64 bus_free;
};
inline constexpr I2cTimes kI2cStandard = {4700, 4000, 4000, 4700, 250, 4000, 4700};  // 100 kHz
inline constexpr I2cTimes kI2cFast = {1300, 600, 600, 600, 100, 600, 1300};          // 400 kHz
inline constexpr I2cTimes kI2cFastPlus = {500, 260, 260, 260, 50, 260, 500};         // 1 MHz

class I2cClient {
  public:
    /// True: acknowledged.
    virtual bool i2c_addressed(u8 address, bool reads) = 0;
    virtual bool i2c_written(u8 byte) = 0;
    /// The next byte to send.
    virtual u8 i2c_read() = 0;
    /// The transfer is over: by a stop, or by another start.
    virtual void i2c_ended(bool by_stop) = 0;
    /// A time that is too short, or drivers that push against each other.
    virtual void i2c_complains(const char* rule, u64 nanoseconds, u64 least) = 0;

  protected:
    ~I2cClient() = default;
};

class I2cTarget {
  public:
    I2cTarget(chip::Wire& scl, chip::Wire& sda, const I2cTimes& times, const chip::Clock& clock,
              I2cClient& client);

    /// Resistors to the supply, as most modules have them.
    void pull_up();
    void snapshot(chip::Archive& archive);

  private:
    enum class State : u8 { Idle, Address, Write, Read, Ignored };

    void on_scl(chip::Wire&);
    void on_sda(chip::Wire&);
    void rising();
    void falling();
    void acknowledge();
    void next_byte();
    void drive(bool level);
    void check(const char* rule, u64 since, u64 least);

    chip::Wire& scl_;
    chip::Wire& sda_;
    const I2cTimes& times_;
    const chip::Clock& clock_;
    I2cClient& client_;
    chip::WireDriver driver_;
    chip::WireDriver scl_pull_;
    chip::WireDriver sda_pull_;
    chip::WireObserver scl_seen_;
    chip::WireObserver sda_seen_;

    State state_ = State::Idle;
    u32 bit_ = 0;  // clocks of the present byte that have been high
    u8 shift_ = 0;
    bool reads_ = false;
    bool acknowledged_ = false;
    bool is_transfer_ = false;  // between start and stop
    // When, in nanoseconds:
    u64 scl_edge_ = 0;
    u64 sda_edge_ = 0;
    u64 start_ = 0;
    u64 stop_ = 0;
};

}  // namespace kinglet::parts
