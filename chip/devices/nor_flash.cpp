#include "chip/devices/nor_flash.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>
#include <utility>

#include "chip/devices/flash_interruption.hpp"

namespace kinglet::chip {

namespace flash = soc::flash;

namespace {

constexpr u8 kManufacturer = 0xEF;
constexpr u8 kMemoryType = 0x40;
constexpr u8 kStatus1Writable = 0xFC;
constexpr u8 kStatus2Writable = 0x7B;
constexpr u8 kFloating = 0xFF;  // what the bus reads when nobody answers
constexpr u64 kUniqueId = 0xD166'3871'4B69'6E67;

/// What follows the opcode: address bytes, then bytes that mean nothing, then data.
struct Shape {
    u8 opcode;
    u8 address_bytes;
    u8 dummy_bytes;
};

// Dummies as bytes of the phase's own width: the four clocks of a dual read carry one byte, the six of a quad
// read three.
// clang-format off
constexpr Shape kShapes[] = {
    {flash::kWriteStatus, 0, 0},     {flash::kWriteStatus2, 0, 0},        {flash::kPageProgram, 3, 0},
    {flash::kRead, 3, 0},            {flash::kFastRead, 3, 1},            {flash::kDualOutputRead, 3, 1},
    {flash::kDualIoRead, 3, 1},      {flash::kQuadOutputRead, 3, 1},      {flash::kQuadIoRead, 3, 3},
    {flash::kWriteEnable, 0, 0},     {flash::kWriteDisable, 0, 0},        {flash::kVolatileStatusWrite, 0, 0},
    {flash::kReadStatus1, 0, 0},     {flash::kReadStatus2, 0, 0},         {flash::kReadStatus3, 0, 0},
    {flash::kSectorErase, 3, 0},     {flash::kBlockErase32, 3, 0},        {flash::kBlockErase, 3, 0},
    {flash::kChipErase, 0, 0},       {flash::kChipErase2, 0, 0},          {flash::kReadId, 0, 0},
    {flash::kReadManufacturer, 3, 0}, {flash::kReadUniqueId, 0, 4},       {flash::kPowerDown, 0, 0},
    {flash::kReleasePowerDown, 0, 3}, {flash::kHighPerformance, 0, 3},   {flash::kEnableReset, 0, 0},
    {flash::kReset, 0, 0},           {flash::kReadSfdp, 3, 1},
};
// clang-format on

// Serial flash discoverable parameters (JESD216): a header, one parameter header, the basic flash parameters.
// Word 1 of these, the size in bits - 1, depends on the part; all else is that of this family.
constexpr u32 kSfdpTable = 0x80;
constexpr u32 kSfdpDensityWord = 1;
constexpr u32 kSfdpHeaders[] = {0x50444653, 0xFF000100, 0x09010000, 0xFF000000 | kSfdpTable};
constexpr u32 kSfdpParameters[] = {0xFFF920E5, 0,          0x6B08EB44, 0xBB423B08, 0xFFFFFFFE,
                                   0x0000FFFF, 0xEB40FFFF, 0x520F200C, 0x0000D810};

/// The byte of the description at an address, for a part of `bytes`.
u8 sfdp_byte(u32 address, u32 bytes) {
    const u32 index = address / 4;
    u32 word = 0xFFFFFFFF;
    if (index < std::size(kSfdpHeaders)) word = kSfdpHeaders[index];
    const u32 parameter = index - kSfdpTable / 4;
    if (parameter < std::size(kSfdpParameters)) word = kSfdpParameters[parameter];
    if (parameter == kSfdpDensityWord) word = bytes * 8 - 1;
    return static_cast<u8>(word >> address % 4 * 8);
}

const Shape* shape_of(u8 opcode) {
    for (const Shape& shape : kShapes)
        if (shape.opcode == opcode) return &shape;
    return nullptr;
}

bool is_status_read(u8 opcode) {
    return opcode == flash::kReadStatus1 || opcode == flash::kReadStatus2 || opcode == flash::kReadStatus3;
}

}  // namespace

NorFlash::NorFlash(FlashContents& contents, Clock& clock, Log& log, const FlashTiming& timing)
    : contents_(contents), clock_(clock), log_(log), timing_(timing) {}

std::array<u8, 3> NorFlash::jedec_id() const {
    return {kManufacturer, kMemoryType, static_cast<u8>(std::countr_zero(size()))};
}

void NorFlash::select() {
    phase_ = Phase::Opcode;
    opcode_ = 0;
    address_ = position_ = left_ = dummies_ = 0;
}

u8 NorFlash::exchange(u8 byte) {
    switch (phase_) {
        case Phase::Opcode: begin_command(byte); return kFloating;
        case Phase::Address:
            address_ = (address_ << 8 | byte) & (size() - 1);
            if (--left_ == 0) phase_ = (left_ = dummies_) ? Phase::Dummy : Phase::Data;
            return kFloating;
        case Phase::Dummy:
            if (--left_ == 0) phase_ = Phase::Data;
            return kFloating;
        case Phase::Data: return data_byte(byte);
        case Phase::Idle:
        case Phase::Ignored: break;
    }
    return kFloating;
}

void NorFlash::begin_command(u8 opcode) {
    opcode_ = opcode;
    phase_ = Phase::Ignored;
    if (state_.powered_down && opcode != flash::kReleasePowerDown) {
        log_.write(LogLevel::Warning, "nor_flash", "command 0x%02x while in deep power-down", opcode);
        return;
    }
    if (is_busy() && !is_status_read(opcode)) {
        log_.write(LogLevel::Warning, "nor_flash", "command 0x%02x while busy", opcode);
        return;
    }
    const Shape* shape = shape_of(opcode);
    if (!shape) {
        log_.write(LogLevel::Warning, "nor_flash", "unknown command 0x%02x", opcode);
        return;
    }
    const bool quad = opcode == flash::kQuadOutputRead || opcode == flash::kQuadIoRead;
    if (quad && !flash::STATUS2_QE.get(state_.status2)) {
        log_.write(LogLevel::Warning, "nor_flash", "quad read 0x%02x without the quad-enable bit", opcode);
        return;
    }
    dummies_ = shape->dummy_bytes;
    if ((left_ = shape->address_bytes))
        phase_ = Phase::Address;
    else
        phase_ = (left_ = dummies_) ? Phase::Dummy : Phase::Data;
}

u8 NorFlash::answer() const {
    if (phase_ != Phase::Data) return kFloating;
    const u32 position = position_;
    switch (opcode_) {
        case flash::kRead:
        case flash::kFastRead:
        case flash::kDualOutputRead:
        case flash::kDualIoRead:
        case flash::kQuadOutputRead:
        case flash::kQuadIoRead: return data()[(address_ + position) & (size() - 1)];
        case flash::kReadStatus1: return status1();
        case flash::kReadStatus2: return state_.status2;
        case flash::kReadStatus3: return 0;
        case flash::kReadId: return jedec_id()[position % 3];
        case flash::kReadManufacturer: {
            const bool second = (position + address_) & 1;
            return second ? static_cast<u8>(jedec_id()[2] - 1) : kManufacturer;
        }
        case flash::kReleasePowerDown: return static_cast<u8>(jedec_id()[2] - 1);
        case flash::kReadSfdp: return sfdp_byte(address_ + position, size());
        case flash::kReadUniqueId: return static_cast<u8>(kUniqueId >> (56 - 8 * (position & 7)));
        default: return kFloating;
    }
}

u8 NorFlash::data_byte(u8 byte) {
    const u8 answered = answer();
    const bool is_kept =
        opcode_ == flash::kPageProgram || opcode_ == flash::kWriteStatus || opcode_ == flash::kWriteStatus2;
    if (is_kept) page_[position_ & (flash::kPageSize - 1)] = byte;
    ++position_;
    return answered;
}

// A command takes effect when chip select rises; one whose address is incomplete has none.
void NorFlash::deselect() {
    const Phase phase = phase_;
    phase_ = Phase::Idle;
    if (opcode_ == flash::kReleasePowerDown && phase != Phase::Opcode) set_powered_down(false);
    if (phase != Phase::Data) return;
    const bool reset_enabled = std::exchange(state_.reset_enabled, opcode_ == flash::kEnableReset);
    switch (opcode_) {
        case flash::kWriteEnable: state_.status1 |= flash::STATUS_WEL.mask(); break;
        case flash::kWriteDisable: state_.status1 &= ~flash::STATUS_WEL.mask(); break;
        case flash::kVolatileStatusWrite: state_.volatile_write = true; break;
        case flash::kPageProgram: finish_program(); break;
        case flash::kSectorErase: finish_erase(flash::kSectorSize, timing_.sector_erase); break;
        case flash::kBlockErase32: finish_erase(flash::kBlock32Size, timing_.block32_erase); break;
        case flash::kBlockErase: finish_erase(flash::kBlockSize, timing_.block_erase); break;
        case flash::kChipErase:
        case flash::kChipErase2:
            finish_erase(size(), timing_.chip_erase_per_mib * size() / (1024 * 1024));
            break;
        case flash::kWriteStatus:
        case flash::kWriteStatus2: finish_write_status(); break;
        case flash::kPowerDown: set_powered_down(true); break;
        case flash::kReset:
            if (reset_enabled) state_.status1 &= ~flash::STATUS_WEL.mask();  // all else here is non-volatile
            break;
        default: break;
    }
}

bool NorFlash::take_write_enable(const char* what) {
    const bool enabled = flash::STATUS_WEL.get(state_.status1);
    if (!enabled) log_.write(LogLevel::Warning, "nor_flash", "%s without write enable", what);
    state_.status1 &= ~flash::STATUS_WEL.mask();
    return enabled;
}

// BP 7 protects everything, each step down half of it; TB chooses the end from which it counts.
bool NorFlash::is_protected(u32 start, u32 length) const {
    const u32 level = flash::STATUS_BP.get(state_.status1);
    if (!level) return false;
    const u32 covered = size() >> (7 - level);
    return flash::STATUS_TB.get(state_.status1) ? start < covered : start + length > size() - covered;
}

void NorFlash::finish_program() {
    if (!position_ || !take_write_enable("page program")) return;
    const u32 mask = flash::kPageSize - 1;
    const u32 page = address_ & ~mask;
    if (is_protected(page, flash::kPageSize)) {
        log_.write(LogLevel::Warning, "nor_flash", "page program at 0x%06x of a protected block", address_);
        return;
    }
    // Of more than a page's worth only the last 256 bytes count: each went to its place in the page, wrapping
    // around.
    const u32 count = position_ < flash::kPageSize ? position_ : flash::kPageSize;
    remember(page, flash::kPageSize);
    for (u32 i = position_ - count; i < position_; ++i)
        data()[page | ((address_ + i) & mask)] &= page_[i & mask];
    ++counts_.programs;
    start_busy(timing_.first_byte_program + (count - 1) * timing_.next_byte_program);
}

void NorFlash::finish_erase(u32 granule, u64 duration) {
    if (!take_write_enable("erase")) return;
    const u32 start = address_ & ~(granule - 1);
    if (is_protected(start, granule)) {
        log_.write(LogLevel::Warning, "nor_flash", "erase at 0x%06x of a protected block", address_);
        return;
    }
    remember(start, granule);
    operation_.erases = true;
    std::memset(data() + start, 0xFF, granule);
    ++counts_.erases;
    start_busy(duration);
}

// One byte sets register 1, a second one register 2, as newer parts of this family do: one byte leaves
// quad-enable alone.
void NorFlash::finish_write_status() {
    const bool is_volatile = state_.volatile_write;
    state_.volatile_write = false;
    if (!position_ || (!is_volatile && !take_write_enable("status write"))) return;
    remember(0, 0);
    if (opcode_ == flash::kWriteStatus2) {
        state_.status2 = page_[0] & kStatus2Writable;
    } else {
        state_.status1 = page_[0] & kStatus1Writable;
        if (position_ > 1) state_.status2 = page_[1] & kStatus2Writable;
    }
    if (!is_volatile) start_busy(timing_.write_status);
}

/// Keeps what the operation that begins now is about to overwrite.
void NorFlash::remember(u32 start, u32 length) {
    operation_ = {.started_at = clock_.nanoseconds(),
                  .start = start,
                  .length = length,
                  .status = {state_.status1, state_.status2}};
    if (!before_.empty() && length) std::memcpy(before_.data(), data() + start, length);
}

void NorFlash::start_busy(u64 duration) {
    const u64 now = clock_.nanoseconds();
    state_.ready_at = now + duration;
    if (listener_) listener_->flash_availability_changed();
    if (operation_listener_) operation_listener_->flash_operation_started(now, state_.ready_at);
}

// Losing power.

void NorFlash::prepare_power_cut() {
    before_.resize(size());
}

void NorFlash::cut_power(Random& random) {
    phase_ = Phase::Idle;
    if (!is_busy() || before_.empty()) return;
    const u64 elapsed = clock_.nanoseconds() - operation_.started_at;
    const u32 permille = static_cast<u32>(elapsed * 1000 / (state_.ready_at - operation_.started_at));
    const std::span<const u8> before(before_.data(), operation_.length);
    const std::span<u8> bytes(data() + operation_.start, operation_.length);
    if (!operation_.length) {
        u8 status[2] = {state_.status1, state_.status2};
        interrupt_program(status, operation_.status, permille, random);
        state_.status1 = status[0];
        state_.status2 = status[1];
    } else if (operation_.erases) {
        interrupt_erase(bytes, before, permille, random);
    } else {
        interrupt_program(bytes, before, permille, random);
    }
}

void NorFlash::power_on() {
    state_ = {.status1 = static_cast<u8>(state_.status1 & ~flash::STATUS_WEL.mask()),
              .status2 = state_.status2};
    phase_ = Phase::Idle;
    if (listener_) listener_->flash_availability_changed();
}

void NorFlash::set_powered_down(bool down) {
    if (state_.powered_down == down) return;
    state_.powered_down = down;
    if (listener_) listener_->flash_availability_changed();
}

void NorFlash::snapshot(Archive& archive) {
    archive.section("nor_flash");
    archive(state_, counts_, opcode_, left_, dummies_, address_, position_, page_, operation_);
    archive.bounded(phase_, 6);
    bool prepared = !before_.empty();
    archive(prepared);
    if (archive.is_loading()) before_.resize(prepared ? size() : 0);
    if (operation_.length > size() || operation_.start > size() - operation_.length) {
        archive.fail();
        operation_ = {};
    }
    // Of what an operation overwrites only its own range counts.
    if (prepared) archive.bytes(before_.data(), operation_.length);
}

/// Only sectors that are not erased.
void NorFlash::snapshot_cells(Archive& archive) {
    const auto is_erased = [](const u8* sector) {
        return std::all_of(sector, sector + flash::kSectorSize, [](u8 byte) { return byte == 0xFF; });
    };
    archive.section("flash");
    for (u32 at = 0; at < size(); at += flash::kSectorSize) {
        u8* sector = data() + at;
        bool erased = !archive.is_loading() && is_erased(sector);
        archive(erased);
        if (!erased)
            archive.bytes(sector, flash::kSectorSize);
        else if (archive.is_loading())
            std::memset(sector, 0xFF, flash::kSectorSize);
    }
}

}  // namespace kinglet::chip
