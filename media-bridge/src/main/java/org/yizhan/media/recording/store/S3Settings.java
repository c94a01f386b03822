package org.yizhan.media.recording.store;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// `yizhan.recording.s3.*`: where recordings are stored besides the folder. Nowhere unless a bucket is named.
///
/// @param endpoint      `https://…` of a server that speaks S3; Amazon's unless set
/// @param prefix        names of objects begin with it
/// @param pathStyle     whether the bucket is in the path instead of the host's name, as most own servers want it
/// @param accessKeyFile two lines, the id of the access key and its secret, read anew for each request; unless set they
///                      come from where the SDK looks: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, a profile, the
/// machine
/// @param every         how often is sent what was recorded meanwhile: what is lost with a machine
/// @param keepLocal     how long sources stay in the folder after they were stored; at least 10 minutes
/// @param cache         most that is kept of sources that were fetched back
/// @param rate          at most so much a second is sent and read back of sealed recordings
/// @param patience      how long a request may take, beyond what its bytes take
/// @param restore       name of a tree in the bucket that is brought back at the start into a folder that has none
@ConfigurationProperties("yizhan.recording.s3")
public record S3Settings(
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @Nullable String bucket,
        @DefaultValue("yizhan") String prefix,
        @DefaultValue("false") boolean pathStyle,
        @Nullable Path accessKeyFile,
        @DefaultValue("5s") Duration every,
        @DefaultValue("7d") Duration keepLocal,
        @DefaultValue("10GB") DataSize cache,
        @DefaultValue("8MB") DataSize rate,
        @DefaultValue("20s") Duration patience,
        @Nullable String restore) {

    public boolean isNamed() {
        return bucket != null && !bucket.isBlank();
    }
}
