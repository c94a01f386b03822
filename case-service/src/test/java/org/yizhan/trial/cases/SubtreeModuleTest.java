package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.test.context.TestPropertySource;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Random trees, random readers of every role, every GET operation of the API's own description, every file, the search
/// box and the webhooks: nobody sees a case outside of their subtree. `-Dyizhan.reads=10000` for the long run.
@TestPropertySource(properties = {"yizhan.trial=subtree"})
class SubtreeModuleTest extends CasesTest {

    private static final int READS = Integer.getInteger("yizhan.reads", 150);
    private static final int TREES = Math.max(1, READS / 1_000);
    private static final int CASES = 8;

    /// Those of the roles that see no cases but their own are readers, too.
    private static final List<Role> ROLES = List.of(
            Role.CLERK,
            Role.OFFICER,
            Role.DUTY_LEADER,
            Role.SUPERVISOR,
            Role.AUDITOR,
            Role.ADMINISTRATOR,
            Role.PROGRAM);

    private static final Set<Role> SEE_NONE = Set.of(Role.ADMINISTRATOR, Role.PROGRAM);

    private record Opened(String id, String number, StationPath scope, String material, String basket) {}

    private record Reader(Role role, StationPath station) {
        boolean sees(Opened one) {
            return !SEE_NONE.contains(role) && station.covers(one.scope());
        }
    }

    private final SplittableRandom random = new SplittableRandom(Long.getLong("yizhan.seed", 11));
    private final Set<String> operations = new HashSet<>();
    private final Set<String> readOutside = new HashSet<>();
    private long inside;

    @Test
    void nobodySeesACaseOutsideOfTheirSubtree(TestReporter reporter) throws IOException {
        var hooks = new ConcurrentHashMap<String, Set<String>>();
        var listener = listen(hooks);
        try {
            for (var tree = 0; tree < TREES; tree++) {
                var stations = tree(tree);
                var url = "http://127.0.0.1:" + listener.getAddress().getPort() + "/";
                stations.forEach(s -> as(signedIn.as("admin-" + s.value(), s.value(), Role.ADMINISTRATOR))
                        .post("/api/webhooks", Map.of("url", url + s.value()))
                        .ok());
                var cases = cases(stations, tree);
                var paths = gets();
                var readers = new HashMap<Reader, CaseUser>();
                for (var read = 0; read < READS / TREES; read++) {
                    var reader = new Reader(
                            ROLES.get(random.nextInt(ROLES.size())), stations.get(random.nextInt(stations.size())));
                    var who = readers.computeIfAbsent(
                            reader,
                            r -> as(patient(signedIn.as(
                                    "r-" + r.role() + r.station(), r.station().value(), r.role()))));
                    look(reader, who, cases.get(random.nextInt(cases.size())), cases, paths);
                }
                told(cases, stations, hooks);
            }
        } finally {
            listener.stop(0);
        }
        reporter.publishEntry(
                "subtree",
                READS + " reads in " + TREES + " trees over " + operations.size() + " operations: " + inside
                        + " seen inside, " + readOutside.size() + " outside");
        assertThat(readOutside).isEmpty();
        assertThat(inside).isPositive();
        // What a webhook is told is in the database, too.
        assertThat(strings("""
                SELECT m.id::text FROM cases.webhook_message m JOIN cases.webhook w ON w.id = m.webhook
                JOIN cases.case_file f ON f.id = m.case_id WHERE NOT f.scope <@ w.station
                """)).isEmpty();
    }

    private void look(Reader reader, CaseUser who, Opened one, List<Opened> cases, List<JsonNode> paths) {
        var path = random.nextInt(4) == 0 ? search(one) : operation(paths, one, cases);
        var reply = who.get(path);
        var text = new String(reply.body(), StandardCharsets.UTF_8);
        assertThat(reply.status()).as(path).isLessThan(500);
        for (var each : cases) {
            var asked = path.contains(each.id()) || path.contains(each.number());
            var seen = text.contains(each.id()) || text.contains(each.number());
            if (seen && !asked || asked && reply.status() == 200 && path.contains(each.id())) {
                note(reader, each, path);
            }
        }
        if (path.startsWith("/api/baskets/") && reply.status() == 200) {
            assertThat(cases.stream().filter(c -> path.contains(c.basket())).anyMatch(reader::sees))
                    .as(path + " by " + reader)
                    .isTrue();
        }
        if (path.startsWith("/api/figures?") && reply.status() == 200) {
            assertThat(reader.station().covers(station(path)))
                    .as(path + " by " + reader)
                    .isTrue();
        }
    }

    private static StationPath station(String path) {
        return new StationPath(path.replaceAll(".*station=([a-z0-9.]+).*", "$1"));
    }

    private void note(Reader reader, Opened one, String path) {
        if (reader.sees(one)) {
            inside++;
        } else {
            readOutside.add(one.scope() + " by " + reader + ": " + path);
        }
    }

    // --- what is asked ---------------------------------------------------------------------------------------------

    /// Every GET operation, as the API describes itself.
    private List<JsonNode> gets() {
        var paths = new ArrayList<JsonNode>();
        officer.get("/v3/api-docs").ok().path("paths").forEachEntry((path, verbs) -> {
            var get = verbs.path("get");
            if (!get.isMissingNode()) {
                operations.add(path);
                paths.add(((ObjectNode) get.deepCopy()).put("path", path));
            }
        });
        assertThat(paths).hasSizeGreaterThan(30);
        return paths;
    }

    private String operation(List<JsonNode> paths, Opened one, List<Opened> cases) {
        var operation = paths.get(random.nextInt(paths.size()));
        var path = operation.path("path").asString();
        var query = new ArrayList<String>();
        for (var parameter : operation.path("parameters")) {
            var name = parameter.path("name").asString();
            switch (parameter.path("in").asString()) {
                case "path" -> path = path.replace("{" + name + "}", variable(path, name, one));
                case "query" -> query.add(name + "=" + encoded(value(name, one, cases)));
                default -> {}
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private static String variable(String path, String name, Opened one) {
        return switch (name) {
            case "material" -> one.material();
            case "number", "version" -> "1";
            case "path" -> one.scope().value();
            case "id" ->
                path.startsWith("/api/baskets")
                        ? one.basket()
                        : path.startsWith("/api/processes") ? "at-once" : one.id();
            default -> "x";
        };
    }

    private String value(String name, Opened one, List<Opened> cases) {
        return switch (name) {
            case "station", "scope" ->
                cases.get(random.nextInt(cases.size())).scope().value();
            case "year" -> "2026";
            case "limit" -> "1d";
            case "page", "after" -> "0";
            case "q" -> random.nextBoolean() ? "演示" : one.number().substring(0, 6);
            case "all" -> "true";
            case "from", "until", "at" -> "";
            default -> "";
        };
    }

    private String search(Opened one) {
        return switch (random.nextInt(12)) {
            case 0 -> "/api/cases?q=演示";
            case 1 -> "/api/search?q=演";
            case 2 -> "/api/search?q=演示甲";
            case 3 -> "/api/search?q=" + CaseUser.ID_NUMBER;
            case 4 -> "/api/search?q=002X";
            case 5 -> "/api/search?q=13800000000";
            case 6 -> "/api/search?q=QD-2026";
            case 7 -> "/api/search?q=ysj";
            case 8 -> "/api/search?q=参保人员信息查询";
            case 9 -> "/api/search?q=个人账户&kind=text";
            case 10 -> "/api/search?q=站" + one.scope().value().replace(".", "") + " 演";
            default ->
                "/api/search?q=演&after="
                        + encoded(Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(("2027-01-01T00:00:00Z " + UUID.randomUUID())
                                        .getBytes(StandardCharsets.UTF_8)));
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    // --- what there is ---------------------------------------------------------------------------------------------

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

    /// Cases of baskets of two, each with a paper, a notice, and a complaint about it.
    private List<Opened> cases(List<StationPath> stations, int tree) {
        var communities = stations.stream().filter(s -> s.level() == 2).toList();
        var cases = new ArrayList<Opened>();
        for (var i = 0; i < CASES / 2; i++) {
            var community = communities.get(random.nextInt(communities.size()));
            var clerk = as(signedIn.clerk("opener" + tree, community.value()));
            var wish = new HashMap<>(CaseUser.wish("", "window"));
            wish.put("items", List.of("person-enquiry", OFF_SITE));
            wish.put("community", community.value());
            var basket = clerk.post("/api/baskets", wish).ok();
            for (var one : basket.path("cases")) {
                var id = one.path("id").asString();
                var form = one.path("item").asString().equals(OFF_SITE)
                        ? CaseUser.offSiteForm()
                        : Map.<String, Object>of("enquiry", "个人账户", "commitment", true);
                clerk.fill(id, form).ok();
                var material =
                        clerk.addPaper(id, "identity-card").ok().path("id").asString();
                var version = clerk.see(id).path("version").asLong();
                clerk.post("/api/cases/" + id + "/notices", Map.of("version", version))
                        .ok();
                cases.add(new Opened(
                        id,
                        one.path("number").asString(),
                        community,
                        material,
                        basket.path("id").asString()));
            }
            complain(community);
        }
        return cases;
    }

    private void complain(StationPath community) {
        var booth = as(signedIn.terminal("booth-" + community, community.value()));
        booth.post("/api/complaints", Map.of("text", "等得太久")).ok();
    }

    // --- who is told -----------------------------------------------------------------------------------------------

    /// Keeps what each station's webhook was told.
    private static HttpServer listen(Map<String, Set<String>> hooks) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            hooks.computeIfAbsent(exchange.getRequestURI().getPath().substring(1), _ -> ConcurrentHashMap.newKeySet())
                    .add(body);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    /// The district is told of every case, the others of theirs.
    private void told(List<Opened> cases, List<StationPath> stations, Map<String, Set<String>> hooks) {
        var district = stations.getFirst().value();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> cases.stream()
                        .allMatch(c ->
                                hooks.getOrDefault(district, Set.of()).stream().anyMatch(b -> b.contains(c.id()))));
        for (var station : stations) {
            for (var one : cases) {
                for (var body : hooks.getOrDefault(station.value(), Set.of())) {
                    if (body.contains(one.id()) && !station.covers(one.scope())) {
                        readOutside.add(one.scope() + " by the webhook of " + station);
                    }
                }
            }
        }
    }
}
