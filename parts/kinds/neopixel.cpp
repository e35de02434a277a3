// A strip of addressable LEDs: WS2812B and its kin. Each bit is a pulse whose width says what it is; a pause
// ends the frame, and the strip shows it. What the data sheets allow is checked pulse by pulse; what is
// outside of it is told, and read as a real strip most likely would.
#include <string>
#include <vector>

#include "chip/core/timed_event.hpp"
#include "parts/part.hpp"

namespace kinglet::parts {

namespace {

enum Parameter : u32 { kPixels, kOrder, kModel };
enum Property : u32 { kPixel, kFrames, kCount };
enum Order : u32 { kGrb, kRgb, kGrbw, kRgbw };

constexpr PinSpec kPins[] = {{"din"}};
constexpr const char* kOrders[] = {"grb", "rgb", "grbw", "rgbw"};
constexpr const char* kModels[] = {"ws2812b", "ws2812", "sk6812"};
constexpr ParameterSpec kParameters[] = {
    ParameterSpec::number("pixels", "8", "how many there are", 1, 4096),
    ParameterSpec::choice("order", "grb", "of the colours in a frame; with w: four bytes a pixel", kOrders),
    ParameterSpec::choice("model", "ws2812b", "whose times are checked", kModels)};
constexpr PropertySpec kProperties[] = {
    PropertySpec::indexed("pixel", Value::Type::Colour, "what it shows: #rrggbb, or #rrggbbww"),
    {"frames", Value::Type::Number, "how many it has shown"},
    {"pixels", Value::Type::Number, "how many pixels the last frame had"}};

struct Range {
    u64 least;
    u64 most;
    bool has(u64 value) const { return value >= least && value <= most; }
};

/// In nanoseconds, from the data sheets of Worldsemi (WS2812, WS2812B) and Opsco (SK6812): each typical time
/// with its tolerance of 150 ns.
struct Model {
    Range zero_high, zero_low, one_high, one_low;
    u64 reset;
};
constexpr Model kTimes[] = {
    {{250, 550}, {700, 1000}, {650, 950}, {300, 600}, 50'000},
    {{200, 500}, {650, 950}, {550, 850}, {450, 750}, 50'000},
    {{150, 450}, {750, 1050}, {450, 750}, {450, 750}, 80'000},
};

class Strip final : public Part {
  public:
    explicit Strip(const Placement& placement)
        : Part(placement),
          model_(kTimes[placement.count(kModel)]),
          order_(static_cast<Order>(placement.count(kOrder))),
          shown_(placement.count(kPixels)),
          wire_(placement.wire(0)),
          seen_(chip::WireObserver::of<&Strip::on_wire>(wire_, this)),
          latch_(chip::TimedEvent::of<&Strip::on_latch>("parts.neopixel", this, clock(), events(),
                                                        chip::TimeBase::Nanoseconds)) {
        frame_.reserve(shown_.size() * bytes_per_pixel());
    }

    Value read(u32 property, u32 index) const override {
        switch (property) {
            case kPixel: return Value::of_colour(shown_[index], 2 * bytes_per_pixel());
            case kFrames: return Value::of(static_cast<double>(frames_));
            default: return Value::of(static_cast<double>(last_bits_ / (8 * bytes_per_pixel())));
        }
    }
    u32 count(u32) const override { return static_cast<u32>(shown_.size()); }
    void restart() override {
        frames_ = last_bits_ = bits_ = 0;
        frame_.clear();
    }
    void snapshot(chip::Archive& archive) override {
        const usize most = shown_.size();
        archive.list(shown_, most);
        if (shown_.size() != most) shown_.resize(most);
        archive.list(frame_, most * bytes_per_pixel());
        archive(latch_, edge_, bits_, last_bits_, frames_, byte_, last_bit_);
    }

  private:
    u32 bytes_per_pixel() const { return order_ == kGrbw || order_ == kRgbw ? 4 : 3; }

    void on_wire(chip::Wire& wire) {
        const u64 time = now(), width = time - edge_;
        edge_ = time;
        if (wire.level()) {
            if (bits_ && width < model_.reset) check_low(width);
            return;
        }
        take_bit(width);
        if (!latch_.is_scheduled()) latch_.schedule(time + model_.reset);
    }

    void take_bit(u64 width) {
        const bool one = 2 * width > model_.zero_high.most + model_.one_high.least;
        const Range& range = one ? model_.one_high : model_.zero_high;
        if (!range.has(width))
            complain("the width of a pulse", describe("a pulse", width, range, one ? "a one" : "a zero"));
        last_bit_ = one;
        byte_ = static_cast<u8>(byte_ << 1 | (one ? 1 : 0));
        ++bits_;
        if (bits_ % 8 == 0 && frame_.size() < shown_.size() * bytes_per_pixel()) frame_.push_back(byte_);
    }

    void check_low(u64 width) {
        const Range& range = last_bit_ ? model_.one_low : model_.zero_low;
        if (range.has(width)) return;
        complain("the pause behind a pulse",
                 describe("a pause", width, range, last_bit_ ? "behind a one" : "behind a zero"));
    }

    std::string describe(const char* what, u64 width, const Range& range, const char* meaning) const {
        return std::string(what) + " of " + std::to_string(width) + " ns in bit " + std::to_string(bits_) +
               "; " + meaning + " has " + std::to_string(range.least) + " to " + std::to_string(range.most) +
               " ns";
    }

    /// At some time after a falling edge: later edges put the latch off.
    void on_latch(u64) {
        const u64 time = now(), due = edge_ + model_.reset;
        if (wire_.level()) return;  // the next falling edge comes back here
        if (time < due) return latch_.schedule(due);
        show();
    }

    void show() {
        if (!bits_) return;
        const u32 per_pixel = bytes_per_pixel();
        if (bits_ % (8 * per_pixel))
            complain("whole pixels", "a frame of " + std::to_string(bits_) + " bits: a pixel has " +
                                         std::to_string(8 * per_pixel));
        for (usize i = 0; i + per_pixel <= frame_.size(); i += per_pixel)
            shown_[i / per_pixel] = colour(&frame_[i]);
        last_bits_ = bits_;
        ++frames_;
        bits_ = 0;
        frame_.clear();
        changed();
    }

    u32 colour(const u8* bytes) const {
        const bool red_first = order_ == kRgb || order_ == kRgbw;
        const u32 red = bytes[red_first ? 0 : 1], green = bytes[red_first ? 1 : 0], blue = bytes[2];
        const u32 rgb = red << 16 | green << 8 | blue;
        return bytes_per_pixel() == 4 ? rgb << 8 | bytes[3] : rgb;
    }

    const Model& model_;
    Order order_;
    std::vector<u32> shown_;
    std::vector<u8> frame_;  // as far as it has come, no longer than the strip
    chip::Wire& wire_;
    chip::WireObserver seen_;
    chip::TimedEvent latch_;
    u64 edge_ = 0;
    u64 bits_ = 0;
    u64 last_bits_ = 0;
    u64 frames_ = 0;
    u8 byte_ = 0;
    bool last_bit_ = false;
};

}  // namespace

extern const PartKind neopixel_part = {"neopixel",
                                       "a strip of addressable LEDs",
                                       kPins,
                                       kParameters,
                                       kProperties,
                                       {},
                                       [](const Placement& placement, std::string&) -> std::unique_ptr<Part> {
                                           return std::make_unique<Strip>(placement);
                                       }};

}  // namespace kinglet::parts
