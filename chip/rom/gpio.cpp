// Pins GPIO0-15.
#include "soc/esp8266/regs/gpio.hpp"
#include "chip/rom/rom.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/interrupts.hpp"
#include "soc/esp8266/memory_map.hpp"

namespace {

using namespace kinglet::soc;
using PinHandler = void (*)(u32 pending, void* argument);

u32 pin_register(u32 pin) {
    return kGpioBase + gpio::PIN(pin);
}

PinHandler handler;
void* handler_argument;

}  // namespace

extern "C" {

u32 gpio_pending ROM_RECORD(3fffdfd0);         // seen by the interrupt, not yet acknowledged
u8 gpio_saved_types[16] ROM_RECORD(3fffdfe0);  // what a pin's type was before the interrupt switched it off

static void gpio_interrupt(void*, void*) {
    const u32 status = read_register(kGpioBase + gpio::STATUS);
    gpio_pending |= status;
    // Off until acknowledged, or a level would come back for ever.
    for (u32 pin = 0; pin < gpio::kPinCount; ++pin) {
        if ((status >> pin & 1) == 0) continue;
        gpio_saved_types[pin] = static_cast<u8>(read_field(pin_register(pin), gpio::PIN_INT_TYPE));
        write_field(pin_register(pin), gpio::PIN_INT_TYPE, gpio::kIntTypeOff);
    }
    write_register(kGpioBase + gpio::STATUS_W1TC, status);
    if (handler != nullptr) handler(gpio_pending, handler_argument);
}

void gpio_init() {
    gpio_pending = 0;
    write_register(kGpioBase + gpio::ENABLE_W1TC, gpio::kPinMask);
    for (u32 pin = 0; pin < gpio::kPinCount; ++pin) {
        gpio_saved_types[pin] = static_cast<u8>(read_field(pin_register(pin), gpio::PIN_INT_TYPE));
    }
    ets_isr_attach(static_cast<u32>(Irq::Gpio), gpio_interrupt, nullptr);
    ets_isr_unmask(irq_bit(Irq::Gpio));
}

void gpio_output_set(u32 set, u32 clear, u32 enable, u32 disable) {
    write_register(kGpioBase + gpio::OUT_W1TS, set);
    write_register(kGpioBase + gpio::OUT_W1TC, clear);
    write_register(kGpioBase + gpio::ENABLE_W1TS, enable);
    write_register(kGpioBase + gpio::ENABLE_W1TC, disable);
}

u32 gpio_input_get() {
    return read_register(kGpioBase + gpio::IN);
}

void gpio_register_set(u32 pin, u32 value) {
    write_register(pin_register(pin & 15), value);
}
u32 gpio_register_get(u32 pin) {
    return read_register(pin_register(pin & 15));
}

u32 gpio_intr_pending() {
    return gpio_pending;
}

void gpio_intr_ack(u32 mask) {
    const kinglet::rom::InterruptLock lock;
    gpio_pending &= ~mask;
    for (u32 pin = 0; pin < gpio::kPinCount; ++pin) {
        if ((mask >> pin & 1) != 0) write_field(pin_register(pin), gpio::PIN_INT_TYPE, gpio_saved_types[pin]);
    }
}

void gpio_intr_handler_register(PinHandler function, void* argument) {
    handler = function;
    handler_argument = argument;
}

void gpio_pin_intr_state_set(u32 pin, u32 type) {
    const kinglet::rom::InterruptLock lock;
    write_field(pin_register(pin & 15), gpio::PIN_INT_TYPE, type);
}

void gpio_pin_wakeup_enable(u32 pin, u32 type) {
    if (type != gpio::kIntTypeLow && type != gpio::kIntTypeHigh) return;
    write_field(pin_register(pin & 15), gpio::PIN_INT_TYPE, type);
    write_field(pin_register(pin & 15), gpio::PIN_WAKEUP_ENABLE, 1);
}

void gpio_pin_wakeup_disable() {
    for (u32 pin = 0; pin < gpio::kPinCount; ++pin) {
        if (read_field(pin_register(pin), gpio::PIN_WAKEUP_ENABLE) == 0) continue;
        write_field(pin_register(pin), gpio::PIN_INT_TYPE, gpio::kIntTypeOff);
        write_field(pin_register(pin), gpio::PIN_WAKEUP_ENABLE, 0);
    }
}

}  // extern "C"
