package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// Random trees, random readers, every way of reading: nobody sees a case outside of their subtree.
@TestPropertySource(properties = {"yizhan.trial=subtree"})
class SubtreeModuleTest extends CasesTest {

    private static final int READS = Integer.getInteger("yizhan.reads", 80);
    private static final int TREES = Math.max(1, READS / 500);
    private static final int CASES = 12;

    private record Opened(String id, String number, StationPath scope, String material) {}

    private final SplittableRandom random = new SplittableRandom(Long.getLong("yizhan.seed", 11));

    @Test
    void nobodySeesACaseOutsideOfTheirSubtree() {
        var outside = 0;
        var inside = 0;
        for (var tree = 0; tree < TREES; tree++) {
            var stations = tree(tree);
            var cases = cases(stations, tree);
            for (var read = 0; read < READS / TREES; read++) {
                var reader = stations.get(random.nextInt(stations.size()));
                var role = List.of(Role.CLERK, Role.OFFICER, Role.SUPERVISOR, Role.AUDITOR)
                        .get(random.nextInt(4));
                var who = as(signedIn.as("r" + random.nextInt(40), reader.value(), role));
                var one = cases.get(random.nextInt(cases.size()));
                var path = path(one);
                var text = new String(who.get(path).body(), StandardCharsets.UTF_8);
                for (var each : cases) {
                    var seen = text.contains(each.id()) || text.contains(each.number());
                    if (seen && !path.contains(each.id()) && !path.contains(each.number())) {
                        if (reader.covers(each.scope())) {
                            inside++;
                        } else {
                            outside++;
                        }
                    }
                }
                if (path.contains(one.id())) {
                    var status = who.get(path).status();
                    if (reader.covers(one.scope())) {
                        inside += status == 200 ? 1 : 0;
                    } else {
                        assertThat(status)
                                .as(path + " by " + role + " of " + reader)
                                .isIn(404, 403);
                    }
                }
            }
        }
        System.out.println(
                READS + " reads in " + TREES + " trees: " + inside + " seen inside, " + outside + " outside");
        assertThat(outside).isZero();
        assertThat(inside).isPositive();
    }

    /// A district with some streets, each with some communities, under names of its own.
    private List<StationPath> tree(int tree) {
        var stations = new ArrayList<StationPath>();
        var district = "x" + tree;
        put(stations, district, 0, "district");
        for (var s = 0; s < 1 + random.nextInt(3); s++) {
            var street = district + ".s" + s;
            put(stations, street, 1, "street");
            for (var c = 0; c < 1 + random.nextInt(3); c++) {
                put(stations, street + ".c" + c, 2, "community");
            }
        }
        return stations;
    }

    private void put(List<StationPath> stations, String path, int level, String kind) {
        strings(
                "INSERT INTO cases.station (path, level, kind, name, name_en) VALUES ('%s', %d, '%s', '%s', 'x') RETURNING name"
                        .formatted(path, level, kind, "站" + path.replace(".", "")));
        stations.add(new StationPath(path));
    }

    private List<Opened> cases(List<StationPath> stations, int tree) {
        var communities = stations.stream().filter(s -> s.level() == 2).toList();
        var cases = new ArrayList<Opened>();
        for (var i = 0; i < CASES; i++) {
            var community = communities.get(random.nextInt(communities.size()));
            var clerk = as(signedIn.clerk("opener" + tree, community.value()));
            var wish = new HashMap<String, Object>(CaseUser.wish("person-enquiry", "window"));
            wish.put("community", community.value());
            var opened = clerk.post("/api/cases", wish).ok();
            var id = opened.path("id").asString();
            clerk.fill(id, Map.of("enquiry", "个人账户")).ok();
            var material = clerk.addPaper(id, "identity-card")
                    .ok()
                    .path("materials")
                    .path(0)
                    .path("id")
                    .asString();
            cases.add(new Opened(id, opened.path("number").asString(), community, material));
        }
        return cases;
    }

    private String path(Opened one) {
        var id = "/api/cases/" + one.id();
        return switch (random.nextInt(18)) {
            case 0 -> id;
            case 1 -> id + "/materials/" + one.material();
            case 2 -> id + "/document";
            case 3 -> id + "/receipt.pdf";
            case 4 -> "/api/cases?q=演示";
            case 5 -> "/api/cases";
            case 6 -> "/api/worklist";
            case 7 -> "/api/search?q=演";
            case 8 -> "/api/search?q=演示甲";
            case 9 -> "/api/search?q=" + CaseUser.ID_NUMBER;
            case 10 -> "/api/search?q=002X";
            case 11 -> "/api/search?q=13800000000";
            case 12 -> "/api/search?q=QD-2026";
            case 13 -> "/api/search?q=ysj";
            case 14 -> "/api/search?q=参保人员信息查询";
            case 15 -> "/api/search?q=个人账户&kind=text";
            case 16 -> "/api/search?q=站" + one.scope().value().replace(".", "") + " 演";
            default ->
                "/api/search?q=演&after="
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        ("2027-01-01T00:00:00Z " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
        };
    }
}
