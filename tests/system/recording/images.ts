import { projectDir } from "../../../cli/bootstrap.mjs";
import { buildRehearsalPackages } from "../../../rehearsal/build.ts";
import { build, buildPackagesImage, imageName } from "../images/images.ts";

/** As components/images.ts gives them, so that a stack's own image shares the layers. */
const uploads = { CHROME: "", UPLOAD: "s3" };

const from = { PACKAGES: imageName("rehearsal-packages"), VERSIONS: "" };

async function mustBuild(name: string, args: Readonly<Record<string, string>>): Promise<void> {
  const { code, stdout, stderr } = await build(name, args);
  if (code !== 0) {
    throw new Error(`images/${name} was not built:\n${stdout.slice(-3000)}\n${stderr}`);
  }
}

/** What every image is built from: the rehearsal packages, and the images below. Quick when they were built before. */
async function buildFoundations(): Promise<void> {
  const { directory } = await buildRehearsalPackages({ projectDir, report: () => undefined });
  await buildPackagesImage("rehearsal-packages", directory);
  await mustBuild("base", {});
  await mustBuild("base-java", { BASE: imageName("base") });
}

/** Builds the recorder's image alone. */
export async function buildRecorder(): Promise<void> {
  await buildFoundations();
  await mustBuild("jibri", { ...from, ...uploads, BASE: imageName("base-java") });
}

/** Builds the recorder's image and those of what it needs around it. */
export async function buildStudio(): Promise<void> {
  await buildRecorder();
  for (const name of ["web", "prosody"]) {
    await mustBuild(name, { ...from, BASE: imageName("base") });
  }
  await mustBuild("jicofo", { ...from, BASE: imageName("base-java") });
}
