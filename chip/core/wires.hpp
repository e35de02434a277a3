// Wires: one per pad of the chip. Whoever drives a wire holds a WireDriver; whoever wants to see it change
// (the chip's own inputs, virtual parts, a test, a trace) holds a WireObserver. The strongest driver wins;
// two that push against each other are a short circuit, which reads low and can be asked about. A wire that
// nobody drives or pulls reads low.
#pragma once

#include "base/integers.hpp"

namespace kinglet::chip {

class Wire;

/// How hard a driver holds its level. A pad's own pull-up (30-100 kOhm) loses against a resistor on the
/// board.
enum class Strength : u8 { None, PadPull, BoardPull, Push };

class WireDriver {
  public:
    explicit WireDriver(Wire& wire);
    WireDriver(const WireDriver&) = delete;
    WireDriver& operator=(const WireDriver&) = delete;
    ~WireDriver();

    /// Observers of the wire are called before this returns, if its level changes.
    void set(Strength strength, bool level);
    void release() { set(Strength::None, false); }

    template <class Archive>
    void snapshot(Archive& archive) {
        archive(strength_, level_);
    }

    Strength strength() const { return strength_; }
    bool level() const { return level_; }

  private:
    friend class Wire;
    Wire& wire_;
    WireDriver* next_ = nullptr;
    Strength strength_ = Strength::None;
    bool level_ = false;
};

class WireObserver {
  public:
    using Handler = void (*)(void* owner, Wire& wire);

    /// Calls `void Owner::method(Wire&)` after each change of the wire's level.
    template <auto kMethod, class Owner>
    static WireObserver of(Wire& wire, Owner* owner) {
        return WireObserver(
            wire, owner, [](void* self, Wire& changed) { (static_cast<Owner*>(self)->*kMethod)(changed); });
    }
    /// The same after each change of the level or of how hard it is held.
    template <auto kMethod, class Owner>
    static WireObserver of_strength(Wire& wire, Owner* owner) {
        return WireObserver(
            wire, owner, [](void* self, Wire& changed) { (static_cast<Owner*>(self)->*kMethod)(changed); },
            Watch::Strength);
    }

    enum class Watch : u8 { Level, Strength };

    WireObserver(Wire& wire, void* owner, Handler handler, Watch watch = Watch::Level);
    WireObserver(const WireObserver&) = delete;
    WireObserver& operator=(const WireObserver&) = delete;
    ~WireObserver();

  private:
    friend class Wire;
    Wire& wire_;
    void* owner_;
    Handler handler_;
    Watch watch_;
    WireObserver* next_ = nullptr;
};

class Wire {
  public:
    explicit Wire(u32 number = 0) : number_(number) {}
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    /// The pad's GPIO number.
    u32 number() const { return number_; }
    bool level() const { return level_; }
    /// Two drivers push in opposite directions.
    bool is_contended() const { return contended_; }
    /// Somebody drives or pulls.
    bool is_driven() const { return strength_ != Strength::None; }
    /// How hard the strongest of its drivers holds it.
    Strength strength() const { return strength_; }

    template <class Archive>
    void snapshot(Archive& archive) {
        archive(level_, contended_);
        archive.bounded(strength_, static_cast<u64>(Strength::Push) + 1);
    }
    /// Looks at its drivers again: those outside of the machine may not be as they were in its snapshot.
    void resolve();

  private:
    friend class WireDriver;
    friend class WireObserver;

    u32 number_;
    bool level_ = false;
    bool contended_ = false;
    Strength strength_ = Strength::None;
    WireDriver* drivers_ = nullptr;
    WireObserver* observers_ = nullptr;
};

}  // namespace kinglet::chip
