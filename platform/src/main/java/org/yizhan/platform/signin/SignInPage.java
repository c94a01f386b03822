package org.yizhan.platform.signin;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// The one page of ours that a sign-in may end on: it did not work, and how to try again.
enum SignInPage {
    FAILED(HttpStatus.BAD_REQUEST, "登录没有完成，请重新登录。", "The sign-in did not finish. Please sign in again."),
    UNKNOWN(
            HttpStatus.FORBIDDEN,
            "您的账号在本系统中没有角色，请联系管理员。",
            "Your account has no role here. Please ask an administrator."),
    UNREACHABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "身份认证服务暂时无法连接，请稍后再试。",
            "The identity provider cannot be reached. Please try again in a moment.");

    private final HttpStatus status;
    private final String zh;
    private final String en;

    SignInPage(HttpStatus status, String zh, String en) {
        this.status = status;
        this.zh = zh;
        this.en = en;
    }

    Mono<Void> show(ServerWebExchange exchange) {
        var response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
        var html = """
                <!doctype html><html lang="zh-CN"><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1"><title>驿站 Yizhan</title>
                <style>body{font:20px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;color:#1c2733;background:#f3f5f8;
                margin:0;display:grid;min-height:100vh;place-items:center}main{background:#fff;padding:40px 48px;
                border-radius:12px;max-width:32em}a{display:inline-block;margin-top:20px;padding:14px 32px;
                border-radius:8px;background:#14549c;color:#fff;text-decoration:none}[lang=en]{color:#55606e}</style>
                <main><h1>驿站</h1><p>%s</p><p lang="en">%s</p><a href="/auth/sign-in?page=/">重新登录 · Sign in</a></main>
                """.formatted(zh, en);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(html.getBytes(StandardCharsets.UTF_8))));
    }
}
