#include "parts/expectation.hpp"

#include <algorithm>
#include <cmath>

namespace kinglet::parts {

namespace {

using Operator = Condition::Operator;

constexpr double kAbout = 0.05;
constexpr double kRounding = 1e-9;  // of numbers that were given in decimal
constexpr usize kLongestActual = 4096;
constexpr struct {
    const char* name;
    Operator comparison;
} kOperators[] = {{"==", Operator::Equal},        {"!=", Operator::NotEqual}, {"<=", Operator::LessEqual},
                  {">=", Operator::GreaterEqual}, {"<", Operator::Less},      {">", Operator::Greater}};

bool take_time(Cursor& cursor, u64& time, std::string& error) {
    const Token* token = cursor.next();
    if (token && time_of(*token, time)) return true;
    error = "a time such as 1.5 s or 20 ms is missing";
    return false;
}

/// "NAME.PROPERTY" or "NAME.PROPERTY[INDEX]".
bool split_path(const std::string& path, std::string& name, std::string& property, bool& indexed,
                u32& index) {
    const usize dot = path.find('.');
    if (dot == std::string::npos) return false;
    name = path.substr(0, dot);
    property = path.substr(dot + 1);
    const usize bracket = property.find('[');
    indexed = bracket != std::string::npos;
    index = 0;
    if (!indexed) return true;
    const std::string digits = property.substr(bracket + 1);
    property.resize(bracket);
    if (digits.size() < 2 || digits.size() > 8 || digits.back() != ']') return false;
    for (const char c : digits.substr(0, digits.size() - 1)) {
        if (c < '0' || c > '9') return false;
        index = index * 10 + static_cast<u32>(c - '0');
    }
    return true;
}

std::string words_of(const Statement& statement) {
    std::string text;
    for (const Token& token : statement.tokens) {
        if (!text.empty()) text += ' ';
        if (token.kind == Token::Kind::Text)
            text += Value::of_text(token.text).describe();
        else if (token.kind == Token::Kind::Number)
            text += Value::of(token.number, token.unit).describe();
        else
            text += token.text;
    }
    return text;
}

}  // namespace

bool Condition::holds() const {
    const Value actual = part->read(property, index);
    bool result = false;
    switch (actual.type) {
        case Value::Type::Text:
            result = comparison == Operator::Contains ? actual.text.find(value.text) != std::string::npos
                                                      : actual.text == value.text;
            break;
        case Value::Type::Colour: result = actual.colour == value.colour; break;
        case Value::Type::Flag:
        case Value::Type::Number: {
            const double off = actual.number - value.number;
            switch (comparison) {
                case Operator::Equal:
                case Operator::NotEqual:
                    result = std::fabs(off) <= tolerance + kRounding * std::fabs(value.number);
                    break;
                case Operator::Less: result = off < 0; break;
                case Operator::LessEqual: result = off <= 0; break;
                case Operator::Greater: result = off > 0; break;
                case Operator::GreaterEqual: result = off >= 0; break;
                case Operator::Contains: break;
            }
        }
    }
    return result != (negated != (comparison == Operator::NotEqual));
}

Expectations::Expectations(chip::Clock& clock, chip::EventQueue& events)
    : due_(chip::TimedEvent::of<&Expectations::on_due>("parts.expectations", this, clock, events,
                                                       chip::TimeBase::Nanoseconds)) {}

bool Expectations::add(Cursor& cursor, Part* (*find)(void* owner, std::string_view name), void* owner,
                       std::string& error) {
    Entry entry;
    entry.place = cursor.statement().place;
    entry.text = words_of(cursor.statement());
    if (cursor.take_word("never")) entry.when = When::Never;
    entry.condition.negated = cursor.take_word("not");
    const Token* path = cursor.next();
    std::string name, property;
    bool indexed = false;
    if (!path || path->kind != Token::Kind::Word ||
        !split_path(path->text, name, property, indexed, entry.condition.index)) {
        error = "an expectation begins with PART.PROPERTY, as in led.on or strip.pixel[0]";
        return false;
    }
    Part* part = find(owner, name);
    if (!part) {
        error = "there is no part called '" + name + "'";
        return false;
    }
    entry.condition.part = part;
    const std::span<const PropertySpec> properties = part->kind().properties;
    usize which = 0;
    while (which < properties.size() && property != properties[which].name) ++which;
    if (which == properties.size()) {
        error = "a " + std::string(part->kind().name) + " has no '" + property + "'; it has";
        for (const PropertySpec& spec : properties) error += std::string(" ") + spec.name;
        return false;
    }
    entry.condition.property = static_cast<u32>(which);
    const u32 count = part->count(entry.condition.property);
    if (indexed != properties[which].is_indexed)
        error = "'" + property + (indexed ? "' has no index" : "' needs an index: " + property + "[0]");
    else if (indexed && entry.condition.index >= count)
        error = name + " has " + property + "[0] to [" + std::to_string(count - 1) + "]";
    if (!error.empty()) return false;
    if (!read_condition(cursor, entry.condition, error) || !read_when(cursor, entry, error)) return false;
    if (!cursor.is_at_end()) {
        error = "'" + cursor.peek()->text + "' is one word too many";
        return false;
    }
    entries_.push_back(std::move(entry));
    ++open_;
    return true;
}

bool Expectations::read_condition(Cursor& cursor, Condition& condition, std::string& error) {
    const PropertySpec& property = condition.part->kind().properties[condition.property];
    const bool is_number = property.type == Value::Type::Number;
    const Token* token = cursor.peek();
    bool compares = false, about = false;
    for (const auto& known : kOperators) {
        if (!token || !token->is_symbol(known.name)) continue;
        condition.comparison = known.comparison;
        compares = true;
    }
    if (token && token->is_symbol("~")) compares = about = true;
    if (token && token->is_word("contains")) {
        condition.comparison = Operator::Contains;
        compares = true;
    }
    if (!compares) {
        if (property.type != Value::Type::Flag)
            error = std::string("'") + property.name + "' is to be compared: " + property.name + " == ...";
        return error.empty();
    }
    cursor.skip();
    const bool orders = condition.comparison != Operator::Equal &&
                        condition.comparison != Operator::NotEqual &&
                        condition.comparison != Operator::Contains;
    if ((orders || about) && !is_number)
        error = std::string("only a number can be compared with ") + token->text;
    else if (condition.comparison == Operator::Contains && property.type != Value::Type::Text)
        error = "only a text can contain something";
    if (!error.empty()) return false;
    const Token* value = cursor.next();
    if (!value || !value_of(*value, property.type, property.unit, condition.value)) {
        error = std::string("'") + property.name + "' is compared with " +
                describe_type(property.type, property.unit);
        return false;
    }
    if (about) condition.tolerance = std::fabs(condition.value.number) * kAbout;
    if (!is_number || !cursor.take_symbol("+-")) return true;
    const Token* tolerance = cursor.next();
    Value range;
    if (!tolerance || orders || !value_of(*tolerance, property.type, property.unit, range) ||
        range.number < 0) {
        error = orders ? "'+-' goes with == and ~ only"
                       : "'+-' needs " + describe_type(property.type, property.unit);
        return false;
    }
    condition.tolerance = range.number;
    return true;
}

bool Expectations::read_when(Cursor& cursor, Entry& entry, std::string& error) {
    if (cursor.is_at_end()) return true;
    if (entry.when == When::Never) {
        error = "'never' means at no time, so no time can follow";
        return false;
    }
    if (cursor.take_word("by")) {
        entry.when = When::By;
        return take_time(cursor, entry.to, error);
    }
    if (cursor.take_word("between")) {
        entry.when = When::Between;
        if (!take_time(cursor, entry.from, error)) return false;
        if (!cursor.take_word("and"))
            error = "'between' needs a second time: between 1 s and 3 s";
        else if (take_time(cursor, entry.to, error) && entry.to <= entry.from)
            error = "the second time is not after the first";
        return error.empty();
    }
    if (!cursor.take_word("at")) {
        error = "'" + cursor.peek()->text + "': at, by or between and a time can follow";
        return false;
    }
    if (cursor.take_word("end")) {
        entry.when = When::AtEnd;
        return true;
    }
    if (!take_time(cursor, entry.from, error)) return false;
    entry.when = When::At;
    entry.to = entry.from;
    if (!cursor.take_symbol("+-")) return true;
    u64 range = 0;
    if (!take_time(cursor, range, error)) return false;
    entry.when = When::Becomes;
    entry.to = entry.from + range;
    entry.from -= std::min(entry.from, range);
    return true;
}

void Expectations::start(u64 origin) {
    origin_ = origin;
    is_started_ = true;
    for (Entry& entry : entries_) look(entry);
    schedule();
}

void Expectations::part_changed(const Part& part) {
    if (!is_started_) return;
    for (Entry& entry : entries_)
        if (entry.condition.part == &part) look(entry);
}

void Expectations::decide(Entry& entry, State state) {
    if (entry.state != State::Open) return;
    entry.state = state;
    --open_;
    if (state == State::Met) return;
    entry.decided_at = now();
    entry.actual = entry.condition.actual().describe();
}

/// The condition may have changed just now.
void Expectations::look(Entry& entry) {
    const bool may_say_when = entry.when == When::Becomes || entry.when == When::By;
    if (entry.state == State::Met || (entry.state == State::Failed && !may_say_when)) return;
    const bool holds = entry.condition.holds();
    const bool comes_true = holds && !entry.held;
    entry.held = holds;
    const u64 time = now();
    switch (entry.when) {
        case When::Ever:
            if (holds) decide(entry, State::Met);
            break;
        case When::Never:
            if (holds) decide(entry, State::Failed);
            break;
        case When::By:
            if (holds && time <= entry.to) decide(entry, State::Met);
            if (comes_true && time > entry.to) entry.after = std::min(entry.after, time);
            break;
        case When::Becomes:
            if (!comes_true) break;
            if (time < entry.from)
                entry.before = time;
            else if (time <= entry.to)
                decide(entry, State::Met);
            else
                entry.after = std::min(entry.after, time);
            break;
        case When::Between:
            if (!holds && time >= entry.from && time <= entry.to) decide(entry, State::Failed);
            break;
        case When::At:
        case When::AtEnd: break;
    }
}

/// A time that the expectation names is over.
void Expectations::look_at_time(Entry& entry) {
    const u64 time = now();
    if (entry.state != State::Open) return;
    switch (entry.when) {
        case When::At:
            if (time >= entry.to) decide(entry, entry.condition.holds() ? State::Met : State::Failed);
            break;
        case When::By:
        case When::Becomes:
            if (time > entry.to) decide(entry, State::Failed);
            break;
        case When::Between:
            if (time > entry.to)
                decide(entry, State::Met);
            else
                look(entry);
            break;
        case When::Ever:
        case When::Never:
        case When::AtEnd: break;
    }
}

void Expectations::on_due(u64) {
    for (Entry& entry : entries_) look_at_time(entry);
    schedule();
}

/// Where the next open one has something to look at. What happens at the end of a window still counts, so
/// that is looked at a nanosecond later.
void Expectations::schedule() {
    u64 due = kNever;
    for (const Entry& entry : entries_) {
        if (entry.state != State::Open) continue;
        const bool waits_for_start = entry.when == When::Between && now() < entry.from;
        if (waits_for_start)
            due = std::min(due, entry.from);
        else if (entry.when == When::At)
            due = std::min(due, entry.to);
        else if (entry.when == When::By || entry.when == When::Becomes || entry.when == When::Between)
            due = std::min(due, entry.to + 1);
    }
    if (due == kNever)
        due_.cancel();
    else
        due_.schedule(origin_ + due);
}

void Expectations::finish() {
    for (Entry& entry : entries_) {
        const bool met = entry.when == When::Never ||
                         (entry.when == When::AtEnd && is_started_ && entry.condition.holds());
        decide(entry, met ? State::Met : State::Failed);
    }
    due_.cancel();
}

u64 Expectations::last_time() const {
    u64 last = 0;
    for (const Entry& entry : entries_) last = std::max(last, entry.to);
    return last;
}

std::string Expectations::describe_failure(const Entry& entry) {
    const std::string was = "it was " + entry.actual;
    switch (entry.when) {
        case When::Ever: return "at the end " + was;
        case When::AtEnd: return was;
        case When::Never: return "at " + describe_time(entry.decided_at) + ' ' + was;
        case When::At:
            return entry.decided_at < entry.to ? "the run ended at " + describe_time(entry.decided_at) : was;
        case When::Between: return "at " + describe_time(entry.decided_at) + ' ' + was;
        case When::By:
        case When::Becomes: break;
    }
    if (entry.before == kNever && entry.after == kNever)
        return "it did not come true; at " + describe_time(entry.decided_at) + ' ' + was;
    std::string text = "it came true";
    if (entry.before != kNever) text += " at " + describe_time(entry.before);
    if (entry.before != kNever && entry.after != kNever) text += " and";
    if (entry.after != kNever) text += " at " + describe_time(entry.after);
    return text;
}

std::vector<std::string> Expectations::failures() const {
    std::vector<std::string> lines;
    for (const Entry& entry : entries_) {
        if (entry.state != State::Failed) continue;
        lines.push_back(Problem{entry.place, entry.text + ": " + describe_failure(entry)}.describe());
    }
    return lines;
}

void Expectations::snapshot(chip::Archive& archive) {
    u64 open = open_;
    archive(is_started_, due_);
    archive.bounded(origin_, kLastTime);
    archive.bounded(open, entries_.size() + 1);
    open_ = static_cast<usize>(open);
    for (Entry& entry : entries_) {
        archive.bounded(entry.state, 3);
        archive(entry.held, entry.before, entry.after, entry.decided_at);
        snapshot_text(archive, entry.actual, kLongestActual);
    }
}

}  // namespace kinglet::parts
