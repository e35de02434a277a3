// The firmware's arithmetic under QEMU's model of the processor, judged by the desktop: millions of calls.
// The same program runs on the virtual chip in tests/system/arith_test.cpp.
//   arith_fuzz [--runs CALLS] [--seed N] PROGRAM.elf
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/arith_reference.hpp"

namespace {

using namespace kinglet;

/// QEMU with a program whose standard input and output are ours.
class Emulator {
  public:
    explicit Emulator(const char* program) {
        int to[2], from[2];
        if (pipe(to) != 0 || pipe(from) != 0) fail("no pipe");
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, to[0], 0);
        posix_spawn_file_actions_adddup2(&actions, from[1], 1);
        for (const int end : {to[0], to[1], from[0], from[1]})
            posix_spawn_file_actions_addclose(&actions, end);
        const std::string loader = std::string("loader,cpu-num=0,file=") + program;
        const char* arguments[] = {"qemu-system-xtensa", "-M",       "sim",     "-cpu",         "lx106",
                                   "-semihosting",       "-display", "none",    "-serial",      "none",
                                   "-monitor",           "none",     "-device", loader.c_str(), nullptr};
        if (posix_spawnp(&process_, arguments[0], &actions, nullptr, const_cast<char**>(arguments),
                         environ) != 0) {
            fail("cannot start qemu-system-xtensa (Debian: qemu-system-misc)");
        }
        posix_spawn_file_actions_destroy(&actions);
        close(to[0]);
        close(from[1]);
        to_ = to[1];
        from_ = from[0];
    }

    ~Emulator() {
        close(to_);
        close(from_);
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
    }

    void run(arith::Batch& batch) {
        auto* bytes = reinterpret_cast<u8*>(&batch);
        for (usize sent = 0; sent < sizeof batch;) {
            const ssize_t count = write(to_, bytes + sent, sizeof batch - sent);
            if (count <= 0) fail("QEMU does not read");
            sent += static_cast<usize>(count);
        }
        for (usize got = 0; got < sizeof batch;) {
            const ssize_t count = read(from_, bytes + got, sizeof batch - got);
            if (count <= 0) fail("QEMU does not answer");
            got += static_cast<usize>(count);
        }
    }

  private:
    [[noreturn]] static void fail(const char* what) {
        std::fprintf(stderr, "arith_fuzz: %s\n", what);
        std::exit(1);
    }

    pid_t process_ = 0;
    int to_ = -1;
    int from_ = -1;
};

}  // namespace

int main(int count, char** arguments) {
    u64 runs = 1'000'000, seed = 1;
    const char* program = nullptr;
    for (int i = 1; i < count; ++i) {
        if (std::strcmp(arguments[i], "--runs") == 0 && i + 1 < count) {
            runs = std::strtoull(arguments[++i], nullptr, 0);
        } else if (std::strcmp(arguments[i], "--seed") == 0 && i + 1 < count) {
            seed = std::strtoull(arguments[++i], nullptr, 0);
        } else {
            program = arguments[i];
        }
    }
    if (program == nullptr) {
        std::fprintf(stderr, "usage: arith_fuzz [--runs CALLS] [--seed N] PROGRAM.elf\n");
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN);
    Emulator emulator(program);
    arith::Calls calls(seed);
    u64 done = 0;
    while (done < runs) {
        static arith::Batch batch;
        batch.count = arith::kBatchSize;
        for (arith::Call& call : batch.calls) call = calls.next();
        emulator.run(batch);
        for (const arith::Call& call : batch.calls) {
            if (is_right(call)) continue;
            std::printf("%s of %x'%08x and %x'%08x gave %x'%08x\n", arith::name_of(call.operation), call.a[1],
                        call.a[0], call.b[1], call.b[0], call.result[1], call.result[0]);
            return 1;
        }
        done += arith::kBatchSize;
    }
    std::printf("%llu calls agree\n", static_cast<unsigned long long>(done));
    return 0;
}
