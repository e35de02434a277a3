#include "chip/core/register_gaps.hpp"

#include <string_view>

#include "soc/esp8266/register_map.hpp"

namespace kinglet::chip {

namespace {

using namespace soc;

// What several rows say.
constexpr const char* kUnknown = "what it does is not known";
constexpr const char* kMac = "Wi-Fi MAC";
constexpr const char* kRadio = "radio: ready at once, nothing to correct";
constexpr const char* kPower =
    "powering parts of the chip up and down: all of it is on, or off in deep sleep";
constexpr const char* kSdio = "SDIO";
constexpr const char* kClocks = "all clocks run, but for the watchdog's";
constexpr const char* kHold = "hold, write-protect, and sharing of the bus in hardware";
constexpr const char* kSleepPads = "pads keep their state in light sleep";
constexpr const char* kCoexistence = "pin select for Bluetooth coexistence and SDIO";

constexpr u32 kPadSleepBits = io_mux::SLEEP_OE.mask() | io_mux::SLEEP_SEL.mask() |
                              io_mux::SLEEP_PULLDOWN.mask() | io_mux::SLEEP_PULLUP.mask();

// clang-format off
constexpr RegisterGap kGaps[] = {
    // block   register                  bits                                  why
    {"dport",  dport::NMI_INT_ENABLE,    ~dport::NMI_FRC1.mask(),              kMac},
    {"dport",  dport::UNKNOWN_08,        kAllBits,                             kUnknown},
    {"dport",  dport::CLOCK_GATE,        ~dport::CLOCK_GATE_WDT.mask(),        kClocks},
    {"dport",  dport::CACHE_RAM,         0xFFFFFFE4,                           kUnknown},
    {"dport",  dport::IO_SWAP,           ~dport::SWAP_TWO_ON_FLASH.mask(),     "only SPI1 on the flash's bus"},
    {"dport",  dport::SLC_TX_DESC_DEBUG, kAllBits,                             kUnknown},

    {"wdev",   wdev::MAC_INT_ENABLE,     kAllBits,                             kMac},
    {"wdev",   wdev::SLEEP_MARK,         kAllBits,                             kMac},
    {"wdev",   wdev::TSF0_TIME_LOW,      kAllBits,                             kMac},
    {"wdev",   wdev::TSF0_TIME_HIGH,     kAllBits,                             kMac},
    {"wdev",   wdev::MAC_TIMER_LOW,      kAllBits,                             kMac},
    {"wdev",   wdev::MAC_TIMER_HIGH,     kAllBits,                             kMac},
    {"wdev",   wdev::TSF0_TIMER_ENABLE,  kAllBits,                             kMac},
    {"wdev",   wdev::TSF0_TIMER_LOW,     kAllBits,                             kMac},
    {"wdev",   wdev::TSF0_TIMER_HIGH,    kAllBits,                             kMac},
    {"wdev",   wdev::MAC_ALARM_LOW,      kAllBits,                             kMac},
    {"wdev",   wdev::MAC_ALARM_HIGH,     kAllBits,                             kMac},

    {"uart",   uart::AUTOBAUD,           uart::GLITCH_FILT.mask(),             "lines have no glitches"},
    {"uart",   uart::CONF0,              uart::kIrdaMask,                      "IrDA"},

    {"spi",    spi::CTRL,                spi::RESANDRES.mask() | spi::SST_AAI.mask() | spi::HOLD_MODE.mask() |
                                         spi::SHARE_BUS.mask() | spi::WP_REG.mask(),   kHold},
    {"spi",    spi::CTRL1,               kAllBits,                             kHold},
    {"spi",    spi::CTRL2,               ~(spi::SETUP_TIME.mask() | spi::HOLD_TIME.mask()),
                                                                               "delays of data and chip select within a bit"},
    {"spi",    spi::USER,                spi::kUserUnmodelled,                 "two and four data lines, hold, the cache's own commands"},
    {"spi",    spi::PIN,                 spi::kPinUnmodelled,                  kUnknown},
    {"spi",    spi::SLAVE,               spi::kSlaveCsMode,                    kUnknown},
    {"spi",    spi::SLAVE1,              spi::SLV_STATUS_FAST.mask() | spi::SLV_DUMMY_ENABLES.mask(), "dummy phases as a slave"},
    {"spi",    spi::SLAVE2,              kAllBits,                             "dummy phases as a slave"},
    {"spi",    spi::EXT0,                kAllBits,                             "waits after a program"},
    {"spi",    spi::EXT1,                kAllBits,                             "waits after an erase"},
    {"spi",    spi::EXT3,                kAllBits,                             kHold},

    {"gpio",   gpio::OUT,                0xFFFF0000,                           kCoexistence},
    {"gpio",   gpio::ENABLE,             0x003F0000,                           kCoexistence},

    {"rf",     rf::IQ_ESTIMATE,          kAllBits,                             kRadio},
    {"rf",     rf::ADC_CLOCK,            kAllBits,                             "radio; the ADC converts without it"},

    {"timers", timers::FRC2_CTRL,        timers::CTRL_AUTOLOAD.mask(),         kUnknown},

    {"rtc",    rtc::CTL,                 ~rtc::CTL_SW_RESET.mask(),            kPower},
    {"rtc",    rtc::POWER_CONF,          kAllBits,                             kPower},
    {"rtc",    rtc::CLOCK_GATE,          kAllBits,                             kClocks},
    {"rtc",    rtc::WAIT1,               kAllBits,                             kPower},
    {"rtc",    rtc::WAIT2,               kAllBits,                             kPower},
    {"rtc",    rtc::ANALOG0,             kAllBits,                             kPower},
    {"rtc",    rtc::ANALOG1,             kAllBits,                             kPower},
    {"rtc",    rtc::ANALOG2,             kAllBits,                             kPower},
    {"rtc",    rtc::ANALOG3,             kAllBits,                             kPower},
    {"rtc",    rtc::ANALOG4,             kAllBits,                             kPower},
    {"rtc",    rtc::GPIO_CONF,           kAllBits,                                 kUnknown},
    {"rtc",    rtc::PAD_CONF0,           kAllBits,                             "a pad that has no pin"},
    {"rtc",    rtc::PAD_CONF1,           kAllBits,                             "a pad that has no pin"},
    {"rtc",    rtc::PAD_CONF2,           kAllBits,                             "a pad that has no pin"},
    {"rtc",    rtc::PAD_CONF3,           kAllBits,                             "a pad that has no pin"},
    {"rtc",    rtc::PAD_CONF4,           kAllBits,                             "a pad that has no pin"},

    {"io_mux", io_mux::CONF,             kAllBits,                             "SPI takes its undivided clock from its own bit alone"},
    {"io_mux", 0x04,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x08,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x0C,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x10,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x14,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x18,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x1C,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x20,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x24,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x28,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x2C,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x30,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x34,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x38,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x3C,                     kPadSleepBits,                        kSleepPads},
    {"io_mux", 0x40,                     kPadSleepBits,                        kSleepPads},

    {"wdt",    wdt::CTL,                 wdt::CTL_RESET_LENGTH.mask(),         "a reset takes no time"},

    {"slc",    slc::CONF0,               slc::kConf0Unmodelled,                "bursts, loop tests and SDIO"},
    {"slc",    slc::RX_FIFO_PUSH,        kAllBits,                             "words that go past the descriptors"},
    {"slc",    slc::TX_FIFO_POP,         kAllBits,                             "words that go past the descriptors"},
    {"slc",    slc::INTVEC_TOHOST,       kAllBits,                             kSdio},
    {"slc",    slc::TOKEN0,              kAllBits,                             kSdio},
    {"slc",    slc::TOKEN1,              kAllBits,                             kSdio},
    {"slc",    slc::CONF1,               kAllBits,                             kSdio},
    {"slc",    slc::STATE0,              kAllBits,                             kUnknown},
    {"slc",    slc::STATE1,              kAllBits,                             kUnknown},
    {"slc",    slc::BRIDGE_CONF,         kAllBits,                             kSdio},
    {"slc",    slc::AHB_TEST,            kAllBits,                             kUnknown},
    {"slc",    slc::SDIO_ST,             kAllBits,                             kSdio},
    {"slc",    slc::RX_DSCR_CONF,        kAllBits,                             "filling and SDIO's ends of frames"},
    {"slc",    slc::DATE,                kAllBits,                             "its value is not known"},
    {"slc",    slc::ID,                  kAllBits,                             "its value is not known"},
    {"slc",    slc::HOST_INTR_RAW,       kAllBits,                             kSdio},
    {"slc",    slc::HOST_CONF_W0,        kAllBits,                             kSdio},
    {"slc",    slc::HOST_CONF_W1,        kAllBits,                             kSdio},
    {"slc",    slc::HOST_INTR_ST,        kAllBits,                             kSdio},
    {"slc",    slc::HOST_CONF_W2,        kAllBits,                             kSdio},
    {"slc",    slc::HOST_CONF_W3,        kAllBits,                             kSdio},
    {"slc",    slc::HOST_CONF_W4,        kAllBits,                             kSdio},
    {"slc",    slc::HOST_INTR_CLR,       kAllBits,                             kSdio},
    {"slc",    slc::HOST_INTR_ENA,       kAllBits,                             kSdio},
    {"slc",    slc::HOST_CONF_W5,        kAllBits,                             kSdio},

    {"analog", analog::UNKNOWN_40,       kAllBits,                             kUnknown},
    {"analog", analog::UNKNOWN_48,       kAllBits,                             kUnknown},
    {"analog", analog::RADIO_OFFSET,     kAllBits,                             kRadio},
    {"analog", analog::SAR_TIM1,         kAllBits,                             "the converter's time follows from SAR_CFG"},
    {"analog", analog::SAR_TIM2,         kAllBits,                             "the converter's time follows from SAR_CFG"},
    {"analog", analog::SAR_CFG1,         ~analog::SAR_TOUT_ENABLE.mask(),      "measuring the supply"},
    {"analog", analog::SAR_CFG2,         kAllBits,                             kUnknown},

    {"i2s",    i2s::CONF,                i2s::CONF_RX_SLAVE.mask() | i2s::CONF_TX_SLAVE.mask() |
                                         i2s::CONF_RX_MSB_SHIFT.mask(),        "clocks from outside, shifted reception"},
    {"i2s",    i2s::TIMING,              kAllBits,                             "delays within a bit"},
    {"i2s",    i2s::FIFO_CONF,           i2s::FIFO_RX_MODE.mask(),             "reception follows the mode of sending"},
    {"i2s",    i2s::CONF_CHAN,           kAllBits,                             "one channel on both"},
};
// clang-format on

}  // namespace

bool RegisterGap::concerns(const char* block_name) const {
    return std::string_view(block_name).starts_with(block);
}

std::span<const RegisterGap> register_gaps() {
    return kGaps;
}

}  // namespace kinglet::chip
