// Software timers in a list sorted by expiry, driven by the hardware timer FRC2. Their functions run as the
// task of priority 31.
#include "soc/esp8266/regs/timers.hpp"
#include "chip/rom/rom.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/interrupts.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/dport.hpp"

using namespace kinglet::soc;

namespace {

struct Timer {
    Timer* next;  // kUnlinked when not in the list
    u32 expires;  // in ticks of FRC2
    u32 period;   // 0: once
    void (*function)(void*);
    void* argument;
};

constexpr u32 kPriority = 31;
constexpr u32 kQueueLength = 4;

Timer* unlinked() {
    return reinterpret_cast<Timer*>(~u32{0});
}

Event queue[kQueueLength];

u32 now() {
    return read_register(kTimersBase + timers::FRC2_COUNT);
}

/// 80 MHz / 256 is 312.5 ticks in a millisecond.
u32 ticks_of(u32 milliseconds) {
    return milliseconds * 312 + milliseconds / 2;
}

bool is_before(u32 a, u32 b) {
    return static_cast<i32>(a - b) < 0;
}

}  // namespace

extern "C" {

Timer* timer_list;

static void program_alarm() {
    if (timer_list == nullptr) return;
    const u32 soonest = now() + 2;
    const u32 expires = timer_list->expires;
    write_register(kTimersBase + timers::FRC2_ALARM, is_before(expires, soonest) ? soonest : expires);
}

void timer_insert(u32 expires, Timer* timer) {
    Timer** place = &timer_list;
    while (*place != nullptr && !is_before(expires, (*place)->expires)) place = &(*place)->next;
    timer->expires = expires;
    timer->next = *place;
    *place = timer;
    if (timer_list == timer) program_alarm();
}

void ets_timer_setfn(Timer* timer, void (*function)(void*), void* argument) {
    timer->next = unlinked();
    timer->expires = 0;
    timer->period = 0;
    timer->function = function;
    timer->argument = argument;
}

void ets_timer_arm(Timer* timer, u32 milliseconds, u32 repeat) {
    if (timer->next != unlinked()) {
        ets_printf("%s %d \n", "ets_timer.c", 209);
        kinglet::rom::stop();
    }
    const kinglet::rom::InterruptLock lock;
    const u32 ticks = ticks_of(milliseconds);
    timer->period = repeat != 0 ? ticks : 0;
    timer_insert(now() + ticks, timer);
}

void ets_timer_disarm(Timer* timer) {
    const kinglet::rom::InterruptLock lock;
    for (Timer** place = &timer_list; *place != nullptr; place = &(*place)->next) {
        if (*place != timer) continue;
        *place = timer->next;
        break;
    }
    timer->next = unlinked();
    timer->period = 0;
}

void ets_timer_done(Timer* timer) {
    ets_timer_disarm(timer);
    timer->function = nullptr;
    timer->argument = nullptr;
}

void ets_timer_handler_isr(void*, void*) {
    ets_post(kPriority, 0, 0);
}

/// The task: runs what has expired.
static void run_expired(Event*) {
    while (true) {
        Timer* timer;
        {
            const kinglet::rom::InterruptLock lock;
            timer = timer_list;
            if (timer == nullptr || is_before(now(), timer->expires)) {
                program_alarm();
                return;
            }
            timer_list = timer->next;
            timer->next = unlinked();
            if (timer->period != 0) timer_insert(timer->expires + timer->period, timer);
        }
        timer->function(timer->argument);
    }
}

void ets_timer_init() {
    timer_list = nullptr;
    ets_isr_attach(static_cast<u32>(Irq::Frc2), ets_timer_handler_isr, nullptr);
    ets_task(run_expired, kPriority, queue, kQueueLength);
    set_bits(kDportBase + dport::EDGE_INT_ENABLE, dport::EDGE_FRC2.mask());
    write_register(kTimersBase + timers::FRC2_CTRL, timers::CTRL_ENABLE.mask() | timers::CTRL_PRESCALE.of(2));
    write_register(kTimersBase + timers::FRC2_LOAD, 0);
    ets_isr_unmask(irq_bit(Irq::Frc2));
}

}  // extern "C"
