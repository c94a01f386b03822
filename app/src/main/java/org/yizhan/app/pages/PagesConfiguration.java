package org.yizhan.app.pages;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/// The pages at their addresses. A page is asked for again each time; what it loads carries a hash in its name and may
/// be
/// kept for ever.
@Configuration(proxyBeanMethods = false)
public class PagesConfiguration implements WebFluxConfigurer {

    private static final RequestPredicate READING = RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD);

    private static final Map<String, String> PAGES = Map.of(
            "/", "index.html",
            "/booth", "booth.html",
            "/desk", "desk.html",
            "/supervisor", "supervisor.html",
            "/admin", "admin.html");

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/web/assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }

    @Bean
    RouterFunction<ServerResponse> pages() {
        var routes = RouterFunctions.route();
        PAGES.forEach((address, file) -> {
            var page = new ClassPathResource("web/" + file);
            if (page.exists()) {
                // The page's own routes are its business: /desk/cases/… is the desk.
                var below = address.equals("/") ? address : address + "/**";
                routes.route(
                        READING.and(path(below)),
                        _ -> ServerResponse.ok()
                                .contentType(MediaType.TEXT_HTML)
                                .cacheControl(CacheControl.noCache())
                                .bodyValue(page));
            }
        });
        return routes.route(GET("/favicon.ico"), _ -> ServerResponse.noContent().build())
                .build();
    }
}
