#include "python/syntax/error.hpp"

#include "base/flash.hpp"

namespace kinglet::syntax {

namespace {

constexpr const char* kTexts[] = {
#define MESSAGE(name, text) text,
#include "python/syntax/messages.def"
#undef MESSAGE
};

}  // namespace

const char* message_text(Message message) {
    return kTexts[static_cast<usize>(message)];
}

usize copy_message(Message message, std::span<char> into) {
    const char* const text = message_text(message);
    const usize length = flash_length(text);
    const usize count = length < into.size() ? length : into.size();
    flash_copy(into.data(), text, count);
    return count;
}

}  // namespace kinglet::syntax
