package org.yizhan.platform.r2dbc;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where PostgreSQL is.
///
/// @param url      `postgresql://host:port/database`; a leading `jdbc:` or `r2dbc:` is ignored
/// @param poolSize most connections that this process holds at once, one for the outbox left out
@ConfigurationProperties("yizhan.database")
public record DatabaseSettings(
        String url,
        @DefaultValue("yizhan") String user,
        @DefaultValue("") String password,
        @DefaultValue("12") int poolSize) {

    private static final int DEFAULT_PORT = 5432;

    public DatabaseSettings {
        if (poolSize < 2) {
            throw new IllegalArgumentException("yizhan.database.pool-size must be 2 or more");
        }
    }

    /// For who must read the blocking way.
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + database();
    }

    String host() {
        return address().getHost();
    }

    int port() {
        return address().getPort() < 0 ? DEFAULT_PORT : address().getPort();
    }

    String database() {
        return address().getPath().substring(1);
    }

    private URI address() {
        var address = URI.create(url.replaceFirst("^(jdbc:|r2dbc:)", ""));
        if (!"postgresql".equals(address.getScheme())
                || address.getHost() == null
                || address.getPath().length() < 2) {
            throw new IllegalArgumentException("yizhan.database.url must look like postgresql://host:5432/yizhan");
        }
        return address;
    }

    /// Without the password.
    @Override
    public String toString() {
        return user + "@" + url;
    }
}
