package org.yizhan.app.identity;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a browser does, without scripts: keeps cookies, follows redirects, sends forms with their hidden fields.
final class TrialBrowser {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private URI at;

    TrialBrowser(int port) {
        at = URI.create("http://127.0.0.1:" + port + "/");
    }

    URI at() {
        return at;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    HttpResponse<String> open(String path) {
        return follow(HttpRequest.newBuilder(at.resolve(path)).GET());
    }

    /// One request, redirects not followed.
    HttpResponse<String> once(String path) {
        return send(HttpRequest.newBuilder(at.resolve(path)).GET());
    }

    HttpResponse<String> postJson(String path, String json) {
        return send(HttpRequest.newBuilder(at.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /// Sends the first form of a page.
    HttpResponse<String> submit(HttpResponse<String> page, String action, Map<String, String> fields) {
        var all = new LinkedHashMap<String, String>();
        var form =
                page.body().substring(page.body().indexOf("<form"), page.body().indexOf("</form>"));
        var hidden = HIDDEN.matcher(form);
        while (hidden.find()) {
            all.put(hidden.group(1), hidden.group(2));
        }
        all.putAll(fields);
        var body = all.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return follow(HttpRequest.newBuilder(page.uri().resolve(action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "http://" + at.getAuthority())
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> follow(HttpRequest.Builder request) {
        var answer = send(request);
        for (int hops = 0; answer.statusCode() / 100 == 3 && hops < 10; hops++) {
            var there = answer.headers().firstValue("Location").orElseThrow();
            answer = send(HttpRequest.newBuilder(at.resolve(there)).GET());
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(it -> it.getKey() + "=" + it.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            var answer = http.send(
                    request.header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    BodyHandlers.ofString());
            at = answer.uri();
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String header) {
        var pair = header.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty() || header.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }
}
