package org.yizhan.app.identity;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.Executors;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.loader.WebappLoader;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/// The trial provider, running: a small Tomcat on a free loopback port with one context, `/idp`.
final class TrialServer implements AutoCloseable {

    static final String PATH = "/idp";

    private static final int SESSION_MINUTES = 15;
    private static final int MOST_POSTED_BYTES = 16 * 1024;

    private final Tomcat tomcat;
    private final Path work;
    private final AnnotationConfigWebApplicationContext spring;
    private final String secret;

    private TrialServer(Tomcat tomcat, Path work, AnnotationConfigWebApplicationContext spring, String secret) {
        this.tomcat = tomcat;
        this.work = work;
        this.spring = spring;
        this.secret = secret;
    }

    /// Blocks for a second or two.
    ///
    /// @param folder keeps the signing key; null: nothing is kept
    /// @param secret what our own client calls itself by
    static TrialServer start(TrialDatabase database, @Nullable Path folder, String secret) {
        try {
            TomcatURLStreamHandlerFactory.disable();
            var work = Files.createTempDirectory("yizhan-identity");
            var spring = new AnnotationConfigWebApplicationContext();
            spring.register(TrialProviderConfiguration.class);
            spring.addBeanFactoryPostProcessor(beans -> {
                beans.registerSingleton("database", database);
                beans.registerSingleton("key", SigningKey.in(folder));
                beans.registerSingleton("secret", new TrialProviderConfiguration.ClientSecret(secret));
            });
            var tomcat = tomcat(work, spring, database);
            tomcat.start();
            return new TrialServer(tomcat, work, spring, secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LifecycleException e) {
            throw new IllegalStateException("the trial identity provider does not start", e);
        }
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    String secret() {
        return secret;
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
            spring.close();
            FileSystemUtils.deleteRecursively(work);
        } catch (LifecycleException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Tomcat tomcat(Path work, AnnotationConfigWebApplicationContext spring, TrialDatabase database) {
        var tomcat = new Tomcat();
        tomcat.setBaseDir(work.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        var connector = tomcat.getConnector();
        connector.setMaxPostSize(MOST_POSTED_BYTES);
        connector.setXpoweredBy(false);
        var protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
        protocol.setAddress(InetAddress.getLoopbackAddress());
        protocol.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        tomcat.getHost().setAutoDeploy(false);
        var host = (StandardHost) tomcat.getHost();
        host.setErrorReportValveClass(QuietErrors.class.getName());
        host.getPipeline().addValve(publicAddress());
        var context = (StandardContext) tomcat.addContext(PATH, work.toString());
        var loader = new WebappLoader();
        loader.setDelegate(true);
        context.setLoader(loader);
        context.setParentClassLoader(TrialServer.class.getClassLoader());
        context.setManager(sessions());
        context.setSessionTimeout(SESSION_MINUTES);
        context.setSessionCookieName("YIZHAN_IDP");
        context.setUseHttpOnly(true);
        var cookies = new Rfc6265CookieProcessor();
        cookies.setSameSiteCookies("lax");
        context.setCookieProcessor(cookies);
        context.addServletContainerInitializer((_, servlets) -> assemble(servlets, spring, database), null);
        return tomcat;
    }

    private static void assemble(
            ServletContext servlets, AnnotationConfigWebApplicationContext spring, TrialDatabase database) {
        spring.setServletContext(servlets);
        spring.refresh();
        map(servlets, "origin", new PublicOrigin());
        map(servlets, "security", spring.getBean("springSecurityFilterChain", Filter.class));
        servlets.addServlet("pages", new TrialPages(database)).addMapping("/");
    }

    private static void map(ServletContext servlets, String name, Filter filter) {
        servlets.addFilter(name, filter).addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }

    /// Believes what our own forwarder says about the browser's scheme and address.
    private static RemoteIpValve publicAddress() {
        var valve = new RemoteIpValve();
        valve.setProtocolHeader("X-Forwarded-Proto");
        valve.setPortHeader("X-Forwarded-Port");
        valve.setRemoteIpHeader("X-Forwarded-For");
        return valve;
    }

    private static StandardManager sessions() {
        var manager = new StandardManager();
        manager.setPathname(null);
        return manager;
    }

    /// Says the status and nothing about the inside.
    public static final class QuietErrors extends ErrorReportValve {
        public QuietErrors() {
            setShowReport(false);
            setShowServerInfo(false);
        }
    }
}
