package org.yizhan.cases.intake;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.audit.AuditEntry;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.docket.Findable;
import org.yizhan.cases.docket.Resident;
import org.yizhan.cases.org.People;
import org.yizhan.cases.org.Roster;
import org.yizhan.cases.org.Stations;
import org.yizhan.cases.process.Channel;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Person;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.search.Indexing;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Opens a case at a booth or a window.
@Component
public class Opening {

    /// The longest name in the register of names is shorter.
    private static final int LONGEST_NAME = 50;

    private final Catalogue catalogue;
    private final Processes processes;
    private final Stations stations;
    private final Roster roster;
    private final CaseNumbers numbers;
    private final Confidential confidential;
    private final Docket docket;
    private final Indexing indexing;
    private final CaseSettings settings;
    private final Clock clock;

    Opening(
            Catalogue catalogue,
            Processes processes,
            Stations stations,
            Roster roster,
            CaseNumbers numbers,
            Confidential confidential,
            Docket docket,
            Indexing indexing,
            CaseSettings settings,
            Clock clock) {
        this.catalogue = catalogue;
        this.processes = processes;
        this.stations = stations;
        this.roster = roster;
        this.numbers = numbers;
        this.confidential = confidential;
        this.docket = docket;
        this.indexing = indexing;
        this.settings = settings;
        this.clock = clock;
    }

    /// Who wants what, as checked.
    public record Wish(
            ServiceItem item, ProcessDefinition process, Channel channel, Resident resident, StationPath community) {}

    /// In the caller's transaction.
    Mono<CaseFile> open(Actor actor, Wish wish) {
        return open(actor, wish, Map.of(), docket::open);
    }

    /// The same with a form that is filled already, as its schema wants it, for a case that is at once put forward.
    public Mono<CaseFile> file(Actor actor, Wish wish, Map<String, Object> form) {
        return open(actor, wish, form, docket::begin);
    }

    private Mono<CaseFile> open(Actor actor, Wish wish, Map<String, Object> form, Keeping keep) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return requireCommunity(actor, wish.community())
                .then(numbers.next(now))
                .zipWith(owner(actor, now), (number, owner) -> fresh(actor, wish, form, number, owner, now))
                .flatMap(file -> keep.apply(
                        file,
                        Deed.of(actor, "open", file)
                                .with(Map.of(
                                        "item",
                                        file.matter().item().value(),
                                        "channel",
                                        wish.channel().word()))
                                .announcing((f, at) -> new Event.CaseChanged(f.id(), null, f.version(), at)),
                        indexing.findable(entry(file))));
    }

    @FunctionalInterface
    private interface Keeping {
        Mono<CaseFile> apply(CaseFile fresh, Deed deed, Findable findable);
    }

    private static Indexing.Entry entry(CaseFile file) {
        var resident = file.resident();
        return new Indexing.Entry(
                file.id(),
                file.openedAt(),
                file.scope(),
                resident.name(),
                resident.idMask(),
                resident.phoneMask(),
                file.matter().item(),
                file.form());
    }

    /// @throws ProblemException naming the first thing that is wrong
    public Wish check(
            Actor actor,
            String item,
            String channel,
            String name,
            String idNumber,
            @Nullable String phone,
            String community) {
        var service = online(item);
        var process = processes.newest(String.valueOf(service.process())).orElseThrow();
        var via = channel(actor, channel, process);
        return new Wish(service, process, via, resident(name, idNumber, phone), path(community));
    }

    private ServiceItem online(String item) {
        var service = catalogue
                .newest(read(item))
                .orElseThrow(() -> refused("item-unknown", "item", "没有这个事项。", "There is no such service item."));
        if (!service.online()) {
            throw refused("item-not-online", "item", "这个事项目前只能在窗口办理。", "This item is handled at a window only.");
        }
        return service;
    }

    private static ItemCode read(String item) {
        try {
            return new ItemCode(item);
        } catch (IllegalArgumentException _) {
            throw refused("item-unknown", "item", "没有这个事项。", "There is no such service item.");
        }
    }

    private static Channel channel(Actor actor, String word, ProcessDefinition process) {
        var channel = switch (word) {
            case "booth" -> Channel.BOOTH;
            case "window" -> Channel.WINDOW;
            case "api" -> Channel.API;
            default ->
                throw refused("channel-unknown", "channel", "受理渠道有误。", "The channel must be booth, window or api.");
        };
        if (channel != channelOf(actor)) {
            throw refused(
                    "channel-not-yours",
                    "channel",
                    "受理渠道与登录身份不符。",
                    "A booth opens booth cases, a clerk window cases, a program api cases.");
        }
        if (!process.channels().contains(channel)) {
            throw refused("item-not-at-channel", "channel", "这个事项需要在视频柜台办理。", "This item is handled at a booth only.");
        }
        return channel;
    }

    private static Channel channelOf(Actor actor) {
        if (actor.is(Role.TERMINAL)) {
            return Channel.BOOTH;
        }
        return actor.is(Role.PROGRAM) ? Channel.API : Channel.WINDOW;
    }

    private Resident resident(String name, String idNumber, @Nullable String phone) {
        var number = IdNumber.read(idNumber)
                .orElseThrow(() -> refused(
                        "resident-id-number",
                        "resident.idNumber",
                        "身份证号码有误，请核对。",
                        "The ID number is not valid; please check it."));
        var known = name.strip();
        if (known.isEmpty()
                || known.codePointCount(0, known.length()) > LONGEST_NAME
                || !known.codePoints().allMatch(Opening::belongsInName)) {
            throw refused("resident-name", "resident.name", "姓名有误，请核对。", "The name is not valid; please check it.");
        }
        var calling =
                phone == null || phone.isBlank() ? null : phone.replace(" ", "").replace("-", "");
        if (calling != null && !calling.matches("\\+?[0-9]{5,15}")) {
            throw refused(
                    "resident-phone",
                    "resident.phone",
                    "电话号码有误，请核对。",
                    "The phone number is not valid; please check it.");
        }
        return new Resident(
                known,
                confidential.encrypt(Resident.ID_NUMBER, number.value()),
                confidential.index(Resident.ID_NUMBER, number.value()),
                number.masked(),
                calling == null ? null : confidential.encrypt(Resident.PHONE, calling),
                calling == null ? null : confidential.index(Resident.PHONE, calling),
                calling == null ? null : maskedPhone(calling));
    }

    private static boolean belongsInName(int character) {
        return Character.isLetter(character)
                || character == '·'
                || character == ' '
                || character == '.'
                || character == '-';
    }

    private static String maskedPhone(String phone) {
        var last = phone.substring(phone.length() - 4);
        return (phone.length() >= 11 ? phone.substring(0, 3) : "") + "****" + last;
    }

    private static StationPath path(String community) {
        try {
            return new StationPath(community);
        } catch (IllegalArgumentException _) {
            throw noCommunity();
        }
    }

    private Mono<Void> requireCommunity(Actor actor, StationPath community) {
        return stations.known(community)
                .filter(s -> s.kind().equals("community") && actor.sees(s.path()))
                .switchIfEmpty(Mono.error(Opening::noCommunity))
                .then();
    }

    /// Who answers for the case from its first second: who opened it or, when that is no person but a booth or a
    /// program,
    /// the leader on duty at the station, or else the station as a whole.
    private Mono<Person> owner(Actor actor, Instant now) {
        if (!actor.is(Role.TERMINAL) && !actor.is(Role.PROGRAM)) {
            return Mono.just(new Person(actor.subject(), actor.name(), actor.station()));
        }
        var station = actor.station();
        return roster.leader(station, station.level(), now)
                .map(People.Member::person)
                .switchIfEmpty(Mono.defer(() -> stations.find(station).map(s -> Person.station(station, s.name()))))
                .defaultIfEmpty(Person.station(station, station.value()));
    }

    private CaseFile fresh(Actor actor, Wish wish, Map<String, Object> form, String number, Person owner, Instant now) {
        var terminal = actor.is(Role.TERMINAL) ? actor.subject() : null;
        return new CaseFile(
                CaseId.random(),
                number,
                0,
                new CaseFile.Matter(
                        wish.item().code(),
                        wish.item().version(),
                        wish.process().id(),
                        wish.process().version(),
                        wish.channel()),
                "draft",
                wish.process().first().id(),
                false,
                wish.community(),
                actor.station(),
                wish.resident(),
                form,
                form.isEmpty() ? 0 : 1,
                new CaseFile.Sitting(terminal, terminal == null ? null : now.plus(settings.sittingLimit())),
                null,
                null,
                actor.subject(),
                now,
                now,
                null,
                new CaseFile.Trail(0, 0, AuditEntry.beginning()),
                Course.begin(wish.process().first().id(), owner, now));
    }

    private static ProblemException noCommunity() {
        return refused(
                "community-unknown", "community", "没有这个社区，或不在本站范围内。", "There is no such community at this station.");
    }

    private static ProblemException refused(String code, String field, String zh, String en) {
        return new ProblemException(Problem.of(422, code, zh, en).at(field));
    }
}
