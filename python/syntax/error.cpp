#include "python/syntax/error.hpp"

namespace kinglet::syntax {

namespace {

constexpr PackedText kTexts[] = {
#define MESSAGE(name, text) text ""_packed,
#include "python/syntax/messages.def"
#undef MESSAGE
};

}  // namespace

PackedText message_text(Message message) {
    return kTexts[static_cast<usize>(message)];
}

}  // namespace kinglet::syntax
