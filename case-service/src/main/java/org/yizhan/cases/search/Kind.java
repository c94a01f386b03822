package org.yizhan.cases.search;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a typed word may be meant.
public enum Kind {
    /// A whole ID number.
    ID,
    /// A whole telephone number.
    PHONE,
    /// The last four characters of an ID number.
    ID_END,
    /// The last four digits of a telephone number.
    PHONE_END,
    /// A case number, or the beginning of one, or its last digits.
    NUMBER,
    DATE,
    NAME,
    PINYIN,
    ITEM,
    STATION,
    TEXT;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
