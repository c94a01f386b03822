package org.yizhan.app.postgres;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yizhan.app.launch.Refusal;

/// Where the product's database is and who we are there.
public record Database(String host, int port, String name, String user, String password) {

    private static final int DEFAULT_PORT = 5432;

    /// Reads `postgresql://user:password@host:port/name`.
    public static Database of(String url) {
        var uri = parsed(url);
        if (uri == null
                || uri.getHost() == null
                || uri.getUserInfo() == null
                || uri.getPath().length() < 2) {
            throw new Refusal(
                    Refusal.Reason.OPTION,
                    "数据库地址应写作 postgresql://用户:口令@主机:端口/库名。",
                    "The database address reads postgresql://user:password@host:port/name.");
        }
        var credentials = uri.getRawUserInfo().split(":", 2);
        return new Database(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                uri.getPath().substring(1),
                decoded(credentials[0]),
                credentials.length > 1 ? decoded(credentials[1]) : "");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static @Nullable URI parsed(String url) {
        try {
            var uri = URI.create(url);
            return "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()) ? uri : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// As settings of the platform.
    public Map<String, String> properties() {
        var properties = new TreeMap<String, String>();
        properties.put("yizhan.database.url", "postgresql://" + host + ":" + port + "/" + name);
        properties.put("yizhan.database.user", user);
        properties.put("yizhan.database.password", password);
        return properties;
    }

    /// The address without the password.
    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + name;
    }
}
