package org.yizhan.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.neighbours.Eventually.eventually;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.neighbours.FakeBridge;
import org.yizhan.neighbours.Page;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.platform.testing.SignedIn;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.id.Role;
import tools.jackson.databind.JsonNode;

/// Two bridges near to the booth and one that is near to all: meetings begin on one of the two, and go on
/// on the other when it is gone.
class SeveralBridgesModuleTest extends NearBridges {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    private String nameOf(JsonNode message) {
        String instance = message.get("bridgeInstance").asString();
        return instance.substring(0, Math.max(0, instance.indexOf('-')));
    }

    private static String other(String name) {
        return name.equals("one") ? "two" : "one";
    }

    /// The bridge that the booth is sent to, once the node has heard of both.
    private String chosen() {
        return eventually(
                () -> {
                    Page page = open(booth());
                    page.hello(UUID.randomUUID(), "booth");
                    String name = nameOf(page.next("welcome"));
                    page.close();
                    return name;
                },
                name -> name.equals("one") || name.equals("two"));
    }

    @Test
    void bothSidesAreSentToTheLeastStressedBridgeNearTheBooth() {
        String busy = chosen();
        near(busy).carries(0.6);
        eventually(this::chosen, other(busy)::equals);
        Met met = met(booth(), officer());
        FakeBridge chosen = near(other(busy));
        assertThat(eventually(() -> chosen.room(met.id())).members()).hasSize(2);
        // The officer's page was warm on the bridge near to all.
        assertThat(nameOf(met.desk().next("bridge"))).isEqualTo(other(busy));
        String offer = met.desk().ask("media-offer", Map.of("sdp", "v=0 an offer"));
        assertThat(nameOf(met.desk().answerTo(offer))).isEqualTo(other(busy));
        assertThat(near(busy).room(met.id())).isNull();
        assertThat(bridge.room(met.id())).isNull();
    }

    @Test
    void theMeetingsOfALostBridgeGoOnOnAnother() {
        chosen();
        Met met = met(booth(), officer());
        String first = eventually(
                () -> near("one").room(met.id()) != null ? "one" : near("two").room(met.id()) != null ? "two" : null);
        RoomPlan before = near(first).room(met.id());
        met.desk().next("bridge");
        long lost = System.nanoTime();
        beating.remove(url(first));
        near(first).loseConnection();
        RoomPlan after = eventually(() -> near(other(first)).room(met.id()));
        assertThat(after).isEqualTo(before.onTurn(1));
        assertThat(nameOf(met.booth().next("bridge"))).isEqualTo(other(first));
        assertThat(nameOf(met.desk().next("bridge"))).isEqualTo(other(first));
        System.out.println("pages told of another bridge after ms: " + (System.nanoTime() - lost) / 1_000_000);

        met.desk().answerTo(met.desk().ask("end", Map.of("consultation", met.consultation())));
        assertThat(eventually(() -> near(other(first)).isClosed(met.id()) ? true : null))
                .isTrue();
    }

    @Test
    void aBridgeThatSaysThatItGoesIsLeftAtOnce() {
        chosen();
        Met met = met(booth(), officer());
        String first = eventually(
                () -> near("one").room(met.id()) != null ? "one" : "two", it -> near(it).room(met.id()) != null);
        beating.remove(url(first));
        beat(url(first), true);
        assertThat(eventually(() -> near(other(first)).room(met.id())).recording())
                .isNotNull();
    }

    @Test
    void aDrainingBridgeKeepsItsMeetingsAndIsGivenNoMore() {
        chosen();
        Met met = met(booth(), officer());
        String first = eventually(
                () -> near("one").room(met.id()) != null ? "one" : "two", it -> near(it).room(met.id()) != null);
        var administrator = new SignedIn(sessions, port).as("admin", district, Role.ADMINISTRATOR);
        drain(administrator, near(first).now().bridgeInstance(), true)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.draining")
                .isEqualTo(true)
                .jsonPath("$.rooms")
                .isEqualTo(1);
        Met next = met(booth(), officer());
        assertThat(eventually(() -> near(other(first)).room(next.id())).members())
                .hasSize(2);
        assertThat(near(first).room(met.id()).members()).hasSize(2);

        met.desk().answerTo(met.desk().ask("end", Map.of("consultation", met.consultation())));
        eventually(() -> near(first).isClosed(met.id()) ? true : null);
        eventually(
                () -> administrator
                        .get()
                        .uri("/api/bridges")
                        .exchange()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody(),
                all -> all.valueStream()
                        .anyMatch(it -> it.get("instance").asString().equals(first + "-" + district)
                                && it.get("draining").asBoolean()
                                && it.get("rooms").asInt() == 0));
        drain(administrator, near(first).now().bridgeInstance(), false)
                .expectStatus()
                .isOk();
    }

    private static WebTestClient.ResponseSpec drain(WebTestClient who, String instance, boolean draining) {
        return who.put()
                .uri("/api/bridges/{instance}/draining", instance)
                .bodyValue(Map.of("draining", draining))
                .exchange();
    }

    @Test
    void onlyAdministratorsMayAsk() {
        new SignedIn(sessions, port)
                .officer("officer", district)
                .get()
                .uri("/api/bridges")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.FORBIDDEN);
    }
}
