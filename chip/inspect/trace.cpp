#include "chip/inspect/trace.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "chip/cpu/decoder.hpp"
#include "chip/cpu/disassembler.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/register_map.hpp"

namespace kinglet::chip {

namespace {

std::string hex(u32 value, int digits = 8) {
    char text[16];
    std::snprintf(text, sizeof text, "%0*x", digits, value);
    return text;
}

/// "uart0 CONF0" for an address of a block, or empty.
std::string register_name(u32 address) {
    const soc::Region* const region = soc::find_region(address);
    if (!region || region->kind != soc::RegionKind::Registers) return {};
    const u32 offset = address - region->base;
    for (const soc::BlockFacts& block : soc::kRegisterMap) {
        if (std::string_view(block.name) != region->name) continue;
        for (u32 i = 0; i < block.count; ++i) {
            if (block.registers[i].offset == offset)
                return std::string(region->name) + " " + block.registers[i].name;
        }
    }
    return std::string(region->name) + " +0x" + hex(offset, 3);
}

bool parse_address(const std::string& text, u32& address) {
    char* end = nullptr;
    const unsigned long long number = std::strtoull(text.c_str(), &end, 0);
    if (text.empty() || text[0] < '0' || text[0] > '9' || *end || number > ~0u) return false;
    address = static_cast<u32>(number);
    return true;
}

}  // namespace

bool TraceOptions::parse_kinds(const std::string& list, std::string& error) {
    const struct {
        std::string_view name;
        bool& flag;
    } kinds[] = {{"instructions", instructions}, {"calls", calls},   {"traps", traps},
                 {"registers", registers},       {"memory", memory}, {"messages", messages}};
    for (usize at = 0; at <= list.size();) {
        const usize end = std::min(list.find(',', at), list.size());
        const std::string name = list.substr(at, end - at);
        bool is_known = name == "all";
        for (const auto& kind : kinds) {
            if (name != kind.name && name != "all") continue;
            kind.flag = is_known = true;
        }
        if (!is_known) {
            error =
                "--trace takes instructions, calls, traps, registers, memory, messages or all, separated by "
                "commas; not '" +
                name + "'";
            return false;
        }
        at = end + 1;
    }
    return true;
}

bool TraceOptions::add_range(const std::string& text, const SymbolTable& symbols, std::string& error) {
    Range range{};
    const usize dash = text.find('-');
    if (dash != std::string::npos && parse_address(text.substr(0, dash), range.start)) {
        if (!parse_address(text.substr(dash + 1), range.end) || range.end <= range.start) {
            error = "'" + text + "' is no range of addresses: START-END";
            return false;
        }
        only.push_back(range);
        return true;
    }
    if (parse_address(text, range.start)) {
        only.push_back({range.start, range.start + 1});
        return true;
    }
    const auto functions = symbols.find_all(text);
    if (functions.empty()) {
        error = "there is no function '" + text + "' in the firmware's ELF file";
        return false;
    }
    for (const SymbolTable::Place& function : functions)
        only.push_back({function.start, function.start + std::max(function.size, 1u)});
    return true;
}

Trace::Trace(Machine& machine, const ProgramInfo& program, TraceOptions options, std::FILE* file)
    : machine_(machine),
      program_(program),
      options_(std::move(options)),
      file_(file),
      calls_(machine.cpu(), machine.bus(), program.symbols) {}

bool Trace::is_wanted(u32 address) const {
    return options_.only.empty() ||
           std::any_of(options_.only.begin(), options_.only.end(),
                       [address](const auto& range) { return range.holds(address); });
}

bool Trace::is_time() const {
    const Clock& clock = machine_.clock();
    return options_.from.has_come(clock) && !options_.to.has_come(clock);
}

// Calls can be told only by who has seen all that is executed.
bool Trace::wants_instruction(u32 pc) const {
    return options_.calls || (options_.instructions && is_wanted(pc));
}

CpuProbe::Accesses Trace::wanted_accesses() const {
    if (options_.memory) return Accesses::All;
    return options_.registers ? Accesses::Registers : Accesses::None;
}

void Trace::print(u32 pc, const std::string& text) {
    std::fprintf(file_, "%12llu  %08x %-32s %s\n", static_cast<unsigned long long>(machine_.clock().now()),
                 pc, program_.symbols.describe(pc).c_str(), text.c_str());
}

void Trace::trace_instruction() {
    const u32 pc = machine_.cpu().state().pc;
    u8 bytes[3] = {};
    if (!machine_.bus().peek(pc, bytes, 3)) (void)machine_.bus().peek(pc, bytes, 2);
    print(pc, disassemble(decode(u32{bytes[0]} | u32{bytes[1]} << 8 | u32{bytes[2]} << 16), pc));
}

void Trace::trace_call(CallStack::Event event) {
    if (event != CallStack::Event::Call && event != CallStack::Event::TailCall) return;
    const auto frames = calls_.frames();
    const CallStack::Frame& frame = frames.back();
    if (!is_time() || !(is_wanted(frame.function) || is_wanted(frame.call_pc))) return;
    constexpr usize kDeepestIndent = 40;
    const u32* const a = machine_.cpu().state().a;
    print(frame.call_pc, std::string(std::min(frames.size(), kDeepestIndent), ' ') + "-> " +
                             program_.symbols.describe(frame.function) + " (" + hex(a[2]) + ", " + hex(a[3]) +
                             ", " + hex(a[4]) + ", " + hex(a[5]) + ")");
}

bool Trace::before_instruction() {
    if (options_.calls) trace_call(calls_.step([](const CallStack::Frame&) {}));
    if (options_.instructions && is_time() && is_wanted(machine_.cpu().state().pc)) trace_instruction();
    return false;
}

void Trace::accessed(const DataAccess& access) {
    const std::string name = register_name(access.address);
    const bool is_asked_for = options_.memory || (options_.registers && !name.empty());
    if (!is_asked_for || !is_time() || !(is_wanted(access.pc) || is_wanted(access.address))) return;
    const std::string place = name.empty() ? program_.symbols.describe(access.address) : name;
    print(access.pc,
          std::string(access.is_store ? "store" : "load") + std::to_string(access.size * 8) + " " +
              hex(access.address) + (place.empty() ? "" : " ") + place + " = " +
              hex(access.value & (access.size == 4 ? ~0u : (1u << access.size * 8) - 1), access.size * 2));
}

void Trace::trapped(TrapKind kind, soc::Cause cause, u32 from) {
    if (options_.calls) trace_call(calls_.trapped(kind, from, [](const CallStack::Frame&) {}));
    if (!options_.traps || !is_time() || !is_wanted(from)) return;
    switch (kind) {
        case TrapKind::Exception: print(from, std::string("exception ") + soc::cause_name(cause)); break;
        case TrapKind::Interrupt: {
            u32 pending = 0;
            (void)machine_.cpu().peek_special(static_cast<u32>(SpecialRegister::Interrupt), pending);
            print(from, "interrupt, pending " + hex(pending & machine_.cpu().state().intenable));
            break;
        }
        case TrapKind::Nmi: print(from, "nmi"); break;
        case TrapKind::Debug:
            print(from, "debug exception " + hex(machine_.cpu().state().debugcause, 2));
            break;
    }
}

void Trace::returned() {
    calls_.returned();
    const u32 to = machine_.cpu().state().pc;
    if (options_.traps && is_time() && is_wanted(to)) print(to, "goes on");
}

void Trace::message(const char* source, const char* text) {
    if (options_.messages && is_time()) print(machine_.cpu().state().pc, std::string(source) + ": " + text);
}

}  // namespace kinglet::chip
