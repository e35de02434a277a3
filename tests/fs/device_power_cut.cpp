// Cuts the power of a whole board, at every program and erase of its flash, early, in the middle and late in
// the operation, while it is set up for the first time, writes main.py and imports modules for the first
// time. After each cut the board comes up, to its application or to the prompt; what was being written is old
// or new; and it comes up once more after that.
//   device_power_cut ROM IMAGE [--every N] [--flash-size KIB]     N: one operation of so many
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "chip/devices/flash_contents.hpp"
#include "chip/devices/serial_line.hpp"
#include "chip/machine.hpp"

namespace {

using namespace kinglet;
using Bytes = std::vector<u8>;

constexpr u64 kMillisecond = 1'000'000;
constexpr u64 kLongestStart = 20'000 * kMillisecond;
constexpr u64 kMargin = 2000;  // cycles: a run goes on to the end of a block of instructions
constexpr const char* kPrompt = "\r\n>>> ";
constexpr std::array<u32, 3> kStates = {50, 500, 950};  // parts of a thousand of the operation's time

Bytes read(const char* path) {
    std::ifstream file(path, std::ios::binary);
    Bytes bytes{std::istreambuf_iterator<char>(file), {}};
    if (bytes.empty()) {
        std::fprintf(stderr, "device_power_cut: can't read %s (make build makes it)\n", path);
        std::exit(2);
    }
    return bytes;
}

/// What a step of the workload types, and the answers that a board may give afterwards: as before and as
/// after.
struct Step {
    const char* name;
    const char* keys;      // at the prompt; empty: the step is the start itself
    const char* question;  // at the prompt after a cut
    const char* before;
    const char* after;
};

constexpr const char* kAsk =
    "import os\r"
    "print('<' + (open('main.py').read()[:9] if 'main.py' in os.listdir() else '') + '>')\r";

constexpr Step kSteps[] = {
    {"first-time set-up", "", "import os; print('<' + str('boot.py' in os.listdir()) + '>')\r", "<False>",
     "<True>"},
    // A file that is being made exists, empty, from opening it on.
    {"writing main.py", "f = open('main.py', 'w'); f.write('print(11)\\n' * 30); f.close()\r", kAsk, "<>",
     "<print(11)>"},
    {"writing a longer main.py", "f = open('main.py', 'w'); f.write('print(22)\\n' * 500); f.close()\r", kAsk,
     "<print(11)>", "<print(22)>"},
    {"replacing main.py by a rename",
     "f = open('new', 'w'); f.write('import one\\n'); f.close(); import os; os.rename('new', 'main.py')\r",
     kAsk, "<print(22)>", "<import on>"},
    {"writing two modules",
     "f = open('one.py', 'w'); f.write('import two\\ndef f():\\n return two.g(%r)\\n' % ('x' * 40) + 'def "
     "h(a, b):\\n"
     " return [a, b, a + b]\\n' * 20 + 'print(f())\\n'); f.close(); "
     "f = open('two.py', 'w'); f.write('def g(x):\\n return len(x) + 2\\n'); f.close()\r",
     "import os; print('<' + str('two.py' in os.listdir()) + '>')\r", "<False>", "<True>"},
    {"importing them for the first time", "import one\r",
     "import sys; sys.modules.clear()\rimport one; print('<' + str(one.h(1, 2)) + '>')\r", "<[1, 2, 3]>",
     "<[1, 2, 3]>"},
    {"changing one and importing it again",
     "f = open('two.py', 'w'); f.write('def g(x):\\n return len(x) + 3\\n'); f.close(); import sys; "
     "sys.modules.clear()\rimport one\r",
     "import sys; sys.modules.clear()\rimport one; print('<' + str(one.f()) + '>')\r", "<42>", "<43>"},
};

class Board final : private chip::SerialPort {
  public:
    Board(const Bytes& rom, const Bytes& image, u32 flash_bytes)
        : flash_(chip::FlashContents::in_memory(flash_bytes)) {
        std::memcpy(flash_->data(), image.data(), image.size());
        chip::MachineConfig config;
        config.rom = rom;
        config.flash = flash_.get();
        std::string error;
        machine_ = chip::Machine::create(config, error);
        if (machine_ == nullptr) fail(error);
        machine_->uart0().attach(this);
    }

    chip::Machine& machine() { return *machine_; }
    std::string& output() { return output_; }

    void restore(const Bytes& snapshot) {
        std::string error;
        if (!machine_->restore(snapshot, error)) fail(error);
        output_.clear();
    }

    void type(std::string_view keys) {
        machine_->uart0().receive({reinterpret_cast<const u8*>(keys.data()), keys.size()});
    }

    /// Runs until the line ends with the text, for so long of the board's time; false: it did not.
    bool run_until(std::string_view text, u64 nanoseconds) {
        awaited_ = text;
        const u64 end = machine_->stats().nanoseconds + nanoseconds;
        while (!output_.ends_with(text)) {
            const u64 now = machine_->stats().nanoseconds;
            if (now >= end) return false;
            const chip::StopReason reason = machine_->run_for(end - now);
            if (reason == chip::StopReason::Halted || reason == chip::StopReason::PowerCut) return false;
        }
        return true;
    }

    /// Types lines, each when the prompt is there; false: it did not come back.
    bool answer(std::string_view keys) {
        while (!keys.empty()) {
            const usize end = keys.find('\r') + 1;
            output_.clear();
            type(keys.substr(0, end));
            keys.remove_prefix(end);
            if (!run_until(kPrompt, kLongestStart)) return false;
        }
        return true;
    }

    [[noreturn]] static void fail(const std::string& what) {
        std::printf("device_power_cut: %s\n", what.c_str());
        std::exit(1);
    }

  private:
    void frame_sent(const chip::SerialFrame& frame) override {
        output_.push_back(static_cast<char>(frame.byte));
        if (output_.ends_with(awaited_)) machine_->request_stop();
    }

    std::unique_ptr<chip::FlashContents> flash_;
    std::unique_ptr<chip::Machine> machine_;
    std::string output_;
    std::string awaited_ = kPrompt;
};

struct Counts {
    u64 operations = 0, cuts = 0, old = 0;
};

/// From power-on to the prompt, which may come after an application's output; then the question.
void check(Board& board, const Step& step, const std::string& where, Counts& counts) {
    for (int start = 0; start < 2; ++start) {
        board.output().clear();
        board.machine().reset(chip::ResetCause::PowerOn);
        const bool is_up = board.run_until(kPrompt, kLongestStart);
        const std::string text = board.output();
        for (const char* wrong : {"cannot be mounted", "fault:", "failed:", "watchdog", "Safe mode",
                                  "OSError", "MemoryError", "SyntaxError"}) {
            if (!is_up || text.find(wrong) != std::string::npos)
                Board::fail(where + (is_up ? " found " + std::string(wrong) : ": no prompt") + " in\n" +
                            text);
        }
    }
    if (!board.answer(step.question)) Board::fail(where + ": no answer in\n" + board.output());
    const std::string& text = board.output();
    const usize at = text.rfind('<');
    const std::string answer = at == std::string::npos ? "" : text.substr(at, text.find('>', at) - at + 1);
    if (answer != step.before && answer != step.after && answer != "<>")
        Board::fail(where + " is neither " + step.before + " nor " + step.after + " but\n" + text);
    counts.old += answer != step.after;
    ++counts.cuts;
}

/// Takes the board, which is where the step begins, through it with all cuts, and leaves it behind the step.
void run(Board& board, const Step& step, u32 every, Counts& total) {
    Counts counts;
    Board* const it = &board;
    board.output().clear();
    board.type(step.keys);
    const Bytes begin = board.machine().save();
    Bytes state = begin;
    for (;;) {
        // Where is the next operation?
        it->restore(state);
        it->machine().cut_power_at_flash_operation(1, 0);
        const bool has_ended = it->run_until("\x01\x02\x03", 3'000 * kMillisecond);
        if (has_ended || it->machine().run_until(0) != chip::StopReason::PowerCut) break;
        const u64 cycle = it->machine().stats().cycles;
        ++counts.operations;
        if ((total.operations + counts.operations) % every == 0) {
            it->restore(state);
            (void)it->machine().run_until(cycle - kMargin);
            const Bytes before = it->machine().save();
            for (const u32 permille : kStates) {
                it->restore(before);
                it->machine().cut_power_at_flash_operation(1, permille);
                (void)it->run_until("\x01\x02\x03", 3'000 * kMillisecond);
                if (it->machine().run_until(0) != chip::StopReason::PowerCut)
                    Board::fail("missed an operation");
                check(*it, step,
                      std::string(step.name) + ", operation " + std::to_string(counts.operations) +
                          " cut at " + std::to_string(permille) + " of 1000",
                      counts);
            }
        }
        // On, until it is done.
        it->restore(state);
        (void)it->machine().run_until(cycle + 1);
        state = it->machine().save();
    }
    it->restore(begin);
    if (!it->run_until(kPrompt, kLongestStart))
        Board::fail(std::string(step.name) + ": no prompt at its end");
    (void)it->machine().run_for(50 * kMillisecond);
    std::printf("%-36s %5llu operations, %5llu cuts, old %llu, new %llu\n", step.name,
                static_cast<unsigned long long>(counts.operations),
                static_cast<unsigned long long>(counts.cuts), static_cast<unsigned long long>(counts.old),
                static_cast<unsigned long long>(counts.cuts - counts.old));
    std::fflush(stdout);
    total.operations += counts.operations;
    total.cuts += counts.cuts;
}

}  // namespace

int main(int count, char** words) {
    u32 every = 1, flash_kib = 4096;
    for (int i = 3; i + 1 < count; i += 2) {
        if (std::strcmp(words[i], "--every") == 0) every = static_cast<u32>(std::atoi(words[i + 1]));
        if (std::strcmp(words[i], "--flash-size") == 0) flash_kib = static_cast<u32>(std::atoi(words[i + 1]));
    }
    if (count < 3 || every == 0) {
        std::fprintf(stderr, "usage: device_power_cut ROM IMAGE [--every N] [--flash-size KIB]\n");
        return 2;
    }
    Board board(read(words[1]), read(words[2]), flash_kib << 10);
    Counts total;
    for (const Step& step : kSteps) run(board, step, every, total);
    std::printf("%llu operations of the flash, %llu cuts: the board came up after each, twice\n",
                static_cast<unsigned long long>(total.operations),
                static_cast<unsigned long long>(total.cuts));
    return 0;
}
