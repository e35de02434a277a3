// Where the firmware keeps the code of the user's modules: behind the image, inside of the flash window.
#pragma once

#include "python/runtime/store/code_store.hpp"

namespace kinglet::firmware {

/// The board's one; empty where the flash has no place for it.
runtime::CodeStore& code_store();

}  // namespace kinglet::firmware
