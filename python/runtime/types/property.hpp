// property: the functions that get, set and delete an attribute.
#pragma once

#include "python/runtime/function.hpp"
#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct Property {
    Object header;
    Value getter;  // None: there is none
    Value setter;
    Value rest;  // the deleter; with a doc string a tuple of both

    Value deleter() const;
    Value doc() const;
};

/// Sets the attribute of `object` that the property stands for, or with `value` undefined deletes it.
Raised property_set(Thread&, Value property, Value object, Value value);

}  // namespace kinglet::runtime
