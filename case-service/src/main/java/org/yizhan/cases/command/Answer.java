package org.yizhan.cases.command;

import org.jspecify.annotations.Nullable;

/// What a command answers.
///
/// @param location where what it made is found
/// @param body     to be written as JSON
public record Answer(int status, @Nullable String location, Object body) {

    public static Answer ok(Object body) {
        return new Answer(200, null, body);
    }

    public static Answer created(String location, Object body) {
        return new Answer(201, location, body);
    }
}
