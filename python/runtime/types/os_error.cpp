#include "python/runtime/types/os_error.hpp"

#include "base/flash.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

const char* errno_name(SignedWord number) {
    switch (number) {
#define X(text, value) \
    case value:        \
        return #text;
#include "python/runtime/errno_names.def"
#undef X
        default: return nullptr;
    }
}

namespace {

struct NumberedClass {
    u32 number;
    const Type* type;
};

// The numbers are Linux's, as everywhere; PEP 3151 says which class each of them is.
// clang-format off
constinit const NumberedClass numbered_classes[] = {
    {1,   &permission_error_type},    // EPERM
    {2,   &file_not_found_type},      // ENOENT
    {11,  &blocking_io_error_type},   // EAGAIN
    {13,  &permission_error_type},    // EACCES
    {17,  &file_exists_type},         // EEXIST
    {20,  &not_a_directory_type},     // ENOTDIR
    {21,  &is_a_directory_type},      // EISDIR
    {32,  &broken_pipe_type},         // EPIPE
    {103, &connection_aborted_type},  // ECONNABORTED
    {104, &connection_reset_type},    // ECONNRESET
    {108, &broken_pipe_type},         // ESHUTDOWN
    {110, &timeout_error_type},       // ETIMEDOUT
    {111, &connection_refused_type},  // ECONNREFUSED
    {114, &blocking_io_error_type},   // EALREADY
    {115, &blocking_io_error_type},   // EINPROGRESS
};
// clang-format on

}  // namespace

const Type& os_error_class(SignedWord number) {
    for (const NumberedClass& each : numbered_classes) {
        if (each.number == static_cast<Word>(number)) return *each.type;
    }
    return os_error_type;
}

bool os_error_is(const Exception& exception, const Type& type) {
    if (exception.args->count == 0 || !(*exception.args)[0].is_int()) return false;
    return is_subtype(os_error_class((*exception.args)[0].as_int()), type);
}

bool print_os_error(Thread& thread, const Exception& exception, Printer& printer, Raised& outcome) {
    const Tuple& args = *exception.args;
    if (args.count == 0 || args.count > 2 || !args[0].is_int()) return false;
    const char* known = errno_name(args[0].as_int());
    if (args.count == 1 && known == nullptr) return false;
    printer.write_text("[Errno ");
    printer.write_signed(args[0].as_int());
    printer.write_text("] ");
    if (known != nullptr) printer.write_text(known);
    if (args.count == 1) return true;
    if (known != nullptr) printer.write_text(": ");
    outcome = print(thread, args[1], printer, PrintForm::Str);
    return true;
}

}  // namespace kinglet::runtime
