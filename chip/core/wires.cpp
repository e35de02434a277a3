#include "chip/core/wires.hpp"

namespace kinglet::chip {

WireDriver::WireDriver(Wire& wire) : wire_(wire) {
    WireDriver** end = &wire.drivers_;
    while (*end) end = &(*end)->next_;
    *end = this;
}

WireDriver::~WireDriver() {
    WireDriver** link = &wire_.drivers_;
    while (*link != this) link = &(*link)->next_;
    *link = next_;
    wire_.resolve();
}

void WireDriver::set(Strength strength, bool level) {
    if (strength == strength_ && level == level_) return;
    strength_ = strength;
    level_ = level;
    wire_.resolve();
}

WireObserver::WireObserver(Wire& wire, void* owner, Handler handler, Watch watch)
    : wire_(wire), owner_(owner), handler_(handler), watch_(watch) {
    WireObserver** end = &wire.observers_;
    while (*end) end = &(*end)->next_;
    *end = this;
}

WireObserver::~WireObserver() {
    WireObserver** link = &wire_.observers_;
    while (*link != this) link = &(*link)->next_;
    *link = next_;
}

void Wire::resolve() {
    Strength strongest = Strength::None;
    bool high = false;
    bool low = false;
    for (const WireDriver* driver = drivers_; driver; driver = driver->next_) {
        if (driver->strength_ < strongest || driver->strength_ == Strength::None) continue;
        if (driver->strength_ > strongest) high = low = false;
        strongest = driver->strength_;
        (driver->level_ ? high : low) = true;
    }
    const bool same_strength = strongest == strength_;
    strength_ = strongest;
    contended_ = strongest == Strength::Push && high && low;
    const bool level = high && !low;
    const bool same_level = level == level_;
    if (same_level && same_strength) return;
    level_ = level;
    for (WireObserver* observer = observers_; observer;) {
        WireObserver* next = observer->next_;
        if (!same_level || observer->watch_ == WireObserver::Watch::Strength)
            observer->handler_(observer->owner_, *this);
        observer = next;
    }
}

}  // namespace kinglet::chip
