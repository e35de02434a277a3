#include "python/compiler/error.hpp"

namespace kinglet::compiler {

namespace {

constexpr PackedText kTexts[] = {
#define MESSAGE(name, text) text ""_packed,
#include "python/compiler/messages.def"
#undef MESSAGE
};

}  // namespace

PackedText message_text(Message message) {
    return kTexts[static_cast<u32>(message)];
}

}  // namespace kinglet::compiler
