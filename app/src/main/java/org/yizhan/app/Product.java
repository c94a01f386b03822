package org.yizhan.app;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.yizhan.app.identity.EmbeddedIdentityConfiguration;
import org.yizhan.app.launch.LaunchOptions;
import org.yizhan.app.launch.Part;
import org.yizhan.app.launch.Refusal;
import org.yizhan.app.pages.PagesConfiguration;
import org.yizhan.app.postgres.Database;
import org.yizhan.app.remote.RemoteParts;
import org.yizhan.app.tls.Tls;
import org.yizhan.platform.PlatformConfiguration;
import org.yizhan.platform.r2dbc.NewerSchemaException;

/// The one reactive application context of a process: the platform and the parts of its role.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Product {

    /// Starts the context; returns when it is ready to serve.
    static void start(LaunchOptions options, Database database, Ending ending) {
        var application = new SpringApplication(sources(options));
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        // Equal class names in two parts must not clash.
        application.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.addInitializers(ending::with);
        application.addInitializers(new RemoteParts(options.role()));
        try {
            application.run(properties(options, database));
            System.out.println(Welcome.text(options, sinceStart()));
        } catch (RuntimeException e) {
            throw understood(e, database);
        }
    }

    /// Finds the reason that whoever started the program can act on.
    private static RuntimeException understood(RuntimeException failure, Database database) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Refusal refusal -> {
                    return refusal;
                }
                case PortInUseException inUse -> {
                    return Refusal.portInUse(inUse.getPort());
                }
                case NewerSchemaException newer -> {
                    return new Refusal(
                            Refusal.Reason.NEWER_SCHEMA,
                            "数据由更新版本的驿站写入，本程序未作任何改动；请启动新版本，或恢复较早的备份。",
                            String.valueOf(newer.getMessage()));
                }
                case SQLException sql
                when noWayIn(sql) -> {
                    return new Refusal(
                            Refusal.Reason.DATABASE,
                            "无法连接数据库 " + database + "。",
                            "The database " + database + " does not let us in: " + sql.getMessage());
                }
                default -> {
                    // Not the reason itself; its cause may be.
                }
            }
        }
        return failure;
    }

    /// SQL states: no connection, no such account or password, no such database.
    private static boolean noWayIn(SQLException failure) {
        var state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || state.startsWith("28") || state.startsWith("3D");
    }

    private static double sinceStart() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }

    private static Class<?>[] sources(LaunchOptions options) {
        var sources = new ArrayList<Class<?>>(List.of(Product.class, PlatformConfiguration.class));
        options.role().parts().forEach(part -> sources.add(part.configuration()));
        if (options.role().parts().contains(Part.SIGNALING)) {
            sources.add(PagesConfiguration.class);
            sources.add(EmbeddedIdentityConfiguration.class);
        }
        return sources.toArray(Class<?>[]::new);
    }

    /// Our options under their Spring names; they outrank every file.
    private static String[] properties(LaunchOptions options, Database database) {
        var properties = database.properties();
        properties.put("server.port", Integer.toString(options.port()));
        properties.put("yizhan.role", options.role().text());
        properties.put("yizhan.data", options.data().toString());
        properties.put("yizhan.demo", Boolean.toString(options.demo()));
        properties.put("yizhan.media.port", Integer.toString(options.mediaPort()));
        properties.putAll(Tls.settings(options.tls(), options.data(), Clock.systemUTC()));
        var redis = options.redis();
        if (redis != null) {
            properties.put("yizhan.redis.url", redis);
        }
        var words = new ArrayList<String>();
        properties.forEach((name, value) -> words.add("--" + name + "=" + value));
        words.addAll(options.spring());
        return words.toArray(String[]::new);
    }
}
