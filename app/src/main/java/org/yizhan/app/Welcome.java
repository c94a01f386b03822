package org.yizhan.app;

import org.yizhan.app.launch.LaunchOptions;
import org.yizhan.app.launch.Part;

/// What whoever started the program reads when it is ready: where the pages are and how to get in.
final class Welcome {

    private Welcome() {}

    static String text(LaunchOptions options, double seconds) {
        var text = new StringBuilder();
        var origin = (options.tls() == null ? "http" : "https") + "://localhost:" + options.port();
        text.append("\n驿站已就绪 / Yizhan is ready (%s, %.1f s)%n"
                .formatted(options.role().text(), seconds));
        if (options.role().parts().contains(Part.SIGNALING)) {
            text.append("""

                      自助终端 / booth        %1$s/booth
                      经办席   / desk         %1$s/desk
                      督导     / supervisor   %1$s/supervisor
                      管理     / admin        %1$s/admin
                    """.formatted(origin));
        }
        if (options.demo() && options.role().parts().contains(Part.SIGNALING)) {
            text.append("""

                    演示账号，口令均为 yizhan-demo / demo accounts, password yizhan-demo:
                      officer1 officer2 (区经办人)   street1 (街道专管员)   community01 community02 (社区专管员)
                      supervisor1 (督导)   admin1 (管理员)
                    自助终端首次打开时显示一个代码，由 admin1 在“管理”页批准 /
                    a booth shows a code the first time; admin1 approves it on the admin page.
                    """);
        }
        return text.append("\nCtrl-C 结束 / ends it\n").toString();
    }
}
