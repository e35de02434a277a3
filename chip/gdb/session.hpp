// Session: one debugger and one chip. Bytes come in with receive() and go out with take_output(); between
// them the host runs the machine while may_run() says so, and tells with ran() how that ended.
//
// A debugger that connects stops the chip; one that leaves (D, or its connection breaks) lets it go on
// without any breakpoint. k takes the power away: that is what ends a board.
#pragma once

#include <string>

#include "chip/gdb/execution.hpp"
#include "chip/gdb/packets.hpp"
#include "chip/program_info.hpp"

namespace kinglet::chip::gdb {

class Session final {
  public:
    /// Both outlive it; the machine has Session::probe() among its probes.
    Session(Machine& machine, const ProgramInfo& program) : machine_(machine), program_(program) {}

    CpuProbe& probe() { return execution_; }

    // Between two runs only:

    /// The chip waits for a debugger.
    void hold() { is_running_ = false; }
    void connected();
    void disconnected();
    void receive(std::span<const u8> bytes);
    /// A run of the machine has ended.
    void ran(StopReason reason);

    bool may_run() const { return is_running_; }
    std::string take_output() { return std::exchange(output_, {}); }

  private:
    struct Command;
    static const Command kCommands[];

    void take_packet(const std::string& packet);
    void send(std::string_view text);
    void send_stop(const std::string& text);
    std::string answer(std::string_view packet);
    std::string resume(char how, u32 start = 0, u32 end = 0);
    std::string store(u32 address, std::string_view bytes);
    /// What `monitor TEXT` says.
    std::string monitor(std::string_view text);

    // A row of the table each: what follows the packet's name, and the answer.
    std::string supported(std::string_view);
    std::string last_stop(std::string_view);
    std::string read_all(std::string_view);
    std::string write_all(std::string_view text);
    std::string read_one(std::string_view text);
    std::string write_one(std::string_view text);
    std::string read_memory(std::string_view text);
    std::string write_memory(std::string_view text);
    std::string write_binary(std::string_view text);
    std::string insert_point(std::string_view text);
    std::string remove_point(std::string_view text);
    std::string go_on(std::string_view text);
    std::string go_one(std::string_view text);
    std::string go_on_with_signal(std::string_view text);
    std::string go_one_with_signal(std::string_view text);
    std::string continue_thread(std::string_view text);
    std::string detach(std::string_view);
    std::string kill(std::string_view);
    std::string kill_politely(std::string_view);
    std::string restart(std::string_view);
    std::string extend(std::string_view);
    std::string current_thread(std::string_view);
    std::string start_no_ack(std::string_view);
    std::string transfer(std::string_view text);
    std::string remote_command(std::string_view text);
    std::string checksum(std::string_view text);
    std::string go_from(std::string_view text, char how);

    Machine& machine_;
    const ProgramInfo& program_;
    Execution execution_{machine_};
    PacketReader reader_;
    std::string output_;
    std::string latest_;  // packet, for when it was not understood
    std::string stop_ = "S05";
    bool is_running_ = true;
    bool acknowledges_ = true;
    bool is_extended_ = false;
};

}  // namespace kinglet::chip::gdb
