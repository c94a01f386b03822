package org.yizhan.cases.confidential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.cases.settings.DataFolder;

class ConfidentialTest {

    private final Path folder;
    private final Confidential confidential;

    ConfidentialTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.confidential = new Confidential(new DataFolder(folder));
    }

    @Test
    void whatIsEncryptedComesBackAndNeverLooksTheSameTwice() {
        var one = confidential.encrypt("a", "11010519491231002X");
        assertThat(confidential.decrypt("a", one)).isEqualTo("11010519491231002X");
        assertThat(confidential.encrypt("a", "11010519491231002X")).isNotEqualTo(one);
    }

    @Test
    void aValueOpensOnlyForItsPurposeAndOnlyUnaltered() {
        var one = confidential.encrypt("a", "secret");
        assertThatThrownBy(() -> confidential.decrypt("b", one)).isInstanceOf(IllegalStateException.class);
        for (var i = 0; i < one.length; i++) {
            var altered = one.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> confidential.decrypt("a", altered)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void equalValuesHaveEqualIndexesWithinOnePurpose() {
        assertThat(confidential.index("a", "x")).isEqualTo(confidential.index("a", "x"));
        assertThat(confidential.index("a", "x")).isNotEqualTo(confidential.index("b", "x"));
        assertThat(confidential.index("a", "x")).isNotEqualTo(confidential.index("a", "y"));
    }

    @Test
    void theNextStartUsesTheSameKeysWhichOnlyTheOwnerReads() throws IOException {
        var sealed = confidential.encrypt("a", "x");
        assertThat(new Confidential(new DataFolder(folder)).decrypt("a", sealed))
                .isEqualTo("x");
        try (var files = Files.list(folder.resolve("keys"))) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }
}
