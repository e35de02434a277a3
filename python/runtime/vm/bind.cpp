// Binding the arguments of a call to parameters: for functions written in Python, and the declarative form
// that builtins use.
#include "python/runtime/code.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/calls.hpp"

namespace kinglet::runtime {

u32 Arguments::keyword_count() const {
    return names == nullptr ? 0 : static_cast<u32>(names->count);
}

Str& Arguments::keyword_name(u32 i) const {
    return *(*names)[i].as<Str>();
}

Value Arguments::find_keyword(const Str& name) const {
    for (u32 i = 0; i < keyword_count(); ++i) {
        if (&keyword_name(i) == &name) return keyword(i);
    }
    return Value();
}

namespace {

detail::RaisedOutcome too_many_positional(Thread& thread, const Function& function, u32 given) {
    return raise_format(thread, type_error_type,
                        "%q() takes %u positional arguments but %u were given"_packed, function.code->name,
                        function.code->positional_count(), given);
}

/// Where a name stands in `names`; `end` if it does not.
u32 find_parameter(const Value* names, u32 first, u32 end, const Str& name) {
    while (first != end && names[first] != Value(&name.header)) ++first;
    return first;
}

Raised bind_keywords(Thread& thread, const Function& function, const Arguments& arguments, Value* registers,
                     Dict* rest) {
    const Code& code = *function.code;
    const u32 first = code.positional_only_count();
    const u32 end = code.positional_count() + code.keyword_only_count();
    for (u32 i = 0; i < arguments.keyword_count(); ++i) {
        Str& name = arguments.keyword_name(i);
        const u32 at = find_parameter(code.constants(), first, end, name);
        if (at == end && rest == nullptr) {
            return raise_format(thread, type_error_type,
                                "%q() got an unexpected keyword argument '%q'"_packed, function.code->name,
                                Value(&name.header));
        }
        if (at == end) {
            TRY(dict_set_name(thread, *rest, name, arguments.keyword(i)));
        } else if (!registers[at].is_undefined()) {
            return raise_format(thread, type_error_type, "%q() got multiple values for argument '%q'"_packed,
                                function.code->name, Value(&name.header));
        } else {
            registers[at] = arguments.keyword(i);
        }
    }
    return kFine;
}

Raised bind_defaults(Thread& thread, const Function& function, u32 given, Value* registers) {
    const Code& code = *function.code;
    const u32 positional = code.positional_count();
    const u32 keyword_only = code.keyword_only_count();
    const Tuple* const values = function.defaults();
    const u32 defaults = values == nullptr ? 0 : static_cast<u32>(values->count);
    for (u32 i = given < positional ? given : positional; i < positional; ++i) {
        if (!registers[i].is_undefined()) continue;
        if (i + defaults < positional) {
            return raise_format(thread, type_error_type,
                                "%q() missing required positional argument '%q'"_packed, code.name,
                                code.constants()[i]);
        }
        registers[i] = (*values)[i + defaults - positional];
    }
    for (u32 i = positional; i < positional + keyword_only; ++i) {
        if (!registers[i].is_undefined()) continue;
        const Value name = code.constants()[i];
        const Dict* const by_name = function.keyword_defaults();
        const Value* found = by_name == nullptr ? nullptr : dict_find_name(*by_name, *name.as<Str>());
        if (found == nullptr) {
            return raise_format(thread, type_error_type,
                                "%q() missing required keyword-only argument '%q'"_packed, code.name, name);
        }
        registers[i] = *found;
    }
    return kFine;
}

}  // namespace

Raised bind_arguments(Thread& thread, Function& function, const Arguments& arguments, Value* registers) {
    const Code& code = *function.code;
    const u32 positional = code.positional_count();
    const u32 named = positional + code.keyword_only_count();
    const u32 taken = arguments.count < positional ? arguments.count : positional;
    const bool has_rest = code.has(bytecode::kHasVarArgs);
    if (arguments.count > positional && !has_rest)
        return too_many_positional(thread, function, arguments.count);
    if (registers != arguments.values) {
        for (u32 i = 0; i < taken; ++i) registers[i] = arguments.values[i];
    }
    if (has_rest) {
        const u32 count = arguments.count - taken;
        const Tuple* rest = count == 0 ? &empty_tuple : tuple_create(thread, arguments.values + taken, count);
        if (rest == nullptr) return kRaised;
        registers[named] = Value(&rest->header);
    }
    Dict* keywords = nullptr;
    if (code.has(bytecode::kHasVarKeywords)) {
        keywords = dict_create(thread);
        if (keywords == nullptr) return kRaised;
        registers[named + (has_rest ? 1 : 0)] = Value(&keywords->header);
    }
    if (arguments.names != nullptr) TRY(bind_keywords(thread, function, arguments, registers, keywords));
    return bind_defaults(thread, function, arguments.count, registers);
}

Raised check_arity(Thread& thread, const Arguments& arguments, const Str* function_name, u32 min, u32 max) {
    if (arguments.keyword_count() != 0) {
        return raise_format(thread, type_error_type, "%q() takes no keyword arguments"_packed,
                            Value(&function_name->header));
    }
    if (arguments.count >= min && arguments.count <= max) return kFine;
    const u32 limit = arguments.count < min ? min : max;
    const char* bound = min == max ? "" : arguments.count < min ? "at least " : "at most ";
    return raise_format(thread, type_error_type, "%q expected %s%u argument%s, got %u"_packed,
                        Value(&function_name->header), bound, limit, limit == 1 ? "" : "s", arguments.count);
}

Raised unpack(Thread& thread, const Arguments& arguments, const Str* function_name,
              const Parameter* parameters, u32 count, Value* out) {
    u32 positional = 0;
    while (positional < count && (parameters[positional].flags & kKeywordOnly) == 0) ++positional;
    if (arguments.count > positional) {
        return raise_format(thread, type_error_type,
                            "%q() takes at most %u positional arguments (%u given)"_packed,
                            Value(&function_name->header), positional, arguments.count);
    }
    for (u32 i = 0; i < count; ++i) out[i] = i < arguments.count ? arguments[i] : Value();
    for (u32 k = 0; k < arguments.keyword_count(); ++k) {
        Str& name = arguments.keyword_name(k);
        u32 i = 0;
        while (i < count && (parameters[i].name != &name || (parameters[i].flags & kPositionalOnly))) ++i;
        if (i == count) {
            return raise_format(thread, type_error_type,
                                "%q() got an unexpected keyword argument '%q'"_packed,
                                Value(&function_name->header), Value(&name.header));
        }
        if (out[i]) {
            return raise_format(thread, type_error_type, "%q() got multiple values for argument '%q'"_packed,
                                Value(&function_name->header), Value(&name.header));
        }
        out[i] = arguments.keyword(k);
    }
    for (u32 i = 0; i < count; ++i) {
        if (out[i]) continue;
        if (!parameters[i].default_value) {
            return raise_format(thread, type_error_type, "%q() missing required argument '%q'"_packed,
                                Value(&function_name->header), Value(&parameters[i].name->header));
        }
        out[i] = parameters[i].default_value;
    }
    return kFine;
}

}  // namespace kinglet::runtime
