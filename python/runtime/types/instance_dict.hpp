// What x.__dict__ gives: the attributes of an instance as a dict. It holds them as they were when it was
// asked for; what is put into it, or taken out, is set or deleted on the instance too.
#pragma once

#include "python/runtime/types/dict.hpp"

namespace kinglet::runtime {

struct InstanceDict {
    Dict dict;
    Object* instance;
};

extern const Type instance_dict_type;  // derives from dict, whose name it has

/// nullptr with MemoryError raised.
Completion instance_dict_create(Thread&, Object& instance);

/// Makes the attributes of the instance those of another dict.
Raised instance_dict_replace(Thread&, Value instance_dict, const Dict& attributes);

}  // namespace kinglet::runtime
