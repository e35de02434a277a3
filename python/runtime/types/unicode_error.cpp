// UnicodeDecodeError and UnicodeEncodeError: raised by the codecs with five arguments, worded from them.
#include "python/runtime/printer.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/exception.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/text.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

detail::RaisedOutcome raise_unicode_error(Thread& thread, const Type& type, const char* encoding,
                                          Value object, usize start, usize end, const char* reason) {
    const Str* encoding_str = str_create(thread, {encoding, flash_length(encoding)});
    if (encoding_str == nullptr) return {};
    const Str* reason_str = str_create(thread, {reason, flash_length(reason)});
    if (reason_str == nullptr) return {};
    const Value values[] = {Value(&encoding_str->header), object,
                            Value::from_int(static_cast<SignedWord>(start)),
                            Value::from_int(static_cast<SignedWord>(end)), Value(&reason_str->header)};
    Tuple* args = tuple_create(thread, values, 5);
    if (args == nullptr) return {};
    const Completion made = exception_create(thread, type, Value());
    if (made.is_raised()) return {};
    made.value().as<Exception>()->args = args;
    return raise_value(thread, made.value());
}

namespace {

/// What cannot be decoded or encoded, if it is only one byte or character: 'byte 0xff', "character '\xff'".
void write_culprit(Value object, usize start, Printer& printer) {
    ByteView view;
    if (bytes_view(object, view)) {
        const u32 byte = start < view.count ? flash_byte(view.data + start) : 0;
        printer.write_text(byte < 16 ? "byte 0x0" : "byte 0x");
        return printer.write_unsigned(byte, 16);
    }
    const Text text = text_of_self(object);
    usize at = text.offset_of(start);
    const u32 character = at < text.length ? str_next_character(*object.as<Str>(), at) : 0;
    printer.write_text("character '");
    write_character_escape(character, printer);
    printer.write_byte('\'');
}

}  // namespace

bool print_unicode_error(const Exception& exception, Printer& printer) {
    const Tuple& args = *exception.args;
    if (args.count != 5 || !is_str(args[0]) || !is_str(args[4]) || !args[2].is_int() || !args[3].is_int())
        return false;
    ByteView view;
    const bool is_decode = bytes_view(args[1], view);
    if ((!is_decode && !is_str(args[1])) || args[2].as_int() < 0) return false;
    const auto start = static_cast<usize>(args[2].as_int());
    printer.write_byte('\'');
    printer.write(args[0].as<Str>()->view());
    printer.write_text(is_decode ? "' codec can't decode " : "' codec can't encode ");
    if (args[3].as_int() == args[2].as_int() + 1) {
        write_culprit(args[1], start, printer);
        printer.write_text(" in position ");
        printer.write_unsigned(start);
    } else {
        printer.write_text(is_decode ? "bytes in position " : "characters in position ");
        printer.write_unsigned(start);
        printer.write_byte('-');
        printer.write_signed(args[3].as_int() - 1);
    }
    printer.write_text(": ");
    printer.write(args[4].as<Str>()->view());
    return true;
}

}  // namespace kinglet::runtime
