package org.parley.server.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Tells one's own pages from those of other sites. A browser names the page's origin in every request that may change something, and
 * no script can change that; a client that is no browser, and so carries nobody's trust, names none.
 */
final class Origins {

  private Origins() {}

  static boolean isCrossSite(Request request) {
    String site = request.getHeaders().get("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return true;
    }
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    return origin != null && !isOwn(origin, request.getHttpURI().getAuthority());
  }

  /** The scheme is left out, since a proxy in front may end TLS; host and port say enough. */
  private static boolean isOwn(String origin, @Nullable String authority) {
    try {
      URI uri = new URI(origin);
      String scheme = uri.getScheme();
      String stated = uri.getRawAuthority();
      if (scheme == null || stated == null || authority == null) {
        return false;
      }
      String defaultPort = switch (scheme) {
        case "http" -> ":80";
        case "https" -> ":443";
        default -> null;
      };
      return defaultPort != null
          && withoutSuffix(stated, defaultPort).equals(withoutSuffix(authority, defaultPort));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private static String withoutSuffix(String authority, String suffix) {
    String lower = authority.toLowerCase(Locale.ROOT);
    return lower.endsWith(suffix) ? lower.substring(0, lower.length() - suffix.length()) : lower;
  }
}
