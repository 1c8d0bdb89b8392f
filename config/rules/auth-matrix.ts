import { removeCommand, setCommand, setSecretCommand } from "../commands.ts";
import type { Settings } from "../settings/index.ts";
import type { Rule } from "./draft.ts";
import { hasSecret, reachable } from "./inside.ts";

function usesMatrix({ auth }: Settings): boolean {
  return auth.type === "matrix" || auth.type === "hybrid_matrix_token";
}

const withoutService: Rule = {
  reads: ["auth.type", "auth.matrix.uvsUrl", "auth.matrix.issuer"],
  check: ({ settings }) => {
    const { type, matrix } = settings.auth;
    return [
      ...(usesMatrix(settings) && matrix.uvsUrl === undefined
        ? [
            {
              path: "auth.matrix.uvsUrl",
              reason: `is missing: auth.type ${type} asks there who is in a Matrix room`,
              fix: setCommand("auth.matrix.uvsUrl", "https://uvs.example.org"),
            },
          ]
        : []),
      ...(type === "matrix" && matrix.issuer === undefined
        ? [
            {
              path: "auth.matrix.issuer",
              reason: "is missing: tokens of Matrix clients name it, docker-jitsi-meet's is issuer",
              fix: setCommand("auth.matrix.issuer", "issuer"),
            },
          ]
        : []),
    ];
  },
};

const withoutToken: Rule = {
  reads: ["auth.type", "secrets.matrixAuthToken"],
  check: (draft) =>
    usesMatrix(draft.settings) && !hasSecret(draft, "matrixAuthToken")
      ? [
          {
            path: "secrets.matrixAuthToken",
            reason: "is missing: the user verification service answers nobody without it",
            fix: setSecretCommand("secrets.matrixAuthToken"),
          },
        ]
      : [],
};

const levelsOfNobody: Rule = {
  reads: ["auth.type", "auth.matrix.syncPowerLevels"],
  check: ({ settings }) =>
    settings.auth.matrix.syncPowerLevels && !usesMatrix(settings)
      ? [
          {
            path: "auth.matrix.syncPowerLevels",
            value: true,
            reason: `needs auth.type matrix or hybrid_matrix_token: with ${settings.auth.type}, nobody comes from a Matrix room`,
            fix: removeCommand("auth.matrix.syncPowerLevels"),
          },
        ]
      : [],
};

const bypassWithoutHybrid: Rule = {
  reads: ["auth.type", "auth.matrix.lobbyBypass", "rooms.lobby"],
  check: ({ settings: { auth, rooms } }) => {
    const path = "auth.matrix.lobbyBypass";
    if (!auth.matrix.lobbyBypass) {
      return [];
    }
    if (auth.type !== "hybrid_matrix_token") {
      return [
        {
          path,
          value: true,
          reason: "needs auth.type hybrid_matrix_token: no other knows it",
          fix: removeCommand(path),
        },
      ];
    }
    return rooms.lobby
      ? []
      : [
          {
            path,
            value: true,
            reason: "has no lobby to pass: rooms.lobby is off",
            fix: setCommand("rooms.lobby", true),
          },
        ];
  },
};

/** What the packages must bring along. */
export const matrixPackageRule: Rule = {
  reads: ["auth.type", "images.packages"],
  check: ({ settings }) =>
    usesMatrix(settings) && settings.images.packages === "jitsi"
      ? [
          {
            path: "auth.type",
            value: settings.auth.type,
            reason:
              "needs Prosody plugins that Jitsi's repository does not have. Add them to a jitsi-meet-prosody package of your own and take it with images.packages directory",
            fix: setCommand("images.packages", "directory"),
          },
        ]
      : [],
};

export const matrixRules: readonly Rule[] = [
  withoutService,
  withoutToken,
  levelsOfNobody,
  bypassWithoutHybrid,
  reachable("auth.matrix.uvsUrl", (settings) => (usesMatrix(settings) ? settings.auth.matrix.uvsUrl : []), "Prosody"),
];
