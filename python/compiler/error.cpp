#include "python/compiler/error.hpp"

namespace kinglet::compiler {

namespace {

constexpr const char* kTexts[] = {
#define MESSAGE(name, text) text,
#include "python/compiler/messages.def"
#undef MESSAGE
};

}  // namespace

const char* message_text(Message message) {
    return kTexts[static_cast<u32>(message)];
}

}  // namespace kinglet::compiler
