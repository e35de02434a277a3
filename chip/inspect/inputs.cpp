#include "chip/inspect/inputs.hpp"

#include <algorithm>
#include <charconv>

#include "chip/devices/analog.hpp"

namespace kinglet::chip {

namespace {

constexpr std::string_view kTitle = "kinglet recording 1";
constexpr usize kMostBytes = 4096;  // of one input
constexpr const char* kHexDigits = "0123456789abcdef";

std::string hex_of(std::span<const u8> bytes) {
    std::string text;
    for (const u8 byte : bytes) {
        text += kHexDigits[byte >> 4];
        text += kHexDigits[byte & 15];
    }
    return text;
}

template <class Number>
bool to_number(std::string_view text, Number& number, int base = 10) {
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return status == std::errc() && end == text.data() + text.size() && !text.empty();
}

bool to_bytes(std::string_view text, std::vector<u8>& bytes) {
    if (text.size() % 2 || text.size() > kMostBytes * 2) return false;
    for (; !text.empty(); text.remove_prefix(2)) {
        u8 byte = 0;
        if (!to_number(text.substr(0, 2), byte, 16)) return false;
        bytes.push_back(byte);
    }
    return true;
}

/// "115200 8n1": rate, data bits, parity, stop bits (1, 1.5 or 2); "auto": whatever the UART has.
std::string text_of(const LineSettings& settings) {
    if (!settings.baud) return "auto -";
    const FrameFormat& format = settings.format;
    const char parity = !format.parity ? 'n' : format.parity_odd ? 'o' : 'e';
    return std::to_string(settings.baud) + ' ' + std::to_string(format.data_bits) + parity +
           std::to_string(format.stop_half_bits);
}

bool to_settings(std::string_view rate, std::string_view format, LineSettings& settings) {
    settings = {};
    if (rate == "auto") return format == "-";
    constexpr u32 kFastest = 40'000'000;
    if (!to_number(rate, settings.baud) || settings.baud == 0 || settings.baud > kFastest) return false;
    if (format.size() != 3 || format[0] < '5' || format[0] > '8' || format[2] < '2' || format[2] > '4')
        return false;
    if (format[1] != 'n' && format[1] != 'e' && format[1] != 'o') return false;
    settings.format.data_bits = static_cast<u8>(format[0] - '0');
    settings.format.parity = format[1] != 'n';
    settings.format.parity_odd = format[1] == 'o';
    settings.format.stop_half_bits = static_cast<u8>(format[2] - '0');
    return true;
}

constexpr struct {
    Strength strength;
    std::string_view name;
} kStrengths[] = {{Strength::None, "none"},
                  {Strength::PadPull, "weak"},
                  {Strength::BoardPull, "pull"},
                  {Strength::Push, "push"}};

/// The words of a line, spaces between them; the last one is what is left.
std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const usize end = std::min(line.find(' '), line.size());
        words.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

bool to_level(std::string_view text, bool& level) {
    level = text == "1";
    return level || text == "0";
}

}  // namespace

bool Input::operator==(const Input& other) const {
    return text() == other.text();
}

std::string Input::text() const {
    switch (kind) {
        case Kind::Bytes: return "uart0 " + text_of(settings) + ' ' + hex_of(bytes);
        case Kind::Break: return "break " + text_of(settings);
        case Kind::Discard: return "discard";
        case Kind::ResetPin: return std::string("reset ") + (level ? '1' : '0');
        case Kind::Pad: {
            std::string strength_name;
            for (const auto& row : kStrengths)
                if (row.strength == strength) strength_name = row.name;
            return "pad " + std::to_string(number) + ' ' + strength_name + ' ' + (level ? '1' : '0');
        }
        case Kind::Voltage: return "voltage " + std::to_string(number);
        case Kind::Power: return "power";
    }
    return {};
}

bool Input::parse(std::string_view line) {
    *this = {};
    const std::vector<std::string_view> words = words_of(line);
    if (words.empty()) return false;
    const std::string_view name = words[0];
    if (name == "uart0") {
        kind = Kind::Bytes;
        return words.size() == 4 && to_settings(words[1], words[2], settings) && to_bytes(words[3], bytes);
    }
    if (name == "break") {
        kind = Kind::Break;
        return words.size() == 3 && to_settings(words[1], words[2], settings);
    }
    if (name == "reset") {
        kind = Kind::ResetPin;
        return words.size() == 2 && to_level(words[1], level);
    }
    if (name == "voltage") {
        kind = Kind::Voltage;
        return words.size() == 2 && to_number(words[1], number);
    }
    if (name == "pad") {
        kind = Kind::Pad;
        if (words.size() != 4 || !to_number(words[1], number) || number >= Pads::kCount) return false;
        const auto row = std::find_if(std::begin(kStrengths), std::end(kStrengths),
                                      [&](const auto& each) { return each.name == words[2]; });
        if (row == std::end(kStrengths)) return false;
        strength = row->strength;
        return to_level(words[3], level);
    }
    kind = name == "discard" ? Kind::Discard : Kind::Power;
    return words.size() == 1 && (name == "discard" || name == "power");
}

InputDoor::InputDoor(Machine& machine) : machine_(machine) {
    for (u32 pad = 0; pad < Pads::kCount; ++pad)
        pads_[pad] = std::make_unique<WireDriver>(machine.pads()[pad]);
}

void InputDoor::apply(const Input& input) {
    switch (input.kind) {
        case Input::Kind::Bytes: machine_.uart0().receive(input.bytes, input.settings); break;
        case Input::Kind::Break: machine_.uart0().receive_break(input.settings); break;
        case Input::Kind::Discard: machine_.uart0().discard_receiving(); break;
        case Input::Kind::ResetPin: machine_.set_reset_pin(input.level); break;
        case Input::Kind::Pad: pads_[input.number]->set(input.strength, input.level); break;
        case Input::Kind::Voltage: machine_.analog().set_tout_microvolts(input.number); break;
        case Input::Kind::Power: machine_.reset(ResetCause::PowerOn); break;
    }
}

u64 state_hash(Machine& machine) {
    u64 sum = 0xCBF29CE484222325;
    for (const u8 byte : machine.save()) sum = (sum ^ byte) * 0x100000001B3;
    return sum;
}

Recorder::Recorder(Machine& machine, std::FILE* file) : machine_(machine), file_(file) {
    std::fprintf(file_, "%s\nstart cycle=%llu state=%016llx\n", kTitle.data(),
                 static_cast<unsigned long long>(machine.clock().now()),
                 static_cast<unsigned long long>(state_hash(machine)));
}

void Recorder::input(const Input& input) {
    if (input.kind == Input::Kind::Bytes && input.bytes.size() > kMostBytes) {
        Input part = input;
        for (usize at = 0; at < input.bytes.size(); at += kMostBytes) {
            const auto first = input.bytes.begin() + static_cast<std::ptrdiff_t>(at);
            const usize count = std::min(kMostBytes, input.bytes.size() - at);
            part.bytes.assign(first, first + static_cast<std::ptrdiff_t>(count));
            this->input(part);
        }
        return;
    }
    if (input.kind == Input::Kind::Bytes && input.bytes.empty()) return;
    std::fprintf(file_, "in %llu %s\n", static_cast<unsigned long long>(machine_.clock().now()),
                 input.text().c_str());
}

void Recorder::output(u8 byte) {
    std::fprintf(file_, "out %llu %02x\n", static_cast<unsigned long long>(machine_.clock().now()), byte);
}

void Recorder::finish() {
    std::fprintf(file_, "end %llu\n", static_cast<unsigned long long>(machine_.clock().now()));
    std::fflush(file_);
}

bool Replay::parse_line(std::string_view line, u32 number) {
    if (number == 1) return line == kTitle;
    const std::vector<std::string_view> words = words_of(line);
    if (words.size() < 2 || has_end_) return false;
    if (words[0] == "start" && words.size() == 3 && number == 2) {
        has_start_ = words[1].starts_with("cycle=") && words[2].starts_with("state=") &&
                     to_number(words[1].substr(6), start_cycle_) && to_number(words[2].substr(6), state_, 16);
        end_cycle_ = start_cycle_;
        return has_start_;
    }
    u64 cycle = 0;
    if (!has_start_ || !to_number(words[1], cycle) || cycle < end_cycle_) return false;
    end_cycle_ = cycle;
    if (words[0] == "end") return has_end_ = words.size() == 2;
    if (words[0] == "out") {
        std::vector<u8> byte;
        if (words.size() != 3 || words[2].size() != 2 || !to_bytes(words[2], byte)) return false;
        outputs_.push_back({cycle, byte[0]});
        return true;
    }
    if (words[0] != "in" || words.size() < 3) return false;
    inputs_.push_back({cycle, {}});
    return inputs_.back().input.parse(line.substr(static_cast<usize>(words[2].data() - line.data())));
}

bool Replay::load(std::string_view text, std::string& error) {
    u32 number = 0;
    while (!text.empty()) {
        const usize end = std::min(text.find('\n'), text.size());
        if (!parse_line(text.substr(0, end), ++number)) {
            error = number == 1 ? "it does not begin with '" + std::string(kTitle) + "'"
                                : "line " + std::to_string(number) + " makes no sense there: '" +
                                      std::string(text.substr(0, std::min<usize>(end, 60))) + "'";
            return false;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!has_end_) error = "it has no end: it was cut, or its kinglet still runs";
    return has_end_;
}

bool Replay::fits(Machine& machine, std::string& error) const {
    if (machine.clock().now() != start_cycle_)
        error = "it begins at cycle " + std::to_string(start_cycle_) + ", and this board is at " +
                std::to_string(machine.clock().now()) + ": --restore the snapshot that it began with";
    else if (state_hash(machine) != state_)
        error =
            "it was made with another board: the image, the boot ROM, the flash, --seed and the other "
            "options "
            "have to be as they were";
    else
        return true;
    return false;
}

u64 Replay::advance(Machine& machine, InputDoor& door) {
    for (; input_count_ < inputs_.size() && inputs_[input_count_].cycle <= machine.clock().now();
         ++input_count_)
        door.apply(inputs_[input_count_].input);
    return input_count_ < inputs_.size() ? inputs_[input_count_].cycle : end_cycle_;
}

bool Replay::is_at_end(const Machine& machine) const {
    return input_count_ == inputs_.size() && machine.clock().now() >= end_cycle_;
}

void Replay::output(const Machine& machine, u8 byte) {
    const u64 cycle = machine.clock().now();
    const usize number = output_count_++;
    const bool is_expected = number < outputs_.size();
    if (is_expected && outputs_[number].byte == byte && outputs_[number].cycle == cycle) return;
    if (!difference_.empty()) return;
    char text[160];
    const int length = std::snprintf(text, sizeof text, "byte %zu from the board is 0x%02x at cycle %llu; ",
                                     number, byte, static_cast<unsigned long long>(cycle));
    difference_.assign(text, static_cast<usize>(length));
    if (is_expected) {
        std::snprintf(text, sizeof text, "it was 0x%02x at cycle %llu", outputs_[number].byte,
                      static_cast<unsigned long long>(outputs_[number].cycle));
        difference_ += text;
    } else {
        difference_ += "there was none";
    }
}

void Replay::finish() {
    if (difference_.empty() && output_count_ < outputs_.size())
        difference_ = "the board has sent " + std::to_string(output_count_) + " bytes; it had sent " +
                      std::to_string(outputs_.size());
}

}  // namespace kinglet::chip
