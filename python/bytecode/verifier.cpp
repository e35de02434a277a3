#include "python/bytecode/verifier.hpp"

#include "python/bytecode/instruction.hpp"

namespace kinglet::bytecode {

namespace {

class Verifier {
  public:
    explicit Verifier(const CodeView& code) : code_(code) {}

    Defect run() {
        if (code_.info.registers < 1 || code_.info.registers > 255) return {"registers out of range", 0};
        if (code_.instructions.empty()) return {"no instructions", 0};
        if (parameter_registers() > code_.info.registers) return {"parameters without registers", 0};
        for (u32 at = 0; at < size() && !defect_;) {
            instruction(at);
            if (!defect_) at += size_of(form_of(opcode_of(word(at))));
        }
        for (u32 at = 0; at < size() && !defect_; at += size_of(form_of(opcode_of(word(at))))) targets(at);
        if (!defect_) handlers();
        if (!defect_) lines();
        return defect_;
    }

  private:
    u32 size() const { return static_cast<u32>(code_.instructions.size()); }
    u32 word(u32 at) const { return code_.instructions[at]; }
    void fail(const char* text, u32 at) {
        if (!defect_) defect_ = {text, at};
    }
    u32 parameter_registers() const {
        const u32 flags = code_.info.flags;
        if ((flags & kIsNamespaceBody) != 0) return 1;
        return positional_count(code_.info.parameters) + keyword_only_count(code_.info.parameters) +
               ((flags & kHasVarArgs) != 0 ? 1 : 0) + ((flags & kHasVarKeywords) != 0 ? 1 : 0);
    }

    void field(Field field, u32 value, u32 at) {
        if (field == Field::Register && value >= code_.info.registers) fail("register out of range", at);
        if (field == Field::Constant && value >= code_.info.constant_count) fail("constant out of range", at);
    }

    void instruction(u32 at) {
        if ((word(at) & 0xFFU) >= kOpcodeCount) return fail("unknown opcode", at);
        const Opcode op = opcode_of(word(at));
        const Form form = form_of(op);
        if (at + size_of(form) > size()) return fail("cut instruction", at);
        const u32 second = size_of(form) == 2 ? word(at + 1) : 0;
        const Fields fields = fields_of(op);
        field(fields.a, field_a(word(at)), at);
        field(fields.b, has_bx(form) ? field_bx(word(at)) : field_b(word(at)), at);
        field(fields.c, field_c(word(at)), at);
        field(fields.word, second, at);
        const RegisterRange row = row_of(word(at), second);
        if (row.count > 255 || row.first + row.count > code_.info.registers)
            fail("row of registers out of range", at);
        if (has_jump(form) && opcode_of(second) != Opcode::Jump) fail("test without a jump", at);
        if (at + size_of(form) == size() && !ends_path(op)) fail("path runs off the end", at);
        const u32 free_count = code_.info.free_count;
        const bool is_free = op == Opcode::LoadFree || op == Opcode::StoreFree || op == Opcode::LoadFreeCell;
        if (is_free && field_bx(word(at)) >= free_count) fail("free cell out of range", at);
        if (op == Opcode::LoadNameOrFree && field_c(word(at)) >= free_count)
            fail("free cell out of range", at);
    }

    /// Instructions have been checked, so a walk from the start finds all of them.
    bool is_start(u32 target) const {
        u32 at = 0;
        while (at < target && at < size()) at += size_of(form_of(opcode_of(word(at))));
        return at == target && at < size();
    }

    void targets(u32 at) {
        const Form form = form_of(opcode_of(word(at)));
        if (form != Form::J && !has_jump(form)) return;
        const u32 jump = at + size_of(form) - 1;
        const i32 target = static_cast<i32>(jump) + 1 + field_sj(word(jump));
        if (target < 0 || target >= static_cast<i32>(size())) return fail("jump out of the code", at);
        if (!is_start(static_cast<u32>(target))) fail("jump into an instruction", at);
    }

    void handlers() {
        const auto& words = code_.handlers;
        for (u32 i = 0; i + 1 < words.size(); i += 2) {
            const u32 start = words[i] & 0xFFFFU;
            const u32 end = words[i] >> 16;
            const u32 target = words[i + 1] & 0xFFFFU;
            if (start >= end || end > size()) return fail("handler's range out of the code", i / 2);
            if (!is_start(start) || (end < size() && !is_start(end)))
                return fail("handler's range cuts an instruction", i / 2);
            if (!is_start(target)) return fail("handler is no instruction", i / 2);
            if (target >= start && target < end) return fail("handler inside its own range", i / 2);
            if (words[i + 1] >> 16 >= code_.info.registers)
                return fail("handler's register out of range", i / 2);
            for (u32 k = i + 2; k + 1 < words.size(); k += 2) {
                const u32 other_start = words[k] & 0xFFFFU;
                const u32 other_end = words[k] >> 16;
                if (other_end <= start || other_start >= end) continue;
                if (other_start > start || other_end < end)
                    return fail("handlers not innermost first", i / 2);
            }
        }
    }

    void lines() {
        u32 words = 0;
        for (const u32 pairs : code_.lines) words += (pairs & 0xFFU) + (pairs >> 16 & 0xFFU);
        if (words > size()) fail("line table longer than the code", 0);
    }

    const CodeView& code_;
    Defect defect_;
};

}  // namespace

Defect verify(const CodeView& code) {
    return Verifier(code).run();
}

}  // namespace kinglet::bytecode
