import { chmod, cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";

const root = join(import.meta.dirname, "../../..");

/** Version of the packages that the tests make. */
export const version = "1.0-1-1";

/** A folder that other users may read, gone with `remove`. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "images-test-"));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Makes NAME_VERSION_all.deb in a folder. `files` are texts by path; `fill` may add more to the tree. */
export async function makePackage(
  folder: string,
  name: string,
  packageVersion: string,
  files: Readonly<Record<string, string>>,
  fill: (tree: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const tree = await temporaryFolder();
  const control = `Package: ${name}\nVersion: ${packageVersion}\nArchitecture: all\nMaintainer: Test <test@example.org>\nDescription: test\n`;
  for (const [path, text] of Object.entries({ ...files, "DEBIAN/control": control })) {
    await mkdir(dirname(join(tree.path, path)), { recursive: true });
    await writeFile(join(tree.path, path), text);
  }
  await fill(tree.path);
  await execa("dpkg-deb", ["--root-owner-group", "--build", tree.path, folder]);
  await tree.remove();
}

/** Makes one package for each service: the rehearsal's Prosody plugins, a small page, and a probe in place of the Java programs. */
export async function makePackages(folder: string): Promise<void> {
  await makePackage(folder, "jitsi-meet-prosody", version, {}, (tree) =>
    cp(join(root, "rehearsal/prosody"), join(tree, "usr/share/jitsi-meet/prosody-plugins"), { recursive: true }),
  );
  await makePackage(folder, "jitsi-meet-web", version, {
    "usr/share/jitsi-meet/index.html": "<!doctype html><title>test</title>\n",
    "usr/share/jitsi-meet/static/404.html": "<!doctype html><title>not found</title>\n",
  });
  const jar = await temporaryFolder();
  await makeJar(jar.path);
  await makePackage(folder, "jicofo", version, {}, (tree) => addProgram(jar.path, tree, "jicofo/jicofo.jar"));
  await makePackage(folder, "jitsi-videobridge2", version, {}, (tree) =>
    addProgram(jar.path, tree, "jitsi-videobridge/jitsi-videobridge.jar"),
  );
  await jar.remove();
}

async function makeJar(folder: string): Promise<void> {
  const sources = join(import.meta.dirname, "java");
  const files = (await readdir(sources)).map((file) => join(sources, file));
  await execa("javac", ["--release", "17", "-d", join(folder, "classes"), ...files]);
  await execa("jar", ["--create", "--file", join(folder, "probe.jar"), "-C", join(folder, "classes"), "."]);
}

async function addProgram(folder: string, tree: string, path: string): Promise<void> {
  await cp(join(folder, "probe.jar"), join(tree, "usr/share", path));
}
