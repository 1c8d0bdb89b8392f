import type { EffectRow } from "./row.ts";

const folder = (name: string) => `tests/fixtures/packages/${name}`;
const versions = {
  jicofo: "1.0-1100-1",
  "jitsi-videobridge2": "2.3-200-1",
  "jitsi-meet-web": "1.0.8000-1",
  "jitsi-meet-prosody": "1.0.8000-1",
};

const takenFromFolder = {
  "build.args.PACKAGES": ["jitsi-meet-dev/packages-jitsi:local", "jitsi-meet-dev/packages-directory:local"],
  "build.args.PACKAGES_ID": ["sha256:images-packages-jitsi", "sha256:images-packages-directory"],
} as const;

export const rows: readonly EffectRow[] = [
  {
    path: "images.packages",
    value: "directory",
    given: { images: { directory: folder("one") } },
    resources: {
      "images-packages-jitsi": "gone",
      "images-packages-directory": "made",
      "images-web": takenFromFolder,
      "images-prosody": takenFromFolder,
      "images-jicofo": takenFromFolder,
      "images-jvb": takenFromFolder,
    },
  },
  {
    path: "images.directory",
    value: folder("two"),
    given: { images: { packages: "directory", directory: folder("one") } },
    resources: { "images-packages-directory": { "build.context": [folder("one"), folder("two")] } },
  },
  {
    path: "images.repository",
    value: "https://mirror.example.org/jitsi",
    resources: {
      "images-packages-jitsi": {
        "build.args.REPOSITORY": ["https://download.jitsi.org", "https://mirror.example.org/jitsi"],
      },
    },
  },
  {
    path: "images.suite",
    value: "unstable",
    resources: { "images-packages-jitsi": { "build.args.SUITE": ["stable", "unstable"] } },
  },
  {
    path: "images.signingKey",
    value: "0123456789ABCDEF0123456789ABCDEF01234567",
    resources: {
      "images-packages-jitsi": {
        "build.args.SIGNING_KEY": [
          "66A9CD0595D6AFA247290D3BEF8B479E2DC1389C",
          "0123456789ABCDEF0123456789ABCDEF01234567",
        ],
      },
    },
  },
  {
    path: "images.versions",
    value: { ...versions, jicofo: "1.0-1101-1" },
    resources: {
      "images-jicofo": { "build.args.VERSIONS": ["jicofo=1.0-1100-1", "jicofo=1.0-1101-1"] },
      "images-packages-jitsi": { "build.args.VERSION_jicofo": ["1.0-1100-1", "1.0-1101-1"] },
    },
  },
];
