package org.yizhan.app.identity;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Remembers, for the length of a request, under which name the browser reached us.
final class PublicOrigin implements Filter {

    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    static @Nullable String current() {
        return CURRENT.get();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        CURRENT.set(http.getScheme() + "://" + http.getHeader("Host"));
        try {
            chain.doFilter(request, response);
        } finally {
            CURRENT.remove();
        }
    }
}
