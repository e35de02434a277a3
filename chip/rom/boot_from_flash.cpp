// Loads the image at flash offset 0 the way the silicon does: a window of 16 bytes walks over the file at
// multiples of 16, and what is printed shows its state: "ho" is how much of the window earlier parts used up,
// "room" what is left of it, "tail" what the segment's end took of its last window.
//
// The format is described in soc/esp8266/image.hpp and docs/boot.md. There is no bounds check: a segment goes
// where its header says, and one that may not go there ends in the fatal-exception text.
#include "chip/rom/rom.hpp"
#include "soc/esp8266/image.hpp"

namespace {

namespace image = kinglet::soc::image;

constexpr u32 kWindow = image::kLineSize;

struct SegmentHeader {
    u8* address;
    u32 length;
};

class Loader {
  public:
    /// Reads the next 16 bytes of the flash. False when it does not answer.
    bool advance() {
        if (SPIRead(next_, window_, kWindow) != 0) return false;
        next_ += kWindow;
        return true;
    }

    bool load_segment(const SegmentHeader& header);
    bool next_header(SegmentHeader& header);

    const u8* bytes() const { return reinterpret_cast<const u8*>(window_); }
    u32 word(u32 index) const { return window_[index]; }
    u8 checksum() const { return checksum_; }

  private:
    bool advance_or_report() {
        if (advance()) return true;
        // The silicon hands its %s nothing to print, so what follows there is chance.
        ets_printf("flash read err, %s\n", "");
        return false;
    }

    void copy(const u8* from, u32 count) {
        memcpy(target_, from, count);
        for (u32 i = 0; i < count; ++i) checksum_ = static_cast<u8>(checksum_ ^ from[i]);
        target_ += count;
    }

    u32 window_[kWindow / 4];
    u32 next_ = 0;
    u32 used_ = 0;  // "ho"
    u32 tail_ = 0;
    u8* target_ = nullptr;
    u8 checksum_ = image::kChecksumSeed;
};

bool Loader::load_segment(const SegmentHeader& header) {
    const u32 room = kWindow - used_;
    ets_printf("load 0x%08x, len %d, room %d \n", reinterpret_cast<u32>(header.address), header.length, room);
    target_ = header.address;
    tail_ = header.length;
    if (header.length >= room) {
        copy(bytes() + used_, room);
        used_ = 0;
        tail_ = (header.length - room) % kWindow;
        for (u32 lines = (header.length - room) / kWindow; lines != 0; --lines) {
            if (!advance_or_report()) return false;
            copy(bytes(), kWindow);
        }
        if (!advance_or_report()) return false;
    }
    ets_printf("tail %d\n", tail_);
    copy(bytes() + used_, tail_);
    ets_printf("chksum 0x%02x\n", checksum_);
    return true;
}

/// The header after the segment just loaded; it may straddle two windows.
bool Loader::next_header(SegmentHeader& header) {
    u32 words[2];
    static_assert(sizeof words == image::kSegmentHeaderSize);
    const u32 consumed = used_ + tail_;
    const u32 room = kWindow - consumed;
    if (room >= sizeof words) {
        memcpy(words, bytes() + consumed, sizeof words);
        used_ = consumed + sizeof words;
    } else {
        ets_printf("ho %d tail %d room %d\n", used_, tail_, room);
        memcpy(words, bytes() + consumed, room);
        if (!advance_or_report()) return false;
        used_ = sizeof words - room;
        memcpy(reinterpret_cast<u8*>(words) + room, bytes(), used_);
    }
    header = {reinterpret_cast<u8*>(words[0]), words[1]};
    return true;
}

}  // namespace

extern "C" {

void (*user_start_fptr)();

/// Loads everything and sets the entry point. False when there is no image or a damaged one; the reason,
/// where there is a text for it, has been printed.
bool boot_from_flash() {
    Loader loader;
    if (!loader.advance() || loader.bytes()[image::kOffsetMagic] != image::kMagic) return false;
    const u32 segments = loader.bytes()[image::kOffsetSegmentCount];
    const u32 entry = loader.word(1);
    SPIReadModeCnfig(loader.bytes()[image::kOffsetMode]);
    SegmentHeader header = {reinterpret_cast<u8*>(loader.word(2)), loader.word(3)};
    if (!loader.advance()) return false;
    for (u32 i = 0; i < segments; ++i) {
        if (!loader.load_segment(header)) return false;
        if (i + 1 < segments && !loader.next_header(header)) return false;
    }
    ets_printf("csum 0x%02x\n", loader.checksum());
    if (loader.bytes()[kWindow - 1] != loader.checksum()) {
        ets_printf("csum err\n");
        return false;
    }
    user_start_fptr = reinterpret_cast<void (*)()>(entry);
    return true;
}

}  // extern "C"
