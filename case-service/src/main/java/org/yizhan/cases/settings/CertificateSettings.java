package org.yizhan.cases.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The register of certificates that may be asked instead of residents, `yizhan.cases.certificates.*`.
///
/// @param url          where questions go; empty for no register
/// @param tokenUrl     where tokens are given for client credentials
/// @param clientId     whom the register knows us as
/// @param clientSecret proves it
/// @param name         what people call the register; the name of its host when it is empty
@ConfigurationProperties("yizhan.cases.certificates")
public record CertificateSettings(
        @DefaultValue("") String url,
        @DefaultValue("") String tokenUrl,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("") String name) {

    @Override
    public String toString() {
        return "CertificateSettings[" + url + "]";
    }
}
