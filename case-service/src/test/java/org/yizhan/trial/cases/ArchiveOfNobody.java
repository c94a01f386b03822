package org.yizhan.trial.cases;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.cases.search.Terms;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.StationPath;

/// A large archive of people who do not exist: names as frequent as names are, numbers of no region and no network.
final class ArchiveOfNobody {

    private static final String SURNAMES =
            "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔";
    private static final String GIVEN =
            "英华文明秀玉建国丽金桂兰红春平芳军志海云龙永荣淑梅小珍凤德伟霞燕林强晓宝美庆东艳生学爱忠福成祥清兴胜杰波亮新光天宏玲飞俊峰磊娟敏静涛斌超鹏辉勇洪振雪梦雨佳欣怡婷浩宇轩泽涵子萱诗琪思";
    private static final String PLACES = "杭宁苏沪京津渝蓉汉广深厦福济青烟威徐扬泰锡常嘉湖绍台温金衢丽";
    private static final int COMMUNITIES = 22;
    private static final int MOST_STREETS = 200;
    private static final int ROWS_A_STREET = 50_000;
    private static final int AT_ONCE = 10_000;
    private static final Duration THREE_YEARS = Duration.ofDays(3 * 365);
    private static final Duration HANDLED = Duration.ofDays(3);

    private final Connection database;
    private final Terms terms;
    private final Confidential confidential;
    private final List<String> items;
    private final int rows;
    private final long seconds;
    private final SplittableRandom random = new SplittableRandom(20_261_121);
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Instant end = Instant.parse("2026-11-20T00:00:00Z");

    ArchiveOfNobody(Connection database, Terms terms, Confidential confidential, List<String> items, int rows) {
        this(database, terms, confidential, items, rows, THREE_YEARS);
    }

    /// @param time over which the cases were opened, evenly
    ArchiveOfNobody(
            Connection database, Terms terms, Confidential confidential, List<String> items, int rows, Duration time) {
        this.database = database;
        this.terms = terms;
        this.confidential = confidential;
        this.items = items;
        this.rows = rows;
        this.seconds = time.toSeconds();
    }

    int streets() {
        return Math.clamp(rows / ROWS_A_STREET, 1, MOST_STREETS);
    }

    // --- what is in it, by the row ---------------------------------------------------------------------------------

    /// Rank n comes about 1/n times as often as rank 1.
    private static int zipf(SplittableRandom random, int ranks) {
        return Math.min(ranks - 1, (int) Math.expm1(random.nextDouble() * Math.log(ranks + 1)));
    }

    static String name(SplittableRandom random) {
        var name = new StringBuilder().append(SURNAMES.charAt(zipf(random, SURNAMES.length())));
        name.append(GIVEN.charAt(zipf(random, GIVEN.length())));
        if (random.nextInt(100) < 85) {
            name.append(GIVEN.charAt(zipf(random, GIVEN.length())));
        }
        return name.toString();
    }

    static String idNumber(int row) {
        return "99%04d19%02d0101%03dX".formatted(row / 100_000 % 10_000, row / 1_000 % 100, row % 1_000);
    }

    static String phone(int row) {
        return "100%08d".formatted((row * 7_919L) % 100_000_000L);
    }

    static String number(int row) {
        return "QD-2026-%06d".formatted(row + 1_000_000);
    }

    static String hospital(SplittableRandom random) {
        return "" + PLACES.charAt(zipf(random, PLACES.length())) + PLACES.charAt(random.nextInt(PLACES.length())) + "市第"
                + (1 + random.nextInt(60)) + "医院";
    }

    StationPath scope(SplittableRandom some) {
        return new StationPath("d01.t%03d.c%02d".formatted(some.nextInt(streets()), 1 + some.nextInt(COMMUNITIES)));
    }

    // --- loading ---------------------------------------------------------------------------------------------------

    /// Loads everything without indexes and builds them afterwards. What the running program looks for every second
    /// stays.
    void load() throws SQLException, IOException {
        run(
                "SET synchronous_commit = off",
                "SET maintenance_work_mem = '1GB'",
                "SET max_parallel_maintenance_workers = 2");
        var indexes = new ArrayList<String>();
        var names = new ArrayList<String>();
        try (var statement = database.createStatement();
                var found = statement.executeQuery("""
                        SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'cases'
                        AND tablename IN ('case_file', 'search_entry') AND indexname NOT LIKE '%pkey'
                        AND indexname NOT IN ('case_file_number_key', 'case_file_changed', 'case_file_due')
                        """)) {
            while (found.next()) {
                names.add(found.getString(1));
                indexes.add(found.getString(2));
            }
        }
        run("ALTER TABLE cases.search_entry DROP CONSTRAINT search_entry_case_id_fkey");
        for (var name : names) {
            run("DROP INDEX cases." + name);
        }
        stations();
        for (var from = 0; from < rows; from += AT_ONCE) {
            copy(from, Math.min(rows, from + AT_ONCE));
        }
        for (var index : indexes) {
            run(index);
        }
        run("VACUUM ANALYZE cases.case_file", "VACUUM ANALYZE cases.search_entry", "ANALYZE cases.station");
    }

    private void run(String... commands) throws SQLException {
        for (var command : commands) {
            try (var statement = database.createStatement()) {
                statement.execute(command);
            }
        }
    }

    private void stations() throws SQLException {
        run("""
                INSERT INTO cases.station (path, level, kind, name, name_en)
                SELECT ('d01.t' || to_char(s, 'FM000'))::ltree, 1, 'street', '第' || s || '街道', 'Street ' || s
                FROM generate_series(0, %d) s
                UNION ALL
                SELECT ('d01.t' || to_char(s, 'FM000') || '.c' || to_char(c, 'FM00'))::ltree, 2, 'community',
                    '街' || s || '第' || c || '社区', 'Community ' || c
                FROM generate_series(0, %d) s, generate_series(1, %d) c
                """.formatted(streets() - 1, streets() - 1, COMMUNITIES));
    }

    private void copy(int from, int until) throws SQLException, IOException {
        var files = new StringBuilder();
        var entries = new StringBuilder();
        for (var row = from; row < until; row++) {
            add(row, files, entries);
        }
        var copy = database.unwrap(PGConnection.class).getCopyAPI();
        copy.copyIn(
                "COPY cases.case_file (id, number, version, item, item_version, process, process_version, channel, state, step,"
                        + " frozen, scope, station, resident_name, id_cipher, id_index, id_mask, phone_cipher,"
                        + " phone_index, phone_mask, form, form_revision, opened_by, opened_at, changed_at, completed_at,"
                        + " history_seq, audit_seq, audit_head, course) FROM STDIN",
                new StringReader(files.toString()));
        copy.copyIn(
                "COPY cases.search_entry (case_id, opened_at, scope, root0, root1, root2, terms, text_terms, paper_terms)"
                        + " FROM STDIN",
                new StringReader(entries.toString()));
    }

    private void add(int row, StringBuilder files, StringBuilder entries) {
        var id = new UUID(random.nextLong(), random.nextLong());
        var name = name(random);
        var scope = scope(random);
        var item = items.get(zipf(random, items.size()));
        var hospital = hospital(random);
        var at = end.minusSeconds(seconds - seconds * row / rows);
        var idMask = "99***********" + idNumber(row).substring(14);
        var phoneMask = "100****" + phone(row).substring(7);
        var form = "{\"hospital\": \"" + hospital + "\", \"commitment\": true}";
        files.append(id)
                .append('\t')
                .append(number(row))
                .append("\t5\t")
                .append(item)
                .append("\t1\tcommunity-and-street\t1\twindow\t")
                .append(isOpen(row) ? "reviewing\tfirst-review" : "completed\t\\N")
                .append("\tt\t")
                .append(scope)
                .append('\t')
                .append(scope)
                .append('\t')
                .append(name)
                .append('\t')
                .append(CIPHER)
                .append('\t')
                .append(hex(confidential.index("resident.id-number", idNumber(row))))
                .append('\t')
                .append(idMask)
                .append('\t')
                .append(CIPHER)
                .append('\t')
                .append(hex(confidential.index("resident.phone", phone(row))))
                .append('\t')
                .append(phoneMask)
                .append('\t')
                .append(form)
                .append("\t1\tnobody\t")
                .append(at)
                .append('\t')
                .append(at)
                .append('\t')
                .append(isOpen(row) ? "\\N" : at.plus(HANDLED).toString())
                .append("\t5\t5\t")
                .append(CIPHER)
                .append('\t')
                .append(course(scope, isOpen(row) ? at : null))
                .append('\n');
        entries.append(id)
                .append('\t')
                .append(at)
                .append('\t')
                .append(scope)
                .append('\t')
                .append(terms.place(Terms.at(scope, 0)))
                .append('\t')
                .append(terms.place(Terms.at(scope, 1)))
                .append('\t')
                .append(terms.place(scope))
                .append("\t{")
                .append(known(names, name, () -> terms.ofName(name)))
                .append(',')
                .append(joined(terms.ofRest(idMask, phoneMask, new ItemCode(item), scope)))
                .append("}\t{")
                .append(known(texts, hospital, () -> terms.ofText(hospital)))
                .append("}\t{}\n");
    }

    /// The newest hundredth waits for its first review.
    private boolean isOpen(int row) {
        return row >= rows - rows / 100;
    }

    /// @param waiting since when the case waits for its first review; null when it is over
    private static String course(StationPath scope, @Nullable Instant waiting) {
        var places = waiting == null
                ? ""
                : "{\"step\": \"first-review\", \"since\": \"" + waiting + "\", \"signers\": [], \"votes\": []}";
        return """
                {"places": [%s], "arrived": [], "passed": ["accept"], "clock": {}, \
                "owner": {"subject": "nobody", "name": "nobody", "station": "%s"}}""".formatted(places, scope);
    }

    private static final String CIPHER = "\\\\x" + "ab".repeat(47);

    private static String hex(byte[] bytes) {
        return "\\\\x" + HexFormat.of().formatHex(bytes);
    }

    private static String known(Map<String, String> kept, String word, Supplier<Set<Integer>> made) {
        return kept.computeIfAbsent(word, _ -> joined(made.get()));
    }

    private static String joined(Set<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /// Sizes of tables and indexes, the largest first.
    List<String> sizes() throws SQLException {
        var sizes = new ArrayList<String>();
        try (var statement = database.createStatement();
                var found = statement.executeQuery("""
                        SELECT c.relname || ' ' || pg_size_pretty(pg_relation_size(c.oid)) FROM pg_class c
                        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'cases'
                        AND (c.relname LIKE 'case_file%' OR c.relname LIKE 'search_entry%')
                        ORDER BY pg_relation_size(c.oid) DESC
                        """)) {
            while (found.next()) {
                sizes.add(found.getString(1));
            }
        }
        return sizes;
    }
}
