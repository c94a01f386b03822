package org.yizhan.platform.testing;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.platform.security.SessionCookie;
import org.yizhan.platform.security.SessionKind;
import org.yizhan.platform.security.Sessions;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// Signs people and terminals in without an identity provider: real sessions in the real database.
/// `new SignedIn(sessions, port).officer("officer1", "d01").get().uri("/api/cases/…")`.
public record SignedIn(Sessions sessions, int port) {

    public WebTestClient nobody() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
    }

    public WebTestClient officer(String subject, String station) {
        return as(subject, station, Role.OFFICER);
    }

    public WebTestClient clerk(String subject, String station) {
        return as(subject, station, Role.CLERK);
    }

    public WebTestClient supervisor(String subject, String station) {
        return as(subject, station, Role.SUPERVISOR);
    }

    public WebTestClient terminal(String id, String station) {
        return withCookie(cookie(id, station, SessionKind.TERMINAL, Role.TERMINAL));
    }

    public WebTestClient as(String subject, String station, Role... roles) {
        return withCookie(cookie(subject, station, SessionKind.PERSON, roles));
    }

    public WebTestClient withCookie(String cookie) {
        return nobody().mutate().defaultCookie(SessionCookie.NAME, cookie).build();
    }

    /// The value of the session cookie, for clients of other kinds, such as a WebSocket's.
    public String cookie(String subject, String station, SessionKind kind, Role... roles) {
        return Objects.requireNonNull(
                sessions.open(subject, "演示" + subject, Set.of(roles), new StationPath(station), kind)
                        .block(Duration.ofSeconds(10)));
    }
}
