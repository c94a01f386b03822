package org.yizhan.media.recording.store;

import java.util.Locale;
import org.yizhan.media.recording.store.StoreRefusal.Reason;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What an answer of an S3 server, or its absence, means.
final class S3Refusals {

    private S3Refusals() {}

    static StoreRefusal of(SdkException failure) {
        if (failure instanceof S3Exception answer) {
            AwsErrorDetails details = answer.awsErrorDetails();
            String code = details == null || details.errorCode() == null ? "" : details.errorCode();
            return new StoreRefusal(
                    reason(code, answer.statusCode()), (answer.statusCode() + " " + code).strip(), null);
        }
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("credentials")) {
            return new StoreRefusal(Reason.NO_CREDENTIALS, "", null);
        }
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return new StoreRefusal(
                Reason.UNREACHABLE, deepest.getClass().getSimpleName() + ": " + deepest.getMessage(), null);
    }

    private static Reason reason(String code, int status) {
        return switch (code) {
            case "NoSuchBucket" -> Reason.NO_BUCKET;
            case "NoSuchKey", "NoSuchVersion" -> Reason.MISSING;
            case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" ->
                Reason.WRONG_REGION;
            case "RequestTimeTooSkewed" -> Reason.WRONG_TIME;
            case "SlowDown", "ServiceUnavailable", "RequestTimeout" -> Reason.BUSY;
            case "XMinioStorageFull", "QuotaExceeded", "InsufficientStorage" -> Reason.FULL;
            case "BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "IncompleteBody" ->
                Reason.ALTERED;
            default -> ofStatus(status);
        };
    }

    private static Reason ofStatus(int status) {
        return switch (status) {
            case 301, 307 -> Reason.WRONG_REGION;
            case 401, 403 -> Reason.FORBIDDEN;
            case 404 -> Reason.MISSING;
            case 429, 503 -> Reason.BUSY;
            case 507 -> Reason.FULL;
            default -> status < 500 ? Reason.REJECTED : Reason.FAULT;
        };
    }
}
