import { z } from "zod";
import { headers, internalUrl, origin, policy, source, wellKnown } from "./http/types.ts";
import { group, setting } from "./setting.ts";
import { addressRange, ipAddress, port, whole } from "./types.ts";

export const http = group({
  port: setting(port.default(8000), {
    doc: "Port of the host that serves HTTP.",
    env: ["HTTP_PORT"],
    effect: ["restart web"],
  }),
  listenAddress: setting(ipAddress.optional(), {
    doc: "Address of the host that the web ports and the bridges' media ports are published on. A loopback address, for a proxy on the same host, counts for the web ports only.",
    derivedDefault: "127.0.0.1 while the public URL is on this machine (localhost), else 0.0.0.0",
    effect: ["restart web", "restart jvb"],
  }),
  ipv6: setting(z.boolean().default(false), {
    doc: "Publish the web ports on the host's IPv6 addresses, too. The stack's own networks are IPv4: whoever comes by IPv6 has the address of Docker's gateway in logs and rate limits, unless a proxy in front tells.",
    env: ["ENABLE_IPV6"],
    effect: ["restart web"],
  }),
  redirect: setting(z.boolean().default(false), {
    doc: "Answer HTTP with a redirect to the public URL. Needs HTTPS, here or in the proxy in front.",
    env: ["ENABLE_HTTP_REDIRECT"],
    effect: ["reload web"],
  }),
  trustedProxies: setting(z.array(addressRange).default([]), {
    doc: "Addresses or networks of the proxies in front. Only they are believed when they name the client's address in X-Forwarded-For. A proxy on the stack's own host comes from Docker's networks.",
    effect: ["reload web"],
  }),
  workerProcesses: setting(whole(1, 64).default(4), {
    doc: "Worker processes of nginx.",
    env: ["NGINX_WORKER_PROCESSES"],
    effect: ["reload web"],
  }),
  workerConnections: setting(whole(64, 65535).default(4096), {
    doc: "Connections each worker of nginx can hold. A person in a meeting takes two; docker-jitsi-meet's 768 are soon used up.",
    env: ["NGINX_WORKER_CONNECTIONS"],
    effect: ["reload web"],
  }),
  keepaliveTimeout: setting(whole(0, 3600).default(65), {
    doc: "How long nginx keeps an idle connection open. 0: it closes each one.",
    unit: "seconds",
    env: ["NGINX_KEEPALIVE_TIMEOUT"],
    effect: ["reload web"],
  }),
  maxBodySize: setting(whole(1, 4096).default(1), {
    doc: "Largest request body. Only Etherpad's import of documents needs more than the default; docker-jitsi-meet has no limit.",
    unit: "MiB",
    effect: ["reload web"],
  }),
  contentSecurityPolicy: setting(policy.default("off"), {
    doc: "`off`: none. `standard`: the page loads from this host and the addresses that web.* names, and nothing else. Or a policy of your own, sent as it is.",
    env: ["CSP_HEADER"],
    effect: ["reload web"],
  }),
  frameAncestors: setting(z.array(source).optional(), {
    doc: "Sites that may show the page in a frame, besides this one. Empty: none. Absent: every site, as upstream; the iframe API needs it wherever it is used.",
    effect: ["reload web"],
  }),
  corsOrigin: setting(origin.default("*"), {
    doc: "Origin whose pages may read the static files. `*`: every origin's.",
    env: ["CORS_HEADER_ACCESS_CONTROL_ALLOW_ORIGIN"],
    effect: ["reload web"],
  }),
  headers: setting(headers.default({}), {
    doc: "Headers of every answer besides those the stack sends itself, by name: http.headers.X-Robots-Tag.",
    effect: ["reload web"],
  }),
  wellKnown: setting(wellKnown.default({}), {
    doc: "Files served as JSON below /.well-known/, by name, such as apple-app-site-association and assetlinks.json for a mobile app of your own.",
    effect: ["reload web"],
  }),
  rtcstatsUrl: setting(internalUrl.optional(), {
    doc: "Where the web container reaches the rtcstats server of web.analytics.rtcstats. The page finds it at /rtcstats-ws of the public URL.",
    effect: ["reload web"],
  }),
  logRequestErrors: setting(z.boolean().default(false), {
    doc: "Write nginx's error messages about single requests to the log, for the search of a fault. They quote whole addresses, so tokens are in them. The access log tells which service did not answer either way.",
    effect: ["reload web"],
  }),
});
