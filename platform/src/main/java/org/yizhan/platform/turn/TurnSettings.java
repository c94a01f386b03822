package org.yizhan.platform.turn;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `yizhan.turn.*`.
///
/// @param urls   addresses of the relays as browsers know them, such as `turn:relay.example.gov.cn:3478?transport=tcp`;
///               empty: there is none
/// @param secret what the relays know too (`static-auth-secret` of coturn)
/// @param life   how long credentials let somebody begin to use a relay
@ConfigurationProperties("yizhan.turn")
record TurnSettings(
        @DefaultValue List<String> urls,
        @DefaultValue("") String secret,
        @DefaultValue("300s") Duration life) {

    TurnSettings {
        if (!urls.isEmpty() && secret.isBlank()) {
            throw new IllegalArgumentException("yizhan.turn.urls needs yizhan.turn.secret");
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "TurnSettings" + urls;
    }
}
