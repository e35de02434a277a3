// The chip's pads GPIO0-16 as wires, for everything inside and outside of it.
#pragma once

#include <array>
#include <utility>

#include "chip/core/wires.hpp"

namespace kinglet::chip {

class Pads {
  public:
    static constexpr u32 kCount = 17;

    Pads() : Pads(std::make_index_sequence<kCount>()) {}

    Wire& operator[](u32 number) { return wires_[number]; }
    template <class Archive>
    void snapshot(Archive& archive) {
        for (Wire& wire : wires_) archive(wire);
    }
    void resolve() {
        for (Wire& wire : wires_) wire.resolve();
    }

    const Wire& operator[](u32 number) const { return wires_[number]; }

  private:
    template <usize... kNumbers>
    explicit Pads(std::index_sequence<kNumbers...>) : wires_{Wire(kNumbers)...} {}

    std::array<Wire, kCount> wires_;
};

}  // namespace kinglet::chip
