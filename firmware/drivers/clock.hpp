// What start-up needs of the clock beyond device/hal/clock.hpp.
#pragma once

namespace kinglet::firmware {

/// Starts the counter. Time begins here.
void start_clock();

}  // namespace kinglet::firmware
