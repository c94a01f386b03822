package org.yizhan.cases.worktime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yizhan.cases.process.Limit;
import org.yizhan.cases.yaml.BadDefinition;
import org.yizhan.cases.yaml.YamlFile;

class WorkingTimeTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Holidays HOLIDAYS = HolidayFiles.read(new PathMatchingResourcePatternResolver());
    private static final WorkingTime USUAL = new WorkingTime(ZONE, Hours.USUAL, HOLIDAYS, Map.of());

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/worktime/deadlines.csv", useHeadersInDisplayName = true)
    void aLimitEndsWhenTheTableSays(String from, String limit, String due, String about) {
        assertThat(USUAL.due(at(from), Limit.of(limit))).as(about).isEqualTo(at(due));
    }

    /// What the notices say themselves: how long each holiday is, and which weekend days are worked.
    @Test
    void theYearsHaveAsManyWorkingDaysAsTheNoticesLeave() {
        assertThat(workdays(2024)).isEqualTo(251);
        assertThat(workdays(2025)).isEqualTo(248);
        assertThat(workdays(2026)).isEqualTo(248);
        assertThat(USUAL.isWorkday(LocalDate.parse("2026-02-14"))).isTrue();
        assertThat(USUAL.isWorkday(LocalDate.parse("2026-02-23"))).isFalse();
        assertThat(USUAL.isWorkday(LocalDate.parse("2025-10-08"))).isFalse();
        assertThat(USUAL.isWorkday(LocalDate.parse("2024-02-09"))).isTrue();
    }

    private static long workdays(int year) {
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(USUAL::isWorkday)
                .count();
    }

    @Test
    void whatIsLeftIsWhatHasToBeAddedAgain() {
        var from = at("2025-09-26T10:20");
        for (var hours = 1; hours < 80; hours += 3) {
            var due = USUAL.plus(from, Duration.ofHours(hours));
            assertThat(USUAL.between(from, due)).isEqualTo(Duration.ofHours(hours));
        }
        assertThat(USUAL.between(at("2025-10-01T00:00"), at("2025-10-09T00:00")))
                .isEqualTo(Duration.ZERO);
        assertThat(USUAL.between(from, from.minusSeconds(1))).isEqualTo(Duration.ZERO);
    }

    @Test
    void aStationMayOpenRightThroughAndOnSaturdays() {
        var saturday = LocalDate.parse("2026-03-07");
        var open = new WorkingTime(ZONE, Hours.of("08:30-18:00"), HOLIDAYS, Map.of(saturday, true));
        assertThat(open.plusDays(at("2026-03-06T17:00"), 1)).isEqualTo(at("2026-03-07T18:00"));
        assertThat(open.plus(at("2026-03-06T12:00"), Duration.ofHours(8))).isEqualTo(at("2026-03-07T10:30"));
    }

    @Test
    void hoursThatMakeNoSenseAreRefused() {
        for (var wrong : new String[] {"", "9-17", "09:00-08:00", "09:00-12:00,11:00-17:00", "25:00-26:00"}) {
            assertThatThrownBy(() -> Hours.of(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aBadHolidayFileIsRefusedWithItsLine() {
        refuses("{name: 春节, from: 2027-02-06, until: 2027-02-05}", "2027.yaml:4: holidays[0].until lies before from");
        refuses("{name: 春节, from: 2026-02-06, until: 2027-02-05}", "must be a date of 2027");
        refuses("{name: 春节, from: 2027-02-05, until: 2027-02-05, work: [2027-02-01]}", "is no weekend day");
    }

    private static void refuses(String holiday, String message) {
        var yaml = "year: 2027\nnotice: 号\nholidays:\n  - " + holiday + "\n";
        var resource = new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "2027.yaml";
            }
        };
        assertThatThrownBy(() -> HolidayFiles.year(YamlFile.read(resource), new HashMap<>()))
                .isInstanceOf(BadDefinition.class)
                .hasMessageContaining(message);
    }
}
