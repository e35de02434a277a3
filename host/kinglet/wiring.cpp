#include "host/kinglet/wiring.hpp"

#include <algorithm>
#include <cstdio>

#include "chip/devices/analog.hpp"
#include "host/boards/board_library.hpp"

namespace kinglet::host {

namespace {

constexpr u64 kPatienceNs = 60'000'000'000;
constexpr u32 kToutMicrovolts = 1'000'000;  // what the chip's own pin takes

}  // namespace

Wiring::Wiring(const Options& options, const BoardFile& file, chip::Machine& machine)
    : options_(options),
      file_(file),
      machine_(machine),
      full_scale_(file.analog_full_scale_microvolts ? file.analog_full_scale_microvolts : kToutMicrovolts),
      bench_({machine.pads(), machine.clock(), machine.events(), *this, *this}, this) {}

std::unique_ptr<Wiring> Wiring::create(const Options& options, const BoardFile& file, chip::Machine& machine,
                                       std::string& error) {
    std::unique_ptr<Wiring> wiring(new Wiring(options, file, machine));
    if (!wiring->read(error)) return nullptr;
    machine.set_surroundings(&wiring->bench_);
    return wiring;
}

bool Wiring::read(std::string& error) {
    parts::Problem problem;
    bench_.pins() = file_.pin_names();
    bool good = bench_.add(file_.parts, parts::Bench::Author::Board, problem);
    for (const WiringSource& source : options_.wirings) good = good && read_source(source, problem);
    if (!good) error = problem.describe();
    return good;
}

bool Wiring::read_source(const WiringSource& source, parts::Problem& problem) {
    using Type = WiringSource::Type;
    const bool expects = source.type == Type::Expectation;
    std::string text = source.text, name = expects ? "--expect" : "--wire";
    u32 first_line = 0;
    std::FILE* file = expects ? std::fopen(source.text.c_str(), "rb") : nullptr;
    if (file) std::fclose(file);
    if (source.type == Type::File || file) {
        text.clear();
        name = source.text;
        first_line = 1;
        problem.place.source = name;
        if (!read_text_file(source.text, text, problem.text)) return false;
    }
    std::vector<parts::Statement> statements;
    if (!parts::read_statements(text, name, first_line, statements, problem)) return false;
    if (!expects) return bench_.add(statements, parts::Bench::Author::User, problem);
    return std::all_of(statements.begin(), statements.end(), [&](const parts::Statement& statement) {
        return bench_.add_expectation(statement, problem);
    });
}

void Wiring::start() {
    if (!bench_.is_started()) bench_.start();
}

bool Wiring::is_over() const {
    return has_expectations() && !is_concluded_ && options_.timeout_seconds <= 0 &&
           bench_.expectations().are_decided();
}

bool Wiring::waits() const {
    return has_expectations() && !bench_.expectations().are_decided() && bench_.time() <= bench_.last_time();
}

u64 Wiring::time_left() const {
    if (!has_expectations() || is_concluded_ || options_.timeout_seconds > 0 || !bench_.is_started())
        return ~u64{0};
    const u64 end = bench_.last_time() + kPatienceNs;
    return bench_.time() < end ? end - bench_.time() : 0;
}

bool Wiring::conclude() {
    is_concluded_ = true;
    bench_.finish();
    for (const std::string& line : bench_.untold_complaints())
        std::fprintf(stderr, "kinglet: %s\n", line.c_str());
    const std::vector<std::string> failures = bench_.expectations().failures();
    for (const std::string& line : failures) std::fprintf(stderr, "kinglet: %s\n", line.c_str());
    if (!failures.empty())
        std::fprintf(stderr, "kinglet: %zu of %zu expectations failed\n", failures.size(),
                     bench_.expectations().count());
    const bool is_ill_treated = options_.strict && bench_.complaints() != 0;
    return failures.empty() && !is_ill_treated;
}

void Wiring::set_microvolts(u32 microvolts) {
    machine_.analog().set_tout_microvolts(static_cast<u32>(u64{microvolts} * kToutMicrovolts / full_scale_));
}

void Wiring::complaint(const parts::Part& part, u64 nanoseconds, const std::string& what, bool is_last) {
    std::fprintf(stderr, "kinglet: %s at %s: %s%s\n", part.name().c_str(),
                 parts::describe_time(nanoseconds).c_str(), what.c_str(),
                 is_last ? " (the like will only be counted)" : "");
}

}  // namespace kinglet::host
