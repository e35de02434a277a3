#include "host/serial/rfc2217.hpp"

#include <algorithm>
#include <string_view>

namespace kinglet::host {

namespace {

// Telnet (RFC 854).
enum Telnet : u8 {
    kSe = 240,
    kBreak = 243,
    kSb = 250,
    kWill = 251,
    kWont = 252,
    kDo = 253,
    kDont = 254,
    kIac = 255,
};

constexpr u8 kComPort = 44;

// What the client asks for; the server answers with the number + 100.
enum ComPort : u8 {
    kSignature = 0,
    kSetBaud = 1,
    kSetDataBits = 2,
    kSetParity = 3,
    kSetStopBits = 4,
    kSetControl = 5,
    kNotifyLineState = 6,
    kNotifyModemState = 7,
    kSuspend = 8,
    kResume = 9,
    kSetLineMask = 10,
    kSetModemMask = 11,
    kPurge = 12,
};
constexpr u8 kAnswer = 100;

constexpr std::string_view kOwnSignature = "Kinglet";
constexpr u32 kHighestBaud = 10'000'000;
constexpr u8 kModemLines = 0x30;  // CTS and DSR: the board is there and ready
constexpr u8 kPurgeReceived = 1, kPurgeUnsent = 2, kPurgeBoth = 3;

void append(std::string& out, std::initializer_list<u8> bytes) {
    for (const u8 byte : bytes) out.push_back(static_cast<char>(byte));
}

}  // namespace

void Rfc2217::greet(std::string& out) {
    for (usize i = 0; i < std::size(kOptions); ++i) {
        if (kOptions[i].is_offered) {
            append(out, {kIac, kWill, kOptions[i].code});
            ours_[i] = Agreement::Offered;
        }
        if (kOptions[i].is_requested) {
            append(out, {kIac, kDo, kOptions[i].code});
            theirs_[i] = Agreement::Offered;
        }
    }
}

void Rfc2217::receive(std::span<const u8> bytes, std::string& out) {
    for (const u8 byte : bytes) take(byte, out);
    flush_data();
}

void Rfc2217::deliver(u8 byte, std::string& out) const {
    out.push_back(static_cast<char>(byte));
    if (byte == kIac) out.push_back(static_cast<char>(byte));
}

void Rfc2217::take(u8 byte, std::string& out) {
    switch (state_) {
        case State::Data:
            if (byte == kIac)
                state_ = State::Command;
            else
                take_data(byte);
            return;
        case State::Command: take_command(byte); return;
        case State::Option:
            state_ = State::Data;
            negotiate(byte, out);
            return;
        case State::Suboption:
            if (byte == kIac)
                state_ = State::SuboptionCommand;
            else if (suboption_size_ < kLongestSuboption)
                suboption_[suboption_size_++] = byte;
            return;
        case State::SuboptionCommand:
            if (byte == kIac) {
                if (suboption_size_ < kLongestSuboption) suboption_[suboption_size_++] = byte;
                state_ = State::Suboption;
                return;
            }
            // IAC SE ends it; anything else is a client that has lost its way, and ends it too.
            state_ = State::Data;
            if (byte == kSe) take_suboption(out);
            return;
    }
}

void Rfc2217::take_data(u8 byte) {
    if (data_size_ == data_.size()) flush_data();
    data_[data_size_++] = byte;
}

/// What came before a command reaches the board before it.
void Rfc2217::flush_data() {
    if (data_size_ != 0) board_.send({data_.data(), data_size_}, settings_);
    data_size_ = 0;
}

void Rfc2217::take_command(u8 byte) {
    state_ = State::Data;
    switch (byte) {
        case kIac: take_data(byte); return;
        case kSb:
            suboption_size_ = 0;
            state_ = State::Suboption;
            return;
        case kWill:
        case kWont:
        case kDo:
        case kDont:
            verb_ = byte;
            state_ = State::Option;
            return;
        case kBreak:
            flush_data();
            board_.send_break(settings_);
            return;
        default: return;
    }
}

/// Answers only what changes something, so that two polite ends do not answer each other for ever (RFC 1143).
void Rfc2217::negotiate(u8 option, std::string& out) {
    const bool is_about_us = verb_ == kDo || verb_ == kDont;
    const bool is_positive = verb_ == kDo || verb_ == kWill;
    const auto known = std::find_if(std::begin(kOptions), std::end(kOptions),
                                    [=](const Option& each) { return each.code == option; });
    const u8 yes = is_about_us ? kWill : kDo, no = is_about_us ? kWont : kDont;
    const bool is_supported =
        known != std::end(kOptions) && (is_about_us ? known->is_offered : known->is_requested);
    if (!is_supported) {
        if (is_positive) append(out, {kIac, no, option});
        return;
    }
    Agreement& agreement = (is_about_us ? ours_ : theirs_)[static_cast<usize>(known - kOptions)];
    const Agreement before = agreement;
    agreement = is_positive ? Agreement::Yes : Agreement::No;
    if (agreement == before) return;
    if (before != Agreement::Offered) append(out, {kIac, is_positive ? yes : no, option});
    if (is_positive && option == kComPort) notify_modem(out);
}

void Rfc2217::take_suboption(std::string& out) {
    if (suboption_size_ < 2 || suboption_[0] != kComPort) return;
    flush_data();
    const u8 command = suboption_[1];
    const std::span<const u8> values(suboption_.data() + 2, suboption_size_ - 2);
    const u8 value = values.empty() ? 0 : values[0];
    switch (command) {
        case kSignature:
            if (values.empty())
                answer(command, {reinterpret_cast<const u8*>(kOwnSignature.data()), kOwnSignature.size()},
                       out);
            return;
        case kSetBaud: {
            if (values.size() < 4) return;
            const u32 baud =
                set_baud(u32{values[0]} << 24 | u32{values[1]} << 16 | u32{values[2]} << 8 | values[3]);
            const u8 bytes[] = {static_cast<u8>(baud >> 24), static_cast<u8>(baud >> 16),
                                static_cast<u8>(baud >> 8), static_cast<u8>(baud)};
            answer(command, bytes, out);
            return;
        }
        case kSuspend: is_suspended_ = true; return;
        case kResume: is_suspended_ = false; return;
        case kNotifyModemState: notify_modem(out); return;
        default: break;
    }
    if (values.empty()) return;
    switch (command) {
        case kSetDataBits: answer(command, set_data_bits(value), out); return;
        case kSetParity: answer(command, set_parity(value), out); return;
        case kSetStopBits: answer(command, set_stop_bits(value), out); return;
        case kSetControl: answer(command, control(value), out); return;
        case kSetLineMask:
        case kSetModemMask: answer(command, value, out); return;
        case kPurge:
            purge(value);
            answer(command, value, out);
            return;
        default: return;
    }
}

u32 Rfc2217::set_baud(u32 wanted) {
    if (wanted != 0 && wanted <= kHighestBaud) settings_.baud = wanted;
    return settings_.baud;
}

u8 Rfc2217::set_data_bits(u8 wanted) {
    if (wanted >= 5 && wanted <= 8) settings_.format.data_bits = wanted;
    return settings_.format.data_bits;
}

u8 Rfc2217::set_parity(u8 wanted) {
    constexpr u8 kNoParity = 1, kOdd = 2, kEven = 3;
    if (wanted >= kNoParity && wanted <= kEven) {
        settings_.format.parity = wanted != kNoParity;
        settings_.format.parity_odd = wanted == kOdd;
    }
    if (!settings_.format.parity) return kNoParity;
    return settings_.format.parity_odd ? kOdd : kEven;
}

u8 Rfc2217::set_stop_bits(u8 wanted) {
    constexpr u8 kHalfBits[] = {0, 2, 4, 3};  // the codes 1, 2 and 3: one, two, one and a half
    if (wanted >= 1 && wanted <= 3) settings_.format.stop_half_bits = kHalfBits[wanted];
    const u8* const code = std::find(kHalfBits, std::end(kHalfBits), settings_.format.stop_half_bits);
    return static_cast<u8>(code - kHalfBits);
}

/// Flow control is granted and never used: the network has its own, and nothing is lost.
u8 Rfc2217::control(u8 request) {
    enum : u8 {
        kAskFlow,
        kNoFlow,
        kAskBreak = 4,
        kBreakOn,
        kBreakOff,
        kAskDtr,
        kDtrOn,
        kDtrOff,
        kAskRts,
        kRtsOn,
        kRtsOff
    };
    enum : u8 { kAskInboundFlow = 13, kNoInboundFlow };
    ControlLines lines = board_.lines();
    switch (request) {
        case kAskBreak: return is_break_on_ ? kBreakOn : kBreakOff;
        case kBreakOn:
            if (!is_break_on_) board_.send_break(settings_);
            is_break_on_ = true;
            return request;
        case kBreakOff: is_break_on_ = false; return request;
        case kAskDtr: return lines.dtr ? kDtrOn : kDtrOff;
        case kAskRts: return lines.rts ? kRtsOn : kRtsOff;
        case kDtrOn:
        case kDtrOff: lines.dtr = request == kDtrOn; break;
        case kRtsOn:
        case kRtsOff: lines.rts = request == kRtsOn; break;
        case kAskFlow: return kNoFlow;
        case kAskInboundFlow: return kNoInboundFlow;
        default: return request;
    }
    board_.set_lines(lines);
    return request;
}

void Rfc2217::purge(u8 what) {
    if (what == kPurgeReceived || what == kPurgeBoth) purged_ = true;
    if (what == kPurgeUnsent || what == kPurgeBoth) board_.discard_unsent();
}

void Rfc2217::answer(u8 command, std::span<const u8> values, std::string& out) const {
    append(out, {kIac, kSb, kComPort, static_cast<u8>(command + kAnswer)});
    for (const u8 value : values) deliver(value, out);
    append(out, {kIac, kSe});
}

void Rfc2217::notify_modem(std::string& out) const {
    answer(kNotifyModemState, kModemLines, out);
}

}  // namespace kinglet::host
