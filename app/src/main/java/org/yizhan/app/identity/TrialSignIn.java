package org.yizhan.app.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/// Checks a name and a password against the accounts of the trial. Ten wrong passwords lock an account for five
/// minutes. A name that does not exist costs as much time as one that does.
final class TrialSignIn implements AuthenticationProvider {

    private static final int MOST_FAILURES = 10;
    private static final Duration LOCKED_FOR = Duration.ofMinutes(5);
    private static final int LONGEST = 72;

    private final TrialDatabase database;
    private final BCryptPasswordEncoder passwords = new BCryptPasswordEncoder();
    private final String nobody = String.valueOf(passwords.encode("nobody"));
    private final Cache<String, AtomicInteger> failures = Caffeine.newBuilder()
            .expireAfterWrite(LOCKED_FOR)
            .maximumSize(10_000)
            .build();

    TrialSignIn(TrialDatabase database) {
        this.database = database;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        var name = request.getName();
        var password = String.valueOf(request.getCredentials());
        if (name.length() > LONGEST || password.length() > LONGEST) {
            throw new BadCredentialsException("too long");
        }
        var failed = failures.get(name, _ -> new AtomicInteger());
        if (failed.get() >= MOST_FAILURES) {
            throw new LockedException("too many failures");
        }
        // Programs do not sign in on a page.
        var account =
                name.startsWith(TrialClients.PREFIX) ? Optional.<TrialDatabase.Account>empty() : database.account(name);
        if (!passwords.matches(
                        password, account.map(TrialDatabase.Account::hash).orElse(nobody))
                || account.isEmpty()) {
            failed.incrementAndGet();
            throw new BadCredentialsException("wrong name or password");
        }
        failures.invalidate(name);
        return UsernamePasswordAuthenticationToken.authenticated(name, null, authorities(account.get()));
    }

    /// The roles, and that a password was given just now.
    private static List<GrantedAuthority> authorities(TrialDatabase.Account account) {
        var authorities = new ArrayList<GrantedAuthority>();
        authorities.add(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY));
        account.roles().forEach(role -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role)));
        return authorities;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
