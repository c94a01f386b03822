package org.yizhan.app.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchOptionsTest {

    @Test
    void withoutOptionsEverythingRunsHereWithTheDemo() {
        var options = LaunchOptions.of(List.of());
        assertThat(options.role()).isEqualTo(Role.ALL);
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.demo()).isTrue();
        assertThat(options.data()).isAbsolute().hasFileName("data");
    }

    @Test
    void valueMayFollowASpaceOrAnEqualsSign() {
        assertThat(LaunchOptions.of(List.of("--port", "9000"))).isEqualTo(LaunchOptions.of(List.of("--port=9000")));
    }

    @Test
    void roleSaysWhichPartsRunHere() {
        assertThat(LaunchOptions.of(List.of("--role", "media-bridge")).role().parts())
                .containsExactly(Part.MEDIA_BRIDGE);
        assertThat(LaunchOptions.of(List.of("--role", "database")).role().parts())
                .isEmpty();
    }

    @Test
    void settingsWithADotAreHandedOn() {
        assertThat(LaunchOptions.of(List.of("--yizhan.parts.secret=s=1")).spring())
                .containsExactly("--yizhan.parts.secret=s=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=0", "--port=65536", "--port=many", "--port", "--role=boss", "--verbose", "data"})
    void refusesWhatItDoesNotUnderstand(String option) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> LaunchOptions.of(List.of(option)))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.OPTION));
    }
}
