#include "parts/script.hpp"

#include <algorithm>

namespace kinglet::parts {

namespace {

constexpr u64 kShortestPeriod = 1000;
constexpr double kMostTimes = 1e9;

bool take_time(Cursor& cursor, const char* word, u64& time, std::string& error) {
    const Token* token = cursor.next();
    if (token && time_of(*token, time)) return true;
    error = std::string("'") + word + "' needs a time such as 1.5 s or 20 ms";
    return false;
}

const VerbSpec* find_verb(const PartKind& kind, const Token* token) {
    for (const VerbSpec& verb : kind.verbs)
        if (token && token->is_word(verb.name)) return &verb;
    return nullptr;
}

}  // namespace

Script::Script(chip::Clock& clock, chip::EventQueue& events)
    : due_(chip::TimedEvent::of<&Script::on_due>("parts.script", this, clock, events,
                                                 chip::TimeBase::Nanoseconds)) {}

bool Script::add(Part& part, Cursor& cursor, std::string& error) {
    const VerbSpec* verb = find_verb(part.kind(), cursor.next());
    if (!verb) {
        error = part.name() + " does not do that";
        return false;
    }
    Entry entry{&part, {}, 0, 0};
    entry.action.verb = static_cast<u32>(verb - part.kind().verbs.data());
    if (verb->takes == VerbSpec::Takes::Value && !read_value(cursor, *verb, entry.action.value, error))
        return false;
    if (verb->takes == VerbSpec::Takes::Ramp) {
        if (!cursor.take_word("from") || !read_value(cursor, *verb, entry.action.from, error) ||
            !cursor.take_word("to") || !read_value(cursor, *verb, entry.action.value, error)) {
            if (error.empty()) error = std::string(verb->name) + " needs 'from VALUE to VALUE'";
            return false;
        }
    }
    if (!read_when(cursor, *verb, entry, error) || !read_repetition(cursor, entry, error)) return false;
    if (!cursor.is_at_end()) {
        error = "'" + cursor.peek()->text + "' is one word too many";
        return false;
    }
    if (const char* reason = part.refuses(entry.action)) {
        error = reason;
        return false;
    }
    entries_.push_back(std::move(entry));
    return true;
}

bool Script::read_value(Cursor& cursor, const VerbSpec& verb, Value& value, std::string& error) {
    const Token* token = cursor.next();
    if (token && value_of(*token, verb.type, verb.unit, value)) return true;
    error = std::string("'") + verb.name + "' needs " + describe_type(verb.type, verb.unit);
    return false;
}

bool Script::read_when(Cursor& cursor, const VerbSpec& verb, Entry& entry, std::string& error) {
    if (verb.takes == VerbSpec::Takes::Ramp) {
        u64 end = 0;
        if (!cursor.take_word("between")) {
            error = std::string(verb.name) + " needs 'between TIME and TIME'";
            return false;
        }
        if (!take_time(cursor, "between", entry.start, error)) return false;
        if (!cursor.take_word("and")) {
            error = "'between' needs a second time: between 1 s and 3 s";
            return false;
        }
        if (!take_time(cursor, "and", end, error)) return false;
        if (end <= entry.start) {
            error = "the second time is not after the first";
            return false;
        }
        entry.action.duration = end - entry.start;
        return true;
    }
    if (!cursor.take_word("at")) {
        error = "'at' and a time are missing: " + entry.part->name() + " " + verb.name + " ... at 1.5 s";
        return false;
    }
    if (!take_time(cursor, "at", entry.start, error)) return false;
    if (!cursor.take_word("for")) return true;
    if (!verb.lasts) {
        error = std::string("'") + verb.name + "' does not last, so 'for' has no meaning";
        return false;
    }
    if (!take_time(cursor, "for", entry.duration, error)) return false;
    if (!entry.duration) error = "'for' needs a time above 0";
    return error.empty();
}

bool Script::read_repetition(Cursor& cursor, Entry& entry, std::string& error) {
    if (!cursor.take_word("every")) return true;
    if (!take_time(cursor, "every", entry.period, error)) return false;
    const u64 busy = std::max(entry.duration, entry.action.duration);
    if (entry.period < kShortestPeriod)
        error = "'every' needs a time of 1 us or more";
    else if (entry.period <= busy)
        error = "'every' needs a time that is longer than one time takes";
    if (!error.empty()) return false;
    entry.times = 0;
    const Token* count = cursor.peek();
    if (!count || count->kind != Token::Kind::Number) return true;
    if (count->unit != Unit::None || count->number < 1 || count->number > kMostTimes) {
        error = "'times' needs a number from 1 on";
        return false;
    }
    entry.times = static_cast<u64>(count->number);
    cursor.skip();
    if (cursor.take_word("times")) return true;
    error = "'times' is missing behind the number";
    return false;
}

void Script::start(u64 origin) {
    origin_ = origin;
    for (Entry& entry : entries_) {
        entry.done = 0;
        entry.next = origin + entry.start;
        entry.end = kNever;
    }
    schedule();
}

u64 Script::last_time() const {
    u64 last = 0;
    for (const Entry& entry : entries_) {
        const u64 repeated = entry.times > 1 ? (entry.times - 1) * entry.period : 0;
        last = std::max(last, entry.start + repeated + std::max(entry.duration, entry.action.duration));
    }
    return last;
}

void Script::perform(Entry& entry) {
    if (entry.end <= entry.next) {
        entry.end = kNever;
        return entry.part->end_action(entry.action);
    }
    const u64 time = entry.next;
    const bool again = entry.period && (!entry.times || ++entry.done < entry.times);
    entry.next = again ? std::max(time + entry.period, due_.now()) : kNever;
    if (entry.duration) entry.end = time + entry.duration;
    entry.part->begin_action(entry.action);
}

/// In the order of their times; of those at the same time in that of the script.
void Script::on_due(u64) {
    for (;;) {
        const auto first = std::min_element(entries_.begin(), entries_.end(),
                                            [](const Entry& a, const Entry& b) { return a.due() < b.due(); });
        if (first == entries_.end() || first->due() > due_.now()) break;
        perform(*first);
    }
    schedule();
}

void Script::schedule() {
    u64 due = kNever;
    for (const Entry& entry : entries_) due = std::min(due, entry.due());
    if (due == kNever)
        due_.cancel();
    else
        due_.schedule(due);
}

void Script::snapshot(chip::Archive& archive) {
    archive(due_);
    archive.bounded(origin_, kLastTime);
    for (Entry& entry : entries_) archive(entry.done, entry.next, entry.end);
}

}  // namespace kinglet::parts
