#include "tests/support/syntax/text_sink.hpp"

namespace kinglet::syntax {

Symbol TextSink::intern(std::string_view name) {
    if (refuses()) return Symbol::None;
    if (const auto found = symbols_.find(name); found != symbols_.end()) return found->second;
    names_.emplace_back(name);
    const Symbol symbol{names_.size()};
    symbols_.emplace(names_.back(), symbol);
    return symbol;
}

Literal TextSink::add(Entry entry) {
    if (refuses()) return Literal::None;
    literals_.push_back(std::move(entry));
    return Literal{literals_.size()};
}

}  // namespace kinglet::syntax
