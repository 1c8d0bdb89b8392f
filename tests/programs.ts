import type { Requirement } from "../cli/setup/apt.ts";

/** The real parsers and servers that unit tests compare with, and where Debian and Ubuntu have them. */
export const checkPrograms: readonly Requirement[] = [
  { package: "lua5.4", program: "lua5.4" },
  { package: "nginx-light", program: "nginx" },
  // The program and its modules alone: the package apache2 would start a service.
  { package: "apache2-bin", program: "apache2" },
  { package: "default-jdk-headless", program: "javac" },
  { package: "libtypesafe-config-java", file: "/usr/share/java/typesafe-config.jar" },
  { package: "openssl", program: "openssl" },
  { package: "jq", program: "jq" },
];

/** What all tests need. */
export const testPrograms: readonly Requirement[] = [...checkPrograms, { package: "chromium", program: "chromium" }];
