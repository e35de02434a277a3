// Bench: the parts that are wired to one board, what happens to them, and what is expected of them.
//
// It is made from statements (statement.hpp), in this order: the board's own, then the user's.
//
//   KIND [NAME] PIN ... [PARAMETER=VALUE ...]     places a part; its name is that of its kind if none is
//   given NAME VERB ... at TIME ...                     has it do something (script.hpp) expect ...
//   (expectation.hpp)
//
// Scripts and expectations begin with start(): time 0 is that moment, and what parts recorded or complained
// of before is forgotten. Made after the machine and destroyed before it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "chip/devices/pads.hpp"
#include "chip/machine.hpp"
#include "parts/expectation.hpp"
#include "parts/part.hpp"
#include "parts/pins.hpp"
#include "parts/script.hpp"

namespace kinglet::parts {

class ResetPin {
  public:
    virtual void set_reset_pin(bool level) = 0;

  protected:
    ~ResetPin() = default;
};

/// What a bench has of the board.
struct Site {
    chip::Pads& pads;
    chip::Clock& clock;
    chip::EventQueue& events;
    AnalogInput& analog;
    ResetPin& reset;
};

/// Who hears when a part is treated against its data sheet.
class ComplaintListener {
  public:
    /// The time counts from start(). `more`: the like will not be told any more, only counted.
    virtual void complaint(const Part& part, u64 nanoseconds, const std::string& what, bool is_last) = 0;

  protected:
    ~ComplaintListener() = default;
};

class Bench final : public chip::Surroundings, private PartListener {
  public:
    /// So many complaints of one part about one rule are told.
    static constexpr u64 kMostTold = 3;
    static constexpr usize kMostParts = 256;

    explicit Bench(const Site& site, ComplaintListener* listener = nullptr);
    ~Bench();

    PinNames& pins() { return pins_; }

    /// Whose statements: the board's own parts may sit at pins that are not brought out.
    enum class Author : u8 { Board, User };
    [[nodiscard]] bool add(const std::vector<Statement>& statements, Author author, Problem& problem);
    /// Reads an expectation whose 'expect' may be left out.
    [[nodiscard]] bool add_expectation(const Statement& statement, Problem& problem);

    void start();
    bool is_started() const { return is_started_; }
    const Expectations& expectations() const { return expectations_; }
    /// The last time of a script or an expectation; from start().
    u64 last_time() const;
    /// Nanoseconds since start().
    u64 time() const { return is_started_ ? site_.clock.nanoseconds() - origin_ : 0; }
    /// The run is over.
    void finish() { expectations_.finish(); }
    /// Writes what parts keep in files. False with `error` set.
    [[nodiscard]] bool save(std::string& error);
    /// How often parts complained since start().
    u64 complaints() const { return complaint_count_; }
    /// One line for each kind of complaint that was not told every time.
    std::vector<std::string> untold_complaints() const;

    Part* find(std::string_view name) const;
    const std::vector<std::unique_ptr<Part>>& parts() const { return parts_; }

    void snapshot(chip::Archive& archive) override;

  private:
    struct Complaint {
        const Part* part;
        const char* rule;
        u64 count;
    };

    [[nodiscard]] bool add_statement(const Statement& statement, Author author, std::string& error);
    [[nodiscard]] bool place(Cursor& cursor, const PartKind& kind, Author author, std::string& error);
    void part_changed(Part& part) override;
    void part_complains(Part& part, const char* rule, const std::string& what) override;
    static chip::Wire& wire(void* bench, u32 pin);
    static Part* find_part(void* bench, std::string_view name);
    void on_reset_wire(chip::Wire&);
    void on_reset_due(u64);

    Site site_;
    ComplaintListener* listener_;
    PinNames pins_;
    chip::Wire reset_wire_{kResetPin};
    chip::WireDriver reset_pull_{reset_wire_};
    chip::WireObserver reset_seen_;
    chip::TimedEvent reset_due_;
    Environment environment_;
    Script script_;
    Expectations expectations_;
    std::vector<Complaint> complaints_;
    u64 complaint_count_ = 0;
    u64 origin_ = 0;
    bool is_started_ = false;
    /// Destroyed first: what one lets go of, the others still see.
    std::vector<std::unique_ptr<Part>> parts_;
};

}  // namespace kinglet::parts
