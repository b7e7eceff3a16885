package org.parley.server.http;

import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What every answer tells the browser to refuse. */
final class SecurityHeaders {

  /** Long enough to matter, short enough to undo. */
  private static final String HSTS = "max-age=2592000";

  private static final Pattern AUTHORITY =
      Pattern.compile("[A-Za-z0-9.-]{1,255}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?");

  private static final String PERMISSIONS =
      "camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self),"
          + " fullscreen=(self), picture-in-picture=(self), screen-wake-lock=(self), autoplay=(self),"
          + " clipboard-write=(self), clipboard-read=(), geolocation=(), payment=(), usb=(), serial=(),"
          + " hid=(), midi=(), accelerometer=(), gyroscope=(), magnetometer=(),"
          + " browsing-topics=()";

  private final boolean strictTransport;

  /**
   * @param strictTransport whether browsers shall come by HTTPS only (RFC 6797); with a certificate that they don't trust this would
   *     lock people out
   */
  SecurityHeaders(boolean strictTransport) {
    this.strictTransport = strictTransport;
  }

  void addTo(Request request, HttpFields.Mutable headers) {
    headers.put("Content-Security-Policy", policy(request));
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Permissions-Policy", PERMISSIONS);
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Origin-Agent-Cluster", "?1");
    headers.put("X-Robots-Tag", "noindex, nofollow");
    if (strictTransport && request.isSecure()) {
      headers.put("Strict-Transport-Security", HSTS);
    }
  }

  private static String policy(Request request) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
        + " img-src 'self' blob: data:; media-src 'self' blob: data:; worker-src 'self';"
        + " manifest-src 'self'; connect-src 'self'"
        + socket(request.isSecure(), request.getHttpURI().getAuthority())
        + "; frame-ancestors 'none'; base-uri 'none'; form-action 'self';"
        // Svelte's compiled templates are the only HTML that is ever parsed, under the first name;
        // under the second the page starts its one worker, which encrypts the media.
        + " trusted-types svelte-trusted-html parley-worker; require-trusted-types-for 'script'";
  }

  /** Older browsers do not count a socket to the same host as 'self'. */
  private static String socket(boolean secure, @Nullable String authority) {
    return authority != null && AUTHORITY.matcher(authority).matches()
        ? (secure ? " wss://" : " ws://") + authority
        : "";
  }
}
