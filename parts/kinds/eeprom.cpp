// An I2C EEPROM of the 24Cxx family: pages, a write cycle during which it answers nobody, and addresses whose
// high bits are in the device address (24c04 to 24c16).
#include <vector>

#include "chip/core/timed_event.hpp"
#include "parts/i2c_target.hpp"
#include "parts/kept_bytes.hpp"
#include "parts/part.hpp"

namespace kinglet::parts {

namespace {

enum Pin : u32 { kScl, kSda };
enum Parameter : u32 { kModel, kAddress, kFile, kWriteTime, kSpeed, kPullUps };
enum Property : u32 { kByte, kWrites, kBusy };

struct Model {
    u32 bytes;
    u32 page;
    u32 address_bytes;
};
constexpr Model kSizes[] = {{128, 8, 1},   {256, 8, 1},   {512, 16, 1},   {1024, 16, 1},  {2048, 16, 1},
                            {4096, 32, 2}, {8192, 32, 2}, {16384, 64, 2}, {32768, 64, 2}, {65536, 128, 2}};
constexpr const I2cTimes* kSpeedTimes[] = {&kI2cStandard, &kI2cFast, &kI2cFastPlus};

constexpr PinSpec kPins[] = {{"scl"}, {"sda"}};
constexpr const char* kModels[] = {"24c01", "24c02", "24c04",  "24c08",  "24c16",
                                   "24c32", "24c64", "24c128", "24c256", "24c512"};
constexpr const char* kSpeeds[] = {"100kHz", "400kHz", "1MHz"};
constexpr const char* kNoYes[] = {"no", "yes"};
constexpr ParameterSpec kParameters[] = {
    ParameterSpec::choice("model", "24c02", "its size is that many kibibits", kModels),
    ParameterSpec::number("address", "0x50", "on the bus", 0x08, 0x77),
    ParameterSpec::file("file", "keeps its bytes between runs; none: it begins erased"),
    ParameterSpec::time("write", "5 ms", "how long a write cycle takes", 1),
    ParameterSpec::choice("speed", "400kHz", "the fastest clock that it takes", kSpeeds),
    ParameterSpec::choice("pullups", "yes", "resistors at both lines, as on a module", kNoYes)};
constexpr PropertySpec kProperties[] = {
    PropertySpec::indexed("byte", Value::Type::Number, "what it holds there"),
    {"writes", Value::Type::Number, "how many write cycles there were"},
    {"busy", Value::Type::Flag, "a write cycle is under way"}};

class Eeprom final : public Part, private I2cClient {
  public:
    Eeprom(const Placement& placement, std::vector<u8> bytes)
        : Part(placement),
          model_(kSizes[placement.count(kModel)]),
          address_(placement.count(kAddress)),
          file_(placement.text(kFile)),
          write_ns_(placement.nanoseconds(kWriteTime)),
          bytes_(std::move(bytes)),
          ready_(chip::TimedEvent::of<&Eeprom::on_ready>("parts.eeprom", this, clock(), events(),
                                                         chip::TimeBase::Nanoseconds)),
          bus_(placement.wire(kScl), placement.wire(kSda), *kSpeedTimes[placement.count(kSpeed)], clock(),
               *this) {
        if (placement.count(kPullUps)) bus_.pull_up();
    }

    Value read(u32 property, u32 index) const override {
        switch (property) {
            case kByte: return Value::of(bytes_[index]);
            case kWrites: return Value::of(static_cast<double>(writes_));
            default: return Value::flag(ready_.is_scheduled());
        }
    }
    u32 count(u32) const override { return model_.bytes; }
    void restart() override { writes_ = 0; }
    bool save(std::string& error) override { return file_.empty() || save_bytes(file_, bytes_, error); }
    void snapshot(chip::Archive& archive) override {
        archive.bytes(bytes_.data(), bytes_.size());
        archive.bytes(page_, sizeof page_);
        archive(bus_, ready_, writes_, received_);
        archive.bounded(cursor_, model_.bytes);
        archive.bounded(page_bytes_, ~u32{0});
    }

  private:
    static constexpr u32 kLargestPage = 128;

    /// How many device addresses it has: with one byte of address each reaches 256 bytes.
    u32 blocks() const { return model_.address_bytes == 1 && model_.bytes > 256 ? model_.bytes / 256 : 1; }

    bool i2c_addressed(u8 address, bool reads) override {
        if (address < address_ || address >= address_ + blocks()) return false;
        if (ready_.is_scheduled()) return false;
        if (blocks() > 1) cursor_ = (cursor_ & 0xFF) | static_cast<u32>(address - address_) << 8;
        if (!reads) received_ = page_bytes_ = 0;
        return true;
    }
    bool i2c_written(u8 byte) override {
        if (received_ < model_.address_bytes) {
            ++received_;
            const u32 kept = blocks() > 1 ? cursor_ & ~0xFFu : received_ == 1 ? 0 : cursor_ << 8;
            cursor_ = (kept | byte) & (model_.bytes - 1);
            return true;
        }
        const u32 place = (cursor_ + page_bytes_) & (model_.page - 1);
        page_[place] = byte;
        if (page_bytes_ && !place)
            complain("the end of a page", "a write over the end of a page of " + std::to_string(model_.page) +
                                              " bytes: it goes on at the page's beginning");
        ++page_bytes_;
        return true;
    }
    u8 i2c_read() override {
        const u8 byte = bytes_[cursor_];
        cursor_ = (cursor_ + 1) & (model_.bytes - 1);
        return byte;
    }
    /// Only a stop begins the write cycle.
    void i2c_ended(bool by_stop) override {
        const u32 count = page_bytes_;
        page_bytes_ = 0;
        if (!count || !by_stop) return;
        const u32 start = cursor_ & ~(model_.page - 1), first = cursor_ & (model_.page - 1);
        for (u32 i = 0; i < count && i < model_.page; ++i) {
            const u32 place = (first + i) & (model_.page - 1);
            bytes_[start + place] = page_[place];
        }
        cursor_ = start + ((first + count) & (model_.page - 1));
        ++writes_;
        ready_.schedule(now() + write_ns_);
        changed();
    }
    void i2c_complains(const char* rule, u64 nanoseconds, u64 least) override {
        complain(rule, least ? std::string(rule) + " of " + std::to_string(nanoseconds) + " ns; it takes " +
                                   std::to_string(least) + " ns"
                             : std::string(rule) + ": is the pin's open drain missing?");
    }
    void on_ready(u64) { changed(); }

    const Model& model_;
    u32 address_;
    std::string file_;
    u64 write_ns_;
    std::vector<u8> bytes_;
    chip::TimedEvent ready_;
    I2cTarget bus_;
    u32 cursor_ = 0;      // the address counter
    u32 received_ = 0;    // bytes of the address
    u32 page_bytes_ = 0;  // bytes of data
    u8 page_[kLargestPage] = {};
    u64 writes_ = 0;
};

}  // namespace

extern const PartKind eeprom_part = {
    "eeprom",
    "an I2C EEPROM 24Cxx",
    kPins,
    kParameters,
    kProperties,
    {},
    [](const Placement& placement, std::string& error) -> std::unique_ptr<Part> {
        std::vector<u8> bytes(kSizes[placement.count(kModel)].bytes, 0xFF);
        const std::string& file = placement.text(kFile);
        if (!file.empty() && !load_bytes(file, bytes, error)) return nullptr;
        return std::make_unique<Eeprom>(placement, std::move(bytes));
    }};

}  // namespace kinglet::parts
