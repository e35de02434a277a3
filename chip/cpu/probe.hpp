// CpuProbe: whoever looks at the processor at work: a trace, a profile, a debugger. What it wants to see is
// compiled into the predecoded code, so that a processor that nobody looks at pays nothing, and one that is
// watched at few places pays there only.
//
// A probe sees the state as the instruction finds it, the clock included. It changes nothing that a program
// could notice, so a run is the same with and without it; Cpu::stop() is all it may do.
#pragma once

#include "base/integers.hpp"
#include "soc/esp8266/exceptions.hpp"

namespace kinglet::chip {

/// A load or store that succeeded.
struct DataAccess {
    u32 pc;
    u32 address;
    u32 value;  // as the register has it afterwards
    u8 size;
    bool is_store;
};

enum class TrapKind : u8 { Exception, Interrupt, Nmi, Debug };

class CpuProbe {
  public:
    /// Which loads and stores it is told of.
    enum class Accesses : u8 {
        None,
        Registers,  // those that do not go straight to memory; more may come
        All,
    };

    /// Asked when code is predecoded: whether before_instruction() is to be called at this address. After
    /// the answer has changed, Cpu::forget_code() has to be called.
    virtual bool wants_instruction(u32 pc) const = 0;
    /// Likewise.
    virtual Accesses wanted_accesses() const { return Accesses::None; }

    /// The instruction at state().pc is next. True: it is not to be executed now, and Cpu::run() returns;
    /// whoever lets it run on will be asked again.
    virtual bool before_instruction() { return false; }
    virtual void accessed(const DataAccess&) {}
    /// An exception or interrupt has been entered; state().pc is the vector. `from`: the instruction that
    /// was not executed. `cause`: EXCCAUSE of an exception.
    virtual void trapped(TrapKind, soc::Cause /*cause*/, u32 /*from*/) {}
    /// An instruction that ends a handler has led to state().pc.
    virtual void returned() {}

  protected:
    ~CpuProbe() = default;
};

}  // namespace kinglet::chip
