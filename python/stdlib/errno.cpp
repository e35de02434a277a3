// errno: the numbers that OSError carries, and their names.
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/fixed_dict.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

// clang-format off
#define KINGLET_ERRNO(X)                                                                                            \
    X(EPERM, 1) X(ENOENT, 2) X(EIO, 5) X(EBADF, 9) X(EAGAIN, 11) X(ENOMEM, 12) X(EACCES, 13) X(EEXIST, 17)          \
    X(ENODEV, 19) X(EISDIR, 21) X(EINVAL, 22) X(EOPNOTSUPP, 95) X(EADDRINUSE, 98) X(ECONNABORTED, 103)              \
    X(ECONNRESET, 104) X(ENOBUFS, 105) X(ENOTCONN, 107) X(ETIMEDOUT, 110) X(ECONNREFUSED, 111)                      \
    X(EHOSTUNREACH, 113) X(EALREADY, 114) X(EINPROGRESS, 115) X(ENOTSUP, 95)

constinit const Attribute attributes[] = {
#define KINGLET_ATTRIBUTE(id, number) {name<#id>, Value::from_int(number)},
    KINGLET_ERRNO(KINGLET_ATTRIBUTE)
#undef KINGLET_ATTRIBUTE
};
// clang-format on

/// errno.errorcode, from numbers to names; a new dict each time, because a dict cannot lie in flash.
Completion get_attribute(Thread& thread, Str& attribute, bool& found) {
    found = &attribute == name<"errorcode">;
    if (!found) return kNone;
    Dict* codes = dict_create(thread, std::size(attributes));
    if (codes == nullptr) return Value();
    for (const Attribute& each : attributes) {
        TRY(dict_set(thread, *codes, each.value, Value(&each.name->header)));
    }
    if constexpr (sizeof(Word) > 4) dict_fix(*codes);
    return &codes->header;
}

}  // namespace

extern const BuiltinModule errno_module;
constinit const BuiltinModule errno_module = builtin_module(name<"errno">, attributes, get_attribute);

}  // namespace kinglet::stdlib
