#include "parts/i2c_target.hpp"

namespace kinglet::parts {

using chip::Strength;

I2cTarget::I2cTarget(chip::Wire& scl, chip::Wire& sda, const I2cTimes& times, const chip::Clock& clock,
                     I2cClient& client)
    : scl_(scl),
      sda_(sda),
      times_(times),
      clock_(clock),
      client_(client),
      driver_(sda),
      scl_pull_(scl),
      sda_pull_(sda),
      scl_seen_(chip::WireObserver::of<&I2cTarget::on_scl>(scl, this)),
      sda_seen_(chip::WireObserver::of<&I2cTarget::on_sda>(sda, this)) {}

void I2cTarget::pull_up() {
    scl_pull_.set(Strength::BoardPull, true);
    sda_pull_.set(Strength::BoardPull, true);
}

void I2cTarget::check(const char* rule, u64 since, u64 least) {
    const u64 passed = clock_.nanoseconds() - since;
    if (passed < least) client_.i2c_complains(rule, passed, least);
}

void I2cTarget::drive(bool level) {
    if (level)
        driver_.release();
    else
        driver_.set(Strength::Push, false);
    if (sda_.is_contended()) client_.i2c_complains("SDA pushed high against this part", 0, 0);
}

void I2cTarget::on_sda(chip::Wire&) {
    const u64 now = clock_.nanoseconds();
    if (!scl_.level()) {
        sda_edge_ = now;
        return;
    }
    if (sda_.level()) {
        if (is_transfer_) check("stop set-up time", scl_edge_, times_.stop_setup);
        stop_ = now;
        state_ = State::Idle;
    } else {
        if (is_transfer_)
            check("start set-up time", scl_edge_, times_.start_setup);
        else if (stop_)
            check("bus free time", stop_, times_.bus_free);
        start_ = now;
        state_ = State::Address;
    }
    const bool was_transfer = is_transfer_;
    is_transfer_ = !sda_.level();
    bit_ = 0;
    driver_.release();
    if (was_transfer) client_.i2c_ended(sda_.level());
}

void I2cTarget::on_scl(chip::Wire&) {
    if (is_transfer_) {
        if (scl_.level()) {
            if (scl_edge_ > start_) check("clock low time", scl_edge_, times_.clock_low);
            if (state_ != State::Read && sda_edge_ > scl_edge_)
                check("data set-up time", sda_edge_, times_.data_setup);
        } else if (scl_edge_ > start_) {
            check("clock high time", scl_edge_, times_.clock_high);
        } else {
            check("start hold time", start_, times_.start_hold);
        }
    }
    scl_edge_ = clock_.nanoseconds();
    if (state_ == State::Idle || state_ == State::Ignored) return;
    if (scl_.level())
        rising();
    else
        falling();
}

void I2cTarget::rising() {
    if (bit_ < 8) {
        if (state_ != State::Read) shift_ = static_cast<u8>(shift_ << 1 | (sda_.level() ? 1 : 0));
    } else if (state_ == State::Read) {
        acknowledged_ = !sda_.level();
    }
    ++bit_;
}

void I2cTarget::falling() {
    if (bit_ == 8)
        acknowledge();
    else if (bit_ > 8)
        next_byte();
    else if (state_ == State::Read)
        drive(shift_ >> (7 - bit_) & 1);
}

/// The ninth clock is about to come.
void I2cTarget::acknowledge() {
    if (state_ == State::Read) return drive(true);
    if (state_ == State::Address) {
        reads_ = shift_ & 1;
        acknowledged_ = client_.i2c_addressed(shift_ >> 1, reads_);
    } else {
        acknowledged_ = client_.i2c_written(shift_);
    }
    drive(!acknowledged_);
}

void I2cTarget::next_byte() {
    bit_ = 0;
    driver_.release();
    if (!acknowledged_) {
        state_ = State::Ignored;
    } else if (state_ == State::Address) {
        state_ = reads_ ? State::Read : State::Write;
    }
    if (state_ != State::Read) return;
    shift_ = client_.i2c_read();
    drive(shift_ >> 7 & 1);
}

void I2cTarget::snapshot(chip::Archive& archive) {
    archive(driver_, scl_pull_, sda_pull_, shift_, reads_, acknowledged_, is_transfer_);
    archive(scl_edge_, sda_edge_, start_, stop_);
    archive.bounded(state_, static_cast<u64>(State::Ignored) + 1);
    archive.bounded(bit_, 10);
}

}  // namespace kinglet::parts
