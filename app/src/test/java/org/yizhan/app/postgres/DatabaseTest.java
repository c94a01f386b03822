package org.yizhan.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.app.launch.Refusal;

class DatabaseTest {

    @Test
    void readsAnAddress() {
        assertThat(Database.of("postgresql://yizhan:s%3Ae:cret@db.example:5433/counter"))
                .isEqualTo(new Database("db.example", 5433, "counter", "yizhan", "s:e:cret"));
    }

    @Test
    void showsNoPassword() {
        assertThat(Database.of("postgresql://yizhan:secret@db.example/counter"))
                .hasToString("postgresql://yizhan@db.example:5432/counter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"db.example", "mysql://a:b@c/d", "postgresql://c/d", "postgresql://a:b@c", "postgresql://a b"})
    void refusesWhatIsNoAddress(String url) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Database.of(url));
    }
}
