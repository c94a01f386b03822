package org.yizhan.cases.figures;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Figures as comma-separated values with a mark in front by which spreadsheets know UTF-8.
final class FiguresTable {

    private FiguresTable() {}

    static String of(Figures figures) {
        var text = new StringBuilder("\uFEFF");
        line(text, "figure", "of", "value", "second value");
        line(text, "opened", figures.from() + "/" + figures.until(), figures.opened(), null);
        line(text, "completed", "", figures.completed(), null);
        line(text, "consultations", "", figures.consultations(), null);
        line(text, "person-visits", "", figures.personVisits(), null);
        figures.days().forEach(d -> line(text, "day: opened, completed", d.day(), d.opened(), d.completed()));
        var cycle = figures.cycle();
        if (cycle != null) {
            line(text, "whole case: median hours, p90 hours", "", cycle.medianHours(), cycle.p90Hours());
        }
        figures.steps()
                .forEach(s -> line(text, "step: median hours, p90 hours", s.step(), s.medianHours(), s.p90Hours()));
        var baseline = figures.baseline();
        if (baseline != null) {
            var days = baseline.from() + "/" + baseline.until();
            if (baseline.cycleHours() != null) {
                line(text, "baseline: whole case, median hours", days, baseline.cycleHours(), null);
            }
            baseline.steps().forEach(s -> line(text, "baseline: step, median hours", s.step(), s.medianHours(), null));
        }
        figures.returns().forEach(r -> line(text, "returns", r.item() + " " + r.step(), r.cases(), null));
        figures.returnReasons()
                .forEach(r -> line(text, "return reason: returns, cases", r.reason(), r.returns(), r.cases()));
        figures.ratings().forEach(r -> line(text, "ratings", r.level(), r.ratings(), null));
        figures.items().forEach(i -> line(text, "item: opened, completed", i.item(), i.opened(), i.completed()));
        figures.reliefs()
                .forEach(r -> line(text, "papers not asked for", r.kind() + " " + r.basis(), r.papers(), null));
        figures.stations().forEach(s -> line(text, "station: completed, stars", s.name(), s.completed(), s.stars()));
        return text.toString();
    }

    private static void line(StringBuilder text, Object what, Object of, Object value, @Nullable Object second) {
        text.append(cell(what)).append(',').append(cell(of)).append(',').append(cell(value));
        text.append(',').append(cell(second)).append("\r\n");
    }

    /// Quoted where it must be; what a spreadsheet would take for a formula is made a text.
    private static String cell(@Nullable Object value) {
        var text = Objects.toString(value, "");
        var safe = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 && !(value instanceof Number)
                ? "'" + text
                : text;
        return safe.matches("[^\",\r\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
