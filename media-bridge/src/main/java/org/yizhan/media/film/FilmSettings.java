package org.yizhan.media.film;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// `yizhan.film.*`.
///
/// @param encoder the ffmpeg program, with libvpx and libopus
/// @param folder  where films are kept; `films` in the data folder unless set
/// @param keep    how long a film is kept after it was made
/// @param reserve what must stay free on that disk
/// @param every   how often is looked for a film to make
/// @param zone    of the date and time in the picture
@ConfigurationProperties("yizhan.film")
public record FilmSettings(
        @DefaultValue("ffmpeg") String encoder,
        @Nullable Path folder,
        @DefaultValue("24h") Duration keep,
        @DefaultValue("512MB") DataSize reserve,
        @DefaultValue("1s") Duration every,
        @DefaultValue("Asia/Shanghai") ZoneId zone) {

    Path folderIn(Path data) {
        return folder == null ? data.resolve("films") : folder;
    }
}
