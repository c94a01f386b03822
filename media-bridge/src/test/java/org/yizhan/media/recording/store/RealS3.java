package org.yizhan.media.recording.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/// An S3 server that checks signatures and keeps its objects in files, with one bucket.
public final class RealS3 implements AutoCloseable {

    public static final String BUCKET = "evidence";

    private static final String KEY = "trial-key";
    private static final String SECRET = "trial-secret-of-nobody";

    private final S3Proxy server;
    private final Path objects;
    private final Path keyFile;

    public RealS3(Path folder) throws Exception {
        this(
                folder,
                new FilesystemNio2BlobStore(
                        Files.createDirectories(folder.resolve("s3")).toString()));
    }

    /// With its objects in memory, where it can keep versions on any file system.
    static RealS3 inMemory(Path folder) throws Exception {
        return new RealS3(folder, new TransientNio2BlobStore());
    }

    private RealS3(Path folder, BlobStore blobs) throws Exception {
        objects = folder.resolve("s3");
        keyFile = keyFile(folder.resolve("s3-access-key"), SECRET);
        blobs.createContainer(BUCKET);
        server = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
                .build();
        server.start();
    }

    static Path keyFile(Path file, String secret) throws IOException {
        return Files.writeString(file, KEY + "\n" + secret + "\n");
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    public Path keyFile() {
        return keyFile;
    }

    private S3Client client() {
        AwsBasicCredentials own = AwsBasicCredentials.create(KEY, SECRET);
        return S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(own))
                .build();
    }

    /// From now on the bucket keeps what is replaced or deleted.
    void keepVersions() {
        try (S3Client client = client()) {
            client.putBucketVersioning(request -> request.bucket(BUCKET)
                    .versioningConfiguration(versions -> versions.status(BucketVersioningStatus.ENABLED)));
        }
    }

    /// How many versions of objects there are, marks of deletion included.
    int versions(String prefix) {
        try (S3Client client = client()) {
            var answer =
                    client.listObjectVersions(request -> request.bucket(BUCKET).prefix(prefix));
            return answer.versions().size() + answer.deleteMarkers().size();
        }
    }

    /// The file that holds an object.
    public Path object(String name) {
        return objects.resolve(BUCKET).resolve(name);
    }

    public S3Settings settings() {
        return settings(endpoint(), BUCKET, keyFile);
    }

    static S3Settings settings(URI endpoint, String bucket, Path keyFile) {
        return new S3Settings(
                endpoint,
                "us-east-1",
                bucket,
                "yizhan",
                true,
                keyFile,
                Duration.ofSeconds(5),
                Duration.ofDays(7),
                DataSize.ofGigabytes(1),
                DataSize.ofMegabytes(100),
                Duration.ofSeconds(5),
                null);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
