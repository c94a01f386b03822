package org.yizhan.app;

import java.util.List;
import org.slf4j.LoggerFactory;
import org.yizhan.app.launch.LaunchOptions;
import org.yizhan.app.launch.Ports;
import org.yizhan.app.launch.Refusal;
import org.yizhan.app.launch.Role;
import org.yizhan.app.postgres.DataFolder;

/// Starts what the command line asks for. A table of contents: each line is a part of the start, in order.
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        try {
            start(LaunchOptions.of(List.of(arguments)));
        } catch (Refusal refusal) {
            System.err.println(refusal.getMessage());
            System.exit(refusal.reason().exitCode());
        } catch (RuntimeException failure) {
            LoggerFactory.getLogger(Main.class).error("驿站未能启动 / Yizhan could not start", failure);
            System.exit(1);
        }
    }

    private static void start(LaunchOptions options) {
        var ending = new Ending();
        var data = ending.with(DataFolder.take(options.data()));
        Ports.mustBeFree(options);
        var database = StartedDatabase.of(options, data, ending);
        if (options.role() == Role.DATABASE) {
            database.announce();
        } else {
            Product.start(options, database.database(), ending);
        }
    }
}
