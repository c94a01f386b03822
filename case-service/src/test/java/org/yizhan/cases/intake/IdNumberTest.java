package org.yizhan.cases.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdNumberTest {

    @ParameterizedTest
    @ValueSource(strings = {"11010519491231002X", "11010519491231002x", " 440524188001010014 ", "34052419800101001X"})
    void takesPublishedSamples(String sample) {
        assertThat(IdNumber.read(sample)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "110105194912310021",
                "11010519491231002",
                "11010519491231002XX",
                "1101051949123100XX",
                "11010519490231002X",
                "1101051949123l002X",
                "０１０１０５１９４９１２３１００２",
                "00000000000000000X"
            })
    void refusesEverythingElse(String text) {
        assertThat(IdNumber.read(text)).isEmpty();
    }

    @Test
    void everySingleWrongDigitIsFound() {
        var good = "440524188001010014";
        for (var place = 0; place < 17; place++) {
            for (var digit = '0'; digit <= '9'; digit++) {
                var changed = good.substring(0, place) + digit + good.substring(place + 1);
                assertThat(IdNumber.read(changed).isPresent()).isEqualTo(changed.equals(good));
            }
        }
    }

    @Test
    void showsOnlyItsEnds() {
        assertThat(new IdNumber("11010519491231002X").masked()).isEqualTo("110***********002X");
        assertThat(new IdNumber("11010519491231002X")).hasToString("110***********002X");
    }
}
