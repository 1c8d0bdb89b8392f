import { toBoolean } from "../suggest.ts";
import type { VariableRules } from "./answer.ts";
import { each, ignore, ignored, refuse, refused, translate, translated } from "./verdicts.ts";

const movingTags = ["latest", "stable", "unstable"];
const ownImages = "images are built here; images.versions names the packages in them";

const images: VariableRules = {
  JITSI_IMAGE_VERSION: ignored(ownImages, (tag) =>
    ignore(
      movingTags.includes(tag)
        ? `${tag} is another release every few weeks; ${ownImages}, and they stay what they are`
        : ownImages,
    ),
  ),
  JITSI_IMAGE_REPO: ignored(ownImages),
  FORCE_REBUILD: ignored("images are rebuilt when something in them changes"),
  JITSI_RELEASE: translated(["images.suite"], "The suite of Jitsi's Debian repository is images.suite", (suite) =>
    translate("images.suite", suite, "the suite of Jitsi's Debian repository"),
  ),
  ...each("CHROME_RELEASE USE_CHROMIUM", ignored("the recorders' image takes its browser from Debian")),
};

const noFolder = "there is no configuration folder: files are made from the settings and live in Docker volumes";

const composition: VariableRules = {
  CONFIG: ignored(noFolder, (folder) =>
    ignore(`${noFolder}. Accounts in it are taken over by ./jitsi import-users ${folder}`),
  ),
  RESTART_POLICY: ignored("every service restarts unless it is stopped"),
  ...each(
    "COMPOSE_FILE COMPOSE_PATH_SEPARATOR COMPOSE_PROFILES COMPOSE_PROJECT_NAME",
    ignored("for Docker Compose, which is not used here"),
  ),
  GF_ANALYTICS_REPORTING_ENABLED: ignored("Grafana, where observability.grafana.enabled has it, reports to nobody"),
  ...each(
    "DEFAULT_PAD_TEXT SKIN_NAME SKIN_VARIANTS SUPPRESS_ERRORS_IN_PAD_TEXT TITLE",
    ignored("names inside Etherpad's container: docker-jitsi-meet reads ETHERPAD_TITLE and its like"),
  ),
  WHITEBOARD_ENABLED: ignored("read by nothing upstream; whiteboard.mode turns the whiteboard on"),
};

const hosted = "8x8's own service (JaaS) is no part of a stack of one's own. Remove the line";

const jaas: VariableRules = {
  JAAS_APP_ID: refused(hosted),
  JAAS_USE_STAGING: ignored("says nothing without JAAS_APP_ID"),
  ENABLE_JAAS_COMPONENTS: refused(hosted, (text) =>
    toBoolean(text) === false ? ignore("off, as in every stack here") : refuse(hosted),
  ),
};

/** Variables of the Debian packages' start scripts, which some handbooks mix with those of docker-jitsi-meet. */
const daemons = each(
  `JAVA_SYS_PROPS JICOFO_AUTH_DOMAIN JICOFO_FOCUS_SUBDOMAIN JICOFO_HOST JICOFO_HOSTNAME JICOFO_OPTS JICOFO_PORT
  JICOFO_SECRET JVB_OPTS`,
  ignored("belongs to the start scripts of the Debian packages, which are not used here"),
);

const gone: VariableRules = {
  ENABLE_OCTO_SCTP: ignored("gone upstream since stable-11146: bridges always use SCTP"),
};

const mistakes: VariableRules = {
  CONFIG_GLOBALE: ignored("a translated name in a handbook that nothing reads: the variable is GLOBAL_CONFIG"),
  MODULES_GLOBAUX: ignored("a translated name in a handbook that nothing reads: the variable is GLOBAL_MODULES"),
  TURN_TLL: ignored("a slip of the handbook that nothing reads: the variable is TURN_TTL"),
};

/** Variables of Docker Compose, of the images and of what runs beside a stack: none of them is a service's of ours. */
export const hostVariables: VariableRules = { ...images, ...composition, ...jaas, ...daemons, ...gone, ...mistakes };
