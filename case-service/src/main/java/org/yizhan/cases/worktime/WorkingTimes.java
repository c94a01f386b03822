package org.yizhan.cases.worktime;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yizhan.cases.org.Organisation;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.protocol.id.StationPath;

/// The working time of every station.
@Component
public class WorkingTimes {

    private final Holidays holidays;
    private final ZoneId zone;
    private final Organisation organisation;

    WorkingTimes(ResourcePatternResolver resources, CaseSettings settings, Organisation organisation) {
        this.holidays = HolidayFiles.read(resources);
        this.zone = settings.zone();
        this.organisation = organisation;
    }

    /// Hours are those of the station itself or of the nearest one above that has its own. So is each single day.
    public WorkingTime at(StationPath station) {
        var known = organisation.now();
        var days = new HashMap<LocalDate, Boolean>();
        var hours = Hours.USUAL;
        var end = 0;
        while (end >= 0) {
            end = station.value().indexOf('.', end + 1);
            var above = end < 0 ? station.value() : station.value().substring(0, end);
            days.putAll(known.days().getOrDefault(above, Map.of()));
            var own = known.hours().get(above);
            hours = own == null ? hours : Hours.of(own);
        }
        return new WorkingTime(zone, hours, holidays, days);
    }
}
