// The clock of these tests goes on only when somebody waits, so they take no time and always the same.
#include "tests/unit/python/stdlib/fake_platform.hpp"

#include "python/runtime/names.hpp"
#include "python/stdlib/random/entropy.hpp"
#include "python/stdlib/sys/platform.hpp"

namespace kinglet {

constinit const stdlib::SysPlatform stdlib::sys_platform = {runtime::name<"test">,
                                                            runtime::name<"Kinglet under test">};

FakeClock fake_clock;

u32 stdlib::entropy() {
    return 4;
}

hal::Clock& hal::system_clock() {
    return fake_clock;
}

}  // namespace kinglet
