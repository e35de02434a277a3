// What the C++ compiler's output refers to and nothing else provides. The program never ends and nothing is
// allocated by `new`.
#include "base/integers.hpp"
#include "base/verify.hpp"

extern "C" {

void __cxa_pure_virtual() {
    kinglet::verify_failed("pure virtual call", __FILE__, __LINE__);
}

void abort() {
    kinglet::verify_failed("abort", __FILE__, __LINE__);
}

// Constructors of objects with destructors register them; they never run.
int __aeabi_atexit(void*, void (*)(void*), void*) {
    return 0;
}
int __cxa_atexit(void (*)(void*), void*, void*) {
    return 0;
}
int atexit(void (*)()) {
    return 0;
}
void* __dso_handle = nullptr;

}  // extern "C"

// Deleting destructors name these; no object of the firmware is on a C++ heap.
void operator delete(void*) noexcept {
    kinglet::verify_failed("operator delete", __FILE__, __LINE__);
}
void operator delete(void*, std::size_t) noexcept {
    kinglet::verify_failed("operator delete", __FILE__, __LINE__);
}

// The standard headers report broken preconditions by throwing.
namespace std {

void __throw_out_of_range_fmt(const char* text, ...) {
    kinglet::verify_failed(text, __FILE__, __LINE__);
}
void __throw_out_of_range(const char* text) {
    kinglet::verify_failed(text, __FILE__, __LINE__);
}
void __throw_length_error(const char* text) {
    kinglet::verify_failed(text, __FILE__, __LINE__);
}
void __throw_logic_error(const char* text) {
    kinglet::verify_failed(text, __FILE__, __LINE__);
}
void __throw_bad_function_call() {
    kinglet::verify_failed("empty std::function", __FILE__, __LINE__);
}

}  // namespace std
