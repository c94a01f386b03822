package org.yizhan.cases.org;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yizhan.cases.process.Person;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// An invented district with one street, 22 communities, their compounds and buildings. Loaded with `yizhan.demo=true`.
@Component
@ConditionalOnProperty("yizhan.demo")
class DemoOrganisation implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DemoOrganisation.class);

    /// Invented: scenery with the number of the community, so that nobody takes them for real places.
    private static final List<String[]> COMMUNITIES = List.of(
            new String[] {"观澜", "Guanlan"},
            new String[] {"听涛", "Tingtao"},
            new String[] {"望海", "Wanghai"},
            new String[] {"松风", "Songfeng"},
            new String[] {"竹影", "Zhuying"},
            new String[] {"梅岭", "Meiling"},
            new String[] {"兰溪", "Lanxi"},
            new String[] {"菊园", "Juyuan"},
            new String[] {"荷塘", "Hetang"},
            new String[] {"柳岸", "Liuan"},
            new String[] {"桃源", "Taoyuan"},
            new String[] {"杏林", "Xinglin"},
            new String[] {"枫桥", "Fengqiao"},
            new String[] {"银杏", "Yinxing"},
            new String[] {"晨光", "Chenguang"},
            new String[] {"晚霞", "Wanxia"},
            new String[] {"星河", "Xinghe"},
            new String[] {"云山", "Yunshan"},
            new String[] {"清泉", "Qingquan"},
            new String[] {"碧波", "Bibo"},
            new String[] {"金沙", "Jinsha"},
            new String[] {"玉泉", "Yuquan"});
    /// The same as the demo accounts that sign in.
    private static final List<People.Member> STAFF = List.of(
            member("officer1", "经办演示甲", "d01", Role.OFFICER),
            member("officer2", "经办演示乙", "d01", Role.OFFICER),
            member("street1", "街道演示丙", "d01.s01", Role.CLERK),
            member("community01", "社区演示丁", "d01.s01.c01", Role.CLERK),
            member("community02", "社区演示戊", "d01.s01.c02", Role.CLERK),
            member("supervisor1", "督导演示己", "d01", Role.SUPERVISOR, Role.DUTY_LEADER),
            member("admin1", "管理演示庚", "d01", Role.ADMINISTRATOR));

    private static final int COMPOUNDS = 2;
    private static final int BUILDINGS = 3;

    private final Stations stations;
    private final People people;
    private volatile Disposable loading = () -> {};
    private volatile boolean running;

    DemoOrganisation(Stations stations, People people) {
        this.stations = stations;
        this.people = people;
    }

    @Override
    public void start() {
        running = true;
        loading = Flux.fromIterable(STAFF)
                .concatMap(m -> people.put(m.person(), m.roles(), true))
                .thenMany(Flux.fromIterable(tree()).concatMap(stations::put))
                .reduce(0L, Long::sum)
                .doOnNext(added -> LOG.info("demo organisation: {} stations added", added))
                .onErrorResume(e -> {
                    LOG.error("demo organisation could not be loaded", e);
                    return Mono.empty();
                })
                .subscribe();
    }

    static List<Station> tree() {
        var tree = new ArrayList<Station>();
        tree.add(station("d01", "district", "演示区医保局", "Demo district bureau"));
        tree.add(station("d01.s01", "street", "演示街道医保驿站", "Demo street station"));
        for (var c = 1; c <= COMMUNITIES.size(); c++) {
            var name = COMMUNITIES.get(c - 1);
            var community = "d01.s01.c%02d".formatted(c);
            tree.add(station(community, "community", name[0] + "社区（演示）", name[1] + " community (demo)"));
            for (var e = 1; e <= COMPOUNDS; e++) {
                var compound = "%s.e%02d".formatted(community, e);
                tree.add(station(compound, "compound", name[0] + e + "号小区", name[1] + " compound " + e));
                for (var b = 1; b <= BUILDINGS; b++) {
                    var path = "%s.b%02d".formatted(compound, b);
                    tree.add(station(path, "building", b + "号楼", "Building " + b));
                }
            }
        }
        return tree;
    }

    private static People.Member member(String subject, String name, String station, Role... roles) {
        return new People.Member(new Person(subject, name, new StationPath(station)), Set.of(roles));
    }

    private static Station station(String path, String kind, String name, String nameEn) {
        return new Station(new StationPath(path), kind, name, nameEn);
    }

    @Override
    public void stop() {
        loading.dispose();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
