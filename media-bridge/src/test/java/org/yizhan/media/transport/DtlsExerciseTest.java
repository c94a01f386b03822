package org.yizhan.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DtlsExerciseTest {

    @Test
    void handshakesWithOurselvesSucceed() {
        assertThat(DtlsExercise.run(DtlsIdentity.create(Instant.now()))).isEqualTo(DtlsExercise.HANDSHAKES);
    }
}
