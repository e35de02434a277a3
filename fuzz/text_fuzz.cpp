// text_fuzz [--runs N] [--seed N]: feeds the runtime's readers and writers of text (numbers, format
// specifications, the % operator, str.format, codecs, hexadecimal) with made-up text and looks for what must
// never happen: a crash, an exception of a kind that the function does not raise, a str that is no UTF-8, a
// number that does not read back as it was written.
//
// Deterministic: the same seed and number of runs give the same inputs. Run it under the sanitizers to see
// more.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <string>

#include "python/runtime/call.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"

extern "C" void* __libc_stack_end;  // of the C library: the highest address of the stack

namespace kinglet::runtime {
namespace {

class NullPrinter final : public Printer {
  private:
    void do_write(const char*, usize) override {}
};

class Fuzzer {
  public:
    explicit Fuzzer(u32 seed)
        : random_(seed), memory_(new char[kHeapBytes]), owner_(std::make_unique<Thread>()), thread_(*owner_) {
        if (!thread_create(thread_, memory_.get(), kHeapBytes, __libc_stack_end, 1 << 20, console_))
            report("no thread");
    }

    void run() {
        input_ = make_text();
        switch (below(7)) {
            case 0: return floats();
            case 1: return ints();
            case 2: return specifications();
            case 3: return percent();
            case 4: return format_method();
            case 5: return codecs();
            default: return hexadecimal();
        }
    }

  private:
    static constexpr usize kHeapBytes = 1 << 20;

    u32 below(u32 limit) { return static_cast<u32>(random_() % limit); }

    [[noreturn]] void report(const char* what) {
        std::fprintf(stderr, "%s; the input: ", what);
        for (const char c : input_)
            std::fprintf(stderr, c >= ' ' && c < 0x7F ? "%c" : "\\x%02x", static_cast<u8>(c));
        std::fputc('\n', stderr);
        std::abort();
    }

    /// Pieces that mean something to one reader or another, and bytes that mean nothing.
    std::string make_text() {
        static const char* const kPieces[] = {"%",           "{",    "}",    "{}",
                                              "{0",          "{a",   ":",    "!r",
                                              ".",           "[",    "]",    "#",
                                              "0",           "-",    "+",    " ",
                                              "*",           "<",    ">",    "^",
                                              "=",           ",",    "_",    "d",
                                              "s",           "r",    "x",    "X",
                                              "c",           "e",    "E",    "f",
                                              "g",           "G",    "b",    "o",
                                              "%d",          "(a)",  "1",    "9",
                                              "10",          "0x",   "1e",   "inf",
                                              "na",          "n",    "5.",   "1234",
                                              "999999",      "\xC3", "\xA4", "\xE2\x82\xAC",
                                              "99999999999", "\xF0"};
        std::string text;
        for (u32 count = below(9); count != 0; --count) {
            if (below(12) == 0) {
                text += static_cast<char>(random_());
            } else {
                text += kPieces[below(sizeof kPieces / sizeof kPieces[0])];
            }
        }
        return text;
    }

    Value str_of_input() {
        usize bad;
        // A str holds UTF-8 only; what is none loses its high bits.
        if (!utf8_is_valid(input_.data(), input_.size(), bad)) {
            for (char& c : input_) c = static_cast<char>(c & 0x7F);
        }
        Str* str = str_create(thread_, input_);
        if (str == nullptr) report("no memory for the input");
        return &str->header;
    }

    Value some_value() {
        switch (below(5)) {
            case 0: return Value::from_int(static_cast<SignedWord>(random_() >> (2 + below(60))) - 100);
            case 1: return must(float_to_value(thread_, std::bit_cast<double>(static_cast<u64>(random_()))));
            case 2: return must(int_create_unsigned(thread_, random_()));
            case 3: return kTrue;
            default: return &str_create(thread_, "a\xC3\xA4z")->header;
        }
    }

    Value must(Completion outcome) {
        if (outcome.is_raised()) report("raised");
        return outcome.value();
    }

    /// A result is a whole str; an exception is one of those that a user expects here.
    void check(Completion outcome) {
        if (outcome.is_raised()) {
            const Value exception = thread_.raised;
            if (!exception) report("raised without an exception");
            thread_.raised = Value();
            for (const Type* type : {&value_error_type, &type_error_type, &lookup_error_type,
                                     &overflow_error_type, &memory_error_type, &attribute_error_type}) {
                if (exception_matches(exception, *type)) return;
            }
            report("an unexpected exception");
        }
        if (!is_str(outcome.value())) return;
        const Str& str = *outcome.value().as<Str>();
        usize bad;
        if (!utf8_is_valid(str.data(), str.length(), bad)) report("a str that is no UTF-8");
        bool ascii = true;
        for (const char c : str.view()) ascii = ascii && static_cast<u8>(c) < 0x80;
        if (ascii != str.is_ascii()) report("a str that is wrong about being ASCII");
    }

    void floats() {
        Float number;
        if (!float_parse(input_.data(), input_.size(), number) || number != number) return;
        char text[32];
        const usize length = float_format_shortest(number, text);
        Float again;
        if (length > sizeof text || !float_parse(text, length, again) || again != number)
            report("a float does not read back");
    }

    void ints() {
        const u32 base = below(3) == 0 ? 0 : 2 + below(35);
        bool valid;
        const Value number = must(int_parse(thread_, input_.data(), input_.size(), base, valid));
        if (!valid) return;
        const Value text = must(to_str(thread_, number, PrintForm::Str));
        const Str& str = *text.as<Str>();
        const Value again = must(int_parse(thread_, str.data(), str.length(), 10, valid));
        if (!valid || int_compare(number, again) != 0) report("an int does not read back");
    }

    void specifications() {
        const Value spec = str_of_input();
        check(format_value(thread_, some_value(), *spec.as<Str>()));
    }

    void percent() {
        const Value items[] = {some_value(), some_value(), some_value()};
        Tuple* tuple = tuple_create(thread_, items, below(4));
        const Value format = str_of_input();
        check(binary(thread_, bytecode::BinaryOperator::Modulo, format,
                     below(4) == 0 ? some_value() : Value(&tuple->header)));
        Bytes* bytes = bytes_create(thread_, reinterpret_cast<const u8*>(input_.data()), input_.size());
        check(binary(thread_, bytecode::BinaryOperator::Modulo, &bytes->header, &tuple->header));
    }

    Completion call_method(Value self, Str& method, const Value* arguments, u32 count) {
        const Value bound = must(get_attribute(thread_, self, method));
        return call(thread_, bound, {arguments, count, nullptr});
    }

    void format_method() {
        const Value arguments[] = {some_value(), some_value(), some_value()};
        check(call_method(str_of_input(), name_ref<"format">, arguments, 3));
    }

    void codecs() {
        Bytes* bytes = bytes_create(thread_, reinterpret_cast<const u8*>(input_.data()), input_.size());
        static const char* const kHandlers[] = {"strict", "ignore", "replace"};
        static const char* const kCodecs[] = {"utf-8", "ascii", "latin-1"};
        Str* codec = str_create(thread_, kCodecs[below(3)]);
        Str* handler = str_create(thread_, kHandlers[below(3)]);
        const Value arguments[] = {&codec->header, &handler->header};
        check(call_method(&bytes->header, name_ref<"decode">, arguments, 2));
        check(call_method(str_of_input(), name_ref<"encode">, arguments, 2));
        check(to_str(thread_, str_of_input(), PrintForm::Repr));
        check(to_str(thread_, &bytes->header, PrintForm::Repr));
    }

    void hexadecimal() {
        const Value text = str_of_input();
        check(call_method(&bytes_create(thread_, nullptr, 0)->header, name_ref<"fromhex">, &text, 1));
    }

    std::mt19937_64 random_;
    std::unique_ptr<char[]> memory_;
    std::unique_ptr<Thread> owner_;
    Thread& thread_;
    NullPrinter console_;
    std::string input_;
};

}  // namespace
}  // namespace kinglet::runtime

int main(int argc, char** argv) {
    unsigned long runs = 100000;
    unsigned long seed = 1;
    for (int i = 1; i < argc; i += 2) {
        const bool is_runs = std::strcmp(argv[i], "--runs") == 0;
        if ((!is_runs && std::strcmp(argv[i], "--seed") != 0) || i + 1 == argc) {
            std::fprintf(stderr, "usage: text_fuzz [--runs N] [--seed N]\n");
            return 2;
        }
        (is_runs ? runs : seed) = std::strtoul(argv[i + 1], nullptr, 10);
    }
    kinglet::runtime::Fuzzer fuzzer(static_cast<kinglet::u32>(seed));
    for (unsigned long i = 0; i < runs; ++i) fuzzer.run();
    std::printf("%lu runs\n", runs);
    return 0;
}
