package org.yizhan.cases.catalogue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/// A file of service items on its way into the catalogue. One administrator drafts it, another one publishes it.
///
/// @param file        the name that messages about it use
/// @param yaml        the file as it was handed in
/// @param effectiveAt from when on new cases are of its versions; null until it is published
record Release(
        UUID id,
        String file,
        String yaml,
        String draftedBy,
        String draftedByName,
        Instant draftedAt,
        @Nullable String publishedBy,
        @Nullable String publishedByName,
        @Nullable Instant publishedAt,
        @Nullable Instant effectiveAt) {

    Resource resource() {
        return new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return file;
            }
        };
    }
}
