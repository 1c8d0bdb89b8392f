import { stringify } from "yaml";
import { type ProxyFacts, introduction } from "./facts.ts";

/** Configuration for a Traefik in front: what its file provider reads. */
export function traefikSnippet(facts: ProxyFacts): string {
  const introductionText = introduction(facts, [
    "For Traefik 3: a file in the folder of its file provider (providers.file.directory).",
    "Its own configuration (traefik.yml) needs this, with your e-mail address; the read timeout of 60 seconds that is",
    "usual otherwise ends BOSH requests:",
    "",
    ...stringify(ownConfiguration(facts)).trimEnd().split("\n"),
  ]);
  const comment = introductionText.split("\n").map((line) => `# ${line}`.trimEnd());
  return `${comment.join("\n")}\n${stringify(dynamicConfiguration(facts))}`;
}

const name = "jitsi-meet";

function ownConfiguration({ httpsPort }: ProxyFacts): object {
  return {
    entryPoints: {
      web: { address: ":80", http: { redirections: { entryPoint: { to: "websecure", scheme: "https" } } } },
      websecure: {
        address: `:${String(httpsPort)}`,
        transport: { respondingTimeouts: { readTimeout: 0, idleTimeout: "180s" } },
      },
    },
    certificatesResolvers: {
      letsencrypt: {
        acme: { email: "you@example.org", storage: "/acme.json", httpChallenge: { entryPoint: "web" } },
      },
    },
  };
}

function dynamicConfiguration({ host, upstream, hsts, minimumTls }: ProxyFacts): object {
  return {
    http: {
      routers: {
        [name]: {
          rule: `Host(\`${host}\`)`,
          entryPoints: ["websecure"],
          service: name,
          ...(hsts === undefined ? {} : { middlewares: [name] }),
          tls: { certResolver: "letsencrypt", options: name },
        },
      },
      services: {
        [name]: {
          loadBalancer: {
            passHostHeader: true,
            servers: [{ url: `http://${upstream}` }],
            responseForwarding: { flushInterval: "-1" },
          },
        },
      },
      ...(hsts === undefined
        ? {}
        : { middlewares: { [name]: { headers: { customResponseHeaders: { "Strict-Transport-Security": hsts } } } } }),
    },
    tls: { options: { [name]: { minVersion: minimumTls === "1.3" ? "VersionTLS13" : "VersionTLS12" } } },
  };
}
