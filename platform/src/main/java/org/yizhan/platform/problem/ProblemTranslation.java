package org.yizhan.platform.problem;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;

/// Turns whatever went wrong on the way to a handler, in it or after it into a problem.
final class ProblemTranslation {

    private ProblemTranslation() {}

    static Problem of(Throwable error) {
        return switch (error) {
            case ProblemException it -> it.problem();
            case WebExchangeBindException it -> invalidAt(field(it.getFieldError()));
            case HandlerMethodValidationException it -> ofValidation(it);
            case MissingRequestValueException it -> invalidAt(it.getName());
            case ServerWebInputException it -> ofInput(it);
            case ResponseStatusException it -> ofStatus(it.getStatusCode().value());
            case DataBufferLimitException _ -> Problems.TOO_LARGE;
            case DecodingException it -> ofDecoding(it);
            case AccessDeniedException _ -> Problems.FORBIDDEN;
            case AuthenticationException _ -> Problems.NOT_SIGNED_IN;
            default -> DatabaseTrouble.mayPass(error) ? Problems.BUSY : Problems.INTERNAL;
        };
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> Problems.NOT_SIGNED_IN;
            case 403 -> Problems.FORBIDDEN;
            case 404 -> Problems.NOT_FOUND;
            case 405 -> Problems.METHOD_NOT_ALLOWED;
            case 406 -> Problems.NOT_ACCEPTABLE;
            case 413 -> Problems.TOO_LARGE;
            case 415 -> Problems.UNSUPPORTED_MEDIA_TYPE;
            case 429 -> Problems.TOO_MANY_REQUESTS;
            case 503 -> Problems.BUSY;
            default -> status >= 400 && status < 500 ? Problems.BAD_REQUEST : Problems.INTERNAL;
        };
    }

    private static Problem ofInput(ServerWebInputException error) {
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            switch (cause) {
                case DataBufferLimitException _ -> {
                    return Problems.TOO_LARGE;
                }
                case JacksonException it -> {
                    return ofJackson(it);
                }
                default -> {}
            }
        }
        var parameter = error.getMethodParameter();
        return parameter == null || parameter.hasParameterAnnotation(RequestBody.class)
                ? Problems.BAD_REQUEST
                : invalidAt(parameter.getParameterName());
    }

    private static Problem ofDecoding(DecodingException error) {
        return error.getCause() instanceof JacksonException cause ? ofJackson(cause) : Problems.BAD_REQUEST;
    }

    /// Text that is no JSON, or JSON that does not fit; then the path says where.
    private static Problem ofJackson(JacksonException error) {
        return switch (error) {
            case StreamReadException _ -> Problems.BAD_JSON;
            case DatabindException it -> invalidAt(path(it));
            default -> Problems.BAD_JSON;
        };
    }

    private static String path(DatabindException error) {
        return error.getPath().stream()
                .map(step -> step.getPropertyName() == null ? String.valueOf(step.getIndex()) : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static Problem ofValidation(HandlerMethodValidationException error) {
        var first = error.getParameterValidationResults().stream().findFirst();
        return first.map(it -> invalidAt(it.getMethodParameter().getParameterName()))
                .orElse(Problems.INVALID);
    }

    private static @Nullable String field(@Nullable FieldError error) {
        return error == null ? null : error.getField();
    }

    private static Problem invalidAt(@Nullable String field) {
        return field == null || field.isEmpty() ? Problems.INVALID : Problems.INVALID.at(field);
    }
}
