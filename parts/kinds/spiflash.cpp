// A serial NOR flash 25Qxx on four wires, in SPI mode 0 or 3. Its commands, cells and times are those of the
// flash beside the chip (chip/devices/nor_flash.hpp); here are its pins.
#include "chip/devices/flash_contents.hpp"
#include "chip/devices/nor_flash.hpp"
#include "parts/part.hpp"

namespace kinglet::parts {

namespace {

enum Pin : u32 { kCs, kClk, kDi, kDo };
enum Parameter : u32 { kModel, kFile };
enum Property : u32 { kByte, kBusy, kPrograms, kErases };

constexpr PinSpec kPins[] = {{"cs"}, {"clk"}, {"di"}, {"do"}};
constexpr const char* kModels[] = {"25q40", "25q80", "25q16", "25q32", "25q64", "25q128"};
constexpr ParameterSpec kParameters[] = {
    ParameterSpec::choice("model", "25q80", "its size is that many mebibits; 25q40 has four", kModels),
    ParameterSpec::file("file", "keeps its bytes; it is made if it does not exist")};
constexpr PropertySpec kProperties[] = {
    PropertySpec::indexed("byte", Value::Type::Number, "what it holds there"),
    {"busy", Value::Type::Flag, "an operation was under way at its last command"},
    {"programs", Value::Type::Number, "how many pages were programmed"},
    {"erases", Value::Type::Number, "how many sectors, blocks or chips were erased"}};

// From the data sheet of the W25Q family.
constexpr u64 kShortestDeselectNs = 50;
constexpr u64 kShortestReadPeriodNs = 20;  // of the command Read, which takes 50 MHz
constexpr u64 kClockGrainNs = 1;           // virtual time is whole nanoseconds
constexpr u8 kReadCommand = 0x03;

class SpiFlash final : public Part, private chip::LogSink {
  public:
    SpiFlash(const Placement& placement, std::unique_ptr<chip::FlashContents> contents)
        : Part(placement),
          contents_(std::move(contents)),
          log_(clock()),
          flash_(*contents_, clock(), log_),
          cs_(placement.wire(kCs)),
          di_(placement.wire(kDi)),
          clk_(placement.wire(kClk)),
          do_(placement.wire(kDo)),
          cs_pull_(cs_),
          cs_seen_(chip::WireObserver::of<&SpiFlash::on_cs>(cs_, this)),
          clk_seen_(chip::WireObserver::of<&SpiFlash::on_clk>(clk_, this)) {
        log_.set_sink(this);
        cs_pull_.set(chip::Strength::PadPull, true);
    }

    Value read(u32 property, u32 index) const override {
        switch (property) {
            case kByte: return Value::of(flash_.data()[index]);
            case kBusy: return Value::flag(flash_.is_busy());
            case kPrograms: return Value::of(static_cast<double>(flash_.counts().programs - programs_));
            default: return Value::of(static_cast<double>(flash_.counts().erases - erases_));
        }
    }
    u32 count(u32) const override { return flash_.size(); }
    void restart() override {
        programs_ = flash_.counts().programs;
        erases_ = flash_.counts().erases;
    }
    bool save(std::string& error) override { return contents_->sync(error); }
    void snapshot(chip::Archive& archive) override {
        archive(flash_);
        flash_.snapshot_cells(archive);
        archive(do_, cs_pull_, is_selected_, first_, in_, out_, rise_, deselected_, programs_, erases_);
        archive.bounded(bit_, 8);
        archive.bounded(byte_, ~u64{0});
    }

  private:
    void on_cs(chip::Wire&) {
        if (!cs_.level()) {
            if (deselected_ && now() - deselected_ < kShortestDeselectNs)
                complain("the time between two commands", "chip select was high for " +
                                                              std::to_string(now() - deselected_) +
                                                              " ns; it takes 50 ns");
            is_selected_ = true;
            bit_ = 0;
            byte_ = 0;
            out_ = 0xFF;
            flash_.select();
            return;
        }
        if (!is_selected_) return;
        is_selected_ = false;
        deselected_ = now();
        if (bit_)
            complain("whole bytes", "chip select rises after " + std::to_string(bit_) + " bits of a byte");
        flash_.deselect();
        do_.release();
        changed();
    }

    void on_clk(chip::Wire& wire) {
        if (!is_selected_) return;
        if (wire.level())
            take_bit();
        else
            do_.set(chip::Strength::Push, out_ >> (7 - bit_) & 1);
    }

    void take_bit() {
        const bool slow_read = byte_ > 0 && first_ == kReadCommand;
        if (slow_read && now() - rise_ + kClockGrainNs < kShortestReadPeriodNs)
            complain("the clock of a read", "the command Read (03) takes a clock of 50 MHz at most");
        rise_ = now();
        in_ = static_cast<u8>(in_ << 1 | (di_.level() ? 1 : 0));
        if (++bit_ < 8) return;
        bit_ = 0;
        if (byte_++ == 0) first_ = in_;
        (void)flash_.exchange(in_);
        out_ = flash_.answer();
    }

    void log(chip::LogLevel level, u64, const char*, const char* text) override {
        if (level == chip::LogLevel::Warning) complain("its commands", text);
    }

    std::unique_ptr<chip::FlashContents> contents_;
    chip::Log log_;
    chip::NorFlash flash_;
    chip::Wire& cs_;
    chip::Wire& di_;
    chip::Wire& clk_;
    chip::WireDriver do_;
    chip::WireDriver cs_pull_;
    chip::WireObserver cs_seen_;
    chip::WireObserver clk_seen_;
    bool is_selected_ = false;
    u32 bit_ = 0;   // of the present byte
    u64 byte_ = 0;  // of the present command
    u8 first_ = 0;  // the command
    u8 in_ = 0;
    u8 out_ = 0xFF;
    u64 rise_ = 0;  // of the clock, in nanoseconds
    u64 deselected_ = 0;
    u64 programs_ = 0;  // before the program began
    u64 erases_ = 0;
};

}  // namespace

extern const PartKind spiflash_part = {
    "spiflash",
    "a serial flash 25Qxx",
    kPins,
    kParameters,
    kProperties,
    {},
    [](const Placement& placement, std::string& error) -> std::unique_ptr<Part> {
        const u32 size = (512u << 10) << placement.count(kModel);
        const std::string& file = placement.text(kFile);
        std::unique_ptr<chip::FlashContents> contents = file.empty()
                                                            ? chip::FlashContents::in_memory(size)
                                                            : chip::FlashContents::of_file(file, size, error);
        if (contents) return std::make_unique<SpiFlash>(placement, std::move(contents));
        if (error.empty()) error = "no memory for the flash";
        return nullptr;
    }};

}  // namespace kinglet::parts
