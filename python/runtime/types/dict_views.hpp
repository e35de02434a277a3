// The live views of a dict: keys, values and items.
#pragma once

#include "python/runtime/types/dict.hpp"

namespace kinglet::runtime {

struct DictView {
    Object header;
    Dict* dict;
};

extern const Type dict_keys_type, dict_values_type, dict_items_type;

/// A view of one of the three types.
Completion dict_view_create(Thread&, const Type& type, Dict& dict);
/// An iterator of one of the three types in types/iterators.hpp.
Completion dict_iterator_create(Thread&, const Type& type, Dict& dict);
/// reversed(dict).
Completion dict_reversed(Thread&, const Dict& dict);

}  // namespace kinglet::runtime
