// Another device at the end of a serial line, with its own rate: what it receives it samples from the wire,
// so a wrong rate or format at the chip's end gives the garbage that it would. Its rx goes to a pin on which
// the chip sends, its tx to one on which the chip receives.
#include <string>

#include "chip/core/timed_event.hpp"
#include "chip/devices/serial_line.hpp"
#include "parts/part.hpp"

namespace kinglet::parts {

namespace {

enum Pin : u32 { kRx, kTx };
enum Parameter : u32 { kBaud, kBits, kParity, kStop, kEcho };
enum Property : u32 { kText, kBytes, kErrors, kSent };
enum Parity : u32 { kNone, kEven, kOdd };

constexpr usize kMostText = 16384;     // bytes that it remembers, the latest ones
constexpr usize kMostPending = 65536;  // bytes that wait to be sent
constexpr double kFastest = 4'608'000;
constexpr u64 kPicosecondsPerSecond = 1'000'000'000'000;

constexpr PinSpec kPins[] = {{"rx", PinSpec::Use::Digital, true}, {"tx", PinSpec::Use::Digital, true}};
constexpr const char* kParities[] = {"none", "even", "odd"};
constexpr const char* kEchoes[] = {"no", "yes"};
constexpr ParameterSpec kParameters[] = {
    ParameterSpec::number("baud", "115200", "its rate in bits a second", 50, kFastest),
    ParameterSpec::number("bits", "8", "of data in a frame", 5, 8),
    ParameterSpec::choice("parity", "none", "the bit behind them", kParities),
    ParameterSpec::number("stop", "1", "stop bits", 1, 2),
    ParameterSpec::choice("echo", "no", "sends back what it receives", kEchoes)};
constexpr PropertySpec kProperties[] = {
    {"text", Value::Type::Text, "what it has received, the last 16384 bytes of it"},
    {"bytes", Value::Type::Number, "how many it has received"},
    {"errors", Value::Type::Number, "how many of them had a wrong parity or no stop bit"},
    {"sent", Value::Type::Number, "how many it has sent"}};
constexpr VerbSpec kVerbs[] = {{"sends", "a text", VerbSpec::Takes::Value, Value::Type::Text}};

class UartPeer final : public Part {
  public:
    explicit UartPeer(const Placement& placement)
        : Part(placement),
          bit_ps_(static_cast<u64>(static_cast<double>(kPicosecondsPerSecond) / placement.number(kBaud))),
          data_bits_(placement.count(kBits)),
          parity_(static_cast<Parity>(placement.count(kParity))),
          stop_bits_(placement.count(kStop)),
          echoes_(placement.count(kEcho) != 0),
          sample_(chip::TimedEvent::of<&UartPeer::on_sample>("parts.uart.rx", this, clock(), events(),
                                                             chip::TimeBase::Nanoseconds)),
          bit_end_(chip::TimedEvent::of<&UartPeer::on_bit_end>("parts.uart.tx", this, clock(), events(),
                                                               chip::TimeBase::Nanoseconds)) {
        if (placement.is_connected(kRx)) {
            rx_ = &placement.wire(kRx);
            seen_.emplace(*rx_, this,
                          [](void* self, chip::Wire&) { static_cast<UartPeer*>(self)->on_wire(); });
        }
        if (placement.is_connected(kTx)) {
            driver_.emplace(placement.wire(kTx));
            driver_->set(chip::Strength::Push, true);
        }
    }

    Value read(u32 property, u32) const override {
        switch (property) {
            case kText: return Value::of_text(text_);
            case kBytes: return Value::of(static_cast<double>(received_));
            case kErrors: return Value::of(static_cast<double>(errors_));
            default: return Value::of(static_cast<double>(sent_));
        }
    }
    const char* refuses(const Action&) const override {
        return driver_ ? nullptr : "its pin 'tx' is not connected, so it can send nothing";
    }
    void begin_action(const Action& action) override { send(action.value.text); }
    void restart() override {
        text_.clear();
        received_ = errors_ = sent_ = 0;
    }
    void snapshot(chip::Archive& archive) override {
        archive(sample_, bit_end_, frame_start_, levels_, received_, errors_, sent_);
        archive.bounded(sampled_, 16);
        archive.bounded(tx_bit_, 16);
        archive(tx_levels_, tx_start_);
        snapshot_text(archive, text_, kMostText);
        snapshot_text(archive, pending_, kMostPending);
        if (driver_) archive(*driver_);
    }

  private:
    chip::FrameFormat format() const {
        return {.data_bits = static_cast<u8>(data_bits_),
                .parity = parity_ != kNone,
                .parity_odd = parity_ == kOdd,
                .stop_half_bits = static_cast<u8>(2 * stop_bits_)};
    }
    u32 frame_bits() const { return 1 + data_bits_ + (parity_ != kNone ? 1 : 0) + stop_bits_; }
    /// The end of the n-th half bit of a frame.
    u64 half_bit(u64 start, u64 n) const { return start + n * bit_ps_ / 2000; }

    // Receiving: from the edge of the start bit on, in the middle of each bit.

    void on_wire() {
        if (rx_->level() || sample_.is_scheduled()) return;
        frame_start_ = now();
        sampled_ = levels_ = 0;
        sample_.schedule(half_bit(frame_start_, 1));
    }
    void on_sample(u64) {
        levels_ |= u32{rx_->level()} << sampled_;
        const bool false_start = sampled_ == 0 && levels_;
        const u32 needed = frame_bits() - stop_bits_ + 1;
        if (false_start) return;
        if (++sampled_ < needed) return sample_.schedule(half_bit(frame_start_, 2 * sampled_ + 1));
        take_frame();
    }
    void take_frame() {
        const u32 data = levels_ >> 1 & ((1u << data_bits_) - 1);
        const u32 expected = chip::frame_levels(static_cast<u8>(data), format());
        const bool good = ((levels_ ^ expected) & ((1u << sampled_) - 1)) == 0;
        ++received_;
        if (!good) {
            ++errors_;
            complain("the frame of a byte",
                     "a byte with a wrong parity or without a stop bit: is the rate right?");
        }
        if (text_.size() == kMostText) text_.erase(0, kMostText / 4);
        text_.push_back(static_cast<char>(data));
        if (echoes_) send(std::string(1, static_cast<char>(data)));
        changed();
    }

    // Sending.

    void send(const std::string& bytes) {
        if (!driver_ || pending_.size() + bytes.size() > kMostPending) return;
        pending_ += bytes;
        if (!bit_end_.is_scheduled()) begin_frame();
    }
    void begin_frame() {
        if (pending_.empty()) return;
        tx_levels_ = chip::frame_levels(static_cast<u8>(pending_[0]), format());
        pending_.erase(0, 1);
        tx_start_ = now();
        tx_bit_ = 0;
        show_bit();
    }
    void show_bit() {
        driver_->set(chip::Strength::Push, tx_levels_ >> tx_bit_ & 1);
        ++tx_bit_;
        bit_end_.schedule(half_bit(tx_start_, 2 * tx_bit_));
    }
    void on_bit_end(u64) {
        if (tx_bit_ < frame_bits()) return show_bit();
        ++sent_;
        changed();
        begin_frame();
    }

    u64 bit_ps_;
    u32 data_bits_;
    Parity parity_;
    u32 stop_bits_;
    bool echoes_;
    chip::Wire* rx_ = nullptr;
    std::optional<chip::WireDriver> driver_;
    chip::TimedEvent sample_;
    chip::TimedEvent bit_end_;
    u64 frame_start_ = 0;
    u32 sampled_ = 0;  // bits
    u32 levels_ = 0;
    std::string text_;
    u64 received_ = 0;
    u64 errors_ = 0;
    u64 sent_ = 0;
    std::string pending_;
    u32 tx_levels_ = 0;
    u32 tx_bit_ = 0;
    u64 tx_start_ = 0;
    std::optional<chip::WireObserver> seen_;  // destroyed first: both may be at the same pin
};

}  // namespace

extern const PartKind uart_part = {
    "uart",
    "another device on a serial line",
    kPins,
    kParameters,
    kProperties,
    kVerbs,
    [](const Placement& placement, std::string& error) -> std::unique_ptr<Part> {
        if (placement.is_connected(kRx) || placement.is_connected(kTx))
            return std::make_unique<UartPeer>(placement);
        error = "uart: neither 'rx' nor 'tx' is connected";
        return nullptr;
    }};

}  // namespace kinglet::parts
