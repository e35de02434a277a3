// verify_flow: a forward data flow over sets of written registers, meeting by intersection, until nothing
// changes.
#include "python/bytecode/instruction.hpp"
#include "python/bytecode/verifier.hpp"

namespace kinglet::bytecode {

namespace {

using Set = u32*;  // kFlowWords words, a bit for each register

struct Access {
    RegisterRange reads[3] = {};
    RegisterRange write = {};
    RegisterRange write_on_jump = {};  // ForIter writes only when it jumps
};

RegisterRange one(u32 reg) {
    return {reg, 1};
}

/// Does the text say `R[A] = ...` first?
bool writes_first(Opcode op) {
    switch (op) {
        case Opcode::Nop:
        case Opcode::CheckBound:
        case Opcode::StoreGlobal:
        case Opcode::DeleteGlobal:
        case Opcode::StoreName:
        case Opcode::DeleteName:
        case Opcode::StoreCell:
        case Opcode::StoreFree:
        case Opcode::StoreAttr:
        case Opcode::DeleteAttr:
        case Opcode::StoreAttrR:
        case Opcode::SetItem:
        case Opcode::DeleteItem:
        case Opcode::Return:
        case Opcode::ListAppend:
        case Opcode::ListExtend:
        case Opcode::SetAdd:
        case Opcode::SetUpdate:
        case Opcode::DictSet:
        case Opcode::DictUpdate:
        case Opcode::DictMerge:
        case Opcode::ImportStar:
        case Opcode::DisplayResult:
        case Opcode::Raise:
        case Opcode::RaiseFrom:
        case Opcode::Reraise:
        case Opcode::RaiseAssertion:
        case Opcode::EndFinally:
        case Opcode::EnterHandler:
        case Opcode::LeaveHandler:
        case Opcode::Store8:
        case Opcode::Store16:
        case Opcode::Store32: return false;
        default: return !has_jump(form_of(op)) && form_of(op) != Form::J;
    }
}

Access access_of(Instruction instruction, u32 word) {
    const Opcode op = opcode_of(instruction);
    const Fields fields = fields_of(op);
    const RegisterRange row = row_of(instruction, word);
    const u32 a = field_a(instruction);
    const u32 b = field_b(instruction);
    const u32 c = field_c(instruction);
    Access access;
    switch (op) {
        case Opcode::CheckBound: access.write = one(a); return access;
        case Opcode::MakeCell: access.write = one(a); return access;  // an unbound variable is fine
        case Opcode::LoadName:
        case Opcode::LoadNameOrFree:
            access.reads[0] = one(0);
            access.write = one(a);
            return access;
        case Opcode::Call:
        case Opcode::CallMethod:
        case Opcode::CallKw:
        case Opcode::CallMethodKw:
        case Opcode::CallEx:
            access.reads[0] = row;
            access.write = one(c);
            return access;
        case Opcode::PrepareRange:
            access.reads[0] = {a, b + 1};
            access.write = {a, 3};
            return access;
        case Opcode::ForIter:
        case Opcode::ForRange:
        case Opcode::ForWord:
            access.reads[0] = op == Opcode::ForIter ? one(a) : row;
            access.write_on_jump = one(b);
            return access;
        case Opcode::MakeFunction:
            if (b != 0) access.reads[0] = {a, b == 3 ? 2U : 1U};
            access.write = one(a);
            return access;
        case Opcode::YieldFrom:
        case Opcode::ImportName:
            access.reads[0] = one(a);
            if (op == Opcode::YieldFrom) access.reads[1] = one(b);
            access.write = one(a);
            return access;
        case Opcode::EnterHandler:
            access.reads[0] = one(a);
            access.write = one(b);
            return access;
        case Opcode::BuildTuple:
        case Opcode::BuildList:
        case Opcode::BuildSet:
        case Opcode::BuildDict:
        case Opcode::BuildString:
        case Opcode::BuildSlice:
        case Opcode::FormatValue:
        case Opcode::Match:
            access.reads[0] = row;
            access.write = one(a);
            return access;
        default: break;
    }
    if (fields.a == Field::Register && !writes_first(op)) access.reads[0] = one(a);
    if (fields.a == Field::Register && writes_first(op)) access.write = row.count != 0 ? row : one(a);
    if (fields.b == Field::Register) access.reads[1] = one(b);
    if (fields.c == Field::Register) access.reads[2] = one(c);
    return access;
}

bool has(Set set, u32 reg) {
    return (set[reg / 32] >> reg % 32 & 1U) != 0;
}
void add(Set set, RegisterRange range) {
    for (u32 reg = range.first; reg < range.first + range.count && reg < 256; ++reg)
        set[reg / 32] |= 1U << reg % 32;
}

class FlowVerifier {
  public:
    FlowVerifier(const CodeView& code, std::span<u32> work) : code_(code), work_(work) {}

    Defect run() {
        const u32 size = static_cast<u32>(code_.instructions.size());
        if (work_.size() < static_cast<usize>(size) * kFlowWords) return {"work area too small", 0};
        for (u32& word : work_) word = ~0U;
        start_state();
        for (bool changed = true; changed;) {
            changed = false;
            for (u32 at = 0; at < size; at += size_of(form_of(opcode_of(code_.instructions[at]))))
                changed |= step(at);
        }
        for (u32 at = 0; at < size; at += size_of(form_of(opcode_of(code_.instructions[at])))) {
            const Access access = access_at(at);
            for (const RegisterRange& range : access.reads) {
                for (u32 reg = range.first; reg < range.first + range.count; ++reg) {
                    if (!has(state(at), reg)) return {"register read before it is written", at};
                }
            }
        }
        return {};
    }

  private:
    Set state(u32 at) { return &work_[at * kFlowWords]; }

    void start_state() {
        const CodeInfo& info = code_.info;
        for (u32 i = 0; i < kFlowWords; ++i) state(0)[i] = 0;
        u32 parameters = positional_count(info.parameters) + keyword_only_count(info.parameters) +
                         ((info.flags & kHasVarArgs) != 0 ? 1 : 0) +
                         ((info.flags & kHasVarKeywords) != 0 ? 1 : 0);
        if ((info.flags & kIsNamespaceBody) != 0) parameters = 1;
        add(state(0), {0, parameters});
    }

    Access access_at(u32 at) const {
        const u32 second = at + 1 < code_.instructions.size() ? code_.instructions[at + 1] : 0;
        return access_of(code_.instructions[at], second);
    }

    bool meet(u32 target, const u32* from) {
        bool changed = false;
        for (u32 i = 0; i < kFlowWords; ++i) {
            const u32 met = state(target)[i] & from[i];
            changed |= met != state(target)[i];
            state(target)[i] = met;
        }
        return changed;
    }

    bool step(u32 at) {
        const Opcode op = opcode_of(code_.instructions[at]);
        const Form form = form_of(op);
        const Access access = access_at(at);
        bool changed = false;
        u32 after[kFlowWords];
        for (u32 i = 0; i < kFlowWords; ++i) after[i] = state(at)[i];
        for (u32 i = 0; i + 1 < code_.handlers.size(); i += 2) {
            if (at < (code_.handlers[i] & 0xFFFFU) || at >= code_.handlers[i] >> 16) continue;
            u32 caught[kFlowWords];
            for (u32 k = 0; k < kFlowWords; ++k) caught[k] = after[k];
            add(caught, one(code_.handlers[i + 1] >> 16));
            changed |= meet(code_.handlers[i + 1] & 0xFFFFU, caught);
            break;
        }
        add(after, access.write);
        // What the way here with an exception in the register had not written does not count: it goes on
        // raising.
        if (op == Opcode::EndFinally) add(after, {0, 256});
        const u32 next = at + size_of(form);
        if (!ends_path(op)) changed |= meet(next, after);
        if (form == Form::J || has_jump(form)) {
            add(after, access.write_on_jump);
            const i32 offset = field_sj(code_.instructions[next - 1]);
            changed |= meet(static_cast<u32>(static_cast<i32>(next) + offset), after);
        }
        return changed;
    }

    const CodeView& code_;
    std::span<u32> work_;
};

}  // namespace

Defect verify_flow(const CodeView& code, std::span<u32> work) {
    return FlowVerifier(code, work).run();
}

}  // namespace kinglet::bytecode
