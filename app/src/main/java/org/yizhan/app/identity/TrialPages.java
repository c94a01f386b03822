package org.yizhan.app.identity;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/// The few pages of the trial provider. They work without scripts.
final class TrialPages extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Pattern USER_CODE = Pattern.compile("[A-Z]{4}-[A-Z]{4}");

    private static final String FRAME = resource("frame.html");
    private static final String SIGN_IN = resource("sign-in.html");
    private static final String ACTIVATE = resource("activate.html");
    private static final String APPROVE = resource("approve.html");

    private final transient TrialDatabase database;

    TrialPages(TrialDatabase database) {
        this.database = database;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath() + String.valueOf(request.getPathInfo()).replace("null", "")) {
            case "/" -> response.sendRedirect("../");
            case "/sign-in" -> show(response, signIn(request));
            case "/activate" -> activate(request, response);
            case "/approve" -> approve(request, response);
            case "/done" -> show(response, note("终端已批准，可以关闭本页。", "The terminal is approved. You may close this page."));
            case "/denied" -> show(response, note("没有批准该终端。", "The terminal was not approved."));
            case "/wrong-code" ->
                show(
                        response,
                        note(
                                "代码不正确或已过期，请在终端上重新获取。",
                                "The code is wrong or has expired. Get a new one at the terminal."));
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static String signIn(HttpServletRequest request) {
        var query = String.valueOf(request.getQueryString());
        var message = switch (query) {
            case "wrong" ->
                alert("账号或密码不正确。多次输错会暂时锁定。", "Wrong name or password. Too many tries lock the account for a while.");
            case "administrators" ->
                alert(
                        "只有管理员可以批准终端，请用管理员账号重新打开终端上的地址。",
                        "Only administrators approve terminals. Open the terminal's address again as one.");
            default -> "";
        };
        return SIGN_IN.replace("{message}", message).replace("{csrf}", csrf(request));
    }

    private void activate(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var code = userCode(request);
        show(response, ACTIVATE.replace("{code}", code == null ? "" : code));
    }

    private void approve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var code = userCode(request);
        var terminal = code == null ? null : database.terminalShowing(code);
        if (code == null || terminal == null) {
            response.sendRedirect("wrong-code");
            return;
        }
        show(
                response,
                APPROVE.replace("{terminal}", HtmlUtils.htmlEscape(terminal))
                        .replace("{code}", code)
                        .replace("{client}", attribute(request, "client_id"))
                        .replace("{state}", attribute(request, "state"))
                        .replace("{scope}", attribute(request, "scope"))
                        .replace("{csrf}", csrf(request)));
    }

    private static @Nullable String userCode(HttpServletRequest request) {
        var code = request.getParameter("user_code");
        return code != null && USER_CODE.matcher(code).matches() ? code : null;
    }

    private static String attribute(HttpServletRequest request, String name) {
        var value = request.getParameter(name);
        return value == null ? "" : HtmlUtils.htmlEscape(value);
    }

    private static String csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? "<input type=\"hidden\" name=\"" + token.getParameterName() + "\" value=\"" + token.getToken() + "\">"
                : "";
    }

    private static String alert(String zh, String en) {
        return "<p class=\"alert\" role=\"alert\">" + zh + "<span lang=\"en\">" + en + "</span></p>";
    }

    private static String note(String zh, String en) {
        return "<h1>" + zh + "<span lang=\"en\">" + en + "</span></h1>";
    }

    private static void show(HttpServletResponse response, String main) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().write(FRAME.replace("{main}", main));
    }

    private static String resource(String name) {
        try (var stream = TrialPages.class.getResourceAsStream("/identity/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("no page " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
