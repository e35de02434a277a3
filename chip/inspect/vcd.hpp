// VcdWriter: the pads as a value change dump (IEEE 1364-2001, chapter 18) for GTKWave and its like. The unit
// of time is the picosecond: a cycle is 12500 of them at 80 MHz, 6250 at 160, and at every other speed what
// it is.
//
// GPIO0-16 are the wires of the pads; U0TXD and U1TXD are other names of the pads that show those lines after
// reset. U0RXD is what the host sends, bit by bit: it does not drive its pad.
#pragma once

#include <cstdio>
#include <deque>
#include <memory>
#include <vector>

#include "chip/core/wires.hpp"
#include "chip/devices/serial_line.hpp"
#include "chip/machine.hpp"

namespace kinglet::chip {

class VcdWriter final : private ArrivalListener {
  public:
    /// Writes the head and the levels as they are now. Machine and file outlive it.
    VcdWriter(Machine& machine, std::FILE* file);
    ~VcdWriter();
    VcdWriter(const VcdWriter&) = delete;
    VcdWriter& operator=(const VcdWriter&) = delete;

    /// The last thing to call: what is known by now, and the time.
    void finish();

  private:
    struct Change {
        u64 picoseconds;
        bool level;
    };

    struct Watch {
        Watch(Wire& wire, VcdWriter* writer)
            : observer(WireObserver::of<&VcdWriter::on_changed>(wire, writer)) {}
        WireObserver observer;
    };

    void frame_begins(const HostFrame& frame) override;
    void on_changed(Wire& wire);
    void write_header();
    void write_received(u64 until);
    void write_time(u64 picoseconds);

    Machine& machine_;
    std::FILE* file_;
    std::vector<std::unique_ptr<Watch>> watches_;
    std::deque<Change> received_;  // of U0RXD, not yet written
    bool received_level_ = true;
    u64 written_ = 0;  // the latest time
};

}  // namespace kinglet::chip
