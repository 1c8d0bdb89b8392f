import type { Requirement } from "../cli/setup/apt.ts";

/** The real parsers, servers and browser that tests compare with, and where Debian and Ubuntu have them. */
export const testPrograms: readonly Requirement[] = [
  { package: "lua5.4", program: "lua5.4" },
  { package: "nginx-light", program: "nginx" },
  // The program and its modules alone: the package apache2 would start a service.
  { package: "apache2-bin", program: "apache2" },
  { package: "default-jdk-headless", program: "javac" },
  { package: "libtypesafe-config-java", file: "/usr/share/java/typesafe-config.jar" },
  { package: "jq", program: "jq" },
  { package: "chromium", program: "chromium" },
];
