// Displays of tuples, lists, sets and dicts, f-strings and t-strings. Long ones are built in pieces, so that
// they need few registers.
#include "base/flash.hpp"
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;

namespace {

constexpr u32 kPiece = 24;  // elements that lie in registers at the same time

u32 count_of(const Node* list) {
    u32 count = 0;
    for (const Node* node : each(list)) {
        (void)node;
        ++count;
    }
    return count;
}

bool has_starred(const Node* list) {
    for (const Node* node : each(list)) {
        if (node->kind == NodeKind::Starred) return true;
    }
    return false;
}

}  // namespace

void Emitter::tuple_display(const Node* elements, Reg target) {
    if (const Constant constant = fold_tuple(elements)) return load_constant(constant, target);
    const u32 count = count_of(elements);
    Temps temps(*this);
    if (count > kPiece || has_starred(elements)) {
        const Reg list = new_temp();
        abc(Opcode::BuildList, list, 0, 0);
        add_elements(Opcode::ListAppend, Opcode::ListExtend, elements, list);
        return abc(Opcode::ListToTuple, target, list);
    }
    const Reg first = unit_->top;
    for (const Node* element : each(elements)) to_temp(element);
    abc(Opcode::BuildTuple, target, first, count);
}

void Emitter::list_display(const Node* elements, Reg target) {
    const u32 count = count_of(elements);
    Temps temps(*this);
    if (count >= 4) {
        if (const Constant constant = fold_tuple(elements)) {
            const Reg list = collection_temp(target);
            const Reg items = new_temp();
            abc(Opcode::BuildList, list, 0, 0);
            load_constant(constant, items);
            abc(Opcode::ListExtend, list, items);
            return move(target, list);
        }
    }
    if (count > kPiece || has_starred(elements)) {
        const Reg list = collection_temp(target);
        abc(Opcode::BuildList, list, 0, 0);
        add_elements(Opcode::ListAppend, Opcode::ListExtend, elements, list);
        return move(target, list);
    }
    const Reg first = unit_->top;
    for (const Node* element : each(elements)) to_temp(element);
    abc(Opcode::BuildList, target, count == 0 ? 0 : first, count);
}

void Emitter::set_display(const Node* elements, Reg target) {
    const u32 count = count_of(elements);
    Temps temps(*this);
    if (count > kPiece || has_starred(elements)) {
        const Reg set = collection_temp(target);
        abc(Opcode::BuildSet, set, 0, 0);
        add_elements(Opcode::SetAdd, Opcode::SetUpdate, elements, set);
        return move(target, set);
    }
    const Reg first = unit_->top;
    for (const Node* element : each(elements)) to_temp(element);
    abc(Opcode::BuildSet, target, first, count);
}

void Emitter::add_elements(Opcode add, Opcode extend, const Node* elements, Reg collection) {
    for (const Node* element : each(elements)) {
        Temps temps(*this);
        const bool is_starred = element->kind == NodeKind::Starred;
        const Reg value = operand(is_starred ? as<Starred>(element)->value : element, nullptr);
        abc(is_starred ? extend : add, collection, value);
    }
}

void Emitter::dict_display(const Node* items, Reg target) {
    Temps temps(*this);
    const Reg dict = collection_temp(target);
    u32 pairs = 0;
    for (const Node* item = items; item != nullptr && item->kind == NodeKind::DictItem && pairs < kPiece / 2;
         item = item->next) {
        ++pairs;
    }
    const Node* item = items;
    {
        Temps pieces(*this);
        const Reg first = unit_->top;
        for (u32 i = 0; i < pairs; ++i, item = item->next) {
            to_temp(as<DictItem>(item)->key);
            to_temp(as<DictItem>(item)->value);
        }
        abc(Opcode::BuildDict, item == nullptr ? target : dict, pairs == 0 ? 0 : first, pairs);
        if (item == nullptr) return;
    }
    for (; item != nullptr; item = item->next) {
        Temps piece(*this);
        if (item->kind == NodeKind::DoubleStarred) {
            const Reg mapping = operand(as<Starred>(item)->value, nullptr);
            abc(Opcode::DictUpdate, dict, mapping);
            continue;
        }
        const Reg key = operand(as<DictItem>(item)->key, as<DictItem>(item)->value);
        const Reg value = operand(as<DictItem>(item)->value, nullptr);
        abc(Opcode::DictSet, dict, key, value);
    }
    move(target, dict);
}

// -- f-strings --------------------------------------------------------------------------------------------

void Emitter::joined_string(const JoinedStr* node, Reg target) {
    Temps temps(*this);
    if (node->parts == nullptr)
        return abx(Opcode::LoadConst, target, code().constant(session_.checked(session_.sink.string({}))));
    if (node->parts->next == nullptr) return string_part(node->parts, target);
    const Reg first = unit_->top;
    u32 count = 0;
    for (const Node* part : each(node->parts)) {
        if (count == kPiece) {
            abc(Opcode::BuildString, first, first, count);
            unit_->top = first + 1;
            count = 1;
        }
        string_part(part, new_temp());
        ++count;
    }
    abc(Opcode::BuildString, target, first, count);
}

void Emitter::string_part(const Node* part, Reg target) {
    if (part->kind != NodeKind::FormattedValue) return to(part, target);
    const auto* field = as<FormattedValue>(part);
    Temps temps(*this);
    u32 how = static_cast<u32>(detail<Conversion>(field));
    Reg value = 0;
    if (field->format_spec != nullptr && field->format_spec->parts != nullptr) {
        how |= 4;
        value = new_temp(2);
        to(field->value, value);
        to(field->format_spec, value + 1);
    } else {
        value = operand(field->value, nullptr);
    }
    line_of(part);
    abc(Opcode::FormatValue, target, value, how);
}

// -- t-strings --------------------------------------------------------------------------------------------

/// __template__(texts, [value, source, conversion, format, ...]).
void Emitter::template_string(const JoinedStr* node, Reg target) {
    Temps temps(*this);
    const Reg base = new_temp(3);
    const Reg list = base + 2;
    line_of(node);
    load_global(session_.intern("__template__"), base);
    abx(Opcode::LoadConst, base + 1, code().constant(template_texts(node)));
    abc(Opcode::BuildList, list, 0, 0);
    for (const Node* part : each(node->parts)) {
        if (part->kind == NodeKind::FormattedValue) template_field(as<FormattedValue>(part), list);
    }
    abc(Opcode::Call, base, 2, target);
}

void Emitter::template_field(const FormattedValue* field, Reg list) {
    Temps temps(*this);
    const Reg first = new_temp(4);
    const Conversion conversion = detail<Conversion>(field);
    to(field->value, first);
    abx(Opcode::LoadConst, first + 1, code().constant(static_cast<Handle>(field->source)));
    if (conversion == Conversion::None) {
        load_word(first + 2, bytecode::kWordNone);
    } else {
        const char* const letter = conversion == Conversion::Str    ? "s"
                                   : conversion == Conversion::Repr ? "r"
                                                                    : "a";
        abx(Opcode::LoadConst, first + 2, name_constant(session_.intern(letter)));
    }
    if (field->format_spec != nullptr)
        joined_string(field->format_spec, first + 3);
    else
        abx(Opcode::LoadConst, first + 3, name_constant(session_.intern("")));
    abc(Opcode::BuildTuple, first, first, 4);
    abc(Opcode::ListExtend, list, first);
}

/// The tuple of the texts before, between and behind the fields.
Handle Emitter::template_texts(const JoinedStr* node) {
    Buffer<Handle> texts(session_);
    const Handle nothing = static_cast<Handle>(session_.intern(""));
    Handle text = nothing;
    for (const Node* part : each(node->parts)) {
        if (part->kind != NodeKind::FormattedValue) {
            text = joined_text(text, static_cast<Handle>(as<LiteralNode>(part)->literal));
            continue;
        }
        texts.push(text);
        text = nothing;
    }
    texts.push(text);
    return session_.failed() ? bytecode::kOutOfMemory : session_.checked(session_.sink.tuple(texts.items()));
}

Handle Emitter::joined_text(Handle first, Handle second) {
    if (session_.failed()) return first;
    const usize before = session_.sink.text(first).size();
    if (before == 0) return second;
    const usize size = before + session_.sink.text(second).size();
    auto* joined = static_cast<char*>(session_.allocate(size));
    if (joined == nullptr) return first;
    flash_copy(joined, session_.sink.text(first).data(), before);
    flash_copy(joined + before, session_.sink.text(second).data(), size - before);
    const Handle text = session_.checked(session_.sink.string({joined, size}));
    session_.sink.free(joined);
    return text;
}

}  // namespace kinglet::compiler
