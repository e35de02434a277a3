#include "python/compiler/session.hpp"

#include "base/flash.hpp"

namespace kinglet::compiler {

Session::Session(CodeSink& code_sink, const Options& compile_options)
    : sink(code_sink), options(compile_options) {
    name_super = intern("super");
    name_class = intern("__class__");
    name_range = intern("range");
    name_const = intern("const");
    name_debug = intern("__debug__");
    name_doc = intern("__doc__");
    name_micropython = intern("micropython");
}

Symbol Session::intern(const char* text) {
    char copy[24];
    const usize length = flash_length(text);
    flash_copy(copy, text, length < sizeof(copy) ? length : sizeof(copy));
    return static_cast<Symbol>(checked(sink.name({copy, length})));
}

void Session::set_error(ErrorKind kind, Message message) {
    if (failed()) return;
    error.kind = kind;
    error.message = message;
    error.line = line;
    error.scope = static_cast<Handle>(scope);
}

void Session::fail_type(Message message, Handle first, Handle second, Handle third) {
    if (failed()) return;
    set_error(ErrorKind::ViperType, message);
    const Handle names[] = {first, second, third};
    for (u32 i = 0; i < 3; ++i) error.names[i] = names[i];
}

void* Session::allocate(usize bytes) {
    void* block = failed() ? nullptr : sink.allocate(bytes);
    if (block == nullptr) out_of_memory();
    return block;
}

void* Session::grow(void* block, u32& capacity, usize element_bytes) {
    if (failed()) return nullptr;
    const u32 wanted = capacity == 0 ? 16 : capacity < 128 ? capacity * 2 : capacity + capacity / 2;
    void* grown = block == nullptr ? sink.allocate(wanted * element_bytes)
                                   : sink.reallocate(block, wanted * element_bytes);
    if (grown == nullptr) {
        out_of_memory();
        return nullptr;
    }
    capacity = wanted;
    return grown;
}

bool Session::is_too_deep() {
    if (options.stack != nullptr && options.stack->is_used_up()) fail_too_deep();
    return failed();
}

}  // namespace kinglet::compiler
