// What a program brings to the runtime: here, no modules.
#include "python/runtime/module.hpp"

namespace kinglet::runtime {

extern const BuiltinModule* const builtin_modules[] = {nullptr};
extern const u32 builtin_module_count = 0;
extern const FrozenModule frozen_modules[] = {{nullptr, nullptr, 0}};
extern const u32 frozen_module_count = 0;

}  // namespace kinglet::runtime
