import { z } from "zod";
import { group, setting } from "../setting.ts";
import { httpUrl } from "../types.ts";
import { claim, restartsProsody as effect } from "./values.ts";

/** The service that knows who is in which Matrix room: auth.type matrix and hybrid_matrix_token. */
export const matrix = group({
  uvsUrl: setting(httpUrl.optional(), {
    doc: "Address of the Matrix user verification service.",
    env: ["MATRIX_UVS_URL"],
    effect,
  }),
  issuer: setting(claim.optional(), {
    doc: "The `iss` of the tokens that Matrix clients bring. With hybrid_matrix_token it may be left out: any is taken then.",
    env: ["MATRIX_UVS_ISSUER"],
    effect,
  }),
  syncPowerLevels: setting(z.boolean().default(false), {
    doc: "Who is a moderator in the Matrix room is one in the meeting, and others are not.",
    env: ["MATRIX_UVS_SYNC_POWER_LEVELS"],
    effect,
  }),
  lobbyBypass: setting(z.boolean().default(false), {
    doc: "Members of the Matrix room pass the lobby. With hybrid_matrix_token only.",
    env: ["MATRIX_LOBBY_BYPASS"],
    effect,
  }),
});
