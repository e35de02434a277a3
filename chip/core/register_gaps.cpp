#include "chip/core/register_gaps.hpp"

#include <string_view>

#include "soc/esp8266/register_map.hpp"

namespace kinglet::chip {

namespace {

using namespace soc;

// clang-format off
constexpr RegisterGap kGaps[] = {
    // block    register   bits       why
    {"rf",      rf::ADC_CLOCK, kAllBits, "radio"},
};
// clang-format on

}  // namespace

bool RegisterGap::concerns(const char* block_name) const {
    return std::string_view(block_name).starts_with(block);
}

std::span<const RegisterGap> register_gaps() {
    return kGaps;
}

}  // namespace kinglet::chip
