package org.yizhan.signaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.yizhan.neighbours.FakeBridge;
import org.yizhan.neighbours.FakeCases;
import org.yizhan.neighbours.Page;
import org.yizhan.neighbours.SignalingTrial;
import org.yizhan.platform.security.SessionKind;
import org.yizhan.platform.security.Sessions;
import org.yizhan.platform.testing.SignedIn;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;
import tools.jackson.databind.JsonNode;

/// What the tests over real sockets share: people, their pages, and how a meeting comes about.
@SpringBootTest(
        classes = SignalingTrial.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.main.web-application-type=reactive", "yizhan.parts.secret=open-sesame"})
abstract class Meetings {

    @Autowired
    Sessions sessions;

    @Autowired
    FakeBridge bridge;

    @Autowired
    FakeCases cases;

    @Autowired
    DatabaseClient database;

    @LocalServerPort
    int port;

    SignedIn signedIn;
    private final List<Page> pages = new ArrayList<>();

    /// A district of its own, so that no test sees another's queue.
    String district;

    @BeforeEach
    void district() {
        signedIn = new SignedIn(sessions, port);
        district = "d" + UUID.randomUUID().toString().substring(0, 8);
    }

    @AfterEach
    void closePages() {
        pages.forEach(Page::close);
    }

    /// Somebody at a page.
    record Person(String subject, String station, String cookie, UUID member, String kind) {}

    Person booth() {
        String subject = "booth-" + UUID.randomUUID();
        String station = district + ".s01";
        String cookie = signedIn.cookie(subject, station, SessionKind.TERMINAL, Role.TERMINAL);
        return new Person(subject, station, cookie, UUID.randomUUID(), "booth");
    }

    Person officer() {
        return desk(district, Role.OFFICER);
    }

    Person streetClerk() {
        return desk(district + ".s01", Role.CLERK);
    }

    Person desk(String station, Role role) {
        String subject = "desk-" + UUID.randomUUID();
        return new Person(
                subject,
                station,
                signedIn.cookie(subject, station, SessionKind.PERSON, role),
                UUID.randomUUID(),
                "desk");
    }

    Page open(Person person) {
        Page page = Page.open(port, person.cookie());
        pages.add(page);
        return page;
    }

    Page at(Person person) {
        Page page = open(person).hello(person.member(), person.kind());
        page.next("welcome");
        return page;
    }

    Page available(Person person) {
        Page page = at(person);
        page.answerTo(page.ask("set-available", Map.of("available", true)));
        page.next("queue", it -> it.get("available").asBoolean());
        return page;
    }

    CaseId openCase(Person booth) {
        return cases.opened(booth.subject(), district + ".s01.c07");
    }

    Page waiting(Person booth) {
        Page page = at(booth);
        takeTicket(page, booth, true);
        return page;
    }

    String takeTicket(Page page, Person booth, boolean consent) {
        String request = page.ask(
                "take-ticket", Map.of("caseId", openCase(booth), "recordingConsent", consent, "greenChannel", false));
        return page.answerTo(request).get("ticket").asString();
    }

    /// A meeting that is live, as both sides know it.
    record Met(Page booth, Page desk, String consultation) {

        ConsultationId id() {
            return ConsultationId.of(consultation);
        }

        JsonNode brief() {
            return desk.everything().stream()
                    .filter(it -> it.get("type").asString().equals("consultation"))
                    .findFirst()
                    .orElseThrow()
                    .get("brief");
        }
    }

    Met met(Person booth, Person officer) {
        Page boothPage = waiting(booth);
        Page deskPage = available(officer);
        String consultation = call(deskPage, boothPage);
        accept(boothPage, consultation);
        accept(deskPage, consultation);
        boothPage.state("live");
        deskPage.state("live");
        return new Met(boothPage, deskPage, consultation);
    }

    String call(Page desk, Page booth) {
        desk.answerTo(desk.ask("call-next", Map.of()));
        String consultation = desk.state("offered").get("consultation").asString();
        booth.state("offered");
        return consultation;
    }

    void accept(Page page, String consultation) {
        page.answerTo(page.ask("accept", Map.of("consultation", consultation)));
    }
}
