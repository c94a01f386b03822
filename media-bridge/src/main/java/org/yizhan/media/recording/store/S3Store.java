package org.yizhan.media.recording.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// A bucket. What fails is tried twice more at once, since servers close connections that rested.
/// Then who calls decides.
public final class S3Store implements ObjectStore {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// Slower than this a line is not worth waiting for.
    private static final long SLOWEST_BYTES_A_SECOND = 32 << 10;

    private static final int NOT_IMPLEMENTED = 501;

    private final S3Client client;
    private final String bucket;
    private final String where;
    private final Duration patience;

    public S3Store(S3Settings settings) {
        this.bucket = String.valueOf(settings.bucket());
        this.where = (settings.endpoint() == null ? "s3:/" : settings.endpoint()) + "/" + bucket;
        this.patience = settings.patience();
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                .credentialsProvider(credentials(settings))
                // Signed in pieces, a body has an end that not every server reads, and some servers do not know it at
                // all.
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(settings.patience()))
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(3)
                        .build()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        this.client = builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        return settings.accessKeyFile() == null
                ? DefaultCredentialsProvider.builder().build()
                : new KeyFileCredentials(settings.accessKeyFile());
    }

    @Override
    public String where() {
        return where;
    }

    @Override
    public void put(String name, Body body) throws StoreRefusal {
        String hash = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(body.sha256()));
        RequestBody content = RequestBody.fromContentProvider(
                () -> {
                    try {
                        return body.open();
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                },
                body.length(),
                "application/octet-stream");
        ask(() -> client.putObject(
                request -> request.bucket(bucket)
                        .key(name)
                        .contentLength(body.length())
                        .checksumSHA256(hash)
                        .overrideConfiguration(within(body.length())),
                content));
    }

    @Override
    public void get(String name, OutputStream into) throws IOException {
        try (ResponseInputStream<GetObjectResponse> content =
                ask(() -> client.getObject(request -> request.bucket(bucket).key(name)))) {
            byte[] buffer = new byte[64 << 10];
            for (int read = read(content, buffer); read >= 0; read = read(content, buffer)) {
                into.write(buffer, 0, read);
            }
        }
    }

    private static int read(ResponseInputStream<GetObjectResponse> content, byte[] buffer) throws StoreRefusal {
        try {
            return content.read(buffer);
        } catch (IOException broken) {
            throw new StoreRefusal(
                    StoreRefusal.Reason.UNREACHABLE, broken.getClass().getSimpleName(), null);
        } catch (SdkException altered) {
            throw new StoreRefusal(
                    StoreRefusal.Reason.ALTERED, altered.getClass().getSimpleName(), null);
        }
    }

    @Override
    public List<Entry> list(String prefix) throws StoreRefusal {
        List<Entry> found = new ArrayList<>();
        return ask(() -> {
            client.listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(prefix).overrideConfiguration(within(0)))
                    .contents()
                    .forEach(object -> found.add(new Entry(object.key(), object.size())));
            return found;
        });
    }

    private record Version(String name, @Nullable String id) {}

    @Override
    public void delete(String prefix) throws StoreRefusal {
        for (Version version : versions(prefix)) {
            ask(() -> client.deleteObject(request -> request.bucket(bucket)
                    .key(version.name())
                    .versionId(version.id())
                    .overrideConfiguration(within(0))));
        }
    }

    /// Marks of deletion included: each is a version.
    private List<Version> versions(String prefix) throws StoreRefusal {
        List<Version> found = new ArrayList<>();
        try {
            var pages = client.listObjectVersionsPaginator(
                    request -> request.bucket(bucket).prefix(prefix).overrideConfiguration(within(0)));
            pages.versions().forEach(it -> found.add(new Version(it.key(), it.versionId())));
            pages.deleteMarkers().forEach(it -> found.add(new Version(it.key(), it.versionId())));
            return found;
        } catch (S3Exception answer) {
            if (answer.statusCode() != NOT_IMPLEMENTED) {
                throw S3Refusals.of(answer);
            }
        } catch (SdkException failure) {
            throw S3Refusals.of(failure);
        }
        // A server that keeps no versions.
        return list(prefix).stream().map(it -> new Version(it.name(), null)).toList();
    }

    private Consumer<AwsRequestOverrideConfiguration.Builder> within(long bytes) {
        Duration most = patience.plusSeconds(bytes / SLOWEST_BYTES_A_SECOND);
        return override -> override.apiCallTimeout(most);
    }

    private static <T> T ask(Supplier<T> question) throws StoreRefusal {
        try {
            return question.get();
        } catch (SdkException failure) {
            throw S3Refusals.of(failure);
        } catch (UncheckedIOException unreadable) {
            throw new StoreRefusal(StoreRefusal.Reason.ALTERED, String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
