#include "host/serial/pty_terminal.hpp"

#include <asm/termbits.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace kinglet::host {

namespace {

constexpr u32 kDefaultBaud = 115200;

/// Bytes as they are, 8 bits, at the usual rate: for programs that set nothing.
void make_raw(int descriptor) {
    termios2 settings{};
    if (ioctl(descriptor, TCGETS2, &settings) != 0) return;
    settings.c_iflag = 0;
    settings.c_oflag = 0;
    settings.c_lflag = 0;
    settings.c_cflag = CS8 | CREAD | CLOCAL | B115200;
    settings.c_ispeed = settings.c_ospeed = kDefaultBaud;
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    ioctl(descriptor, TCSETS2, &settings);
}

class PtyTerminal final : public Terminal {
  public:
    PtyTerminal(int master, std::string link, std::string device, SerialBoard& board)
        : Terminal(master, board), link_(std::move(link)), device_(std::move(device)) {}
    ~PtyTerminal() override {
        char target[256];
        const ssize_t length = readlink(link_.c_str(), target, sizeof target);
        const bool is_ours = length > 0 && std::string_view(target, static_cast<usize>(length)) == device_;
        if (is_ours) unlink(link_.c_str());
    }

    /// The system says so as long as nobody has opened the other side, and never waits.
    bool is_absent() override {
        pollfd self{descriptor(), POLLIN, 0};
        const bool was_absent = is_absent_;
        const bool has_hung_up = poll(&self, 1, 0) > 0 && (self.revents & POLLHUP) != 0;
        is_absent_ = has_hung_up && (self.revents & POLLIN) == 0;  // its last words are heard
        read_settings();
        if (is_absent_) {
            forget_everything();
            if (!was_absent) make_raw(descriptor());
        }
        return is_absent_;
    }

  private:
    void take_input(std::span<const u8> bytes) override {
        read_settings();
        board_.send(bytes, settings_);
    }
    void input_ended() override {}
    chip::LineSettings settings() override { return settings_; }

    void read_settings() {
        termios2 line{};
        settings_ = {};
        if (ioctl(descriptor(), TCGETS2, &line) != 0 || line.c_ospeed == 0) return;
        const u32 flags = line.c_cflag;
        constexpr u8 kDataBits[] = {5, 6, 7, 8};
        settings_ = {.baud = line.c_ospeed,
                     .format = {.data_bits = kDataBits[(flags & CSIZE) / CS6],
                                .parity = (flags & PARENB) != 0,
                                .parity_odd = (flags & PARODD) != 0,
                                .stop_half_bits = static_cast<u8>((flags & CSTOPB) != 0 ? 4 : 2)}};
    }

    std::string link_;
    std::string device_;
    chip::LineSettings settings_;
    bool is_absent_ = false;
};

/// False with `error` set.
bool make_link(const std::string& link, const char* device, std::string& error) {
    struct stat state;
    char target[256];
    if (lstat(link.c_str(), &state) == 0 && S_ISLNK(state.st_mode)) {
        const ssize_t length = readlink(link.c_str(), target, sizeof target);
        const std::string_view old(target, length > 0 ? static_cast<usize>(length) : 0);
        if (old.starts_with("/dev/pts/")) unlink(link.c_str());
    }
    if (symlink(device, link.c_str()) == 0) return true;
    error = "can't make the link " + link + ": " + std::strerror(errno);
    return false;
}

}  // namespace

std::unique_ptr<Terminal> make_pty_terminal(const std::string& link, SerialBoard& board, std::string& error) {
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    char device[64];
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0 ||
        ptsname_r(master, device, sizeof device) != 0) {
        error = std::string("no pseudo terminal: ") + std::strerror(errno);
        if (master >= 0) close(master);
        return nullptr;
    }
    // Until it has been open once the system does not tell that nobody is there.
    const int slave = open(device, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave >= 0) {
        make_raw(slave);
        close(slave);
    }
    if (!make_link(link, device, error)) {
        close(master);
        return nullptr;
    }
    return std::make_unique<PtyTerminal>(master, link, device, board);
}

}  // namespace kinglet::host
