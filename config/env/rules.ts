import type { VariableRules } from "./answer.ts";
import { authVariables } from "./auth.ts";
import { bridgeVariables } from "./bridge.ts";
import { documentVariables } from "./documents.ts";
import { focusVariables } from "./focus.ts";
import { hostVariables } from "./host.ts";
import { httpVariables } from "./http.ts";
import { recordingVariables } from "./recording.ts";
import { roomVariables } from "./rooms.ts";
import { telephonyVariables } from "./telephony.ts";
import { transcriptionVariables } from "./transcription.ts";
import { turnVariables } from "./turn.ts";
import { webVariables } from "./web.ts";
import { xmppVariables } from "./xmpp.ts";

/** Every variable that is answered by more than the setting that names it. */
export function variableRules(): VariableRules {
  return {
    ...httpVariables,
    ...documentVariables,
    ...recordingVariables,
    ...telephonyVariables,
    ...transcriptionVariables,
    ...turnVariables,
    ...webVariables,
    ...xmppVariables,
    ...roomVariables,
    ...hostVariables,
    ...focusVariables,
    ...bridgeVariables,
    ...authVariables,
  };
}
