#include "parts/bench.hpp"

#include "chip/core/archive.hpp"
#include "parts/placement.hpp"

namespace kinglet::parts {

Bench::Bench(const Site& site, ComplaintListener* listener)
    : site_(site),
      listener_(listener),
      reset_seen_(chip::WireObserver::of<&Bench::on_reset_wire>(reset_wire_, this)),
      reset_due_(chip::TimedEvent::of<&Bench::on_reset_due>("parts.reset", this, site.clock, site.events,
                                                            chip::TimeBase::Nanoseconds)),
      environment_{&Bench::wire, this, site.analog, site.clock, site.events, *this},
      script_(site.clock, site.events),
      expectations_(site.clock, site.events) {
    reset_pull_.set(chip::Strength::BoardPull, true);
    reset_due_.cancel();
}

Bench::~Bench() = default;

chip::Wire& Bench::wire(void* bench, u32 pin) {
    Bench& self = *static_cast<Bench*>(bench);
    return pin == kResetPin ? self.reset_wire_ : self.site_.pads[pin];
}

Part* Bench::find_part(void* bench, std::string_view name) {
    return static_cast<Bench*>(bench)->find(name);
}

Part* Bench::find(std::string_view name) const {
    for (const auto& part : parts_)
        if (part->name() == name) return part.get();
    return nullptr;
}

bool Bench::add(const std::vector<Statement>& statements, Author author, Problem& problem) {
    for (const Statement& statement : statements) {
        if (add_statement(statement, author, problem.text)) continue;
        problem.place = statement.place;
        return false;
    }
    return true;
}

bool Bench::add_expectation(const Statement& statement, Problem& problem) {
    Cursor cursor(statement);
    (void)cursor.take_word("expect");
    if (expectations_.add(cursor, &Bench::find_part, this, problem.text)) return true;
    problem.place = statement.place;
    return false;
}

bool Bench::add_statement(const Statement& statement, Author author, std::string& error) {
    Cursor cursor(statement);
    const Token& first = *cursor.next();
    if (first.is_word("expect")) return expectations_.add(cursor, &Bench::find_part, this, error);
    Part* part = find(first.text);
    const Token* second = cursor.peek();
    if (part && second) {
        for (const VerbSpec& verb : part->kind().verbs)
            if (second->is_word(verb.name)) return script_.add(*part, cursor, error);
    }
    if (const PartKind* kind = find_part_kind(first.text)) return place(cursor, *kind, author, error);
    if (part) {
        error = "a " + std::string(part->kind().name) + " can be told:";
        if (part->kind().verbs.empty()) error += " nothing";
        for (const VerbSpec& verb : part->kind().verbs) error += std::string(" ") + verb.name;
        return false;
    }
    error = "'" + first.text + "' is no kind of part and no name of one; kinds:";
    for (const PartKind* kind : part_kinds()) error += std::string(" ") + kind->name;
    return false;
}

bool Bench::place(Cursor& cursor, const PartKind& kind, Author author, std::string& error) {
    Placement placement{kind, environment_, kind.name, {}, {}};
    if (!read_placement(cursor, pins_, author == Author::Board, placement, error)) return false;
    if (find(placement.name)) {
        error = "there is a part called '" + placement.name +
                "' already: give this one a name of its own, '" + kind.name + " NAME ...'";
        return false;
    }
    if (placement.name == "expect" || (placement.name != kind.name && find_part_kind(placement.name))) {
        error = "'" + placement.name + "' can't be a name";
        return false;
    }
    if (parts_.size() == kMostParts) {
        error = "more than " + std::to_string(kMostParts) + " parts";
        return false;
    }
    std::unique_ptr<Part> part = kind.create(placement, error);
    if (!part) return false;
    parts_.push_back(std::move(part));
    return true;
}

void Bench::start() {
    origin_ = site_.clock.nanoseconds();
    is_started_ = true;
    complaints_.clear();
    complaint_count_ = 0;
    for (const auto& part : parts_) part->restart();
    expectations_.start(origin_);
    script_.start(origin_);
}

u64 Bench::last_time() const {
    const u64 script = script_.last_time(), expected = expectations_.last_time();
    return script > expected ? script : expected;
}

bool Bench::save(std::string& error) {
    bool saved = true;
    for (const auto& part : parts_) saved &= part->save(error);
    return saved;
}

std::vector<std::string> Bench::untold_complaints() const {
    std::vector<std::string> lines;
    for (const Complaint& complaint : complaints_) {
        if (complaint.count <= kMostTold) continue;
        lines.push_back(complaint.part->name() + ": " + std::to_string(complaint.count - kMostTold) +
                        " more complaints about " + complaint.rule);
    }
    return lines;
}

void Bench::part_changed(Part& part) {
    expectations_.part_changed(part);
}

void Bench::part_complains(Part& part, const char* rule, const std::string& what) {
    if (!is_started_) return;
    ++complaint_count_;
    Complaint* entry = nullptr;
    for (Complaint& known : complaints_)
        if (known.part == &part && known.rule == rule) entry = &known;
    if (!entry) entry = &complaints_.emplace_back(Complaint{&part, rule, 0});
    if (++entry->count <= kMostTold && listener_)
        listener_->complaint(part, time(), what, entry->count == kMostTold);
}

// The chip must not be reset in the middle of what it is doing when a part moves the wire.
void Bench::on_reset_wire(chip::Wire&) {
    reset_due_.schedule(reset_due_.now());
}

void Bench::on_reset_due(u64) {
    site_.reset.set_reset_pin(reset_wire_.level());
}

void Bench::snapshot(chip::Archive& archive) {
    for (const auto& part : parts_) {
        archive.section(part->kind().name);
        archive.section(part->name().c_str());
        part->snapshot(archive);
    }
    archive(reset_wire_, reset_due_, is_started_, complaint_count_);
    archive.bounded(origin_, kLastTime);
    archive(script_, expectations_);
    reset_wire_.resolve();
}

}  // namespace kinglet::parts
