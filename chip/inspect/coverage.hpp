// Coverage: which lines and functions of the firmware were executed, and how often, as an lcov trace file
// (geninfo's format), so that genhtml and editors show it. Without lines in the ELF file: by function.
#pragma once

#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "chip/core/bus.hpp"
#include "chip/cpu/cpu.hpp"
#include "chip/program_info.hpp"

namespace kinglet::chip {

class Coverage final : public CpuProbe {
  public:
    Coverage(const Cpu& cpu, const ProgramInfo& program) : cpu_(cpu), program_(program) {}

    bool wants_instruction(u32) const override { return true; }
    bool before_instruction() override;

    /// Adds what a trace file of earlier runs says. False with `error` set, naming the line, when it is none.
    [[nodiscard]] bool merge(std::string_view text, std::string& error);
    /// Everything, earlier runs included.
    void write(std::FILE* file) const;

    /// How often the instruction at the address began.
    u64 count(u32 address) const;

  private:
    using Page = std::array<u64, Bus::kPageSize>;
    struct Function {
        u32 line = 0;
        u64 count = 0;
    };
    struct Source {
        std::map<u32, u64> lines;
        std::map<std::string, Function> functions;
    };
    using Sources = std::map<std::string, Source>;

    void add_lines(Sources& sources) const;
    void add_functions(Sources& sources) const;

    const Cpu& cpu_;
    const ProgramInfo& program_;
    std::unordered_map<u32, std::unique_ptr<Page>> pages_;
    Page* page_ = nullptr;  // the latest one
    u32 page_number_ = 0;
    Sources earlier_;
};

}  // namespace kinglet::chip
