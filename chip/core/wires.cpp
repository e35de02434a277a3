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

WireObserver::WireObserver(Wire& wire, void* owner, Handler handler)
    : wire_(wire), owner_(owner), handler_(handler) {
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
    driven_ = strongest != Strength::None;
    contended_ = strongest == Strength::Push && high && low;
    const bool level = high && !low;
    if (level == level_) return;
    level_ = level;
    for (WireObserver* observer = observers_; observer;) {
        WireObserver* next = observer->next_;
        observer->handler_(observer->owner_, *this);
        observer = next;
    }
}

}  // namespace kinglet::chip
