package org.yizhan.cases.process;

/// In which language a picture is drawn.
enum Language {
    ZH,
    EN;

    /// Of a request's `lang`: `en` is English, everything else Chinese.
    static Language of(String word) {
        return word.equals("en") ? EN : ZH;
    }
}
