// kinglet board: a board that stays up, and whose serial line the tools of real boards can reach.
//
// Time: while there is work or something on the line, the board runs as fast as it can (--realtime: no faster
// than a real one); while it waits, its time goes as fast as the wall's, and this process sleeps.
#include <chrono>
#include <csignal>
#include <cstdio>

#include "host/kinglet/board.hpp"
#include "host/kinglet/commands.hpp"
#include "host/serial/auto_reset.hpp"
#include "host/serial/switchboard.hpp"

namespace kinglet::host {

namespace {

constexpr u64 kBusySliceNs = 1'000'000;       // of the board's time between two looks at the hosts
constexpr u64 kIdleSliceNs = 10'000'000;      // the same while it waits
constexpr u64 kIdleInstructionsPerMs = 5000;  // at the most: the board waits
constexpr usize kEnoughInput = 1024;          // bytes on their way to the board: no more are read
constexpr int kLongestWaitMs = 200;

volatile std::sig_atomic_t stop_signal = 0;

void on_stop_signal(int number) {
    stop_signal = number;
}

u64 wall_ns() {
    return static_cast<u64>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                std::chrono::steady_clock::now().time_since_epoch())
                                .count());
}

/// The board as the hosts at its serial line have it: with the transistors that USB boards have.
class ReachableBoard final : private SerialBoard, private SerialListener {
  public:
    explicit ReachableBoard(Board& board) : board_(board), reset_(board.file().auto_reset) {}

    /// Opens everything that the options name and says where it is. False with `error` set.
    bool open(const Options& options, std::string& error) {
        for (const std::string& link : options.ptys) {
            if (!switchboard_.open_pty(link, error)) return false;
            std::printf("%s\n", link.c_str());
        }
        return listen(options.rfc2217s, Switchboard::Protocol::Rfc2217, "rfc2217", error) &&
               listen(options.sockets, Switchboard::Protocol::Plain, "socket", error);
    }

    /// Moves what there is to move, waiting for so long at most.
    void service(int timeout_ms) {
        switchboard_.service(timeout_ms, board_.sending() < kEnoughInput, wall_ns());
        drive_pins();
    }
    bool is_behind() const { return switchboard_.is_behind(); }

    RunEnd run_for(u64 nanoseconds) { return board_.run_for(*this, nanoseconds); }
    /// Something went over the line since the last time this was asked, or is about to.
    bool take_traffic() { return std::exchange(traffic_, false) || board_.sending() != 0; }

  private:
    bool listen(const std::vector<std::string>& addresses, Switchboard::Protocol protocol, const char* scheme,
                std::string& error) {
        for (const std::string& address : addresses) {
            const u16 port = switchboard_.listen(address, protocol, error);
            if (port == 0) return false;
            const usize colon = address.rfind(':');
            const std::string host = colon == std::string::npos ? "localhost" : address.substr(0, colon);
            std::printf("%s://%s:%u\n", scheme, host.c_str(), port);
        }
        return true;
    }

    bool on_byte(u8) override { return false; }
    bool on_frame(const chip::SerialFrame& frame) override {
        traffic_ = true;
        switchboard_.frame_sent(frame);
        return false;
    }

    void send(std::span<const u8> bytes, const chip::LineSettings& settings) override {
        board_.send(bytes, settings);
    }
    void send_break(const chip::LineSettings& settings) override { board_.send_break(settings); }
    void discard_unsent() override { board_.discard_unsent(); }
    ControlLines lines() const override { return reset_.lines(); }
    void set_lines(ControlLines lines) override {
        reset_.set(lines, wall_ns());
        drive_pins();
    }

    /// GPIO0 first: the chip reads it at the moment at which the reset pin rises.
    void drive_pins() {
        const AutoReset::Pins pins = reset_.pins(wall_ns());
        if (pins == pins_) return;
        pins_ = pins;
        board_.set_gpio0(pins.gpio0);
        board_.set_reset_pin(pins.reset);
    }

    Board& board_;
    AutoReset reset_;
    AutoReset::Pins pins_;
    Switchboard switchboard_{*this};
    bool traffic_ = false;
};

/// Until a signal comes or the time is up.
int serve(Board& board, ReachableBoard& reachable, const Options& options) {
    u64 wall = wall_ns();  // when the board's time was what it is now
    bool is_idle = false;
    while (stop_signal == 0) {
        const u64 instructions = board.stats().instructions;
        const u64 from = board.stats().nanoseconds;
        RunEnd end = RunEnd::Asked;
        if (!reachable.is_behind()) end = reachable.run_for(is_idle ? kIdleSliceNs : kBusySliceNs);
        if (end == RunEnd::Timeout) {
            std::fprintf(stderr, "kinglet: out of time\n");
            return kExitTimeout;
        }
        if (end == RunEnd::PowerCut) {
            std::fprintf(stderr, "kinglet: the power was cut\n");
            return kExitPowerCut;
        }
        const u64 span = board.stats().nanoseconds - from;
        const u64 worked = board.stats().instructions - instructions;
        is_idle = !reachable.take_traffic() && worked * 1'000'000 <= span * kIdleInstructionsPerMs;
        // A chip that has stopped for good waits for a host that resets it.
        const bool has_stopped = end == RunEnd::Halted;
        u64 wait_ns = 0;
        const u64 now = wall_ns();
        if (is_idle || options.realtime) wait_ns = wall + span > now ? wall + span - now : 0;
        wall = wait_ns != 0 ? wall + span : now;
        const u64 wait_ms = wait_ns / 1'000'000;
        reachable.service(has_stopped || reachable.is_behind() ? kLongestWaitMs : static_cast<int>(wait_ms));
    }
    return kExitEnded;
}

/// The board's serial output goes to standard output.
class ReplayListener final : public SerialListener {
    bool on_byte(u8 byte) override {
        std::fputc(byte, stdout);
        return false;
    }
};

int replay(Board& board) {
    ReplayListener listener;
    Inspection& inspection = *board.inspection();
    RunEnd end = RunEnd::Asked;
    while (stop_signal == 0 && end != RunEnd::Timeout && end != RunEnd::PowerCut &&
           !inspection.replay_is_at_end())
        end = board.run_for(listener, kIdleSliceNs);
    std::fflush(stdout);
    std::string error = inspection.replay_difference();
    int status = error.empty() ? kExitEnded : kExitException;
    if (!board.save(error)) status = kExitUsage;
    if (!error.empty()) std::fprintf(stderr, "kinglet: %s\n", error.c_str());
    return status;
}

}  // namespace

int board_command(const Options& options) {
    std::string error;
    const std::unique_ptr<Board> board = Board::create(options, error);
    if (board == nullptr) {
        std::fprintf(stderr, "kinglet: %s\n", error.c_str());
        return kExitUsage;
    }
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) std::signal(number, on_stop_signal);
    std::signal(SIGPIPE, SIG_IGN);
    if (!options.inspection.replay.empty()) return replay(*board);
    ReachableBoard reachable(*board);
    if (!reachable.open(options, error)) {
        std::fprintf(stderr, "kinglet: %s\n", error.c_str());
        return kExitUsage;
    }
    std::fflush(stdout);
    int status = serve(*board, reachable, options);
    if (!board->save(error)) {
        std::fprintf(stderr, "kinglet: %s\n", error.c_str());
        if (status == kExitEnded) status = kExitUsage;
    }
    return status;
}

}  // namespace kinglet::host
