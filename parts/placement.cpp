#include "parts/placement.hpp"

#include <cmath>

#include "base/verify.hpp"

namespace kinglet::parts {

namespace {

class PlacementReader {
  public:
    PlacementReader(Cursor& cursor, const PinNames& pins, bool any_pin, Placement& placement,
                    std::string& error)
        : cursor_(cursor), pins_(pins), any_pin_(any_pin), placement_(placement), error_(error) {}

    bool read() {
        const PartKind& kind = placement_.kind;
        placement_.pins.assign(kind.pins.size(), Placement::kNotConnected);
        set_presets();
        while (!cursor_.is_at_end()) {
            const Token* ahead = cursor_.peek(1);
            const bool assigns = ahead && ahead->is_symbol("=");
            if (!(assigns ? read_assignment() : read_word())) return false;
        }
        for (usize i = 0; i < kind.pins.size(); ++i) {
            if (placement_.pins[i] != Placement::kNotConnected || kind.pins[i].is_optional) continue;
            return fail(std::string("the pin '") + kind.pins[i].name + "' is not connected" + hint_);
        }
        return true;
    }

  private:
    bool fail(std::string text) {
        error_ = std::string(placement_.kind.name) + ": " + std::move(text);
        return false;
    }

    void set_presets() {
        for (const ParameterSpec& spec : placement_.kind.parameters) {
            std::vector<Statement> statements;
            Problem problem;
            Token token;
            if (read_statements(spec.preset, {}, 0, statements, problem) && !statements.empty())
                token = statements[0].tokens[0];
            Value value;
            const bool fits = set_value(spec, token, value);
            VERIFY(fits);
            placement_.parameters.push_back(value);
        }
    }

    /// A pin for the first place that is free, or the part's name.
    bool read_word() {
        const Token& token = *cursor_.next();
        const u32 pin = pins_.find(token.text);
        const bool can_be_pin = token.kind == Token::Kind::Word || token.kind == Token::Kind::Number;
        if (can_be_pin && pin != kNoPin) {
            for (usize i = 0; i < placement_.pins.size(); ++i)
                if (placement_.pins[i] == Placement::kNotConnected) return connect(i, token.text, pin);
            return fail("there is no pin left for " + token.text);
        }
        if (token.kind != Token::Kind::Word || has_name_)
            return fail("'" + token.text + "' is no pin of this board" +
                        (has_name_ ? "" : " and can't be a name"));
        return set_name(token.text);
    }

    bool set_name(const std::string& name) {
        constexpr usize kLongestName = 40;
        bool is_plain = name.size() <= kLongestName && (name[0] < '0' || name[0] > '9') && name[0] != '-';
        for (const char c : name)
            is_plain &= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                        c == '_' || c == '-';
        if (!is_plain)
            return fail("'" + name + "' is no pin of this board, and no name: letters, digits, _ and -");
        for (const VerbSpec& verb : placement_.kind.verbs)
            if (name == verb.name) return fail("'" + name + "' is what it does, and can't be its name");
        placement_.name = name;
        has_name_ = true;
        hint_ = " ('" + name + "' is no pin of this board, so it is the name)";
        return true;
    }

    bool connect(usize which, const std::string& word, u32 pin) {
        const PinSpec& spec = placement_.kind.pins[which];
        if (placement_.pins[which] != Placement::kNotConnected)
            return fail(std::string("the pin '") + spec.name + "' is connected twice");
        const bool wants_analog = spec.use == PinSpec::Use::Analog;
        if (wants_analog != (pin == kAnalogPin))
            return fail(wants_analog ? std::string("the pin '") + spec.name + "' takes the analog pin A0"
                                     : "the analog pin can't be '" + std::string(spec.name) + "'");
        if (!any_pin_ && !pins_.is_brought_out(pin))
            return fail(word + " is not brought out on this board (kinglet boards NAME shows its pins)");
        placement_.pins[which] = pin;
        return true;
    }

    bool read_assignment() {
        const Token& key = *cursor_.next();
        cursor_.skip();
        const Token* value = cursor_.next();
        if (!value) return fail("'" + key.text + "=' needs a value");
        const PartKind& kind = placement_.kind;
        for (usize i = 0; i < kind.pins.size(); ++i) {
            if (key.text != kind.pins[i].name) continue;
            const u32 pin = pins_.find(value->text);
            if (pin == kNoPin) return fail("'" + value->text + "' is no pin of this board");
            return connect(i, value->text, pin);
        }
        for (usize i = 0; i < kind.parameters.size(); ++i) {
            if (key.text != kind.parameters[i].name) continue;
            return set_value(kind.parameters[i], *value, placement_.parameters[i]);
        }
        std::string known;
        for (const PinSpec& pin : kind.pins) known += std::string(" ") + pin.name;
        for (const ParameterSpec& parameter : kind.parameters) known += std::string(" ") + parameter.name;
        return fail("it has no '" + key.text + "'; it has" + known);
    }

    bool set_value(const ParameterSpec& spec, const Token& token, Value& value) {
        const std::string name = std::string("'") + spec.name + "'";
        switch (spec.type) {
            case ParameterSpec::Type::File:
                if (token.kind == Token::Kind::Symbol || token.kind == Token::Kind::Colour)
                    return fail(name + " takes the name of a file");
                value = Value::of_text(token.text);
                return true;
            case ParameterSpec::Type::Choice: {
                std::string known;
                for (usize i = 0; i < spec.choices.size(); ++i) {
                    value = Value::of(static_cast<double>(i));
                    if (token.text == spec.choices[i]) return true;
                    known += std::string(i ? ", " : " ") + spec.choices[i];
                }
                return fail(name + " is one of" + known);
            }
            case ParameterSpec::Type::Time:
            case ParameterSpec::Type::Number: break;
        }
        const bool is_time = spec.type == ParameterSpec::Type::Time;
        const Unit unit = is_time ? Unit::Seconds : spec.unit;
        const bool fits = value_of(token, Value::Type::Number, unit, value) &&
                          (!is_time || token.unit == Unit::Seconds || value.number == 0);
        if (fits && value.number >= spec.least && value.number <= spec.most) return true;
        return fail(name + " takes " + describe_type(Value::Type::Number, unit) + " from " +
                    Value::of(spec.least, unit).describe() + " to " + Value::of(spec.most, unit).describe());
    }

    Cursor& cursor_;
    const PinNames& pins_;
    bool any_pin_;
    Placement& placement_;
    std::string& error_;
    bool has_name_ = false;
    std::string hint_;
};

}  // namespace

bool read_placement(Cursor& cursor, const PinNames& pins, bool any_pin, Placement& placement,
                    std::string& error) {
    return PlacementReader(cursor, pins, any_pin, placement, error).read();
}

}  // namespace kinglet::parts
