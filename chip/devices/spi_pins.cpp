#include "chip/devices/spi_pins.hpp"

namespace kinglet::chip {

namespace {

struct BusPads {
    Signal clock;
    Signal data_out;
    u32 data_in_pad;
    u32 data_out_pad;
    u32 function;
};

constexpr u32 kHspiClockPad = 14;
constexpr u32 kHspiSelectPad = 15;
constexpr u32 kHspiFunction = 2;
constexpr u32 kFlashFunction = 1;

constexpr BusPads kHspi = {Signal::HspiClk, Signal::HspiMosi, 12, 13, kHspiFunction};
constexpr BusPads kFlash = {Signal::SpiClk, Signal::SpiMosi, 7, 8, kFlashFunction};

// Only HSPI's CS0 has a pad of its own; CS1 and CS2 are the flash bus's.
constexpr Signal kSelects[3] = {Signal::HspiCs0, Signal::SpiCs1, Signal::SpiCs2};

const BusPads& pads_of_bus(SpiBus bus) {
    return bus == SpiBus::Hspi ? kHspi : kFlash;
}

}  // namespace

SpiPins::SpiPins(Pads& pads, const IoMux& io_mux, PadSignals& signals, Clock& clock, EventQueue& events,
                 SpiPinsClient& client)
    : pads_(pads),
      io_mux_(io_mux),
      signals_(signals),
      client_(client),
      step_(TimedEvent::of<&SpiPins::on_step>("spi.step", this, clock, events, TimeBase::Apb)),
      clock_(WireObserver::of<&SpiPins::on_clock>(pads[kHspiClockPad], this)),
      chip_select_(WireObserver::of<&SpiPins::on_select>(pads[kHspiSelectPad], this)) {}

// A master out of reset holds its lines as modes 0 and 1 have them, and selects nobody.
void SpiPins::reset() {
    step_.cancel();
    next_ = Step::Idle;
    slave_ = selected_ = false;
    for (const BusPads* bus : {&kHspi, &kFlash}) {
        signals_.set(bus->clock, false);
        signals_.set(bus->data_out, false);
    }
    for (const Signal select : kSelects) signals_.set(select, true);
    signals_.release(Signal::HspiMiso);
}

// As a master.

void SpiPins::select(bool active) {
    for (u32 i = 0; i < std::size(kSelects); ++i)
        if (transfer_.chip_select[i]) signals_.set(kSelects[i], !active);
}

void SpiPins::start(const SpiTransfer& transfer) {
    transfer_ = transfer;
    in_.clear();
    bit_ = 0;
    signals_.set(pads_of_bus(transfer_.bus).clock, transfer_.idle_high);
    select(true);
    next_ = transfer_.out.size() ? Step::BitStart : Step::Hold;
    step_.schedule_in(transfer_.setup_ticks);
}

/// What the controller reads: a line that nobody gives it reads high.
bool SpiPins::input_level() const {
    const BusPads& bus = pads_of_bus(transfer_.bus);
    const u32 pad = transfer_.three_wire ? bus.data_out_pad : bus.data_in_pad;
    const Wire& wire = pads_[pad];
    return !is_on_bus(pad, bus.function) || !wire.is_driven() || wire.level();
}

void SpiPins::begin_bit() {
    const BusPads& bus = pads_of_bus(transfer_.bus);
    signals_.set(bus.clock, transfer_.idle_high != transfer_.samples_second_edge);
    if (transfer_.three_wire && bit_ >= transfer_.turnaround)
        signals_.release(bus.data_out);
    else
        signals_.set(bus.data_out, transfer_.out[bit_]);
}

// With CPHA 0 the data change where a bit begins and the first edge, in its middle, samples; with CPHA 1 the
// bit begins with the first edge.
void SpiPins::on_step(u64 tick) {
    const BusPads& bus = pads_of_bus(transfer_.bus);
    const u32 first_half = transfer_.ticks_per_bit / 2;
    switch (next_) {
        case Step::BitStart:
            begin_bit();
            next_ = Step::BitMiddle;
            step_.schedule(tick + first_half);
            break;
        case Step::BitMiddle:
            signals_.set(bus.clock, transfer_.idle_high == transfer_.samples_second_edge);
            in_.append(input_level());
            ++bit_;
            next_ = bit_ < transfer_.out.size() ? Step::BitStart : Step::Hold;
            step_.schedule(tick + transfer_.ticks_per_bit - first_half +
                           (next_ == Step::Hold ? transfer_.hold_ticks : 0));
            break;
        case Step::Hold:
            signals_.set(bus.clock, transfer_.idle_high);
            select(false);
            next_ = Step::Idle;
            client_.transfer_done(in_);
            break;
        case Step::Idle: break;
    }
}

// As a slave.

void SpiPins::set_slave(bool on, bool samples_rising_edge) {
    samples_rising_edge_ = samples_rising_edge;
    if (on == slave_) return;
    slave_ = on;
    selected_ = false;
    // A slave leaves clock, data and chip select to the master.
    for (const Signal signal : {Signal::HspiClk, Signal::HspiMosi, Signal::HspiCs0})
        on ? signals_.release(signal) : signals_.set(signal, signal == Signal::HspiCs0);
    if (!on) signals_.release(Signal::HspiMiso);
}

void SpiPins::on_select(Wire& wire) {
    if (!slave_ || !is_on_bus(kHspiSelectPad, kHspiFunction) || selected_ == !wire.level()) return;
    selected_ = !wire.level();
    if (selected_) {
        client_.slave_selected();
        signals_.set(Signal::HspiMiso, client_.slave_next_bit());
    } else {
        signals_.release(Signal::HspiMiso);
        client_.slave_deselected();
    }
}

void SpiPins::on_clock(Wire& wire) {
    if (!selected_ || !is_on_bus(kHspiClockPad, kHspiFunction)) return;
    if (wire.level() == samples_rising_edge_)
        client_.slave_took_bit(pads_[kHspi.data_out_pad].level());
    else
        signals_.set(Signal::HspiMiso, client_.slave_next_bit());
}

void SpiPins::snapshot(Archive& archive) {
    archive.section("pins");
    archive(step_, transfer_, in_, slave_, samples_rising_edge_, selected_);
    archive.bounded(next_, 4);
    archive.bounded(bit_, BitString::kCapacity + 1);
    if (transfer_.out.is_possible() && in_.is_possible() && transfer_.bus <= SpiBus::Flash) return;
    archive.fail();
    transfer_ = {};
    in_.clear();
    next_ = Step::Idle;
}

}  // namespace kinglet::chip
