package org.yizhan.media.recording.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/// An access key from a file, which may be replaced while the process runs.
record KeyFileCredentials(Path file) implements AwsCredentialsProvider {

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            List<String> lines = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (lines.size() != 2) {
                throw unreadable("it must have two lines", null);
            }
            return AwsBasicCredentials.create(lines.get(0), lines.get(1));
        } catch (IOException broken) {
            throw unreadable("it cannot be read", broken);
        }
    }

    private SdkClientException unreadable(String why, @Nullable Throwable cause) {
        return SdkClientException.create("credentials: " + file + ": " + why, cause);
    }

    /// Not the key.
    @Override
    public String toString() {
        return "KeyFileCredentials[" + file + "]";
    }
}
