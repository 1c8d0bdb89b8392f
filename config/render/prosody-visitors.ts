import { domains } from "../derived.ts";
import { internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import type { LuaOptions, Section } from "../write/lua.ts";

/** Modules by which this Prosody and the visitor nodes find and trust each other. */
export function federationModules({ rooms }: Settings): readonly string[] {
  return rooms.visitors.enabled ? ["s2s_bidi", "certs_s2soutinjection", "s2sout_override", "s2s_whitelist"] : [];
}

/** Names of the hosts of a visitor node: where its visitors log in, and its rooms. */
export function nodeHosts(
  { rooms, xmpp }: Settings,
  index: number,
): { readonly rooms: readonly string[]; readonly main: string } {
  const { mucPrefix, domain = xmpp.domain } = rooms.visitors;
  const main = `v${String(index)}.${domain}`;
  return { main, rooms: [`${mucPrefix}.${main}`, ...(rooms.polls ? [`polls.${main}`] : [])] };
}

/** Where the nodes are, and that nobody else may connect. */
export function federation(settings: Settings): LuaOptions {
  const { enabled, nodes, trustedHosts } = settings.rooms.visitors;
  if (!enabled) {
    return {};
  }
  const addresses = nodes.flatMap(({ host, serverPort }, index) => {
    const names = nodeHosts(settings, index);
    return [names.main, ...names.rooms].map((name) => [name, `tcp://${host}:${String(serverPort)}`] as const);
  });
  return {
    s2s_ports: [internalPorts.xmppServer],
    // The nodes have certificates of their own making: who may connect is said by name.
    s2s_secure_auth: false,
    s2sout_override: Object.fromEntries(addresses),
    s2s_whitelist: [...nodes.flatMap((_, index) => nodeHosts(settings, index).rooms), ...trustedHosts],
  };
}

/** The component that makes visitors participants. */
export function visitorsComponent(settings: Settings): readonly Section[] {
  const { enabled, autoPromotion, alwaysEnabled } = settings.rooms.visitors;
  return enabled
    ? [
        {
          kind: "component",
          name: domains(settings).visitors,
          module: "visitors_component",
          options: {
            auto_allow_visitor_promotion: autoPromotion,
            always_visitors_enabled: alwaysEnabled,
          },
        },
      ]
    : [];
}
