package org.yizhan.cases.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.cases.settings.CertificateSettings;
import org.yizhan.cases.settings.OfficerSignature;

/// Against a register that takes nothing but what the documentation describes.
class HttpRegisterTest {

    private static final String PERSON = "11010519491231002X";
    private static final String CERTIFICATE = """
            {"number":"证 370202-1","issuer":"演示市公安局","validUntil":"2030-01-31"}""";

    private final FakeRegister fake = new FakeRegister();
    private final Hands hands = new Hands();
    private final HttpRegister register = register(settings(fake.url("/certificates"), FakeRegister.SECRET));

    @AfterEach
    void close() {
        fake.close();
    }

    /// A clock that a test sets.
    private static final class Hands extends Clock {

        private Instant at = Instant.parse("2026-11-22T02:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return at;
        }
    }

    private CertificateSettings settings(String url, String secret) {
        return new CertificateSettings(url, fake.url("/token"), FakeRegister.CLIENT, secret, "演示证照库");
    }

    private HttpRegister register(CertificateSettings settings) {
        var bureau = new CaseSettings(
                "QD",
                ZoneId.of("Asia/Shanghai"),
                Duration.ofHours(4),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                DataSize.ofMegabytes(10),
                Duration.ofHours(48),
                "",
                OfficerSignature.ECDSA);
        return new HttpRegister(settings, bureau, hands);
    }

    private CertificateAnswer ask() {
        return ask(register);
    }

    private static CertificateAnswer ask(HttpRegister register) {
        var question = new CertificateQuestion(
                UUID.randomUUID(), "residence-proof", "演示甲", PERSON, "异地就医备案", "QD-2026-000001", "某法第1条");
        return Objects.requireNonNull(register.ask(question).block(Duration.ofSeconds(20)));
    }

    @Test
    void itSaysWhatTheRegisterKnows() {
        assertThat(ask()).isInstanceOf(CertificateAnswer.NotFound.class);
        fake.knows(PERSON, "residence-proof", CERTIFICATE);
        assertThat(ask()).isInstanceOfSatisfying(CertificateAnswer.Found.class, found -> {
            assertThat(found.number()).isEqualTo("证 370202-1");
            assertThat(found.issuer()).isEqualTo("演示市公安局");
            assertThat(found.validUntil()).hasToString("2030-01-31");
            assertThat(new String(found.evidence(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains(CERTIFICATE);
            assertThat(found.toString()).doesNotContain("370202");
        });
        assertThat(fake.complaints).isEmpty();
        assertThat(fake.tokensGiven()).isEqualTo(1);
    }

    @Test
    void aCertificateHoldsUntilTheEndOfItsLastDay() {
        fake.knows(PERSON, "residence-proof", CERTIFICATE);
        hands.at = Instant.parse("2030-01-31T15:59:00Z");
        assertThat(ask()).isInstanceOf(CertificateAnswer.Found.class);
        hands.at = Instant.parse("2030-01-31T16:00:00Z");
        assertThat(ask()).isInstanceOf(CertificateAnswer.NotFound.class);
    }

    @Test
    void aTokenThatEndedIsReplacedOnce() {
        ask();
        fake.endTokens();
        assertThat(ask()).isInstanceOf(CertificateAnswer.NotFound.class);
        assertThat(fake.tokensGiven()).isEqualTo(2);
        hands.at = hands.at.plus(Duration.ofHours(1));
        assertThat(ask()).isInstanceOf(CertificateAnswer.NotFound.class);
        assertThat(fake.tokensGiven()).isEqualTo(3);
        assertThat(fake.complaints).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = FakeRegister.Mood.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ANSWERS", "SAYS_NOTHING"})
    void whatIsNoAnswerIsAnOutage(FakeRegister.Mood mood) {
        fake.knows(PERSON, "residence-proof", CERTIFICATE);
        fake.is(mood);
        assertThat(ask()).isInstanceOf(CertificateAnswer.Unavailable.class);
        // For a while nobody asks again, then somebody does.
        fake.is(FakeRegister.Mood.ANSWERS);
        var before = fake.asked.size();
        assertThat(ask()).isInstanceOf(CertificateAnswer.Unavailable.class);
        assertThat(fake.asked).hasSize(before);
        hands.at = hands.at.plus(Duration.ofSeconds(31));
        assertThat(ask()).isInstanceOf(CertificateAnswer.Found.class);
    }

    @Test
    void aSilentRegisterIsNotWaitedFor() {
        fake.is(FakeRegister.Mood.SAYS_NOTHING);
        var began = System.nanoTime();
        assertThat(ask()).isInstanceOf(CertificateAnswer.Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aRegisterThatIsGoneOrDoesNotKnowUsIsAnOutage() {
        assertThat(ask(register(settings(fake.url("/certificates"), "wrong"))))
                .isInstanceOf(CertificateAnswer.Unavailable.class);
        assertThat(fake.complaints).containsOnly("token: credentials");
        fake.close();
        assertThat(ask()).isInstanceOf(CertificateAnswer.Unavailable.class);
    }

    @Test
    void numbersOfPeopleAreNotSentOverAnOpenLine() {
        assertThatThrownBy(() -> register(settings("http://register.example/certificates", "x")))
                .hasMessageContaining("https://");
        assertThatThrownBy(() -> register(settings(fake.url("/certificates"), "")))
                .hasMessageContaining("client-secret");
        assertThat(register(new CertificateSettings("", "", "", "", "")).isThere())
                .isFalse();
    }
}
