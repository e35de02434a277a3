#include "chip/inspect/profile.hpp"

#include <algorithm>
#include <set>

namespace kinglet::chip {

Profile::Profile(Machine& machine, const ProgramInfo& program)
    : machine_(machine),
      program_(program),
      calls_(machine.cpu(), machine.bus(), program.symbols),
      nodes_{{0, kRoot, {}, {}}},
      cycle_(machine.clock().now()),
      retired_(machine.cpu().retired()) {}

u32 Profile::child(u32 node, u32 function) {
    const auto found = nodes_[node].children.find(function);
    if (found != nodes_[node].children.end()) return found->second;
    const u32 number = static_cast<u32>(nodes_.size());
    nodes_[node].children.emplace(function, number);
    nodes_.push_back({node, function, {}, {}});
    return number;
}

/// What has passed since the last look belongs to the instruction before. Of a sleep that is all but a cycle.
void Profile::charge() {
    const u64 now = machine_.clock().now();
    const u64 retired = machine_.cpu().retired();
    Cost cost{now - cycle_, retired - retired_};
    cycle_ = now;
    retired_ = retired;
    total_ += cost;
    if (active_.empty()) return;
    Active& active = active_.back();
    if (waits_ && cost.cycles > 1) {
        const Cost sleep{cost.cycles - 1, 0};
        nodes_[child(0, kWaiting)].self += sleep;
        lines_[u64{kWaiting} << 32] += sleep;
        cost.cycles = 1;
    }
    waits_ = false;
    Node& node = nodes_[active.node];
    node.self += cost;
    active.inclusive += cost;
    lines_[u64{node.function} << 32 | pc_] += cost;
}

void Profile::enter(CallStack::Event event) {
    if (event == CallStack::Event::None || event == CallStack::Event::Return) return;
    const CallStack::Frame& frame = calls_.frames().back();
    u32 caller = active_.empty() ? 0 : active_.back().node;
    if (event == CallStack::Event::Trap) {
        constexpr Pseudo kNames[] = {kException, kInterrupt, kNmi, kDebug};
        caller = child(0, kNames[static_cast<u32>(frame.trap)]);
    }
    active_.push_back({child(caller, frame.function), frame.call_pc, caller, {}});
}

void Profile::leave() {
    if (active_.empty()) return;
    const Active gone = active_.back();
    active_.pop_back();
    const u32 caller = nodes_[gone.caller_node].function;
    ArcCost& arc = arcs_[{caller, gone.call_pc, nodes_[gone.node].function}];
    ++arc.calls;
    arc.inclusive += gone.inclusive;
    const bool is_of_below = !active_.empty() && active_.back().node == gone.caller_node;
    if (is_of_below) active_.back().inclusive += gone.inclusive;
}

bool Profile::before_instruction() {
    charge();
    enter(calls_.step([this](const CallStack::Frame&) { leave(); }));
    waits_ = calls_.handler() == Handler::Waiti;
    pc_ = machine_.cpu().state().pc;
    return false;
}

void Profile::trapped(TrapKind kind, soc::Cause, u32 from) {
    charge();
    enter(calls_.trapped(kind, from, [this](const CallStack::Frame&) { leave(); }));
}

std::string Profile::name(u32 function) const {
    switch (function) {
        case kWaiting: return "[waiting]";
        case kInterrupt: return "[interrupt]";
        case kNmi: return "[nmi]";
        case kException: return "[exception]";
        case kDebug: return "[debug]";
        default: break;
    }
    std::string text = program_.symbols.describe(function);
    if (!text.empty()) return text;
    char number[16];
    std::snprintf(number, sizeof number, "0x%08x", function);
    return number;
}

std::string Profile::path(u32 node) const {
    std::vector<std::string> names;
    for (; node != 0; node = nodes_[node].parent) names.push_back(name(nodes_[node].function));
    std::string text;
    for (auto each = names.rbegin(); each != names.rend(); ++each) text += (text.empty() ? "" : ";") + *each;
    return text;
}

void Profile::write_folded(std::FILE* file) {
    charge();
    for (u32 node = 1; node < nodes_.size(); ++node) {
        if (!nodes_[node].self.cycles) continue;
        std::fprintf(file, "%s %llu\n", path(node).c_str(),
                     static_cast<unsigned long long>(nodes_[node].self.cycles));
    }
}

/// The costs by line, then the calls. Positions are lines of the function's file, or 0.
void Profile::write_function(std::FILE* file, u32 function, const std::map<Arc, ArcCost>& arcs) {
    constexpr const char* kUnknown = "???";
    const auto file_of = [this](u32 address) {
        const LineTable::Place place = program_.lines.find(address);
        return place.file ? place.file->c_str() : kUnknown;
    };
    const auto print = [file](u32 line, const Cost& cost) {
        std::fprintf(file, "%u %llu %llu\n", line, static_cast<unsigned long long>(cost.cycles),
                     static_cast<unsigned long long>(cost.instructions));
    };
    const std::string own_file = file_of(function);
    std::fprintf(file, "\nfl=%s\nfn=%s\n", own_file.c_str(), name(function).c_str());
    std::map<std::pair<std::string, u32>, Cost> lines;
    for (const auto& [key, cost] : lines_) {
        if (key >> 32 != function) continue;
        const LineTable::Place place = program_.lines.find(static_cast<u32>(key));
        lines[{place.file ? *place.file : kUnknown, place.line}] += cost;
    }
    std::string current = own_file;
    for (const auto& [place, cost] : lines) {
        if (place.first != current) std::fprintf(file, "fi=%s\n", place.first.c_str());
        current = place.first;
        print(place.second, cost);
    }
    if (current != own_file) std::fprintf(file, "fe=%s\n", own_file.c_str());
    const auto first = arcs.lower_bound({function, 0, 0});
    for (auto arc = first; arc != arcs.end() && arc->first.caller == function; ++arc) {
        const auto& [edge, cost] = *arc;
        std::fprintf(file, "cfi=%s\ncfn=%s\ncalls=%llu %u\n", file_of(edge.callee), name(edge.callee).c_str(),
                     static_cast<unsigned long long>(cost.calls), program_.lines.find(edge.callee).line);
        print(program_.lines.find(edge.call_pc).line, cost.inclusive);
    }
}

void Profile::write_callgrind(std::FILE* file) {
    charge();
    // What is active has not ended, but is to be seen.
    std::map<Arc, ArcCost> arcs = arcs_;
    Cost inclusive;
    for (usize depth = active_.size(); depth-- > 0;) {
        const Active& active = active_[depth];
        const bool is_caller = depth + 1 < active_.size() && active_[depth + 1].caller_node == active.node;
        inclusive = is_caller ? inclusive : Cost{};
        inclusive += active.inclusive;
        ArcCost& arc =
            arcs[{nodes_[active.caller_node].function, active.call_pc, nodes_[active.node].function}];
        ++arc.calls;
        arc.inclusive += inclusive;
    }
    std::erase_if(arcs, [](const auto& arc) { return arc.first.caller == kRoot; });
    std::set<u32> functions;
    for (const Node& node : nodes_) functions.insert(node.function);
    functions.erase(kRoot);
    std::fprintf(file, "# callgrind format\nversion: 1\ncreator: kinglet\npositions: line\n");
    std::fprintf(file, "events: Cycles Instructions\nsummary: %llu %llu\n",
                 static_cast<unsigned long long>(total_.cycles),
                 static_cast<unsigned long long>(total_.instructions));
    for (const u32 function : functions) write_function(file, function, arcs);
}

}  // namespace kinglet::chip
