import { type ApacheNode, apache, apacheDirective as directive, apacheSection as section } from "../../write/apache.ts";
import { type ProxyFacts, headerBytes, idleSeconds, introduction } from "./facts.ts";

/** Configuration for an Apache in front. */
export function apacheSnippet(facts: ProxyFacts): string {
  return apache([
    {
      comment: introduction(facts, [
        "For Apache from 2.4.47 on, which passes WebSockets on: a file of its own in /etc/apache2/sites-available/, with",
        "`a2enmod headers proxy proxy_http proxy_wstunnel ssl` and `a2ensite`. `apache2ctl configtest` checks it.",
        ...(facts.httpsPort === 443 ? [] : [`Apache must listen there, too: Listen ${String(facts.httpsPort)}`]),
      ]),
    },
    section("VirtualHost", "*:80", [
      directive("ServerName", facts.host),
      ...logs,
      { comment: "Where certbot and others answer the certificate authority" },
      directive("Alias", challenge, `/var/www/html${challenge}`),
      directive("RedirectMatch", "permanent", "^(?!/\\.well-known/acme-challenge/)(.*)$", `${facts.origin}$1`),
    ]),
    section("VirtualHost", `*:${String(facts.httpsPort)}`, secureHost(facts)),
  ]);
}

const challenge = "/.well-known/acme-challenge/";

const logs: readonly ApacheNode[] = [
  { comment: "Neither the query nor the referer, which hold tokens" },
  directive("LogFormat", '%a %t "%m %U %H" %>s %b', "jitsi_meet"),
  directive("CustomLog", "/var/log/apache2/access.log", "jitsi_meet"),
  directive("ErrorLogFormat", "[%t] [%-m:%l] [client %a] %M"),
];

function secureHost(facts: ProxyFacts): readonly ApacheNode[] {
  const folder = `/etc/letsencrypt/live/${facts.host}`;
  return [
    directive("ServerName", facts.host),
    directive("SSLEngine", "on"),
    { comment: "Your certificate" },
    directive("SSLCertificateFile", `${folder}/fullchain.pem`),
    directive("SSLCertificateKeyFile", `${folder}/privkey.pem`),
    directive("SSLProtocol", "-all", ...(facts.minimumTls === "1.3" ? [] : ["+TLSv1.2"]), "+TLSv1.3"),
    ...(facts.hsts === undefined
      ? []
      : [directive("Header", "always", "set", "Strict-Transport-Security", facts.hsts)]),
    ...logs,
    directive("LimitRequestBody", facts.maxBodySize * 1024 * 1024),
    directive("LimitRequestLine", headerBytes),
    directive("LimitRequestFieldSize", headerBytes),
    ...passOn(facts),
  ];
}

/** Everything goes to the stack, so no path is forgotten: XMPP, also below a tenant's name, documents, whiteboard. */
function passOn({ upstream }: ProxyFacts): readonly ApacheNode[] {
  return [
    directive("ProxyRequests", "Off"),
    directive("ProxyPreserveHost", "On"),
    { comment: "Replaced, not appended: what a client says of itself is not to be believed" },
    directive("ProxyAddHeaders", "Off"),
    directive("RequestHeader", "set", "X-Forwarded-For", "expr=%{REMOTE_ADDR}"),
    directive("RequestHeader", "set", "X-Forwarded-Proto", "https"),
    { comment: "Names of rooms as they are: nothing in them is decoded on the way" },
    directive("AllowEncodedSlashes", "NoDecode"),
    { comment: "WebSockets, long waits, and answers as they come" },
    directive(
      "ProxyPass",
      "/",
      `http://${upstream}/`,
      "upgrade=websocket",
      "nocanon",
      `timeout=${String(idleSeconds)}`,
      "flushpackets=on",
    ),
    directive("ProxyPassReverse", "/", `http://${upstream}/`),
  ];
}
