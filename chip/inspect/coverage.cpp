#include "chip/inspect/coverage.hpp"

#include <algorithm>
#include <charconv>

namespace kinglet::chip {

namespace {

constexpr const char* kNoSource = "firmware";  // for functions whose lines are not known

/// Takes a number off the front; false when there is none.
template <class Number>
bool take_number(std::string_view& text, Number& number) {
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (status != std::errc()) return false;
    text.remove_prefix(static_cast<usize>(end - text.data()));
    return true;
}

bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

}  // namespace

bool Coverage::before_instruction() {
    const u32 pc = cpu_.state().pc;
    if (!page_ || pc >> Bus::kPageBits != page_number_) {
        page_number_ = pc >> Bus::kPageBits;
        std::unique_ptr<Page>& page = pages_[page_number_];
        if (!page) page = std::make_unique<Page>();
        page_ = page.get();
    }
    ++(*page_)[pc & Bus::kPageMask];
    return false;
}

u64 Coverage::count(u32 address) const {
    const auto page = pages_.find(address >> Bus::kPageBits);
    return page == pages_.end() ? 0 : (*page->second)[address & Bus::kPageMask];
}

bool Coverage::merge(std::string_view text, std::string& error) {
    Sources sources;
    Source* source = nullptr;
    u32 number = 0;
    while (!text.empty()) {
        ++number;
        const usize end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        u32 at = 0;
        u64 count = 0;
        bool is_good = true;
        if (take(line, "SF:")) {
            source = &sources[std::string(line)];
        } else if (take(line, "DA:")) {
            is_good = source && take_number(line, at) && take(line, ",") && take_number(line, count);
            if (is_good) source->lines[at] += count;
        } else if (take(line, "FN:")) {
            is_good = source && take_number(line, at) && take(line, ",");
            if (is_good) source->functions[std::string(line)].line = at;
        } else if (take(line, "FNDA:")) {
            is_good = source && take_number(line, count) && take(line, ",");
            if (is_good) source->functions[std::string(line)].count += count;
        } else if (line == "end_of_record") {
            is_good = source != nullptr;
            source = nullptr;
        } else {
            constexpr std::string_view kSums[] = {"TN:", "LF:", "LH:", "FNF:", "FNH:"};
            is_good = std::any_of(std::begin(kSums), std::end(kSums),
                                  [line](std::string_view sum) { return line.starts_with(sum); });
        }
        if (is_good) continue;
        error = "line " + std::to_string(number) + " is none of an lcov trace file";
        return false;
    }
    if (source) {
        error = "the last record of the lcov trace file has no end";
        return false;
    }
    for (auto& [name, found] : sources) {
        Source& kept = earlier_[name];
        for (const auto& [at, count] : found.lines) kept.lines[at] += count;
        for (const auto& [function, known] : found.functions) {
            kept.functions[function].line = known.line;
            kept.functions[function].count += known.count;
        }
    }
    return true;
}

/// A line was executed as often as the instruction of it that was executed most.
void Coverage::add_lines(Sources& sources) const {
    Sources own;
    program_.lines.for_each([&](u32 start, u32 end, const LineTable::Place& place) {
        u64& most = own[*place.file].lines[place.line];
        for (u32 address = start; address < end; ++address) most = std::max(most, count(address));
    });
    for (const auto& [name, source] : own)
        for (const auto& [line, count] : source.lines) sources[name].lines[line] += count;
}

void Coverage::add_functions(Sources& sources) const {
    program_.symbols.for_each_function([&](const SymbolTable::Place& function) {
        const LineTable::Place place = program_.lines.find(function.start);
        Function& known = sources[place.file ? *place.file : kNoSource].functions[*function.name];
        known.line = place.line;
        known.count += count(function.start);
    });
}

void Coverage::write(std::FILE* file) const {
    Sources sources = earlier_;
    add_lines(sources);
    add_functions(sources);
    const auto print = [file](const char* key, u64 number) {
        std::fprintf(file, "%s:%llu\n", key, static_cast<unsigned long long>(number));
    };
    for (const auto& [name, source] : sources) {
        std::fprintf(file, "TN:\nSF:%s\n", name.c_str());
        u64 reached = 0;
        for (const auto& [function, known] : source.functions) {
            std::fprintf(file, "FN:%u,%s\n", known.line, function.c_str());
            reached += known.count != 0;
        }
        for (const auto& [function, known] : source.functions)
            std::fprintf(file, "FNDA:%llu,%s\n", static_cast<unsigned long long>(known.count),
                         function.c_str());
        print("FNF", source.functions.size());
        print("FNH", reached);
        reached = 0;
        for (const auto& [line, count] : source.lines) {
            std::fprintf(file, "DA:%u,%llu\n", line, static_cast<unsigned long long>(count));
            reached += count != 0;
        }
        print("LF", source.lines.size());
        print("LH", reached);
        std::fprintf(file, "end_of_record\n");
    }
}

}  // namespace kinglet::chip
