import { toList } from "../suggest.ts";
import type { EnvValues, VariableRules, Verdict } from "./answer.ts";
import { ignored, inverted, translate, translated } from "./verdicts.ts";

const firstPort = 52220;

/** Upstream's list `host[:port]`; a port that is not given counts up from VISITORS_XMPP_PORT. */
function visitorNodes(text: string, file: EnvValues): Verdict {
  const first = Number(file.get("VISITORS_XMPP_PORT") ?? firstPort);
  const nodes = toList(text).map((entry, index) => {
    const [host, port] = entry.split(":");
    return { host, serverPort: Number(port ?? first + index) };
  });
  return translate(
    "rooms.visitors.nodes",
    nodes,
    "the port is Prosody's (serverPort). docker-jitsi-meet gives jicofo the same one, where no client can log " +
      "in: clientPort is 5222 unless you set it",
  );
}

const ofANode = ignored("belongs to a visitor node; nodes run outside this stack");

/** The answers to variables of what people can do in a room. */
export const roomVariables: VariableRules = {
  DISABLE_POLLS: inverted("rooms.polls", "Polls are rooms.polls, on unless it says otherwise"),
  WAIT_FOR_HOST_DISABLE_AUTO_OWNERS: inverted(
    "rooms.waitForHost.autoOwners",
    "Who has logged in becomes moderator unless rooms.waitForHost.autoOwners is off",
  ),
  PROSODY_LIMIT_MESSAGES_CHECK_TOKEN: ignored(
    "an option of a module that docker-jitsi-meet never loads. rooms.messageLimit is what limits messages here",
  ),
  VISITORS_XMPP_SERVER: translated(
    ["rooms.visitors.nodes"],
    "Hosts with their ports are rooms.visitors.nodes",
    visitorNodes,
  ),
  VISITORS_XMPP_PORT: ignored("the ports of rooms.visitors.nodes are made of it"),
  PROSODY_VISITOR_INDEX: ofANode,
  PROSODY_VISITORS_S2S_VHOSTS: ofANode,
};
