#include "python/bytecode/disassembler.hpp"

#include "base/flash.hpp"
#include "python/bytecode/instruction.hpp"
#include "python/bytecode/words.hpp"

namespace kinglet::bytecode {

namespace {

class Writer {
  public:
    explicit Writer(Listing& listing) : listing_(listing) {}

    void text(std::string_view part) { listing_.text(part); }
    /// A text that may lie in flash.
    void literal(const char* from) {
        char copy[32];
        const usize length = flash_length(from);
        flash_copy(copy, from, length < sizeof(copy) ? length : sizeof(copy));
        text({copy, length < sizeof(copy) ? length : sizeof(copy)});
    }
    void number(i32 value, u32 width = 1) {
        char digits[12];
        u32 at = sizeof(digits);
        u32 rest = value < 0 ? 0U - static_cast<u32>(value) : static_cast<u32>(value);
        for (; rest != 0 || sizeof(digits) - at < width; rest /= 10) {
            digits[--at] = static_cast<char>('0' + rest % 10);
        }
        if (value < 0) digits[--at] = '-';
        text({digits + at, sizeof(digits) - at});
    }
    void constant(u32 index) { listing_.constant(index); }

  private:
    Listing& listing_;
};

void write_value_word(i32 word, Writer& out) {
    if ((word & 1) != 0) return out.number(word >> 1);
    switch (static_cast<u32>(word)) {
        case kWordNone: return out.literal("None");
        case kWordTrue: return out.literal("True");
        case kWordFalse: return out.literal("False");
        case kWordUndefined: return out.literal("undefined");
        case kWordNotImplemented: return out.literal("NotImplemented");
        case kWordEllipsis: return out.literal("Ellipsis");
        default: return out.number(word);
    }
}

void write_field(Field field, u32 plain, i32 as_signed, Writer& out) {
    if (field == Field::Unused) return;
    out.text(" ");
    switch (field) {
        case Field::Register: out.text("r"); return out.number(static_cast<i32>(plain));
        case Field::Constant:
            out.text("k");
            out.number(static_cast<i32>(plain));
            out.text("(");
            out.constant(plain);
            return out.text(")");
        case Field::Signed: return out.number(as_signed);
        default: return out.number(static_cast<i32>(plain));
    }
}

void write_operands(Instruction instruction, Writer& out) {
    const Opcode op = opcode_of(instruction);
    const Form form = form_of(op);
    const Fields fields = fields_of(op);
    write_field(fields.a, field_a(instruction), 0, out);
    if (form == Form::AsBx) {
        out.text(" ");
        return write_value_word(field_sbx(instruction), out);
    }
    if (has_bx(form))
        write_field(fields.b, field_bx(instruction), 0, out);
    else
        write_field(fields.b, field_b(instruction), field_sb(instruction), out);
    write_field(fields.c, field_c(instruction), field_sc(instruction), out);
}

}  // namespace

void disassemble(std::span<const u32> instructions, std::span<const u32> handlers, Listing& listing) {
    Writer out(listing);
    for (u32 at = 0; at < instructions.size();) {
        const Instruction instruction = instructions[at];
        if ((instruction & 0xFFU) >= kOpcodeCount) {
            out.literal("not an instruction\n");
            return;
        }
        const Opcode op = opcode_of(instruction);
        const Form form = form_of(op);
        out.number(static_cast<i32>(at), 4);
        out.text(" ");
        out.literal(name_of(op));
        write_operands(instruction, out);
        const u32 last = at + size_of(form) - 1;
        if (last < instructions.size() && has_word(form))
            write_field(fields_of(op).word, instructions[last], 0, out);
        if (last < instructions.size() && (has_jump(form) || form == Form::J)) {
            out.text(" -> ");
            out.number(static_cast<i32>(last) + 1 + field_sj(instructions[last]));
        }
        out.text("\n");
        at = last + 1;
    }
    for (u32 at = 0; at + 1 < handlers.size(); at += 2) {
        out.literal("handler ");
        out.number(static_cast<i32>(handlers[at] & 0xFFFFU));
        out.text("..");
        out.number(static_cast<i32>(handlers[at] >> 16));
        out.text(" -> ");
        out.number(static_cast<i32>(handlers[at + 1] & 0xFFFFU));
        out.text(" r");
        out.number(static_cast<i32>(handlers[at + 1] >> 16));
        out.text("\n");
    }
}

u32 line_at(const CodeInfo& info, std::span<const u32> lines, u32 position) {
    u32 line = info.first_line;
    u32 at = 0;
    for (u32 i = 0; i < lines.size() * 2; ++i) {
        const u32 pair = lines[i / 2] >> (i % 2 * 16) & 0xFFFFU;
        at += pair & 0xFFU;
        if (at > position) break;
        line += static_cast<u32>(static_cast<i32>(static_cast<i8>(pair >> 8)));
    }
    return line;
}

}  // namespace kinglet::bytecode
