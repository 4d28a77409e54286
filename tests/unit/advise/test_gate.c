#include "advise/gate.h"
#include "tap.h"

int main(void)
{
    struct arena arena = {0};
    struct outcome outcome = {.violation = 0.001, .flaps_day = 6};
    ok(gate_broken(&outcome, &arena) == NULL, "what just keeps the limits passes");
    outcome.flaps_day = 7.2;
    is_text(gate_broken(&outcome, &arena), "flaps_day<=6: flaps_day is 7.2", "too many turns");
    outcome.violation = 0.02;
    is_text(gate_broken(&outcome, &arena), "violation<=0.1%: violation is 2%", "short too long");
    struct requirements rules = {0};
    struct err err = {0};
    is_int(gate_add(&rules, &err), 0, "the gate is a list of rules");
    is_int(rules.count, GATE_RULES, "of so many");
    is_text(rules.item[1].text, GATE_FLAPS, "as they are written");
    requirements_release(&rules);
    arena_release(&arena);
    return done();
}
