#include "device/fs/fat/name.hpp"

#include <cstring>

#include "base/flash.hpp"

namespace kinglet::fs::fat {

namespace {

constexpr u32 kNoUnit = 0xFFFF;

/// Where the units of a long name's slot lie.
u32 place_of_unit(u32 index) {
    return index < 5 ? 1 + 2 * index : index < 11 ? 4 + 2 * index : 6 + 2 * index;
}

u32 check_sum(const u8* short_name) {
    u32 sum = 0;
    for (u32 i = 0; i < slot::kNameBytes; ++i) sum = ((sum >> 1 | sum << 7) + short_name[i]) & 0xFF;
    return sum;
}

/// Latin, Greek and Cyrillic; other letters are taken as they are.
u32 to_upper(u32 unit) {
    if (unit < 0x80) return unit - 'a' < 26u ? unit - 32 : unit;
    if ((unit - 0xE0 < 31u && unit != 0xF7) || (unit - 0x3B1 < 25u && unit != 0x3C2)) return unit - 32;
    if (unit - 0x430 < 32u) return unit - 32;
    if (unit - 0x450 < 16u) return unit - 80;
    return unit;
}

/// Characters 128 to 255 of code page 437, which short names are written in.
constexpr char16_t kCodePage[] =
    u"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµ"
    u"τΦΘΩδ∞φε∩"
    u"≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";
static_assert(sizeof kCodePage == 2 * 129);

u32 from_code_page(u32 byte) {
    if (byte < 0x80) return byte;
    u16 unit;
    flash_copy(&unit, &kCodePage[byte - 0x80], sizeof unit);
    return unit;
}

bool is_in(const char* set, u32 unit) {
    for (; flash_byte(set) != 0; ++set) {
        if (flash_byte(set) == unit) return true;
    }
    return false;
}
bool is_allowed(u32 unit) {
    return unit >= ' ' && unit != 0x7F && !is_in("\"*/:<>?\\|", unit);
}
/// In a short name, in capitals.
bool is_plain_unit(u32 unit) {
    return unit > ' ' && unit < 0x7F && unit != '.' && !is_in("+,;=[]", unit);
}

constexpr u32 kBase = 8, kExtension = 3;

/// Letters of one case only, and whether they are small.
class Case {
  public:
    void see(u32 unit) {
        has_small_ |= unit - 'a' < 26u;
        has_capital_ |= unit - 'A' < 26u;
    }
    bool is_mixed() const { return has_small_ && has_capital_; }
    bool is_small() const { return has_small_; }

  private:
    bool has_small_ = false;
    bool has_capital_ = false;
};

}  // namespace

Errno LongName::set(const char* name, u32 length) {
    while (length != 0 && (name[length - 1] == '.' || name[length - 1] == ' ')) --length;
    clear();
    if (length == 0) return Errno::Invalid;
    for (u32 i = 0; i < length;) {
        const u32 first = static_cast<u8>(name[i++]);
        const u32 more = first < 0x80 ? 0 : first < 0xC2 ? 4 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        if (more == 4 || first > 0xF4 || more > length - i) return Errno::Invalid;
        u32 code = more == 0 ? first : first & (0x3Fu >> more);
        for (u32 k = 0; k < more; ++k) {
            const u32 byte = static_cast<u8>(name[i++]);
            if ((byte & 0xC0) != 0x80) return Errno::Invalid;
            code = code << 6 | (byte & 0x3F);
        }
        if (!is_allowed(code) || code > 0x10FFFF || code == kNoUnit) return Errno::Invalid;
        const u32 units = code > 0xFFFF ? 2 : 1;
        if (length_ + units > kLongestName) return Errno::NameTooLong;
        if (units == 2) units_[length_++] = static_cast<u16>(0xD800 + ((code - 0x10000) >> 10));
        units_[length_++] = static_cast<u16>(units == 1 ? code : 0xDC00 | (code & 0x3FF));
    }
    return Errno::None;
}

void LongName::add_slot(const u8* slot) {
    const u32 order = slot[0] & slot::kOrder;
    const bool is_last = (slot[0] & slot::kLast) != 0;
    const u32 most = (kLongestName + slot::kUnits - 1) / slot::kUnits;
    if (is_last) {
        sum_ = slot[slot::kSum];
        length_ = order * slot::kUnits;
        expected_ = order + 1;
    }
    if (order == 0 || order > most || order + 1 != expected_ || slot[slot::kSum] != sum_) return clear();
    --expected_;
    for (u32 i = 0; i < slot::kUnits; ++i) {
        const u32 index = (order - 1) * slot::kUnits + i;
        const u32 unit = half_at(slot + place_of_unit(i));
        units_[index] = static_cast<u16>(unit);
        if (unit == 0 && index < length_) length_ = index;
    }
}

bool LongName::finish(const u8* slot) {
    const bool is_long = expected_ == 1 && sum_ == check_sum(slot) && length_ - 1 < kLongestName;
    if (!is_long) set_short(slot);
    expected_ = 0;
    return is_long;
}

void LongName::set_short(const u8* slot) {
    length_ = 0;
    for (u32 begin = 0, end = kBase; begin < slot::kNameBytes; begin = kBase, end = slot::kNameBytes) {
        const bool is_base = begin == 0;
        u32 last = end;
        while (last > begin && slot[last - 1] == ' ') --last;
        if (!is_base && last > begin) units_[length_++] = '.';
        const u32 lower = is_base ? slot::kLowerBase : slot::kLowerExtension;
        for (u32 i = begin; i < last; ++i) {
            u32 byte = i == 0 && slot[0] == slot::kReallyE5 ? 0xE5u : slot[i];
            if ((slot[slot::kCase] & lower) != 0 && byte - 'A' < 26u) byte += 32;
            units_[length_++] = static_cast<u16>(from_code_page(byte));
        }
        if (!is_base) break;
    }
}

bool LongName::is_same(const LongName& other) const {
    if (length_ != other.length_) return false;
    for (u32 i = 0; i < length_; ++i) {
        if (to_upper(units_[i]) != to_upper(other.units_[i])) return false;
    }
    return true;
}

void LongName::fill_slot(u8* slot, u32 index, const u8* short_name) const {
    std::memset(slot, 0, slot::kBytes);
    slot[0] = static_cast<u8>(index | (index == slot_count() ? slot::kLast : 0));
    slot[slot::kAttributes] = slot::kLongName;
    slot[slot::kSum] = static_cast<u8>(check_sum(short_name));
    for (u32 i = 0; i < slot::kUnits; ++i) {
        const u32 at = (index - 1) * slot::kUnits + i;
        set_half(slot + place_of_unit(i), at < length_ ? units_[at] : at == length_ ? 0 : kNoUnit);
    }
}

void LongName::to_text(char* into) const {
    for (u32 i = 0; i < length_; ++i) {
        u32 code = units_[i];
        if (code - 0xD800 < 0x400u && i + 1 < length_ && units_[i + 1] - 0xDC00u < 0x400u) {
            code = 0x10000 + ((code - 0xD800) << 10) + (units_[++i] - 0xDC00u);
        } else if (code - 0xD800 < 0x800u || !is_allowed(code)) {
            code = '?';  // half of a pair, or what no name may have
        }
        const u32 more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        static constexpr FlashWord kLead[] = {0, 0xC0, 0xE0, 0xF0};
        *into++ = static_cast<char>(kLead[more] | code >> 6 * more);
        for (u32 k = more; k-- > 0;) *into++ = static_cast<char>(0x80 | (code >> 6 * k & 0x3F));
    }
    *into = '\0';
}

bool LongName::is_plain() const {
    Case base, extension;
    u32 dot = length_;
    for (u32 i = 0; i < length_; ++i) {
        if (units_[i] == '.' && dot == length_) {
            dot = i;
        } else {
            if (!is_plain_unit(units_[i])) return false;
            (dot == length_ ? base : extension).see(units_[i]);
        }
    }
    const u32 after = dot == length_ ? 0 : length_ - dot - 1;
    return dot != 0 && dot <= kBase && after <= kExtension && !base.is_mixed() && !extension.is_mixed();
}

void LongName::fill_short(u8* slot, u32 number) const {
    std::memset(slot, ' ', slot::kNameBytes);
    slot[slot::kCase] = 0;
    u32 dot = length_;  // the last one, unless the name begins with it
    for (u32 i = length_; i-- > 1 && dot == length_;) {
        if (units_[i] == '.') dot = i;
    }
    u32 count = 0;
    Case cases[2];
    for (u32 i = 0, end = kBase; i < length_; ++i) {
        if (i == dot) {
            count = kBase;
            end = slot::kNameBytes;
            continue;
        }
        const u32 unit = units_[i];
        if (unit == ' ' || unit == '.' || count == end) continue;
        cases[end == kBase ? 0 : 1].see(unit);
        const u32 capital = to_upper(unit);
        slot[count++] = static_cast<u8>(is_plain_unit(capital) ? capital : '_');
    }
    if (number == 0) {
        if (cases[0].is_small()) slot[slot::kCase] |= slot::kLowerBase;
        if (cases[1].is_small()) slot[slot::kCase] |= slot::kLowerExtension;
        return;
    }
    char digits[kBase];
    u32 places = 0;
    for (u32 rest = number; rest != 0; rest /= 10) digits[places++] = static_cast<char>('0' + rest % 10);
    u32 end = 0;
    while (end < kBase - 1 - places && slot[end] != ' ') ++end;
    slot[end++] = '~';
    while (places != 0) slot[end++] = static_cast<u8>(digits[--places]);
    while (end < kBase) slot[end++] = ' ';
}

u32 LongName::number_of(const u8* made_up, const u8* slot) {
    if (std::memcmp(made_up + kBase, slot + kBase, kExtension) != 0) return 0;
    u32 mark = kBase;
    while (mark != 0 && slot[mark - 1] != '~') --mark;
    if (mark == 0 || std::memcmp(made_up, slot, mark - 1) != 0) return 0;
    u32 number = 0;
    for (u32 i = mark; i < kBase && slot[i] != ' '; ++i) {
        if (slot[i] - u32{'0'} > 9) return 0;
        number = number * 10 + slot[i] - '0';
    }
    return number;
}

}  // namespace kinglet::fs::fat
