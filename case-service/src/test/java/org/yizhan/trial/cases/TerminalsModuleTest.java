package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yizhan.protocol.id.Role;
import tools.jackson.databind.JsonNode;

/// The administrator's list of terminals.
class TerminalsModuleTest extends CasesTest {

    private static Map<String, Object> wish(String name, String station, boolean disabled) {
        return Map.of("name", name, "station", station, "disabled", disabled);
    }

    private static List<String> ids(JsonNode list) {
        return list.valueStream().map(t -> t.path("id").asString()).toList();
    }

    @Test
    void anAdministratorRegistersSeesAndLocksTheTerminalsOfTheirStations() {
        var admin = as(signedIn.as("admin1", "d01", Role.ADMINISTRATOR));
        var elsewhere = as(signedIn.as("admin2", "d02", Role.ADMINISTRATOR));
        admin.put("/api/terminals/booth-t1", wish("演示终端", STREET, false)).ok();
        assertThat(ids(admin.get("/api/terminals").ok())).contains("booth-t1");
        assertThat(ids(elsewhere.get("/api/terminals").ok())).doesNotContain("booth-t1");
        assertThat(elsewhere
                        .put("/api/terminals/booth-t1", wish("我的", "d02.s01", false))
                        .status())
                .isEqualTo(404);
        assertThat(admin.put("/api/terminals/booth-t2", wish("外面", "d02.s01", false))
                        .status())
                .isEqualTo(400);
        assertThat(admin.put("/api/terminals/Booth_T2", wish("名字", STREET, false))
                        .status())
                .isEqualTo(400);
        assertThat(officer.get("/api/terminals").status()).isEqualTo(403);
        var terminal = as(signedIn.terminal("booth-t1", STREET));
        assertThat(terminal.get("/api/me").status()).isEqualTo(200);
        var one = admin.get("/api/terminals")
                .ok()
                .valueStream()
                .filter(t -> t.path("id").asString().equals("booth-t1"))
                .findFirst()
                .orElseThrow();
        assertThat(one.path("signedIn").asBoolean()).isTrue();
        var locked = admin.put("/api/terminals/booth-t1", new HashMap<>(wish("演示终端", STREET, true)))
                .ok();
        assertThat(locked.path("disabled").asBoolean()).isTrue();
        assertThat(terminal.get("/api/me").status()).isEqualTo(401);
    }
}
